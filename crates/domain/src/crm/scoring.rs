//! The chance of an opportunity, learned from those that were won and lost before it, with what speaks for and against
//! it.
//!
//! Naive Bayes over counts (section 1.10 of the behaviour map): every sign of an opportunity (its country, its source,
//! a tag) has been seen on so many that were won and so many that were lost.
use crate::{
    ids::{StageId, TeamId},
    money,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a new row begins with on either side, so that one case alone proves nothing: 0.1.
const SMOOTHING: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
/// A tag is looked at from so many cases on.
const FEWEST_OF_A_TAG: Decimal = Decimal::from_parts(50, 0, 0, false, 0);

/// What about an opportunity is counted, beside its stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// The stage it reached.
    Stage,
    /// The country.
    Country,
    /// The region of the country.
    Region,
    /// Whether the e-mail address is right, wrong or missing; missing counts too.
    Email,
    /// Whether the phone number is right, wrong or missing; missing counts too.
    Phone,
    /// Where it came from.
    Source,
    /// The language.
    Language,
    /// A tag; an opportunity may have several.
    Tag,
}

/// A stage, as far as the chance goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredStage {
    /// Which.
    pub id: StageId,
    /// Its place in the pipeline.
    pub sequence: i64,
    /// Whether what stands in it is won.
    pub is_won: bool,
    /// The teams that use it; none for all.
    pub teams: Vec<TeamId>,
}

impl ScoredStage {
    fn is_for(&self, team: Option<TeamId>) -> bool {
        self.teams.is_empty() || team.is_some_and(|team| self.teams.contains(&team))
    }
}

/// An opportunity, as far as its chance goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its team.
    pub team: Option<TeamId>,
    /// Its stage.
    pub stage: Option<StageId>,
    /// Its signs with their values; what is empty is left out.
    pub signs: Vec<(Sign, String)>,
}

/// How often a value was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// On opportunities that were won.
    pub won: Decimal,
    /// On opportunities that were lost.
    pub lost: Decimal,
}

/// How an opportunity ended, as chances are learned from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The customer ordered.
    Won,
    /// The customer did not.
    Lost,
}

/// Everything that was counted, by team, sign and value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frequencies(BTreeMap<(Option<TeamId>, Sign, String), Count>);

/// A chance and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chance {
    /// In percent, two decimals: 0.01 to 99.99 while it is open.
    pub percent: Decimal,
    /// What speaks for it or against it, the strongest first: over 0.5 for, under it against.
    pub reasons: Vec<Reason>,
    /// How many won and lost ones it was learned from.
    pub learned_from: Decimal,
}

/// What a value says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The sign.
    pub sign: Sign,
    /// Its value, as it was counted.
    pub value: String,
    /// `won / (won + lost)` of the parts it was seen on: 0 to 1.
    pub score: Decimal,
}

/// Under which signs one that ended is counted: the stages it has been through, and its own.
pub fn counted(seen: &Seen, ended: Ended, stages: &[ScoredStage]) -> Vec<(Sign, String)> {
    let reached = stages.iter().find(|stage| Some(stage.id) == seen.stage).map(|stage| stage.sequence);
    let passed = stages.iter().filter(|stage| match ended {
        Ended::Won => stage.is_for(seen.team),
        Ended::Lost => stage.is_for(seen.team) && reached.is_some_and(|reached| stage.sequence <= reached),
    });
    let passed = passed.map(|stage| (Sign::Stage, stage.id.to_string()));
    passed.chain(seen.signs.iter().cloned()).collect()
}

impl Frequencies {
    /// A count as it stands.
    pub fn get(&self, team: Option<TeamId>, sign: Sign, value: &str) -> Option<Count> {
        self.0.get(&(team, sign, value.to_owned())).copied()
    }

    /// Puts a stored count in its place.
    pub fn put(&mut self, team: Option<TeamId>, sign: Sign, value: String, count: Count) {
        self.0.insert((team, sign, value), count);
    }

