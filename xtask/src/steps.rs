//! Numbered steps with their durations: what is going on, in plain words.

use crate::Result;
use std::time::{Duration, Instant};

/// A counted run through a known number of steps.
pub struct Steps {
    total: usize,
    at: usize,
}

impl Steps {
    /// Announces how many steps there will be.
    pub fn new(total: usize) -> Steps {
        Steps { total, at: 0 }
    }

    /// Says what begins, does it, says how long it took.
    pub fn step<V>(&mut self, title: &str, work: impl FnOnce() -> Result<V>) -> Result<V> {
        self.at += 1;
        println!("[{}/{}] {title}", self.at, self.total);
        let begun = Instant::now();
        let value = work()?;
        println!("      done in {}", spoken(begun.elapsed()));
        Ok(value)
    }
}

/// A duration as one says it: `0.4 s`, `12 s`, `3 min 05 s`.
pub fn spoken(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{}.{} s", seconds, duration.subsec_millis() / 100),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        let spoken = |millis| spoken(Duration::from_millis(millis));
        assert_eq!(
            [spoken(420), spoken(9_990), spoken(12_700), spoken(185_000)],
            ["0.4 s", "9.9 s", "12 s", "3 min 05 s"]
        );
    }
}
