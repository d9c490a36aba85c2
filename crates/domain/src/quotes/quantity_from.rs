//! Where the quantity of a line comes from: kept with the line, so that the figure can be asked why.
use serde::{Deserialize, Serialize};

/// Where the quantity of a line comes from. What it is worth is told by [`super::role::LineRole`] first: an item follows its
/// combo, whatever stands here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuantityFrom {
    /// Nobody kept it: lines from before it was, and those of other programs.
    #[default]
    Unknown,
    /// A new line begins with one.
    Start,
    /// Somebody typed it.
    Hand,
    /// Counted with plus and minus in the catalogue.
    Catalogue,
    /// It goes with another product, and was taken from beside that.
    Beside,
    /// It was in a block that was pasted.
    Pasted,
    /// Filled down from the line above.
    Above,
    /// A template has it so.
    Template,
    /// The customer chose it.
    Customer,
    /// The customer proposed it, or was offered it instead, and it was agreed upon.
    Proposal,
}

impl QuantityFrom {
    const ALL: [QuantityFrom; 10] = [
        QuantityFrom::Unknown,
        QuantityFrom::Start,
        QuantityFrom::Hand,
        QuantityFrom::Catalogue,
        QuantityFrom::Beside,
        QuantityFrom::Pasted,
        QuantityFrom::Above,
        QuantityFrom::Template,
        QuantityFrom::Customer,
        QuantityFrom::Proposal,
    ];

    /// Whether nobody knows it.
    pub fn is_unknown(&self) -> bool {
        *self == QuantityFrom::Unknown
    }

    /// The stored name; empty where nobody knows it.
    pub const fn code(self) -> &'static str {
        match self {
            QuantityFrom::Unknown => "",
            QuantityFrom::Start => "start",
            QuantityFrom::Hand => "hand",
            QuantityFrom::Catalogue => "catalogue",
            QuantityFrom::Beside => "beside",
            QuantityFrom::Pasted => "pasted",
            QuantityFrom::Above => "above",
            QuantityFrom::Template => "template",
            QuantityFrom::Customer => "customer",
            QuantityFrom::Proposal => "proposal",
        }
    }

    /// Reads the stored name; one that is not known says nothing, and takes nothing from the line.
    pub fn parse(code: &str) -> QuantityFrom {
        QuantityFrom::ALL.into_iter().find(|from| from.code() == code).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_origin_reads_back_and_what_is_not_known_is_unknown() {
        for from in QuantityFrom::ALL {
            assert_eq!(QuantityFrom::parse(from.code()), from);
        }
        assert_eq!(QuantityFrom::parse("ghost"), QuantityFrom::Unknown);
    }
}
