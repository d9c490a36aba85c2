//! How often one address may try something; counted in memory, for strangers only.
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::Mutex,
    time::{Duration, Instant},
};

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
}

/// One subscriber has a whole /64 of IPv6 addresses.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
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
}
