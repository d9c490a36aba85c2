//! When a delivery can be there: what the slowest of the products takes, and the days the company needs beside it.
use crate::ids::LineId;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// The day a delivery can be expected, and why it is that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// The day.
    pub on: NaiveDate,
    /// The line that takes longest; none where no product takes any time.
    pub slowest: Option<LineId>,
    /// Days that one takes.
    pub days: u32,
    /// Days the company needs beside it.
    pub own: u32,
}

/// What can be expected of lines that are sold, each with the days its product takes; of equally slow ones the first is
/// named. Nothing where nothing is sold or nothing takes any time: then there is nothing to say.
pub fn expected(today: NaiveDate, leads: &[(LineId, u32)], own: u32) -> Option<Expected> {
    leads.first()?;
    let slowest = leads.iter().rev().max_by_key(|(_, days)| *days).filter(|(_, days)| *days > 0);
    let days = slowest.map_or(0, |(_, days)| *days);
    let whole = days.checked_add(own).filter(|whole| *whole > 0)?;
    let on = today.checked_add_days(Days::new(u64::from(whole)))?;
    Some(Expected { on, slowest: slowest.map(|(line, _)| *line), days, own })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn line(number: u128) -> LineId {
        LineId(Uuid::from_u128(number))
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, 20).unwrap()
    }

    #[test]
    fn the_slowest_product_and_the_companys_days_make_the_day() {
        let leads = [(line(1), 3), (line(2), 12), (line(3), 12)];
        let found = expected(today(), &leads, 2).unwrap();
        assert_eq!((found.on.to_string().as_str(), found.slowest), ("2027-01-03", Some(line(2))));
        assert_eq!((found.days, found.own), (12, 2));
        let own = expected(today(), &[(line(1), 0)], 2).unwrap();
        assert_eq!((own.on.to_string().as_str(), own.slowest, own.days), ("2026-12-22", None, 0));
    }

    #[test]
    fn where_nothing_takes_time_or_nothing_is_sold_no_day_is_suggested() {
        assert_eq!(expected(today(), &[(line(1), 0)], 0), None);
        assert_eq!(expected(today(), &[], 5), None);
        assert_eq!(expected(NaiveDate::MAX, &[(line(1), 1)], 0), None, "a day beyond the calendar is none");
        assert_eq!(expected(today(), &[(line(1), u32::MAX)], 1), None);
    }

    proptest! {
        #[test]
        fn no_line_comes_later_than_the_day_and_one_more_line_makes_it_no_earlier(
            days in prop::collection::vec(0u32..4_000, 1..20), more in 0u32..4_000, own in 0u32..366,
        ) {
            let mut leads: Vec<(LineId, u32)> = days.iter().enumerate().map(|(at, days)| (line(at as u128), *days)).collect();
            let before = expected(today(), &leads, own).map_or(today(), |found| found.on);
            for (_, days) in &leads {
                prop_assert!(today() + Days::new(u64::from(*days + own)) <= before);
            }
            leads.push((line(99), more));
            prop_assert!(expected(today(), &leads, own).map_or(today(), |found| found.on) >= before);
        }
    }
}
