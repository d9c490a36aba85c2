//! Months and quarters of the calendar: where each begins, what follows, and a sum shared over several.
use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A month of the years 1900 to 2200.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Month {
    year: i32,
    month: u32,
}

/// What is no month of those years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no month")]
pub struct NoMonth;

/// How long the periods are that figures are put together in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// One month.
    #[default]
    Month,
    /// Three, from January.
    Quarter,
}

impl Span {
    /// Every length, the shorter first.
    pub const ALL: [Span; 2] = [Span::Month, Span::Quarter];

    /// Its word in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Span::Month => "month",
            Span::Quarter => "quarter",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Span> {
        Span::ALL.into_iter().find(|span| span.code() == code)
    }

    /// How a period is written that a month lies in: `2026-11`, `2026-Q4`.
    pub fn key(self, month: Month) -> String {
        match self {
            Span::Month => month.to_string(),
            Span::Quarter => format!("{:04}-Q{}", month.year, month.quarter()),
        }
    }
}

impl Month {
    /// The month of a year.
    /// # Errors
    /// [`NoMonth`] outside of 1 to 12, or of the years 1900 to 2200.
    pub fn new(year: i32, month: u32) -> Result<Month, NoMonth> {
        if (1900..=2200).contains(&year) && (1..=12).contains(&month) {
            Ok(Month { year, month })
        } else {
            Err(NoMonth)
        }
    }

    /// The month a day lies in; a day outside of the years has the first or the last of them.
    pub fn of(day: NaiveDate) -> Month {
        match day.year() {
            ..1900 => Month { year: 1900, month: 1 },
            2201.. => Month { year: 2200, month: 12 },
            year => Month { year, month: day.month() },
        }
    }

    /// The twelve of a year.
    /// # Errors
    /// [`NoMonth`].
    pub fn of_year(year: i32) -> Result<[Month; 12], NoMonth> {
        Month::new(year, 1)?;
        let mut all = [Month { year, month: 1 }; 12];
        for (month, one) in (1..).zip(all.iter_mut()) {
            one.month = month;
        }
        Ok(all)
    }

    /// Its year, 1900 to 2200.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// Its number in the year, from 1 to 12.
    pub const fn number(self) -> u32 {
        self.month
    }

    /// The quarter it lies in, from 1 to 4.
    pub const fn quarter(self) -> u32 {
        (self.month - 1) / 3 + 1
    }

    /// Its first day.
    pub fn first(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or_default()
    }

    /// The first day after it.
    pub fn end(self) -> NaiveDate {
        self.first().checked_add_months(Months::new(1)).unwrap_or_default()
    }

    /// So many months before it.
    pub fn back(self, months: u32) -> Month {
        self.first().checked_sub_months(Months::new(months)).map_or(self, Month::of)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = NoMonth;

    fn from_str(text: &str) -> Result<Month, NoMonth> {
        let (year, month) = text.split_once('-').ok_or(NoMonth)?;
        let figures = |text: &str, long: usize| text.len() == long && text.bytes().all(|byte| byte.is_ascii_digit());
        if !figures(year, 4) || !figures(month, 2) {
            return Err(NoMonth);
        }
        Month::new(year.parse().map_err(|_| NoMonth)?, month.parse().map_err(|_| NoMonth)?)
    }
}

impl From<Month> for String {
    fn from(month: Month) -> String {
        month.to_string()
    }
}

impl TryFrom<String> for Month {
    type Error = NoMonth;

    fn try_from(text: String) -> Result<Month, NoMonth> {
        text.parse()
    }
}

/// A sum shared evenly: no part is further from the others than the smallest coin of so many decimals, and together they
/// are the sum to the last coin. Those that are larger come last.
///
/// ```
/// use domain::periods::shared;
/// use rust_decimal::Decimal;
/// assert_eq!(shared(Decimal::from(100), 3, 2), [Decimal::new(3333, 2), Decimal::new(3333, 2), Decimal::new(3334, 2)]);
/// ```
pub fn shared(sum: Decimal, parts: u32, decimals: u32) -> Vec<Decimal> {
    let mut left = sum;
    (1..=parts)
        .rev()
        .map(|remaining| {
            let exact = left.checked_div(Decimal::from(remaining)).unwrap_or_default();
            // The last takes what is left, as it stands.
            let part = if remaining == 1 { left } else { exact.trunc_with_scale(decimals) };
            left -= part;
            part
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_day_lies_in_its_month_and_months_follow_each_other(days in -25_000_i32..84_000) {
            let day = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + chrono::TimeDelta::days(days.into());
            let month = Month::of(day);
            prop_assert!(month.first() <= day && day < month.end());
            prop_assert_eq!(Month::of(month.end()).back(1), month);
            prop_assert_eq!(month.to_string().parse::<Month>().unwrap(), month);
            prop_assert!(day.to_string().starts_with(&month.to_string()));
        }

        #[test]
        fn a_quarter_is_three_months_of_one_year(year in 1900_i32..2200) {
            let months = Month::of_year(year).unwrap();
            for (at, three) in months.chunks(3).enumerate() {
                let key = format!("{year:04}-Q{}", at + 1);
                prop_assert!(three.iter().all(|month| Span::Quarter.key(*month) == key));
            }
        }

        #[test]
        fn what_is_shared_is_together_what_it_was(coins in 0_i64..1_000_000_000_000, parts in 1_u32..60, decimals in 0_u32..4) {
            let sum = Decimal::new(coins, decimals);
            let all = shared(sum, parts, decimals);
            prop_assert_eq!(all.len(), parts as usize);
            prop_assert_eq!(all.iter().copied().sum::<Decimal>(), sum);
            let (least, most) = (all.iter().min().unwrap(), all.iter().max().unwrap());
            prop_assert!(most - least <= Decimal::new(1, decimals));
            prop_assert!(all.iter().all(|part| part.scale() <= decimals || part.normalize().scale() <= decimals));
        }
    }

    #[test]
    fn what_is_no_month_is_none() {
        for text in [
            "",
            "2026",
            "2026-13",
            "2026-00",
            "26-01",
            "2026-1",
            "+026-01",
            "2026-01-01",
            "1899-12",
            "x",
            "２０２６-01",
        ] {
            assert_eq!(text.parse::<Month>(), Err(NoMonth), "{text}");
        }
        assert!(serde_json::from_str::<Month>("\"2026-13\"").is_err());
    }
}
