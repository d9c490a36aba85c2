//! The company's own types of activities: when one is due, and what follows once it is done.
//!
//! Section 2 of the behaviour map.
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Most types of a company: menus show all of them.
pub const MOST: usize = 50;
/// Longest name, in characters.
pub const LONGEST: usize = 60;
/// Most days after which an activity is proposed.
pub const MOST_DAYS: u32 = 366;
/// Most types that one suggests.
pub const MOST_NEXT: usize = 10;

/// What becomes of the types that follow one that is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chain {
    /// Nothing follows.
    #[default]
    None,
    /// They are offered first when the next one is planned.
    Suggest,
    /// The first of them is planned by itself.
    Trigger,
}

impl Chain {
    /// All, in the order they are offered.
    pub const ALL: [Chain; 3] = [Chain::None, Chain::Suggest, Chain::Trigger];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Chain::None => "none",
            Chain::Suggest => "suggest",
            Chain::Trigger => "trigger",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Chain> {
        Chain::ALL.into_iter().find(|chain| chain.code() == code)
    }
}

/// The day an activity is proposed for: so many days from today, or (`from_due`) from the day the one before was due
/// where there was one. The day itself at the end of the calendar. Weekends are days like others.
pub fn due(days: u32, from_due: bool, today: NaiveDate, previous: Option<NaiveDate>) -> NaiveDate {
    let from = previous.filter(|_| from_due).unwrap_or(today);
    from.checked_add_days(Days::new(u64::from(days))).unwrap_or(from)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn day(days: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 1, 1).unwrap().checked_add_days(Days::new(days)).unwrap()
    }

    proptest! {
        #[test]
        fn days_are_counted_from_the_day_that_is_named(days in 0u32..=MOST_DAYS, today in 0u64..4000, before in 0u64..4000) {
            prop_assert_eq!(due(days, false, day(today), Some(day(before))), day(today + u64::from(days)));
            prop_assert_eq!(due(days, true, day(today), Some(day(before))), day(before + u64::from(days)));
            prop_assert_eq!(due(days, true, day(today), None), day(today + u64::from(days)), "nothing came before");
        }
    }

    #[test]
    fn the_last_day_of_the_calendar_proposes_itself() {
        assert_eq!(due(5, false, NaiveDate::MAX, None), NaiveDate::MAX);
    }

    #[test]
    fn every_chain_is_read_as_it_is_written() {
        assert!(Chain::ALL.into_iter().all(|chain| Chain::parse(chain.code()) == Some(chain)));
        assert_eq!(Chain::parse("always"), None);
    }
}
