//! Lanes of months: which day a card has that is put into another one.
use chrono::{Datelike, Days, Months, NaiveDate};

/// The first day of a day's month.
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The month so many months later, by its first day; the same where no calendar reaches there.
pub fn months_later(month: NaiveDate, months: u32) -> NaiveDate {
    month_of(month).checked_add_months(Months::new(months)).unwrap_or(month)
}

/// The same day of another month, its last where it is shorter; without a day the last of that month: nobody closes
/// earlier than they have to.
pub fn same_day(day: Option<NaiveDate>, month: NaiveDate) -> NaiveDate {
    let first = month_of(month);
    let last = first.checked_add_months(Months::new(1)).and_then(|next| next.checked_sub_days(Days::new(1)));
    let last = last.unwrap_or(first);
    day.and_then(|day| first.with_day(day.day())).unwrap_or(last)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_that_a_month_has_not_is_its_last() {
        assert_eq!(same_day(Some(day("2027-01-31")), day("2027-02-10")), day("2027-02-28"));
        assert_eq!(same_day(Some(day("2027-01-31")), day("2028-02-01")), day("2028-02-29"));
        assert_eq!(same_day(Some(day("2027-02-28")), day("2027-03-01")), day("2027-03-28"));
        assert_eq!(same_day(None, day("2026-12-05")), day("2026-12-31"));
    }

    #[test]
    fn every_day_stays_in_the_month_it_is_put_into() {
        for step in 0..1500_u64 {
            let from = day("2023-11-15") + Days::new(step);
            let to = months_later(from, (step % 29) as u32);
            let put = same_day(Some(from), to);
            assert_eq!(month_of(put), to, "{from}");
            assert!(put.day() == from.day() || (put.day() < from.day() && month_of(put + Days::new(1)) > to), "{from}");
        }
    }
}
