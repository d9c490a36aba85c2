//! Why an opportunity went where it went, as it is kept beside it: what rules and counts were at that moment.
use super::{
    rule::{Facts, Rule},
    turn::{Mate, Passed, Turn},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Most people that are named as passed over.
const MOST_NAMED: usize = 12;

/// Why an opportunity went where it went, with the counts of that moment; kept with it as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Why the team; none where no team takes it.
    pub team: Option<TeamReason>,
    /// Why the member; none where nobody could be given it.
    pub member: Option<MemberReason>,
    /// Who was passed over, in the order of the team.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed: Vec<PassedOver>,
}

/// Why this team: its rule, or because it was named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamReason {
    /// Its name.
    pub name: String,
    /// The rule by which it takes it; none where the way in, or somebody before, named the team.
    pub rule: Option<Rule>,
}

/// Why this member: whose turn it was, and the count within the last 30 days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberReason {
    /// Their name.
    pub name: String,
    /// Which one of the last thirty days it is for them.
    pub number: u32,
    /// How many they take in thirty days.
    pub capacity: u32,
    /// In which order they were asked.
    pub turn: Turn,
    /// Their own rule, where they wished for it.
    pub wished: Option<Rule>,
}

/// A member who could not be given it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// Their name.
    pub name: String,
    /// Why.
    #[serde(flatten)]
    pub why: Passed,
}

impl Reason {
    /// No team takes it.
    pub const fn no_team() -> Reason {
        Reason { team: None, member: None, passed: Vec::new() }
    }

    /// Given to a member, who has been counted already.
    pub fn given(team: TeamReason, turn: Turn, to: &Mate, preferred: bool) -> Reason {
        let wished = preferred.then(|| to.rule.clone());
        let member = MemberReason { name: to.name.clone(), number: to.month, capacity: to.capacity, turn, wished };
        Reason { team: Some(team), member: Some(member), passed: Vec::new() }
    }

    /// Nobody of the team could be given it.
    pub fn nobody(team: TeamReason, mates: &[Mate], today: NaiveDate, facts: &Facts) -> Reason {
        let passed = mates
            .iter()
            .filter_map(|mate| mate.passed(today, facts).map(|why| PassedOver { name: mate.name.clone(), why }));
        Reason { team: Some(team), member: None, passed: passed.take(MOST_NAMED).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_reads_as_it_was_written() {
        let team = TeamReason { name: "Turku".into(), rule: Some(Rule::default()) };
        let reason = Reason {
            team: Some(team),
            member: None,
            passed: vec![
                PassedOver { name: "Aino".into(), why: Passed::Away { until: None } },
                PassedOver { name: "Mika".into(), why: Passed::DayFull { most: 2 } },
                PassedOver { name: "Olli".into(), why: Passed::Paused },
            ],
        };
        for reason in [reason, Reason::no_team()] {
            let text = serde_json::to_string(&reason).unwrap_or_default();
            assert_eq!(serde_json::from_str::<Reason>(&text).ok(), Some(reason), "{text}");
        }
    }
}
