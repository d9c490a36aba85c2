//! Winning: into which stage, and since when one is closed.
use super::scoring::ScoredStage;
use crate::ids::{StageId, TeamId};
use chrono::NaiveDateTime;

/// The stage an opportunity comes into when it is won: the next stage of won ones after its own that its team uses, else
/// the last one before it (section 1.3 of the behaviour map). Nothing where there is no such stage.
pub fn won_stage(stages: &[ScoredStage], team: Option<TeamId>, from: Option<StageId>) -> Option<StageId> {
    let usable = |stage: &&ScoredStage| {
        stage.is_won && (stage.teams.is_empty() || team.is_some_and(|team| stage.teams.contains(&team)))
    };
    let here = from.and_then(|id| stages.iter().find(|stage| stage.id == id)).map_or(i64::MIN, |stage| stage.sequence);
    let after = stages.iter().filter(usable).filter(|stage| stage.sequence > here);
    let before = stages.iter().filter(usable).filter(|stage| stage.sequence <= here);
    let found = after.min_by_key(|stage| (stage.sequence, stage.id));
    found.or_else(|| before.max_by_key(|stage| (stage.sequence, stage.id))).map(|stage| stage.id)
}

/// Since when an opportunity is closed: from when it was first won or lost, unchanged from one stage of won ones to
/// another, and not at all once it is open again.
pub const fn closed_at(before: Option<NaiveDateTime>, ended: bool, now: NaiveDateTime) -> Option<NaiveDateTime> {
    match (ended, before) {
        (false, _) => None,
        (true, Some(before)) => Some(before),
        (true, None) => Some(now),
    }
}
