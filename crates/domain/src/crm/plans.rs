//! Plans of activities: which day each step falls on, who is to do it, and when entering a stage starts one.
//!
//! Section 2 of the behaviour map.
use crate::ids::UserId;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Most plans of a company.
pub const MOST: usize = 100;
/// Longest name, in characters.
pub const LONGEST: usize = 80;
/// Most steps of a plan.
pub const MOST_STEPS: usize = 30;
/// Most days a step lies before or after the plan's day.
pub const MOST_AWAY: i32 = 366;
/// A card that was away from a stage for less than so many microseconds was taken back, and enters nothing: an hour,
/// as for stays that count as slips.
const SLIP: i64 = 3_600_000_000;

/// Who is to do a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Whoever starts the plan.
    Launcher,
    /// Whose the record is.
    #[default]
    Owner,
    /// Always the same person.
    Fixed,
}

impl Who {
    /// All, in the order they are offered.
    pub const ALL: [Who; 3] = [Who::Owner, Who::Launcher, Who::Fixed];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Who::Launcher => "launcher",
            Who::Owner => "owner",
            Who::Fixed => "fixed",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Who> {
        Who::ALL.into_iter().find(|who| who.code() == code)
    }

    /// Whom a step means, before it is asked whether they see the record; none where there is nobody.
    pub fn means(self, fixed: Option<UserId>, owner: Option<UserId>, launcher: UserId) -> Option<UserId> {
        match self {
            Who::Launcher => Some(launcher),
            Who::Owner => owner,
            Who::Fixed => fixed,
        }
    }
}

/// The day of a step that lies `away` days after the plan's day, or before it where `away` is below 0. Weekends are days
/// like others; at either end of the calendar it is the plan's day.
pub fn day_of(plan: NaiveDate, away: i32) -> NaiveDate {
    let days = Days::new(u64::from(away.unsigned_abs()));
    if away < 0 { plan.checked_sub_days(days) } else { plan.checked_add_days(days) }.unwrap_or(plan)
}

/// What becomes of an activity that a plan made when the move that started the plan is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It goes: it waits as it was made.
    Goes,
    /// It stays: somebody has done it, or changed it, and may count on it.
    Stays,
    /// It is over already: somebody has called it off.
    Over,
}

/// What becomes of such an activity; `version` is that of its row, which is 1 until somebody changes it.
pub fn fate(state: &str, version: i64) -> Fate {
    match state {
        "open" if version <= 1 => Fate::Goes,
        "cancelled" => Fate::Over,
        _ => Fate::Stays,
    }
}

/// Whether coming into a stage starts its plan, when the record left that stage at `left` (microseconds) the last time:
/// one that was moved away by mistake and comes back within the hour starts nothing.
pub fn enters(left: Option<i64>, now: i64) -> bool {
    left.is_none_or(|left| now.saturating_sub(left) >= SLIP)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn day(days: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 1, 1).unwrap().checked_add_days(Days::new(days)).unwrap()
    }

    #[test]
    fn only_what_waits_as_it_was_made_goes_with_the_move() {
        for (state, version, wanted) in
            [("open", 1, Fate::Goes), ("open", 2, Fate::Stays), ("done", 2, Fate::Stays), ("cancelled", 2, Fate::Over)]
        {
            assert_eq!(fate(state, version), wanted, "{state} {version}");
        }
    }

    proptest! {
        #[test]
        fn a_step_lies_just_so_many_days_from_the_plans_day(plan in 1000u64..4000, away in -MOST_AWAY..=MOST_AWAY) {
            let on = day_of(day(plan), away);
            prop_assert_eq!((on - day(plan)).num_days(), i64::from(away));
            prop_assert_eq!(day_of(on, -away), day(plan), "there and back");
        }

        #[test]
        fn moving_the_plans_day_moves_every_step_alike(plan in 1000u64..4000, later in 0u64..400, a in -366i32..366, b in -366i32..366) {
            let apart = |plan: NaiveDate| day_of(plan, a) - day_of(plan, b);
            prop_assert_eq!(apart(day(plan)), apart(day(plan + later)), "weekends move nothing");
        }

        #[test]
        fn whoever_comes_back_within_the_hour_enters_nothing(left in 0i64..1_000_000_000_000_000, after in 0i64..10_000_000_000) {
            prop_assert_eq!(enters(Some(left), left + after), after >= 3_600_000_000);
            prop_assert!(enters(None, left));
        }
    }

    #[test]
    fn the_ends_of_the_calendar_leave_the_plans_day() {
        assert_eq!(day_of(NaiveDate::MAX, 1), NaiveDate::MAX);
        assert_eq!(day_of(NaiveDate::MIN, -1), NaiveDate::MIN);
    }

    #[test]
    fn a_step_means_the_person_it_names() {
        let [fixed, owner, launcher] = [1, 2, 3].map(|at| UserId(Uuid::from_u128(at)));
        assert_eq!(Who::Fixed.means(Some(fixed), Some(owner), launcher), Some(fixed));
        assert_eq!(Who::Owner.means(Some(fixed), Some(owner), launcher), Some(owner));
        assert_eq!(Who::Owner.means(Some(fixed), None, launcher), None);
        assert_eq!(Who::Launcher.means(Some(fixed), Some(owner), launcher), Some(launcher));
        assert!(Who::ALL.into_iter().all(|who| Who::parse(who.code()) == Some(who)));
        assert_eq!(Who::parse("nobody"), None);
    }
}
