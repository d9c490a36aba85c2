//! What lies ahead: the months a forecast has lanes for, and the day a deal is expected on that is moved into one.
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// Months a forecast shows unless more are asked for.
pub const MONTHS: u32 = 6;
/// Months it shows at most.
pub const MOST_MONTHS: u32 = 24;

/// A lane of the forecast. Every open opportunity stands in just one of [`periods`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Should have closed before today.
    Late,
    /// A month, by its first day; of the current one what is left of it, today among it.
    Month(NaiveDate),
    /// From this day on.
    Later(NaiveDate),
    /// Nobody said when.
    Undated,
}

/// All lanes in their order: what is late, so many months from the current one on, what comes after them, and what has no
/// day.
pub fn periods(today: NaiveDate, months: u32) -> Vec<Period> {
    let months = months.clamp(1, MOST_MONTHS);
    let here = first(today);
    let mut all = vec![Period::Late];
    all.extend((0..months).map(|n| Period::Month(further(here, n))));
    all.extend([Period::Later(further(here, months)), Period::Undated]);
    all
}

impl Period {
    /// The lane of a closing day among so many months.
    pub fn of(day: Option<NaiveDate>, today: NaiveDate, months: u32) -> Period {
        match day {
            None => Period::Undated,
            Some(day) if day < today => Period::Late,
            Some(day) => Period::of_month(first(day), today, months),
        }
    }

    /// The lane of a month that is not over, by its first day.
    pub fn of_month(month: NaiveDate, today: NaiveDate, months: u32) -> Period {
        let end = further(first(today), months.clamp(1, MOST_MONTHS));
        if month < end { Period::Month(month) } else { Period::Later(end) }
    }

    /// Its days: from the first on, up to but without the second; no bound where there is none. None at all for what has
    /// no day.
    pub fn span(self, today: NaiveDate) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
        match self {
            Period::Late => Some((None, Some(today))),
            Period::Month(month) => Some((Some(month.max(today)), Some(further(first(month), 1)))),
            Period::Later(from) => Some((Some(from), None)),
            Period::Undated => None,
        }
    }

    /// When a deal is expected to close that is moved into this lane; none where nothing can be moved to.
    ///
    /// In a month it keeps its day of the month, or takes the month's last where that has fewer; one that had no day is
    /// expected by the end of the month. Nothing is moved before today.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use domain::crm::ahead::Period;
    /// let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    /// let february = Period::Month(day("2027-02-01"));
    /// assert_eq!(february.landing(Some(day("2026-12-31")), day("2026-11-23")), Some(Some(day("2027-02-28"))));
    /// ```
    pub fn landing(self, was: Option<NaiveDate>, today: NaiveDate) -> Option<Option<NaiveDate>> {
        match self {
            Period::Month(month) => {
                let last = further(month, 1).checked_sub_days(Days::new(1)).unwrap_or(month);
                let day = was.and_then(|was| month.with_day(was.day().min(last.day()))).unwrap_or(last);
                Some(Some(if month == first(today) { day.max(today) } else { day }))
            }
            Period::Undated => Some(None),
            Period::Late | Period::Later(_) => None,
        }
    }
}

/// The first day of its month.
pub fn first(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn further(month: NaiveDate, by: u32) -> NaiveDate {
    month.checked_add_months(Months::new(by)).unwrap_or(month)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_day_is_in_just_one_lane_and_within_its_span() {
        for today in ["2026-11-23", "2026-12-31", "2027-02-01", "2028-02-29"] {
            let today = day(today);
            for months in [1, 3, 6, 24] {
                let lanes = periods(today, months);
                assert_eq!(lanes.len(), months as usize + 3);
                for offset in 0..1200 {
                    let one = today - Days::new(400) + Days::new(offset);
                    let within = |lane: &&Period| {
                        lane.span(today).is_some_and(|(from, to)| {
                            from.is_none_or(|from| from <= one) && to.is_none_or(|to| one < to)
                        })
                    };
                    let found: Vec<_> = lanes.iter().filter(within).collect();
                    assert_eq!(found, [&Period::of(Some(one), today, months)], "{one} seen on {today}");
                }
            }
        }
        assert_eq!(Period::of(None, day("2026-11-23"), 6), Period::Undated);
    }

    #[test]
    fn what_is_moved_into_a_lane_stands_in_that_lane() {
        for today in ["2026-11-23", "2026-12-31", "2027-02-01", "2028-02-29"] {
            let today = day(today);
            for lane in periods(today, 14) {
                for offset in (0..900).step_by(7) {
                    for was in [None, Some(today - Days::new(300) + Days::new(offset))] {
                        if let Some(to) = lane.landing(was, today) {
                            assert_eq!(Period::of(to, today, 14), lane, "{was:?} to {to:?} on {today}");
                            assert!(to.is_none_or(|to| to >= today));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_day_of_the_month_is_kept_and_a_day_that_is_missing_is_the_end() {
        let today = day("2026-11-23");
        let lands = |month: &str, was: Option<&str>| Period::Month(day(month)).landing(was.map(day), today);
        assert_eq!(lands("2027-01-01", Some("2026-12-15")), Some(Some(day("2027-01-15"))));
        assert_eq!(lands("2028-02-01", Some("2026-12-31")), Some(Some(day("2028-02-29"))));
        assert_eq!(lands("2027-01-01", None), Some(Some(day("2027-01-31"))));
        // The 5th of this month is over: today is the nearest that can be meant.
        assert_eq!(lands("2026-11-01", Some("2026-12-05")), Some(Some(today)));
        assert_eq!(Period::Late.landing(None, today), None);
        assert_eq!(Period::Later(day("2027-05-01")).landing(None, today), None);
    }
}
