//! Which days of the calendar are shown and what is on them, as its address says it.
use crate::{
    crm::views::Look,
    ui::{Week, month_away, weeks},
};
use chrono::{Datelike, Days, NaiveDate};
use domain::days::plausible;
use leptos_router::params::ParamsMap;
use wire::{ahead::CalendarQuery, opportunities::OpportunityFilter};

/// How much is shown at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Span {
    /// The weeks that touch a month.
    #[default]
    Month,
    /// Monday to Sunday.
    Week,
    /// One day.
    Day,
}

impl Span {
    pub(super) const ALL: [Span; 3] = [Span::Month, Span::Week, Span::Day];

    const fn code(self) -> &'static str {
        match self {
            Span::Month => "month",
            Span::Week => "week",
            Span::Day => "day",
        }
    }
}

/// What stands on the days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Show {
    /// Activities and closings.
    #[default]
    All,
    /// Activities.
    Activities,
    /// Closings.
    Closings,
}

impl Show {
    pub(super) const ALL: [Show; 3] = [Show::All, Show::Activities, Show::Closings];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Show::All => "",
            Show::Activities => "activities",
            Show::Closings => "closings",
        }
    }
}

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// Whose, and which opportunities.
    pub filter: OpportunityFilter,
    /// How much at once.
    pub span: Span,
    /// A day of what is shown.
    pub day: NaiveDate,
    /// What is on the days.
    pub show: Show,
}

impl Asked {
    /// Reads an address. What cannot be read is as usual: this month, everything.
    pub(super) fn read(map: &ParamsMap, today: NaiveDate) -> Asked {
        let said = |key: &str| map.get(key).unwrap_or_default();
        let (span, show) = (said("span"), said("show"));
        Asked {
            filter: Look::Calendar.read(map),
            span: Span::ALL.into_iter().find(|known| known.code() == span).unwrap_or_default(),
            day: said("day").parse().ok().and_then(plausible).unwrap_or(today),
            show: Show::ALL.into_iter().find(|known| known.code() == show).unwrap_or_default(),
        }
    }

    /// The address that shows it.
    pub(super) fn address(&self, today: NaiveDate) -> String {
        let mut address = Look::Calendar.address(&self.filter);
        let mut add = |key: &str, value: &str| {
            let before = if address.contains('?') { '&' } else { '?' };
            address.push_str(&format!("{before}{key}={value}"));
        };
        if self.span != Span::default() {
            add("span", self.span.code());
        }
        if self.day != today {
            add("day", &self.day.to_string());
        }
        if self.show != Show::default() {
            add("show", self.show.code());
        }
        address
    }

    /// The days by week, Monday first.
    pub(super) fn weeks(&self) -> Vec<Week> {
        let mut all = weeks(self.day);
        if self.span != Span::Month {
            all.retain(|week| week.days.contains(&self.day));
        }
        if self.span == Span::Day {
            for week in &mut all {
                week.days.retain(|day| *day == self.day);
            }
        }
        all
    }

    /// What the server is asked for: the days that are shown and no others.
    pub(super) fn query(&self) -> CalendarQuery {
        let days: Vec<NaiveDate> = self.weeks().into_iter().flat_map(|week| week.days).collect();
        CalendarQuery {
            filter: self.filter.clone(),
            from: days.first().copied().unwrap_or(self.day),
            days: u32::try_from(days.len()).unwrap_or(1),
            activities: self.show != Show::Closings,
            closings: self.show != Show::Activities,
        }
    }

    /// The same so much further, or back.
    pub(super) fn beside(&self, ahead: bool) -> Asked {
        let days = if self.span == Span::Week { Days::new(7) } else { Days::new(1) };
        let day = match (self.span, ahead) {
            (Span::Month, true) => Some(month_away(self.day, 1)),
            (Span::Month, false) => Some(month_away(self.day, -1)),
            (_, true) => self.day.checked_add_days(days),
            (_, false) => self.day.checked_sub_days(days),
        };
        Asked { day: day.and_then(plausible).unwrap_or(self.day), ..self.clone() }
    }

    /// Whether a day belongs to the month that is shown; days of a week always do.
    pub(super) fn within(&self, day: NaiveDate) -> bool {
        self.span != Span::Month || (day.year(), day.month()) == (self.day.year(), self.day.month())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        let map = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Asked::read(&map, day("2026-11-23"))
    }

    #[test]
    fn only_the_days_that_are_shown_are_asked_for() {
        let query = |span: &str| asked(&[("span", span), ("day", "2026-12-11")]).query();
        let month = query("month");
        assert_eq!((month.from, month.days), (day("2026-11-30"), 35));
        let week = query("week");
        assert_eq!((week.from, week.days), (day("2026-12-07"), 7));
        let one = query("day");
        assert_eq!((one.from, one.days), (day("2026-12-11"), 1));
        for months in 0..48 {
            let month = month_away(day("2026-01-15"), months);
            let days = asked(&[("day", &month.to_string())]).query().days;
            assert!((28..=wire::ahead::MOST_DAYS).contains(&days), "{month}: {days}");
        }
        assert!(
            !asked(&[("show", "closings")]).query().activities && !asked(&[("show", "activities")]).query().closings
        );
    }

    #[test]
    fn the_address_says_what_is_shown_and_nonsense_shows_this_month() {
        let today = day("2026-11-23");
        assert_eq!(asked(&[]).address(today), "/calendar");
        let far = [("mine", "1"), ("span", "week"), ("day", "2027-01-04"), ("show", "closings")];
        assert_eq!(asked(&far).address(today), "/calendar?mine=1&span=week&day=2027-01-04&show=closings");
        for nonsense in ["", "-", "<script>", "99999-01-01", "2026-02-30"] {
            let read = asked(&[("span", nonsense), ("day", nonsense), ("show", nonsense)]);
            assert_eq!(read, asked(&[]), "{nonsense}");
        }
    }

    #[test]
    fn further_and_back_go_by_what_is_shown() {
        let of = |span: &str| asked(&[("span", span), ("day", "2027-01-31")]);
        assert_eq!(of("month").beside(true).day, day("2027-02-28"));
        assert_eq!(of("week").beside(false).day, day("2027-01-24"));
        assert_eq!(of("day").beside(true).day, day("2027-02-01"));
        assert!(of("month").within(day("2027-01-01")) && !of("month").within(day("2027-02-01")));
    }
}
