//! Instants, company-local days, and days as people type them.
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

/// A point in time: microseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// This instant plus whole seconds (negative goes back).
    pub const fn plus_seconds(self, seconds: i64) -> Instant {
        Instant(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// The instant as UTC date and time.
    pub fn utc(self) -> NaiveDateTime {
        chrono::DateTime::from_timestamp_micros(self.0).unwrap_or_default().naive_utc()
    }
}

/// An instant with the company's local reading of it, so that every surface shows the same clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// The instant itself.
    pub utc: Instant,
    /// Date and time of day in the company's time zone.
    pub local: NaiveDateTime,
}

/// Reads a time of day as people type it: `8`, `8.00`, `08:30`, `klo 14.15`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_lowercase();
    let text = ["klo", "kl."].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(&text).trim();
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "00"));
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit()) && (1..=2).contains(&part.len());
    if !digits(hour) || !digits(minute) || minute.len() != 2 {
        return None;
    }
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// Why a typed day could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// No day of any known form.
    #[error("not a day")]
    NotADay,
}

/// Reads a day as people type it.
///
/// `11.12.`, `11.12.2026`, `11.12.26`, `2026-12-11`, `+14d`, `+2w`, `vko 50` / `v. 50` / `week 50` (its
/// Monday), `today`. A day without a year is the next such day from `today` on.
///
/// ```
/// use chrono::NaiveDate;
/// use domain::days::parse_day;
/// let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
/// assert_eq!(parse_day("11.12.", today), Ok(NaiveDate::from_ymd_opt(2026, 12, 11).unwrap()));
/// assert_eq!(parse_day("vko 50", today), Ok(NaiveDate::from_ymd_opt(2026, 12, 7).unwrap()));
/// ```
///
/// # Errors
/// [`DayError`] when the text is empty or no day.
pub fn parse_day(text: &str, today: NaiveDate) -> Result<NaiveDate, DayError> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Err(DayError::Empty);
    }
    if matches!(text.as_str(), "today" | "tänään" | "i dag" | "idag") {
        return Ok(today);
    }
    if let Some(rest) = text.strip_prefix('+') {
        return later(rest.trim(), today).ok_or(DayError::NotADay);
    }
    for prefix in ["vko", "vk", "viikko", "week", "wk", "v.", "v"] {
        if let Some(week) = text.strip_prefix(prefix).and_then(|rest| rest.trim().parse::<u32>().ok()) {
            return monday_of_week(week, today).ok_or(DayError::NotADay);
        }
    }
    if let Ok(day) = NaiveDate::parse_from_str(&text, "%Y-%m-%d") {
        return plausible(day).ok_or(DayError::NotADay);
    }
    dotted(&text, today).and_then(plausible).ok_or(DayError::NotADay)
}

/// The day, where it lies in years a business date may have; typed and received days are held to it.
pub fn plausible(day: NaiveDate) -> Option<NaiveDate> {
    (1900..=2200).contains(&day.year()).then_some(day)
}

/// The day, where it lies in years in which something that is expected may come: an earlier or later one is a slip of the
/// hand, and would pull every chart and forecast along.
pub fn foreseeable(day: NaiveDate) -> Option<NaiveDate> {
    (1990..=2200).contains(&day.year()).then_some(day)
}

fn later(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let count: u64 = digits.parse().ok().filter(|count| *count <= 3660)?;
    let days = match text.get(digits.len()..)?.trim() {
        "" | "d" | "pv" | "dgr" | "days" => count,
        "w" | "vk" | "vko" | "v" | "weeks" => count * 7,
        _ => return None,
    };
    today.checked_add_days(Days::new(days))
}

fn monday_of_week(week: u32, today: NaiveDate) -> Option<NaiveDate> {
    let this_year = today.iso_week().year();
    let monday = NaiveDate::from_isoywd_opt(this_year, week, Weekday::Mon)?;
    // A week that is over means the same week of the next year.
    if monday.checked_add_days(Days::new(6))? < today {
        NaiveDate::from_isoywd_opt(this_year + 1, week, Weekday::Mon)
    } else {
        Some(monday)
    }
}

fn dotted(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let mut parts = text.trim_end_matches('.').split(['.', '/']);
    let day: u32 = parts.next()?.trim().parse().ok()?;
    let month: u32 = parts.next()?.trim().parse().ok()?;
    let year = parts.next().map(|year| year.trim().parse::<i32>());
    if parts.next().is_some() {
        return None;
    }
    match year {
        Some(Ok(year)) if year < 100 => NaiveDate::from_ymd_opt(2000 + year, month, day),
        Some(Ok(year)) => NaiveDate::from_ymd_opt(year, month, day),
        Some(Err(_)) => None,
        None => {
            let this_year = NaiveDate::from_ymd_opt(today.year(), month, day);
            this_year.filter(|day| *day >= today).or_else(|| NaiveDate::from_ymd_opt(today.year() + 1, month, day))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
    }

    #[test]
    fn a_time_of_day_is_read_as_it_is_typed() {
        for (typed, read) in
            [("8", "08:00:00"), (" 8.30 ", "08:30:00"), ("klo 14.15", "14:15:00"), ("23:59", "23:59:00")]
        {
            assert_eq!(parse_time(typed).map(|time| time.to_string()).as_deref(), Some(read));
        }
        for wrong in ["", "24", "8.5", "8.60", "-1", "8:00:00", "８", "noon"] {
            assert_eq!(parse_time(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        let today = day("2026-11-23");
        for (typed, meant) in [
            ("11.12.", "2026-12-11"),
            ("11.12", "2026-12-11"),
            ("1.2.", "2027-02-01"),
            ("1.2.2026", "2026-02-01"),
            ("1.2.26", "2026-02-01"),
            ("2026-12-11", "2026-12-11"),
            ("+14d", "2026-12-07"),
            ("+2w", "2026-12-07"),
            ("+14", "2026-12-07"),
            ("vko 50", "2026-12-07"),
            ("v. 2", "2027-01-11"),
            ("today", "2026-11-23"),
        ] {
            assert_eq!(parse_day(typed, today), Ok(day(meant)), "{typed}");
        }
        for typed in ["31.2.", "abc", "1.2.3.4", "vko 60", "+99999d", "0001-01-01", "<b>"] {
            assert_eq!(parse_day(typed, today), Err(DayError::NotADay), "{typed}");
        }
    }
}
