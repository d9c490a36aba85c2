//! Numbers that look thrown and are the same at every run.

/// A sequence of its own for each row.
pub(super) struct Dice(u64);

impl Dice {
    /// The sequence of a row.
    pub(super) fn of(number: u32) -> Dice {
        Dice(u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// The next number (SplitMix64).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below `bound`; 0 for a bound of 0.
    pub(super) fn up_to(&mut self, bound: u64) -> u64 {
        self.next().checked_rem(bound).unwrap_or_default()
    }

    /// True so often in a hundred.
    pub(super) fn of_hundred(&mut self, times: u64) -> bool {
        self.up_to(100) < times
    }

    /// One of them.
    pub(super) fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        let at = self.up_to(among.len() as u64);
        among.get(usize::try_from(at).unwrap_or_default())
    }

    /// A place below `count`, the first ones more often: the lesser of two throws.
    pub(super) fn early(&mut self, count: usize) -> usize {
        let (one, other) = (self.up_to(count as u64), self.up_to(count as u64));
        usize::try_from(one.min(other)).unwrap_or_default()
    }

    /// An amount in whole euros, 500 to 150,000, small ones far more often.
    pub(super) fn amount(&mut self) -> u64 {
        let scale = self.up_to(1_000) * self.up_to(1_000) * self.up_to(1_000);
        500 + scale / 6_700
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_the_same_at_every_run_and_unlike_its_neighbour() {
        let throws = |number| {
            let mut dice = Dice::of(number);
            [dice.up_to(1_000), dice.up_to(1_000), dice.amount()]
        };
        assert_eq!(throws(7), throws(7));
        assert_ne!(throws(7), throws(8));
    }

    #[test]
    fn amounts_stay_within_their_bounds_and_nothing_is_picked_of_nothing() {
        for number in 0..10_000 {
            assert!((500..=150_000).contains(&Dice::of(number).amount()));
        }
        assert_eq!(Dice::of(1).pick::<u8>(&[]), None);
        assert_eq!(Dice::of(1).early(0), 0);
    }
}
