//! The scale of a graph: round figures from nothing up to a little over the largest.
use rust_decimal::Decimal;

/// Steps a scale has at most.
const MOST_STEPS: u32 = 5;

/// From nothing in equal round steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    /// One step.
    pub step: Decimal,
    /// How many.
    pub steps: u32,
}

impl Scale {
    /// The smallest scale of round steps on which a figure has room; `whole` steps are of whole figures only.
    pub fn up_to(largest: Decimal, whole: bool) -> Scale {
        let fits = |step: Decimal| {
            let steps = (1..=MOST_STEPS).find(|steps| step.saturating_mul(Decimal::from(*steps)) >= largest)?;
            Some(Scale { step, steps })
        };
        let mut power = if whole { Decimal::ONE } else { Decimal::new(1, 1) };
        loop {
            for times in [1, 2, 5] {
                if let Some(scale) = fits(power.saturating_mul(Decimal::from(times))) {
                    return scale;
                }
            }
            let Some(next) = power.checked_mul(Decimal::TEN) else {
                return Scale { step: largest, steps: 1 };
            };
            power = next;
        }
    }

    /// Its end.
    pub fn top(&self) -> Decimal {
        self.step.saturating_mul(Decimal::from(self.steps))
    }

    /// The figures at its lines, nothing among them.
    pub fn lines(&self) -> Vec<Decimal> {
        (0..=self.steps).map(|at| self.step.saturating_mul(Decimal::from(at))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_room_on_few_round_steps() {
        for figure in (0..2_000).chain([99_999, 100_000, 100_001, 123_456_789]) {
            let figure = Decimal::from(figure);
            let scale = Scale::up_to(figure, true);
            assert!(scale.top() >= figure && scale.steps <= MOST_STEPS, "{figure}");
            assert!(figure <= Decimal::from(5) || scale.top() <= figure * Decimal::new(2, 0), "{figure} on {scale:?}");
            assert!(scale.lines().iter().all(|line| line.scale() == 0));
        }
        assert_eq!(Scale::up_to(Decimal::from(84), true), Scale { step: Decimal::from(20), steps: 5 });
        assert_eq!(Scale::up_to(Decimal::new(3, 1), false), Scale { step: Decimal::new(1, 1), steps: 3 });
        let largest = Scale::up_to(Decimal::MAX, false);
        assert!(largest.top() >= Decimal::MAX);
    }
}
