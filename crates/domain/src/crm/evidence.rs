//! A computed chance with what it rests on, as people are told it; nothing while too few have ended.
use super::{
    duplicates::{calling_code, phone_key},
    scoring::{Count, Ended, Frequencies, Reason, ScoredStage, Seen, Sign, counted},
};
use crate::{ids::TeamId, money, parties::email::Email};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fewer that ended say nothing.
pub const FEWEST_ENDED: i64 = 20;
/// Fewer won or fewer lost ones say nothing.
pub const FEWEST_OF_EACH: i64 = 3;
/// Reasons for, and reasons against, that are told.
const REASONS: usize = 3;
/// Nearer to even than this speaks neither for nor against.
const NEUTRAL: Decimal = Decimal::from_parts(5, 0, 0, false, 2);
const EVEN: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// An address or a number that is one.
pub const CORRECT: &str = "correct";
/// An address or a number that is none.
pub const INCORRECT: &str = "incorrect";
/// No address or number at all, which says something too.
pub const EMPTY: &str = "empty";

/// The value of an e-mail address.
pub fn email_value(address: &str) -> &'static str {
    match address.trim() {
        "" => EMPTY,
        address if Email::parse(address).is_ok() => CORRECT,
        _ => INCORRECT,
    }
}

/// The value of a phone number, where one without a country's code is of `country`.
pub fn phone_value(number: &str, country: &str) -> &'static str {
    match number.trim() {
        "" => EMPTY,
        number if phone_key(number, calling_code(country)).is_some() => CORRECT,
        _ => INCORRECT,
    }
}

impl Sign {
    /// Everything that a chance can be learned from (section 1.10 of the behaviour map).
    pub const ALL: [Sign; 8] =
        [Sign::Stage, Sign::Country, Sign::Region, Sign::Email, Sign::Phone, Sign::Source, Sign::Language, Sign::Tag];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Sign::Stage => "stage",
            Sign::Country => "country",
            Sign::Region => "region",
            Sign::Email => "email",
            Sign::Phone => "phone",
            Sign::Source => "source",
            Sign::Language => "language",
            Sign::Tag => "tag",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Sign> {
        Sign::ALL.into_iter().find(|sign| sign.code() == code)
    }
}

/// What was counted of one that ended: kept, so that just that is taken back, whatever was changed since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Whether it was won.
    pub won: bool,
    /// Its team.
    pub team: Option<TeamId>,
    /// The signs it was counted under.
    pub signs: Vec<(Sign, String)>,
}

impl Case {
    /// What is to be counted of one.
    pub fn of(seen: &Seen, ended: Ended, stages: &[ScoredStage]) -> Case {
        Case { won: ended == Ended::Won, team: seen.team, signs: counted(seen, ended, stages) }
    }
}

/// Under which counts something is added.
pub type CountKey = (Option<TeamId>, Sign, String);

/// What is added to counts, won and lost, so that many cases are one addition to each count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<CountKey, (i64, i64)>);

impl Tally {
    /// One case takes the place of another.
    pub fn replace(&mut self, before: Option<&Case>, after: Option<&Case>) {
        for (case, by) in [(before, -1), (after, 1)] {
            let Some(case) = case else { continue };
            for (sign, value) in &case.signs {
                let (won, lost) = self.0.entry((case.team, *sign, value.clone())).or_default();
                let side = if case.won { won } else { lost };
                *side += by;
            }
        }
    }

    /// What is added, always in the same order: two at once must not wait for each other.
    pub fn added(&self) -> impl Iterator<Item = (&CountKey, (i64, i64))> {
        self.0.iter().filter(|(_, added)| **added != (0, 0)).map(|(key, added)| (key, *added))
    }
}

/// A computed chance and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// In whole percent, 1 to 99.
    pub percent: u8,
    /// Learned from those of its team alone; else from all of the company.
    pub of_team: bool,
    /// How many of them were won.
    pub won: i64,
    /// How many there are.
    pub all: i64,
    /// What speaks for it, the strongest first.
    pub speaks_for: Vec<Told>,
    /// What speaks against it, the strongest first.
    pub speaks_against: Vec<Told>,
}

/// A reason in figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The sign.
    pub sign: Sign,
    /// Its value.
    pub value: String,
    /// How many that had it were won.
    pub won: i64,
    /// How many had it.
    pub all: i64,
}

