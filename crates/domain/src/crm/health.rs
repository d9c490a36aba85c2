//! How an opportunity does, in words rather than as a timer: its next step, and how long it stands in its stage beside how
//! long others usually did.
use super::rotting::rotting_days;
use super::{OpportunityState, activities::Urgency, activities::urgency};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// A stay of fewer seconds is a slip of the hand, and says nothing about the stage.
pub const SHORTEST_STAY: i64 = 3600;
/// Longer stays count as so many days.
pub const LONGEST_STAY: i64 = 120;
/// From so many stays on one may say what is usual.
const FEWEST_STAYS: i64 = 5;
/// Days beyond the usual that are nothing to speak of.
const LEAST_EXCESS: u32 = 3;

/// Something that is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    /// The next step was due so many days ago.
    StepLate {
        /// Days.
        days: i64,
    },
    /// Nobody plans to do anything.
    NoStep,
    /// It stands in its stage for much longer than is usual there.
    Stuck {
        /// Days it stands there.
        days: i64,
        /// Days that are usual.
        usual: u32,
    },
}

/// The whole days a stay counts as; nothing for a slip.
pub fn stay(seconds: i64) -> Option<i64> {
    (seconds >= SHORTEST_STAY).then(|| (seconds / 86_400).min(LONGEST_STAY))
}

/// The usual days in a stage: the middle of all stays, given as days and how many took so long; nothing while there are
/// too few.
pub fn usual(stays: &[(u32, i64)]) -> Option<u32> {
    let all: i64 = stays.iter().map(|(_, count)| count).sum();
    if all < FEWEST_STAYS {
        return None;
    }
    let mut sorted = stays.to_vec();
    sorted.sort_unstable();
    let mut left = (all + 1) / 2;
    sorted.into_iter().find_map(|(days, count)| {
        left -= count;
        (left <= 0).then_some(days)
    })
}

/// What is not as it should be, the most pressing first; nothing for one that is on track or has ended.
pub fn concerns(
    state: OpportunityState,
    next_due_on: Option<NaiveDate>,
    today: NaiveDate,
    in_stage_since: NaiveDateTime,
    usual: Option<u32>,
    now: NaiveDateTime,
) -> Vec<Concern> {
    if state != OpportunityState::Open {
        return Vec::new();
    }
    let step = match next_due_on {
        None => Some(Concern::NoStep),
        Some(on) if urgency(on, today) == Urgency::Overdue => Some(Concern::StepLate { days: (today - on).num_days() }),
        Some(_) => None,
    };
    let stuck = usual.and_then(|usual| {
        // Half as long again is still within what happens.
        let limit = usual.saturating_add(LEAST_EXCESS.max(usual / 2));
        let days = rotting_days(state, limit, in_stage_since, now)?;
        Some(Concern::Stuck { days, usual })
    });
    step.into_iter().chain(stuck).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use chrono::{Days, TimeDelta};
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn found(next: Option<&str>, days_in_stage: u64, usual: Option<u32>) -> Vec<Concern> {
        let today = day("2026-11-23");
        let now = today.and_hms_opt(12, 0, 0).unwrap();
        let since = (today - Days::new(days_in_stage)).and_hms_opt(9, 0, 0).unwrap();
        concerns(OpportunityState::Open, next.map(day), today, since, usual, now)
    }

    #[test]
    fn each_concern_is_named_and_the_step_comes_first() {
        assert_eq!(found(Some("2026-11-23"), 5, Some(9)), []);
        assert_eq!(found(None, 5, None), [Concern::NoStep]);
        assert_eq!(found(Some("2026-11-20"), 5, None), [Concern::StepLate { days: 3 }]);
        assert_eq!(found(Some("2026-12-01"), 21, Some(9)), [Concern::Stuck { days: 21, usual: 9 }]);
        assert_eq!(found(None, 21, Some(9)), [Concern::NoStep, Concern::Stuck { days: 21, usual: 9 }]);
    }

    #[test]
    fn a_little_longer_than_usual_is_no_concern() {
        assert_eq!(found(Some("2026-12-01"), 12, Some(9)), []);
        assert_eq!(found(Some("2026-12-01"), 13, Some(9)), [Concern::Stuck { days: 13, usual: 9 }]);
        assert_eq!(found(Some("2026-12-01"), 2, Some(0)), []);
        assert_eq!(found(Some("2026-12-01"), 3, Some(0)), [Concern::Stuck { days: 3, usual: 0 }]);
        assert_eq!(found(Some("2026-12-01"), 400, None), [], "nobody knows what is usual");
    }

    #[test]
    fn one_that_ended_is_no_concern() {
        let today = day("2026-11-23");
        let now = today.and_hms_opt(12, 0, 0).unwrap();
        for state in [OpportunityState::Won, OpportunityState::Lost] {
            assert_eq!(concerns(state, None, today, now - TimeDelta::days(90), Some(1), now), []);
        }
    }

    #[test]
    fn the_usual_stay_is_the_middle_one() {
        assert_eq!(usual(&[]), None);
        assert_eq!(usual(&[(3, 4)]), None);
        assert_eq!(usual(&[(3, 5)]), Some(3));
        assert_eq!(usual(&[(120, 2), (1, 1), (9, 2)]), Some(9), "a few that stood for months change nothing");
        assert_eq!(
            (stay(3599), stay(3600), stay(86_400 * 9 + 5), stay(86_400 * 900)),
            (None, Some(0), Some(9), Some(120))
        );
    }

    proptest! {
        #[test]
        fn the_usual_stay_leaves_half_on_either_side(days in proptest::collection::vec(0_u32..121, 5..60)) {
            let mut stays = std::collections::BTreeMap::new();
            for day in &days {
                *stays.entry(*day).or_insert(0) += 1;
            }
            let usual = usual(&stays.into_iter().collect::<Vec<_>>()).unwrap();
            let under = days.iter().filter(|day| **day < usual).count();
            let over = days.iter().filter(|day| **day > usual).count();
            prop_assert!(under * 2 <= days.len() && over * 2 <= days.len());
        }

        #[test]
        fn waiting_never_makes_it_better(days in 0_u64..300, more in 0_u64..300, usual in proptest::option::of(0_u32..121)) {
            let next = Some("2026-11-23");
            prop_assert!(found(next, days + more, usual).len() >= found(next, days, usual).len());
        }
    }
}
