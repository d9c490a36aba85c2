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

    /// This moment, in microseconds since 1970 (UTC); where a clock stands, the moment it stands at.
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

    /// Reads a name of the IANA database.
    pub fn known(name: &str) -> Option<Zone> {
        name.trim().parse().ok().map(Zone)
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

    /// The instant of a local date and time: the earlier one where clocks are put back, an hour later where they are put
    /// forward.
    pub fn instant(self, local: NaiveDateTime) -> Instant {
        use chrono::TimeZone;
        let hour_later = local.checked_add_signed(chrono::TimeDelta::hours(1)).unwrap_or(local);
        let found = self.0.from_local_datetime(&local).earliest();
        let found = found.or_else(|| self.0.from_local_datetime(&hour_later).earliest());
        Instant(found.map_or(local.and_utc(), |at| at.to_utc()).timestamp_micros())
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
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_local_moment_is_found_also_when_clocks_are_put() {
        let zone = Zone::named("Europe/Helsinki");
        let at = |text: &str| zone.stamp(zone.instant(text.parse().unwrap())).local.to_string();
        assert_eq!(at("2026-11-24T08:00:00"), "2026-11-24 08:00:00");
        // 28 March 2027: three o'clock becomes four.
        assert_eq!(at("2027-03-28T03:30:00"), "2027-03-28 04:30:00");
        // 31 October 2027: four o'clock becomes three.
        assert_eq!(zone.instant("2027-10-31T03:30:00".parse().unwrap()).utc().to_string(), "2027-10-31 00:30:00");
        assert_eq!(zone.instant(NaiveDateTime::MAX).utc().date(), NaiveDateTime::MAX.date());
    }

    #[test]
    fn days_are_the_companys_own() {
        // 22.30 UTC is half past midnight in Helsinki.
        let late = Instant(1_795_473_000_000_000);
        assert_eq!(late.utc().to_string(), "2026-11-23 22:30:00");
        assert_eq!(Zone::named("Europe/Helsinki").day(late).to_string(), "2026-11-24");
    }
}
