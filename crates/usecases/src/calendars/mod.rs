//! One's own calendar feed: made, made anew, turned off, and read by whoever knows its address.
mod feed;
mod own;

pub use feed::{Feed, feed};
pub use own::{make_calendar, read_calendar, turn_calendar_off};