    /// Puts the count of so many won and so many lost ones in its place.
    pub fn put_cases(&mut self, team: Option<TeamId>, sign: Sign, value: String, won: i64, lost: i64) {
        let of = |cases: i64| Decimal::from(cases.max(0)) + SMOOTHING;
        self.put(team, sign, value, Count { won: of(won), lost: of(lost) });
    }

    /// All counts.
    pub fn iter(&self) -> impl Iterator<Item = (&(Option<TeamId>, Sign, String), &Count)> {
        self.0.iter()
    }

    /// Counts one that ended. One that was won has been through every stage of its team; one that was lost through those
    /// up to its own.
    pub fn learn(&mut self, seen: &Seen, ended: Ended, stages: &[ScoredStage]) {
        self.count(seen, ended, stages, Decimal::ONE);
    }

    /// Takes back what was counted, when one is reopened.
    pub fn forget(&mut self, seen: &Seen, ended: Ended, stages: &[ScoredStage]) {
        self.count(seen, ended, stages, Decimal::NEGATIVE_ONE);
    }

    fn count(&mut self, seen: &Seen, ended: Ended, stages: &[ScoredStage], by: Decimal) {
        for (sign, value) in counted(seen, ended, stages) {
            let start = Count { won: SMOOTHING, lost: SMOOTHING };
            let count = self.0.entry((seen.team, sign, value)).or_insert(start);
            let side = match ended {
                Ended::Won => &mut count.won,
                Ended::Lost => &mut count.lost,
            };
            *side += by;
            if *side <= Decimal::ZERO {
                *side = SMOOTHING;
            }
        }
    }

    /// The chance of one that is open: 100 in a stage of won ones, 0 without a stage. Nothing where nothing was learned
    /// yet: no stage that all teams share has been reached by both a won and a lost one.
    ///
    /// A team that has counts of its own is judged by them alone; every other one by those of all together.
    pub fn chance(&self, seen: &Seen, stages: &[ScoredStage]) -> Option<Chance> {
        let stage = match seen.stage.and_then(|id| stages.iter().find(|stage| stage.id == id)) {
            None => return Some(Chance { percent: Decimal::ZERO, reasons: Vec::new(), learned_from: Decimal::ZERO }),
            Some(stage) if stage.is_won => {
                let percent = Decimal::ONE_HUNDRED;
                return Some(Chance { percent, reasons: Vec::new(), learned_from: Decimal::ZERO });
            }
            Some(stage) => stage,
        };
        let table = self.of(seen.team);
        let first =
            stages.iter().filter(|stage| stage.teams.is_empty()).min_by_key(|stage| (stage.sequence, stage.id))?;
        let all = *table.get(&(Sign::Stage, first.id.to_string()))?;
        if all.won.is_zero() || all.lost.is_zero() {
            return None;
        }
        let cases = all.won + all.lost;
        let (mut won, mut lost) = (all.won / cases, all.lost / cases);
        let mut reasons = Vec::new();
        let of_stage = (Sign::Stage, stage.id.to_string());
        for (sign, value) in std::iter::once(&of_stage).chain(&seen.signs) {
            let Some(count) = table.get(&(*sign, value.clone())) else { continue };
            if *sign == Sign::Tag && count.won + count.lost < FEWEST_OF_A_TAG {
                continue;
            }
            let total = if *sign == Sign::Stage { all } else { total(&table, *sign) };
            if total.won.is_zero() || total.lost.is_zero() {
                continue;
            }
            let (for_it, against_it) = (count.won / total.won, count.lost / total.lost);
            (won, lost) = (won * for_it, lost * against_it);
            let score = match sign {
                // Nearly every won one has been in every stage: how few lost ones come that far is what counts.
                Sign::Stage => Decimal::ONE - against_it.min(Decimal::ONE),
                _ => for_it / (for_it + against_it),
            };
            reasons.push(Reason { sign: *sign, value: value.clone(), score });
        }
        reasons.sort_by_key(|reason| std::cmp::Reverse((reason.score - Decimal::new(5, 1)).abs()));
        let percent = money::round(won / (won + lost) * Decimal::ONE_HUNDRED, 2);
        let percent = percent.clamp(Decimal::new(1, 2), Decimal::new(9_999, 2));
        Some(Chance { percent, reasons, learned_from: cases - SMOOTHING - SMOOTHING })
    }

