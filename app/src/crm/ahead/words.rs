//! Months and lanes in words.
use crate::ui::month_name;
use chrono::{Datelike, NaiveDate};
use domain::{crm::ahead::Period, formats};
use i18n::T;

/// A month, with its year where that is not this year.
pub(super) fn month(t: T, day: NaiveDate, today: NaiveDate) -> String {
    let name = month_name(t, day.month());
    if day.year() == today.year() { name.to_owned() } else { format!("{name} {}", day.year()) }
}

/// A lane's heading.
pub(super) fn lane(t: T, period: Period, today: NaiveDate) -> String {
    match period {
        Period::Late => t.ahead_late().to_owned(),
        Period::Month(first) => month(t, first, today),
        Period::Later(_) => t.ahead_later().to_owned(),
        Period::Undated => t.ahead_undated().to_owned(),
    }
}

/// A day, short, with its year where that is not this year.
pub(super) fn day(t: T, day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() { formats::date_short(t.lang(), day) } else { formats::date(t.figures(), day) }
}

/// A day in full: weekday and date.
pub(super) fn full(t: T, day: NaiveDate) -> String {
    format!("{} {}", formats::weekday(t.lang(), day), formats::date(t.figures(), day))
}

/// A day of the grid with its year: what is seen of it stands in what is read aloud.
pub(super) fn spoken(t: T, day: NaiveDate) -> String {
    let short = formats::date_short(t.lang(), day);
    let between = if short.ends_with('.') { "" } else { " " };
    format!("{} {short}{between}{}", formats::weekday_short(t.lang(), day), day.year())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use i18n::Lang;

    #[test]
    fn a_lane_names_its_year_only_where_it_is_another() {
        let (t, today) = (T::new(Lang::En), "2026-11-23".parse().unwrap());
        let named = |month: &str| lane(t, Period::Month(month.parse().unwrap()), today);
        assert_eq!((named("2026-12-01").as_str(), named("2027-01-01").as_str()), ("December", "January 2027"));
        assert_eq!(lane(t, Period::Undated, today), "Without a day");
    }
}
