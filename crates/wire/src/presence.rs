//! Who has a quotation open right now.
use crate::shared::UserRef;
use domain::ids::{LineId, QuoteId};
use serde::{Deserialize, Serialize};

/// Say that one has a quotation open, is on another of its lines, or leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BePresent {
    /// Which quotation.
    pub quote: QuoteId,
    /// The line one is on; none for anything else on the page.
    pub line: Option<LineId>,
    /// Whether one goes away.
    pub leaving: bool,
}

/// A colleague who has the quotation open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Present {
    /// Who.
    pub user: UserRef,
    /// The line they are on.
    pub line: Option<LineId>,
}
