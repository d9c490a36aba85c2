//! One's own calendar feed.
use domain::days::Stamp;
use serde::{Deserialize, Serialize};

/// Whether one has a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarFeed {
    /// When its address was made; none when it is off.
    pub made: Option<Stamp>,
}

/// A new address. It is told once: only its hash is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarAddress {
    /// For a calendar to subscribe to.
    pub address: String,
}