/// The chance of an open one by its team's counts where they are enough, else by those of all; nothing where those are
/// too few as well.
pub fn evidence(counts: &Frequencies, seen: &Seen, stages: &[ScoredStage]) -> Option<Evidence> {
    let of_all = Seen { team: None, ..seen.clone() };
    seen.team.and_then(|_| told(counts, seen, stages)).or_else(|| told(counts, &of_all, stages))
}

/// How many ended, won and in all, of a team or of the company.
pub fn ended(counts: &Frequencies, team: Option<TeamId>, stages: &[ScoredStage]) -> (i64, i64) {
    let first = stages.iter().filter(|stage| stage.teams.is_empty()).min_by_key(|stage| (stage.sequence, stage.id));
    first.map_or((0, 0), |first| cases(counts, team, Sign::Stage, &first.id.to_string()))
}

fn told(counts: &Frequencies, seen: &Seen, stages: &[ScoredStage]) -> Option<Evidence> {
    let (won, all) = ended(counts, seen.team, stages);
    if all < FEWEST_ENDED || won < FEWEST_OF_EACH || all - won < FEWEST_OF_EACH {
        return None;
    }
    let chance = counts.chance(seen, stages)?;
    let percent = money::round(chance.percent, 0).clamp(Decimal::ONE, Decimal::from(99)).to_u8()?;
    let tell = |reason: &Reason| {
        let (won, all) = cases(counts, seen.team, reason.sign, &reason.value);
        Told { sign: reason.sign, value: reason.value.clone(), won, all }
    };
    let tells = |reason: &&Reason| {
        // That an address is missing may well go with being won, but is no reason anybody would give.
        let odd = matches!(reason.sign, Sign::Email | Sign::Phone) && reason.value != CORRECT && reason.score > EVEN;
        (reason.score - EVEN).abs() >= NEUTRAL && !odd
    };
    let reasons: Vec<&Reason> = chance.reasons.iter().filter(tells).collect();
    let some = |favours: bool| {
        let some = reasons.iter().filter(|reason| (reason.score > EVEN) == favours);
        some.take(REASONS).map(|reason| tell(reason)).collect()
    };
    Some(Evidence {
        percent,
        of_team: seen.team.is_some(),
        won,
        all,
        speaks_for: some(true),
        speaks_against: some(false),
    })
}

