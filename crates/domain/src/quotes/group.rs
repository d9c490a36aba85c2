//! What a heading holds, what is printed of it, and what the customer may choose there (section 5.3 of the behaviour
//! map: sections, subsections, optional sections; groups of which one is chosen).
use super::{
    content::ContentLine,
    line::{Line, Quantity},
    role::LineMark,
};
use crate::{
    few::Few,
    ids::LineId,
    refusal::{Fields, Refusal},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What is printed of the lines under a heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Printing {
    /// Every line with its price.
    #[default]
    All,
    /// Every line, but only the sum of all has a price.
    WithoutPrices,
    /// The heading with its sum alone.
    SumOnly,
}

impl Printing {
    /// All of them, in the order they are offered.
    pub const ALL: [Printing; 3] = [Printing::All, Printing::WithoutPrices, Printing::SumOnly];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Printing::All => "all",
            Printing::WithoutPrices => "without_prices",
            Printing::SumOnly => "sum_only",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Printing> {
        Printing::ALL.into_iter().find(|printing| printing.code() == code)
    }
}

/// What the customer may choose under a heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// Nothing: all of it is offered as a whole.
    #[default]
    Plain,
    /// Each line is taken or left.
    Optional,
    /// Exactly one line is taken.
    ChooseOne,
    /// One line is taken, or none.
    OneOrNone,
}

impl Grouping {
    /// All of them, in the order they are offered.
    pub const ALL: [Grouping; 4] = [Grouping::Plain, Grouping::Optional, Grouping::ChooseOne, Grouping::OneOrNone];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Grouping::Plain => "plain",
            Grouping::Optional => "optional",
            Grouping::ChooseOne => "choose_one",
            Grouping::OneOrNone => "one_or_none",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Grouping> {
        Grouping::ALL.into_iter().find(|grouping| grouping.code() == code)
    }

    /// Whether at most one line is taken.
    pub const fn single(self) -> bool {
        matches!(self, Grouping::ChooseOne | Grouping::OneOrNone)
    }
}

/// What a heading is besides its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shape {
    /// Whether it lies within the section above it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub subsection: bool,
    /// What is printed of what it holds. A group always shows everything: one cannot choose what one does not see.
    #[serde(skip_serializing_if = "is_usual")]
    pub printing: Printing,
    /// What the customer may choose.
    #[serde(skip_serializing_if = "is_usual")]
    pub grouping: Grouping,
}

/// What the seller offers of a line the customer decides on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Offer {
    /// Whether it is left out as long as nobody takes it; looked at in groups only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    /// Whether the seller recommends it among those of its group.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub recommended: bool,
    /// The least the customer may ask for; the quantity is fixed where neither bound is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<Decimal>,
    /// The most the customer may ask for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Decimal>,
}

/// Whether it is what it is by default, which canonical texts leave out.
pub fn is_usual<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Offer {
    /// Whether the customer may change the quantity.
    pub const fn has_range(&self) -> bool {
        self.least.is_some() || self.most.is_some()
    }

    /// Checks the bounds and that the seller's own quantity lies within; refusals go to `fields` under `at`.
    pub fn read(self, quantity: Option<Quantity>, at: &str, fields: &mut Fields) -> Option<Offer> {
        let mut bound = |name: &str, value: Option<Decimal>| match value {
            None => Some(None),
            Some(value) => fields.take(format!("{at}.{name}"), Quantity::new(value)).map(|value| Some(value.get())),
        };
        let (least, most) = (bound("least", self.least), bound("most", self.most));
        let (least, most) = (least?, most?);
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            fields.refuse(format!("{at}.most"), Refusal::LeastAboveMost);
            return None;
        }
        let offer = Offer { least, most, ..self };
        if let Some(quantity) = quantity
            && let Err(refusal) = offer.within(quantity.get())
        {
            fields.refuse(format!("{at}.quantity"), refusal);
            return None;
        }
        Some(offer)
    }

    /// Whether a quantity lies within the bounds.
    /// # Errors
    /// The bound that was crossed.
    pub fn within(&self, quantity: Decimal) -> Result<(), Refusal> {
        match (self.least, self.most) {
            (Some(least), _) if quantity < least => Err(Refusal::TooSmall { least }),
            (_, Some(most)) if quantity > most => Err(Refusal::TooLarge { most }),
            _ => Ok(()),
        }
    }
}

/// A line as these rules see it, whether it is typed, checked or sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The line's lasting identity.
    pub id: LineId,
    /// What it is.
    pub what: What,
}

impl Part {
    /// Whether the customer decides on it: whether it is taken, or how much of it.
    pub const fn decided(&self, grouped: bool) -> bool {
        matches!(self.what, What::Product { offer, .. } if grouped || offer.has_range())
    }
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A heading.
    Heading(Shape),
    /// Something sold.
    Product {
        /// How much.
        quantity: Decimal,
        /// What of it is offered.
        offer: Offer,
        /// Whether it is something sold; a delivery and a discount are no part of what one may choose.
        sold: bool,
    },
    /// An item of the combo above it: it goes with that.
    ComboItem,
    /// A remark.
    Note,
}

