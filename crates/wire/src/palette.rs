//! What the palette finds.
use crate::shared::Amount;
use domain::{crm::OpportunityState, palette::RecordKind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A record that was found, as a row of the palette.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundRecord {
    /// What it is.
    pub kind: RecordKind,
    /// Which.
    pub id: Uuid,
    /// Its name; of a quotation or an order the customer's.
    pub name: String,
    /// What tells it apart from others of that name: number and title, the customer, a code; may be empty.
    pub beside: String,
    /// The one fact that decides.
    pub fact: FoundFact,
}

/// The one fact at the right of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundFact {
    /// A net, a price.
    Amount(Amount),
    /// A stage, a town; may be empty.
    Words(String),
    /// An opportunity that is closed.
    Closed(OpportunityState),
}
