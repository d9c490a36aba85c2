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
    /// Where fewer were.
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

/// Counts them.
pub fn past(ended: &[PastProposal]) -> Past {
    let mut past = Past::default();
    for one in ended {
        let half = one.accepted * 2 >= one.asked;
        if half { &mut past.agreed } else { &mut past.refused }.add(one.won);
    }
    past
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_of_the_changes_is_agreeing() {
        let one = |asked, accepted, won| PastProposal { asked, accepted, won };
        let found = past(&[one(2, 1, true), one(3, 1, false), one(1, 1, false), one(5, 2, true)]);
        assert_eq!((found.agreed, found.refused), (Won { won: 1, of: 2 }, Won { won: 1, of: 2 }));
        assert!(!found.agreed.says());
    }

    proptest! {
        #[test]
        fn each_case_counts_once(cases in proptest::collection::vec((1_u32..9, 0_u32..9, any::<bool>()), 0..40)) {
            let cases: Vec<PastProposal> =
                cases.into_iter().map(|(asked, accepted, won)| PastProposal { asked, accepted, won }).collect();
            let found = past(&cases);
            prop_assert_eq!(found.agreed.of + found.refused.of, cases.len() as u32);
            prop_assert_eq!(found.agreed.won + found.refused.won, cases.iter().filter(|one| one.won).count() as u32);
        }
    }
}
