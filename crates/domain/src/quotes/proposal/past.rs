//! What became of quotations whose customers had proposed something: facts to weigh an answer by, and no more than facts.
use serde::{Deserialize, Serialize};

/// Fewer cases than these say nothing.
pub const LEAST_CASES: u32 = 5;

/// A proposal that was answered, and how its quotation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastProposal {
    /// How many changes were asked for.
    pub asked: u32,
    /// How many of them the seller accepted.
    pub accepted: u32,
    /// For how many something else was offered.
    pub countered: u32,
    /// Whether the quotation was accepted in the end.
    pub won: bool,
}

/// How many of so many quotations were won.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Won {
    /// Won.
    pub won: u32,
    /// All that have ended.
    pub of: u32,
}

/// What became of them, by what the seller had answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// Where half of the changes or more were accepted.
    pub agreed: Won,
    /// Where fewer were, and nothing else was offered for so many that it would have been half.
    pub refused: Won,
}

impl Won {
    /// Whether there are enough cases to say anything.
    pub const fn says(self) -> bool {
        self.of >= LEAST_CASES
    }

    fn add(&mut self, won: bool) {
        self.of += 1;
        self.won += u32::from(won);
    }
}

/// Counts them. Where what was accepted and what was met half-way are half of it only together, it is neither.
pub fn past(ended: &[PastProposal]) -> Past {
    let mut past = Past::default();
    for one in ended {
        if one.accepted * 2 >= one.asked {
            past.agreed.add(one.won);
        } else if (one.accepted + one.countered) * 2 < one.asked {
            past.refused.add(one.won);
        }
    }
    past
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_of_the_changes_is_agreeing() {
        let one = |asked, accepted, won| PastProposal { asked, accepted, countered: 0, won };
        let found = past(&[one(2, 1, true), one(3, 1, false), one(1, 1, false), one(5, 2, true)]);
        assert_eq!((found.agreed, found.refused), (Won { won: 1, of: 2 }, Won { won: 1, of: 2 }));
        assert!(!found.agreed.says());
    }

    #[test]
    fn meeting_half_way_is_neither_agreeing_nor_refusing() {
        let one = |accepted, countered| PastProposal { asked: 4, accepted, countered, won: true };
        let found = past(&[one(0, 4), one(1, 1), one(0, 1), one(2, 2)]);
        assert_eq!((found.agreed.of, found.refused.of), (1, 1));
    }

    proptest! {
        #[test]
        fn each_case_counts_at_most_once(
            cases in proptest::collection::vec((1_u32..9, 0_u32..9, 0_u32..2, any::<bool>()), 0..40)
        ) {
            let one = |(asked, accepted, countered, won)| PastProposal { asked, accepted, countered, won };
            let cases: Vec<PastProposal> = cases.into_iter().map(one).collect();
            let found = past(&cases);
            let won = cases.iter().filter(|one| one.won).count() as u32;
            prop_assert!(found.agreed.won <= found.agreed.of && found.refused.won <= found.refused.of);
            if cases.iter().all(|one| one.countered == 0) {
                prop_assert_eq!(found.agreed.of + found.refused.of, cases.len() as u32);
                prop_assert_eq!(found.agreed.won + found.refused.won, won);
            } else {
                prop_assert!(found.agreed.of + found.refused.of <= cases.len() as u32);
                prop_assert!(found.agreed.won + found.refused.won <= won);
            }
        }
    }
}
