//! Small things that every read model and command uses.
use domain::{
    days::Stamp,
    ids::{AttachmentId, TeamId, UserId},
    money::Currency,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A key the browser makes when a form is opened: the same key gives the same answer, once done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IdempotencyKey(pub Uuid);

/// Which rows of a list, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Words to search for; empty for all.
    pub search: String,
    /// The tab or filter chosen, by its code; empty for the first.
    pub filter: String,
    /// The column to sort by, by its code; empty for the list's own order.
    pub sort: String,
    /// Whether the order is turned round.
    pub descending: bool,
    /// The page, from 0.
    pub page: u32,
}

/// Rows on one page of a list.
pub const PAGE_ROWS: u32 = 80;

/// Rows that a search among customers counts; a total above says only that there are more.
pub const MOST_COUNTED: i64 = 1_000;

/// Where a small count beside a name ends: what reaches it is said as one less, and more.
pub const COUNTED: u32 = 100;

/// A small count in words: `42`, or `99+`.
pub fn few(count: u32) -> String {
    if count < COUNTED { count.to_string() } else { format!("{}+", COUNTED - 1) }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// How many there are in all.
    pub total: i64,
    /// The page, from 0.
    pub page: u32,
}

/// An amount with its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// The figure.
    pub value: Decimal,
    /// The currency.
    pub currency: Currency,
}

/// A colleague, as other pages name one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRef {
    /// Who.
    pub id: UserId,
    /// First and last name.
    pub name: String,
}

/// A team, as other pages name one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamRef {
    /// Which.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// A stored file on a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentView {
    /// Which; downloaded from `/files/<id>`.
    pub id: AttachmentId,
    /// Its file name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: i64,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// When it was added.
    pub at: Stamp,
}

/// What a search-as-you-type field offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The record's id.
    pub id: Uuid,
    /// What it is called.
    pub label: String,
    /// The one fact that decides (town, price).
    pub fact: String,
}
