//! The clock, and the company's reading of it. Tests set it.
use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use domain::days::{Instant, Stamp};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Where the time comes from.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Set in tests; otherwise the system's clock.
    set: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// A clock that stands still until it is moved.
    pub fn standing_at(instant: Instant) -> Clock {
        Clock { set: Some(Arc::new(AtomicI64::new(instant.0))) }
    }

    /// Moves a standing clock.
    pub fn advance_seconds(&self, seconds: i64) {
        if let Some(set) = &self.set {
            set.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
        }
    }

    /// Now.
    pub fn now(&self) -> Instant {
        match &self.set {
            Some(set) => Instant(set.load(Ordering::SeqCst)),
            None => {
                let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
                Instant(i64::try_from(elapsed.as_micros()).unwrap_or(i64::MAX))
            }
        }
    }
}

/// A company's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    /// Reads a name of the IANA database; an unknown one is Helsinki.
    pub fn named(name: &str) -> Zone {
        Zone(name.parse().unwrap_or(Tz::Europe__Helsinki))
    }

    /// The local date and time.
    pub fn local(self, instant: Instant) -> NaiveDateTime {
        use chrono::TimeZone;
        self.0.from_utc_datetime(&instant.utc()).naive_local()
    }

    /// The local day.
    pub fn day(self, instant: Instant) -> NaiveDate {
        self.local(instant).date()
    }

    /// The instant with its local reading.
    pub fn stamp(self, instant: Instant) -> Stamp {
        Stamp { utc: instant, local: self.local(instant) }
    }

    /// The last second of a local day.
    pub fn end_of(self, day: NaiveDate) -> Stamp {
        use chrono::TimeZone;
        let local = day.and_time(chrono::NaiveTime::MIN) + chrono::TimeDelta::seconds(86_399);
        // No clock is put forward at midnight's edge in the zones of Europe; elsewhere UTC is near enough.
        let utc = self.0.from_local_datetime(&local).latest().map_or(local.and_utc(), |at| at.to_utc());
        Stamp { utc: Instant(utc.timestamp_micros()), local }
    }

    /// The stored microseconds with their local reading.
    pub fn stamp_micros(self, micros: i64) -> Stamp {
        self.stamp(Instant(micros))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_the_companys_own() {
        // 22.30 UTC is half past midnight in Helsinki.
        let late = Instant(1_795_473_000_000_000);
        assert_eq!(late.utc().to_string(), "2026-11-23 22:30:00");
        assert_eq!(Zone::named("Europe/Helsinki").day(late).to_string(), "2026-11-24");
    }
}