impl From<&Line> for Part {
    fn from(line: &Line) -> Part {
        let what = match line {
            Line::Section { shape, .. } => What::Heading(*shape),
            Line::Note { .. } => What::Note,
            Line::Product(line) if line.role.is_combo_item() => What::ComboItem,
            Line::Product(line) => {
                What::Product { quantity: line.quantity.get(), offer: line.offer, sold: line.role.is_offered() }
            }
        };
        Part { id: line.id(), what }
    }
}

impl From<&ContentLine> for Part {
    fn from(line: &ContentLine) -> Part {
        let what = match line {
            ContentLine::Section { shape, .. } => What::Heading(*shape),
            ContentLine::Note { .. } => What::Note,
            ContentLine::Product { mark: LineMark::ComboItem, .. } => What::ComboItem,
            ContentLine::Product { quantity, offer, mark, .. } => {
                What::Product { quantity: *quantity, offer: *offer, sold: mark.is_offered() }
            }
        };
        Part { id: line.id(), what }
    }
}

/// Lines as parts.
pub fn parts<'a, L: 'a>(lines: impl IntoIterator<Item = &'a L>) -> Vec<Part>
where
    Part: From<&'a L>,
{
    lines.into_iter().map(Part::from).collect()
}

/// The headings a line stands under: its section, and its subsection there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Under {
    /// The index of the section; a subsection without a section above it counts as one.
    pub section: Option<usize>,
    /// The index of the subsection.
    pub subsection: Option<usize>,
}

/// The headings of every line; a heading itself stands under its section alone.
pub fn under(parts: &[Part]) -> Vec<Under> {
    let mut now = Under::default();
    let place = |(at, part): (usize, &Part)| match part.what {
        What::Heading(shape) if shape.subsection && now.section.is_some() => {
            let above = Under { subsection: None, ..now };
            now.subsection = Some(at);
            above
        }
        What::Heading(_) => {
            now = Under { section: Some(at), subsection: None };
            Under::default()
        }
        What::Product { .. } | What::ComboItem | What::Note => now,
    };
    parts.iter().enumerate().map(place).collect()
}

/// What the shape of a heading is.
fn shape(parts: &[Part], at: Option<usize>) -> Shape {
    match at.and_then(|at| parts.get(at)).map(|part| part.what) {
        Some(What::Heading(shape)) => shape,
        _ => Shape::default(),
    }
}

/// Whether a line is no part of what is sold: a delivery, or a discount on the whole.
fn is_unsold(parts: &[Part], at: usize) -> bool {
    matches!(parts.get(at).map(|part| part.what), Some(What::Product { sold: false, .. }))
}

/// The heading whose group each line belongs to: the nearest one the customer may choose under.
pub fn groups(parts: &[Part]) -> Vec<Option<(usize, Grouping)>> {
    let group = |at: Option<usize>| {
        let grouping = shape(parts, at).grouping;
        at.filter(|_| grouping != Grouping::Plain).map(|at| (at, grouping))
    };
    let is_heading = |at: usize| matches!(parts.get(at).map(|part| part.what), Some(What::Heading(_)));
    let of = |(at, under): (usize, Under)| {
        if is_unsold(parts, at) {
            return None;
        }
        let own = if is_heading(at) { group(Some(at)) } else { None };
        own.or_else(|| group(under.subsection)).or_else(|| group(under.section))
    };
    under(parts).into_iter().enumerate().map(of).collect()
}

/// What each heading comes to: the nets of what is sold there and counts, subsections included. A delivery and a discount
/// on the whole belong to no heading, wherever they stand.
pub fn sums(parts: &[Part], nets: &[Decimal], counted: &[bool]) -> Few<usize, Decimal> {
    let mut sums: Few<usize, Decimal> = Few::new();
    for (at, (part, under)) in parts.iter().zip(under(parts)).enumerate() {
        match part.what {
            What::Heading(_) => {
                sums.insert(at, Decimal::ZERO);
            }
            What::Product { sold: true, .. } | What::ComboItem if counted.get(at).copied().unwrap_or_default() => {
                let net = nets.get(at).copied().unwrap_or_default();
                for heading in [under.section, under.subsection].into_iter().flatten() {
                    *sums.of(heading) += net;
                }
            }
            What::Product { .. } | What::ComboItem | What::Note => {}
        }
    }
    sums
}

/// What is printed of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All of it.
    Whole,
    /// Without prices.
    WithoutPrices,
    /// Nothing: its heading shows what it comes to.
    Hidden,
}

/// What is printed of every line. What one may choose is always shown whole, and so is what no heading's sum holds.
pub fn printed(parts: &[Part]) -> Vec<Shown> {
    let groups = groups(parts);
    let one = |(at, under): (usize, Under)| {
        let whole = groups.get(at).copied().flatten().is_some() || is_unsold(parts, at);
        let printing = [under.section, under.subsection].map(|at| shape(parts, at).printing);
        if whole {
            Shown::Whole
        } else if printing.contains(&Printing::SumOnly) {
            Shown::Hidden
        } else if printing.contains(&Printing::WithoutPrices) {
            Shown::WithoutPrices
        } else {
            Shown::Whole
        }
    };
    under(parts).into_iter().enumerate().map(one).collect()
}
