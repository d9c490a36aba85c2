//! Whose stages they are: some are for all teams, others for one; and where an opportunity stands that changes its team.
//!
//! Sections 1.2 and 1.4 of the behaviour map.
use crate::ids::{StageId, TeamId};

/// Most stages of a company that are in use.
pub const MOST: usize = 60;
/// Longest name, in characters.
pub const LONGEST: usize = 40;

/// A stage, as far as it matters who may stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which.
    pub id: StageId,
    /// Whose it is; none for all teams.
    pub team: Option<TeamId>,
    /// Whether boards show it folded at first.
    pub folded: bool,
    /// Whether it is offered no more.
    pub retired: bool,
}

impl Place {
    /// Whether an opportunity of that team may come here.
    pub fn takes(&self, team: Option<TeamId>) -> bool {
        !self.retired && (self.team.is_none() || self.team == team)
    }
}

/// Where an opportunity of a team begins: in the first stage for it that is not folded, else in the first for it.
/// `places` are in the order of the pipeline.
pub fn first(places: &[Place], team: Option<TeamId>) -> Option<StageId> {
    let mut fitting = places.iter().filter(|place| place.takes(team));
    let any = fitting.clone().next();
    fitting.find(|place| !place.folded).or(any).map(|place| place.id)
}

/// Where an opportunity stands that belongs to `team` from now on: where it stood, when it may; else where one begins;
/// and when there is no such stage at all, where it stood.
pub fn kept(places: &[Place], stands: StageId, team: Option<TeamId>) -> StageId {
    match places.iter().any(|place| place.id == stands && place.takes(team)) {
        true => stands,
        false => first(places, team).unwrap_or(stands),
    }
}

/// The stages in which a field must be filled in that is needed from `from` on: that one and those behind it. A stage that
/// is gone asks for nothing.
pub fn reached(places: &[Place], from: StageId, stands: StageId) -> bool {
    let at = |id: StageId| places.iter().position(|place| place.id == id && !place.retired);
    at(from).zip(at(stands)).is_some_and(|(from, stands)| from <= stands)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn team(n: u8) -> Option<TeamId> {
        (n > 0).then(|| TeamId(Uuid::from_u128(u128::from(n))))
    }

    fn stage(n: u8) -> StageId {
        StageId(Uuid::from_u128(u128::from(n)))
    }

    fn place(n: u8, of: u8) -> Place {
        Place { id: stage(n), team: team(of), folded: false, retired: false }
    }

    #[test]
    fn a_team_stands_in_its_own_stages_and_in_those_of_all() {
        let places = [place(1, 2), place(2, 0), place(3, 1)];
        assert_eq!(first(&places, team(1)), Some(stage(2)));
        assert_eq!(first(&places, team(2)), Some(stage(1)));
        assert_eq!(first(&places, None), Some(stage(2)), "who has no team has no team's stages");
        assert_eq!(kept(&places, stage(3), team(1)), stage(3));
        assert_eq!(kept(&places, stage(3), team(2)), stage(1), "a stage of another team is left");
        assert_eq!(kept(&[place(3, 1)], stage(3), team(2)), stage(3), "rather there than nowhere");
    }

    #[test]
    fn nobody_begins_in_a_folded_stage_while_there_is_another() {
        let folded = Place { folded: true, ..place(1, 0) };
        assert_eq!(first(&[folded, place(2, 0)], None), Some(stage(2)));
        assert_eq!(first(&[folded], None), Some(stage(1)));
        let retired = Place { retired: true, ..place(1, 0) };
        assert_eq!(first(&[retired], None), None);
        assert_eq!(kept(&[retired, place(2, 0)], stage(1), None), stage(2));
    }

    #[test]
    fn what_is_needed_from_a_stage_on_is_needed_behind_it() {
        let places = [place(1, 0), place(2, 0), Place { retired: true, ..place(3, 0) }, place(4, 0)];
        assert!(!reached(&places, stage(2), stage(1)));
        assert!(reached(&places, stage(2), stage(2)) && reached(&places, stage(2), stage(4)));
        assert!(!reached(&places, stage(3), stage(4)), "a stage that is gone asks for nothing");
    }

    fn any_place() -> impl Strategy<Value = Place> {
        (0u8..8, 0u8..3, any::<bool>(), any::<bool>()).prop_map(|(id, of, folded, retired)| Place {
            folded,
            retired,
            ..place(id, of)
        })
    }

    proptest! {
        #[test]
        fn where_it_comes_to_stand_it_may_stand(
            places in prop::collection::vec(any_place(), 0..10), stands in 0u8..8, of in 0u8..3,
        ) {
            let after = kept(&places, stage(stands), team(of));
            let may = |id: StageId| places.iter().any(|place| place.id == id && place.takes(team(of)));
            prop_assert!(may(after) || (after == stage(stands) && first(&places, team(of)).is_none()));
            prop_assert_eq!(kept(&places, after, team(of)), after, "once is enough");
            if may(stage(stands)) {
                prop_assert_eq!(after, stage(stands), "nothing moves without need");
            }
        }
    }
}