/// How many cases a value was seen on: those won, and all of them.
fn cases(counts: &Frequencies, team: Option<TeamId>, sign: Sign, value: &str) -> (i64, i64) {
    // What a count begins with is less than one.
    let whole = |count: Decimal| count.trunc().to_i64().unwrap_or_default();
    let add =
        |(won, all): (i64, i64), count: &Count| (won + whole(count.won), all + whole(count.won) + whole(count.lost));
    let of = |key: &CountKey| key.1 == sign && key.2 == value && (team.is_none() || key.0 == team);
    counts.iter().filter(|(key, _)| of(key)).map(|(_, count)| count).fold((0, 0), add)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::ids::StageId;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn stages() -> Vec<ScoredStage> {
        (1..=3_u128)
            .zip(1..)
            .map(|(id, sequence)| ScoredStage {
                id: StageId(Uuid::from_u128(id)),
                sequence,
                is_won: false,
                teams: Vec::new(),
            })
            .collect()
    }

    fn seen(team: Option<u128>, stage: u128, source: &str) -> Seen {
        let signs = vec![(Sign::Source, source.to_owned()), (Sign::Phone, EMPTY.to_owned())];
        Seen { team: team.map(|id| TeamId(Uuid::from_u128(id))), stage: Some(StageId(Uuid::from_u128(stage))), signs }
    }

    fn learned(cases: &[(Option<u128>, &str, i64, i64)]) -> Frequencies {
        let mut counts = Frequencies::default();
        for (team, source, won, lost) in cases {
            for _ in 0..*won {
                counts.learn(&seen(*team, 2, source), Ended::Won, &stages());
            }
            for _ in 0..*lost {
                counts.learn(&seen(*team, 1, source), Ended::Lost, &stages());
            }
        }
        counts
    }

    #[test]
    fn too_few_say_nothing() {
        for (won, lost, says) in
            [(0, 0, false), (17, 2, false), (2, 18, false), (10, 9, false), (17, 3, true), (3, 17, true)]
        {
            let counts = learned(&[(None, "web", won, lost)]);
            let said = evidence(&counts, &seen(None, 1, "web"), &stages());
            assert_eq!(said.is_some(), says, "{won} won, {lost} lost");
            assert_eq!(ended(&counts, None, &stages()), (won, won + lost));
        }
    }

    #[test]
    fn reasons_say_how_many_of_how_many_were_won() {
        let counts = learned(&[(None, "fair", 12, 4), (None, "web", 3, 21)]);
        let fair = evidence(&counts, &seen(None, 1, "fair"), &stages()).unwrap();
        assert_eq!((fair.won, fair.all, fair.of_team), (15, 40, false));
        let reason = &fair.speaks_for[0];
        assert_eq!((reason.sign, reason.value.as_str(), reason.won, reason.all), (Sign::Source, "fair", 12, 16));
        let web = evidence(&counts, &seen(None, 1, "web"), &stages()).unwrap();
        assert!(web.speaks_against.iter().any(|told| told.value == "web" && (told.won, told.all) == (3, 24)));
        assert!(web.percent < fair.percent);
        assert!(fair.speaks_for.iter().all(|told| told.sign != Sign::Phone), "a missing number is no reason for");
    }

    #[test]
    fn a_team_with_few_cases_is_judged_by_all() {
        let counts = learned(&[(Some(1), "web", 18, 4), (Some(2), "web", 1, 1)]);
        let of = |team| evidence(&counts, &seen(team, 1, "web"), &stages()).unwrap();
        assert_eq!((of(Some(1)).of_team, of(Some(1)).all), (true, 22));
        assert_eq!((of(Some(2)).of_team, of(Some(2)).all), (false, 24));
        assert_eq!(of(None).all, 24);
    }

    #[test]
    fn addresses_and_numbers_are_right_wrong_or_missing() {
        let emails = [("", EMPTY), (" ", EMPTY), ("liisa@talo.fi", CORRECT), ("liisa", INCORRECT)];
        assert!(emails.into_iter().all(|(address, value)| email_value(address) == value));
        let phones = [("", EMPTY), ("040 123 4567", CORRECT), ("12", INCORRECT)];
        assert!(phones.into_iter().all(|(number, value)| phone_value(number, "FI") == value));
    }

    #[test]
    fn every_sign_is_read_as_it_is_written() {
        assert!(Sign::ALL.into_iter().all(|sign| Sign::parse(sign.code()) == Some(sign)));
        assert_eq!(Sign::parse("star"), None);
    }

    proptest! {
        #[test]
        fn a_tally_adds_what_learning_counts(
            cases in proptest::collection::vec((proptest::option::of(1_u128..3), 1_u128..4, "[a-c]", any::<bool>()), 0..40),
            gone in 0_usize..20,
        ) {
            let case = |one: &(Option<u128>, u128, String, bool)| {
                let ended = if one.3 { Ended::Won } else { Ended::Lost };
                Case::of(&seen(one.0, one.1, &one.2), ended, &stages())
            };
            let mut tally = Tally::default();
            for one in &cases {
                tally.replace(None, Some(&case(one)));
            }
            for one in cases.iter().take(gone) {
                tally.replace(Some(&case(one)), None);
            }
            let mut counts = Frequencies::default();
            for one in cases.iter().skip(gone) {
                let ended = if one.3 { Ended::Won } else { Ended::Lost };
                counts.learn(&seen(one.0, one.1, &one.2), ended, &stages());
            }
            prop_assert_eq!(tally.added().count(), counts.iter().count());
            for ((team, sign, value), (won, lost)) in tally.added() {
                let count = counts.get(*team, *sign, value).unwrap();
                prop_assert_eq!((count.won.trunc(), count.lost.trunc()), (Decimal::from(won), Decimal::from(lost)));
            }
        }

        #[test]
        fn a_chance_is_never_certain(won in 3_i64..200, lost in 3_i64..200, stage in 1_u128..4) {
            let counts = learned(&[(None, "web", won, lost), (None, "fair", 10, 4)]);
            let said = evidence(&counts, &seen(None, stage, "web"), &stages()).unwrap();
            prop_assert!((1..=99).contains(&said.percent));
            prop_assert!(said.speaks_for.iter().chain(&said.speaks_against).all(|told| told.won <= told.all));
        }
    }
}
