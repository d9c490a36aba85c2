//! What a row wrote, kept with it so that it can be taken back.
use domain::imports::values::Values;
use serde::{Deserialize, Serialize};

/// What a row wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    /// The fields it changed, as they were; none when it made the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Values>,
    /// The record's version when it was written.
    #[serde(default)]
    pub version: i64,
    /// Of a rule of a price list: what finds it, and its price as it was written.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    pub after: Values,
}

/// What became of a row whose writing was to be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TakenBack {
    /// All of it.
    Undone,
    /// A product in use is off sale instead.
    Archived,
    /// Nothing: somebody changed or used the record since.
    Kept,
}

impl TakenBack {
    /// The stored state of the row.
    pub const fn code(self) -> &'static str {
        match self {
            TakenBack::Undone => "undone",
            TakenBack::Archived => "archived",
            TakenBack::Kept => "kept",
        }
    }
}
