//! Customers: what makes a business id, a VAT number and an e-mail address right; merging two.
pub mod business_id;
pub mod e_invoice;
pub mod email;
pub mod merge;
mod vat_checks;
mod vat_forms;
pub mod vat_number;
use serde::{Deserialize, Serialize};

/// Whether a customer is a company or a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyKind {
    /// A company or other organisation.
    #[default]
    Company,
    /// A person.
    Person,
}

impl PartyKind {
    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            PartyKind::Company => "company",
            PartyKind::Person => "person",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<PartyKind> {
        [PartyKind::Company, PartyKind::Person].into_iter().find(|kind| kind.code() == code)
    }
}
