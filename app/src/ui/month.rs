//! A month as rows of weeks: week number first, Monday first.
use chrono::{Datelike, Days, NaiveDate};

/// One week of the month's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Week {
    /// ISO week number.
    pub number: u32,
    /// Monday to Sunday.
    pub days: Vec<NaiveDate>,
}

/// The weeks that touch the month of `day`.
pub(crate) fn weeks(day: NaiveDate) -> Vec<Week> {
    let first = day.with_day(1).unwrap_or(day);
    let mut monday = first.checked_sub_days(Days::new(first.weekday().num_days_from_monday().into())).unwrap_or(first);
    let mut weeks = Vec::with_capacity(6);
    loop {
        let days: Vec<NaiveDate> = (0..7).filter_map(|n| monday.checked_add_days(Days::new(n))).collect();
        let touches = days.iter().any(|one| one.month() == day.month() && one.year() == day.year());
        if !touches || days.len() < 7 {
            return weeks;
        }
        weeks.push(Week { number: monday.iso_week().week(), days });
        match monday.checked_add_days(Days::new(7)) {
            Some(next) => monday = next,
            None => return weeks,
        }
    }
}

/// The same day `by` months away, or the last day of that month.
pub(crate) fn month_away(day: NaiveDate, by: i32) -> NaiveDate {
    let months = chrono::Months::new(by.unsigned_abs());
    let moved = if by < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) };
    moved.unwrap_or(day)
}

/// Where a key leads in the calendar.
pub(crate) fn step(day: NaiveDate, key: &str, shift: bool) -> Option<NaiveDate> {
    let ahead = |n: u64| day.checked_add_days(Days::new(n));
    let back = |n: u64| day.checked_sub_days(Days::new(n));
    match key {
        "ArrowRight" => ahead(1),
        "ArrowLeft" => back(1),
        "ArrowDown" => ahead(7),
        "ArrowUp" => back(7),
        "Home" => back(day.weekday().num_days_from_monday().into()),
        "End" => ahead((6 - day.weekday().num_days_from_monday()).into()),
        "PageDown" => Some(month_away(day, if shift { 12 } else { 1 })),
        "PageUp" => Some(month_away(day, if shift { -12 } else { -1 })),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn december_2026_has_weeks_49_to_53_from_monday_30_november() {
        let page = weeks(day(2026, 12, 11));
        assert_eq!(page.iter().map(|week| week.number).collect::<Vec<_>>(), [49, 50, 51, 52, 53]);
        assert_eq!(page[0].days[0], day(2026, 11, 30));
        assert_eq!(page[4].days[6], day(2027, 1, 3));
    }

    #[test]
    fn keys_walk_days_weeks_and_months() {
        let friday = day(2026, 12, 11);
        assert_eq!(step(friday, "Home", false), Some(day(2026, 12, 7)));
        assert_eq!(step(friday, "End", false), Some(day(2026, 12, 13)));
        assert_eq!(step(friday, "PageDown", false), Some(day(2027, 1, 11)));
        assert_eq!(step(day(2026, 1, 31), "PageDown", false), Some(day(2026, 2, 28)));
        assert_eq!(step(friday, "PageUp", true), Some(day(2025, 12, 11)));
        assert_eq!(step(friday, "x", false), None);
    }
}