    /// The counts a team is judged by, each value once.
    fn of(&self, team: Option<TeamId>) -> BTreeMap<(Sign, String), Count> {
        let own = team.filter(|team| self.0.keys().any(|(of, ..)| *of == Some(*team)));
        let mut table: BTreeMap<(Sign, String), Count> = BTreeMap::new();
        for ((of, sign, value), count) in &self.0 {
            if own.is_some() && *of != own {
                continue;
            }
            let none = Count { won: Decimal::ZERO, lost: Decimal::ZERO };
            let sum = table.entry((*sign, value.clone())).or_insert(none);
            (sum.won, sum.lost) = (sum.won + count.won, sum.lost + count.lost);
        }
        table
    }
}

fn total(table: &BTreeMap<(Sign, String), Count>, of: Sign) -> Count {
    let counts = table.iter().filter(|((sign, _), _)| *sign == of).map(|(_, count)| count);
    counts.fold(Count { won: Decimal::ZERO, lost: Decimal::ZERO }, |sum, count| Count {
        won: sum.won + count.won,
        lost: sum.lost + count.lost,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn stages() -> Vec<ScoredStage> {
        let stage = |number: u128, is_won| ScoredStage {
            id: StageId(Uuid::from_u128(number)),
            sequence: i64::try_from(number).unwrap(),
            is_won,
            teams: Vec::new(),
        };
        vec![stage(1, false), stage(2, false), stage(9, true)]
    }

    fn seen(stage: u128, country: &str) -> Seen {
        let signs = if country.is_empty() { Vec::new() } else { vec![(Sign::Country, country.to_owned())] };
        Seen { team: None, stage: Some(StageId(Uuid::from_u128(stage))), signs }
    }

    #[test]
    fn nothing_is_said_before_anything_was_learned() {
        assert_eq!(Frequencies::default().chance(&seen(1, "FI"), &stages()), None);
        assert_eq!(Frequencies::default().chance(&seen(9, ""), &stages()).unwrap().percent, Decimal::ONE_HUNDRED);
    }

    #[test]
    fn a_country_where_most_are_won_speaks_for_one() {
        let mut learned = Frequencies::default();
        for _ in 0..5 {
            learned.learn(&seen(2, "FI"), Ended::Won, &stages());
            learned.learn(&seen(1, "SE"), Ended::Lost, &stages());
        }
        let chance = |country| learned.chance(&seen(1, country), &stages()).unwrap();
        assert!(chance("FI").percent > chance("").percent && chance("").percent > chance("SE").percent);
        assert!(
            chance("FI").reasons.iter().any(|reason| reason.sign == Sign::Country && reason.score > Decimal::new(5, 1))
        );
        assert_eq!(chance("FI").learned_from, Decimal::TEN);
    }

    proptest! {
        #[test]
        fn what_is_learned_and_forgotten_leaves_no_trace(
            cases in proptest::collection::vec((1_u128..3, "[A-C]", any::<bool>()), 1..30),
            one in (1_u128..3, "[A-C]", any::<bool>()),
        ) {
            let ended = |won| if won { Ended::Won } else { Ended::Lost };
            let mut learned = Frequencies::default();
            for (stage, country, won) in &cases {
                learned.learn(&seen(*stage, country), ended(*won), &stages());
            }
            learned.learn(&seen(one.0, &one.1), ended(one.2), &stages());
            let with = learned.clone();
            learned.forget(&seen(one.0, &one.1), ended(one.2), &stages());
            learned.learn(&seen(one.0, &one.1), ended(one.2), &stages());
            prop_assert_eq!(&learned, &with);
            if let Some(chance) = learned.chance(&seen(1, "A"), &stages()) {
                prop_assert!(chance.percent >= Decimal::new(1, 2) && chance.percent <= Decimal::new(9_999, 2));
            }
        }
    }
}
