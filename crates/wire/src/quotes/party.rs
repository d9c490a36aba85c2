//! Another customer for a quotation that nobody has yet.
use crate::shared::IdempotencyKey;
use domain::ids::{PartyId, PriceListId, QuoteId};
use serde::{Deserialize, Serialize};

/// Make a quotation one for another customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeParty {
    /// Same key, one change.
    pub key: IdempotencyKey,
    /// Which quotation.
    pub id: QuoteId,
    /// The version that was read.
    pub version: i64,
    /// Whom it is for.
    pub party: PartyId,
}

/// What the change came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedParty {
    /// The new version.
    pub version: i64,
    /// The customer's prices are in another currency: they are offered, not taken.
    pub other_currency: bool,
    /// The list that is offered then; none for the company's public prices.
    pub list: Option<PriceListId>,
}
