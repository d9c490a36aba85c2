//! When an instalment is due.
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// When an instalment is due, counted from the document's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "due", rename_all = "snake_case")]
pub enum Due {
    /// So many days later.
    DaysAfter {
        /// The days.
        days: u32,
    },
    /// So many days after the end of the month.
    DaysAfterMonthEnd {
        /// The days.
        days: u32,
    },
    /// So many days after the end of the next month.
    DaysAfterNextMonthEnd {
        /// The days.
        days: u32,
    },
    /// So many days later, then on a day of the month after that; day 0 is the end of the month itself.
    OnDayOfNextMonth {
        /// The days.
        days: u32,
        /// The day of the month, 1 to 31, at most its last; or 0.
        day: u32,
    },
}

/// The last day of a date's month.
fn month_end(date: NaiveDate) -> Option<NaiveDate> {
    date.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

impl Due {
    /// The due date; none beyond the calendar.
    ///
    /// ```
    /// use domain::terms::due::Due;
    /// let day = |text: &str| text.parse().unwrap();
    /// assert_eq!(Due::DaysAfter { days: 30 }.from(day("2022-01-31")), Some(day("2022-03-02")));
    /// let end = Due::OnDayOfNextMonth { days: 30, day: 31 };
    /// assert_eq!(end.from(day("2023-12-12")), Some(day("2024-02-29")));
    /// ```
    pub fn from(self, date: NaiveDate) -> Option<NaiveDate> {
        match self {
            Due::DaysAfter { days } => date.checked_add_days(Days::new(days.into())),
            Due::DaysAfterMonthEnd { days } => month_end(date)?.checked_add_days(Days::new(days.into())),
            Due::DaysAfterNextMonthEnd { days } => {
                let next = date.checked_add_months(Months::new(1))?;
                month_end(next)?.checked_add_days(Days::new(days.into()))
            }
            Due::OnDayOfNextMonth { days, day } => {
                let later = date.checked_add_days(Days::new(days.into()))?;
                if day == 0 {
                    return month_end(later);
                }
                let next = later.with_day(1)?.checked_add_months(Months::new(1))?;
                next.with_day(day.min(month_end(next)?.day()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_end_of_the_month_is_found() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (due, from, expected) in [
            (Due::DaysAfterMonthEnd { days: 10 }, "2024-02-05", "2024-03-10"),
            (Due::DaysAfterNextMonthEnd { days: 0 }, "2024-01-31", "2024-02-29"),
            (Due::OnDayOfNextMonth { days: 0, day: 0 }, "2024-02-05", "2024-02-29"),
            (Due::OnDayOfNextMonth { days: 0, day: 15 }, "2024-12-31", "2025-01-15"),
        ] {
            assert_eq!(due.from(day(from)), Some(day(expected)), "{due:?}");
        }
    }
}
