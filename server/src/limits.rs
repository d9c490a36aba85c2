//! How often one address may try something; counted in memory, for strangers only.
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::Mutex,
    time::{Duration, Instant},
};
use usecases::actors::network;

/// Most addresses remembered; beyond that the oldest window is forgotten whole.
const MOST: usize = 10_000;

/// A count per address and window.
pub struct Limit {
    most: u32,
    window: Duration,
    counts: Mutex<HashMap<IpAddr, (Instant, u32)>>,
}

impl Limit {
    /// At most `most` within `window`.
    pub fn new(most: u32, window: Duration) -> Limit {
        Limit { most, window, counts: Mutex::default() }
    }

    /// Counts one try; answers the seconds to wait when it is one too many.
    pub fn count(&self, address: IpAddr) -> Result<(), u32> {
        let Ok(mut counts) = self.counts.lock() else { return Ok(()) };
        let now = Instant::now();
        if counts.len() > MOST {
            counts.retain(|_, (since, _)| now.duration_since(*since) < self.window);
            if counts.len() > MOST {
                counts.clear();
            }
        }
        let (since, count) = counts.entry(network(address)).or_insert((now, 0));
        if now.duration_since(*since) >= self.window {
            (*since, *count) = (now, 0);
        }
        *count += 1;
        if *count > self.most {
            let left = self.window.saturating_sub(now.duration_since(*since));
            return Err(u32::try_from(left.as_secs()).unwrap_or(u32::MAX).max(1));
        }
        Ok(())
    }

    /// Takes a try back that turned out to be one of ours: a whole office may come in from one address.
    pub fn forgive(&self, address: IpAddr) {
        let Ok(mut counts) = self.counts.lock() else { return };
        if let Some((_, count)) = counts.get_mut(&network(address)) {
            *count = count.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_stranger_may_try_so_often_and_no_more() {
        let limit = Limit::new(2, Duration::from_secs(60));
        let (one, other): (IpAddr, IpAddr) = ("2001:db8::1".parse().unwrap(), "2001:db8::2".parse().unwrap());
        assert!(limit.count(one).is_ok() && limit.count(other).is_ok());
        assert!(limit.count(one).is_err(), "both are of one network");
        assert!(limit.count("10.0.0.1".parse().unwrap()).is_ok());
    }

    #[test]
    fn an_ipv4_address_written_as_ipv6_is_the_same_and_not_that_of_all_others() {
        let limit = Limit::new(1, Duration::from_secs(60));
        let [mapped, plain, other]: [IpAddr; 3] =
            ["::ffff:192.0.2.7", "192.0.2.7", "::ffff:198.51.100.9"].map(|text| text.parse().unwrap());
        assert!(limit.count(mapped).is_ok());
        assert!(limit.count(plain).is_err(), "it is one address");
        assert!(limit.count(other).is_ok(), "another one is not slowed down by it");
    }

    #[test]
    fn whoever_comes_in_does_not_use_up_the_tries_of_the_office() {
        let limit = Limit::new(1, Duration::from_secs(60));
        let office: IpAddr = "192.0.2.7".parse().unwrap();
        for _ in 0..3 {
            assert!(limit.count(office).is_ok());
            limit.forgive(office);
        }
        assert!(limit.count(office).is_ok());
        assert!(limit.count(office).is_err(), "a try that failed is counted");
    }
}
