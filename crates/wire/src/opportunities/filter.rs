//! Which opportunities board and list show, and in which order, as their addresses say it.
use crate::steps::StepFilter;
use chrono::NaiveDate;
use domain::{
    crm::{OpportunityState, custom},
    ids::{CustomFieldId, OpportunityTagId, RecurringPlanId, StageId, TeamId, UserId},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The longest text that is searched for, in characters.
const LONGEST: usize = 200;

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// When it last changed.
    #[default]
    Moved,
    /// When it is expected to close; those without a day come after all others.
    Close,
    /// What it is expected to bring.
    Expected,
    /// The day of its next step; those without one come after all others.
    Next,
}

impl Sort {
    /// Every sort.
    pub const ALL: [Sort; 4] = [Sort::Moved, Sort::Close, Sort::Expected, Sort::Next];

    /// Its word in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Sort::Moved => "moved",
            Sort::Close => "close",
            Sort::Expected => "expected",
            Sort::Next => "next",
        }
    }
}

/// What the lanes of a board are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Stages of the pipeline.
    #[default]
    Stage,
    /// Who works on it.
    Owner,
    /// Teams.
    Team,
    /// Where it came from.
    Source,
    /// The month it is expected to close in.
    Close,
    /// How its next step stands.
    Step,
}

impl Group {
    /// Every grouping, in the order they are offered.
    pub const ALL: [Group; 6] = [Group::Stage, Group::Owner, Group::Team, Group::Source, Group::Close, Group::Step];

    /// Its word in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Group::Stage => "stage",
            Group::Owner => "owner",
            Group::Team => "team",
            Group::Source => "source",
            Group::Close => "close",
            Group::Step => "step",
        }
    }

    /// Reads that word.
    pub fn parse(code: &str) -> Option<Group> {
        Group::ALL.into_iter().find(|group| group.code() == code)
    }
}

/// Which opportunities, and in which order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OpportunityFilter {
    /// Open, won or lost ones.
    pub state: OpportunityState,
    /// Only the reader's own.
    pub mine: bool,
    /// Only this colleague's.
    pub owner: Option<UserId>,
    /// Only this team's.
    pub team: Option<TeamId>,
    /// Only those in this stage.
    pub stage: Option<StageId>,
    /// Only those with this plan of recurring revenue.
    pub plan: Option<RecurringPlanId>,
    /// Only those with this tag.
    pub tag: Option<OpportunityTagId>,
    /// Only those with this value in that field of their team.
    pub has: Option<Has>,
    /// Fields of the team that a list shows beside the others.
    pub columns: Vec<CustomFieldId>,
    /// Only those from this source; empty for all.
    pub source: String,
    /// Only those whose next step stands so.
    pub step: Option<StepFilter>,
    /// Only those expected to close before this day.
    pub before: Option<NaiveDate>,
    /// Words to search for; empty for all.
    pub search: String,
    /// The order.
    pub sort: Sort,
    /// From the last or largest.
    pub descending: bool,
    /// What a board's lanes are; a list has none, and takes it along.
    pub group: Group,
}

impl Default for OpportunityFilter {
    fn default() -> Self {
        OpportunityFilter {
            state: OpportunityState::Open,
            mine: false,
            owner: None,
            team: None,
            stage: None,
            plan: None,
            tag: None,
            has: None,
            columns: Vec::new(),
            source: String::new(),
            step: None,
            before: None,
            search: String::new(),
            sort: Sort::Moved,
            // What changed last stands first.
            descending: true,
            group: Group::Stage,
        }
    }
}

impl OpportunityFilter {
    /// Reads an address by its keys. What cannot be read filters nothing.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> OpportunityFilter {
        let usual = OpportunityFilter::default();
        let text = |key: &str| -> String {
            let text: String = get(key).unwrap_or_default().trim().chars().take(LONGEST).collect();
            text.trim_end().to_owned()
        };
        let on = |key: &str| get(key).as_deref() == Some("1");
        let order = get("sort").unwrap_or_default();
        let named = Sort::ALL.into_iter().find(|sort| sort.code() == order.trim_start_matches('-'));
        OpportunityFilter {
            state: get("state").and_then(|code| OpportunityState::parse(&code)).unwrap_or(usual.state),
            // A form without scripts has one field for whose: oneself or a colleague.
            mine: on("mine") || on("whose"),
            owner: get("owner").or_else(|| get("whose")).and_then(|id| id.parse().ok()),
            team: get("team").and_then(|id| id.parse().ok()),
            stage: get("stage").and_then(|id| id.parse().ok()),
            plan: get("plan").and_then(|id| id.parse().ok()),
            tag: get("tag").and_then(|id| id.parse().ok()),
            has: get("has").and_then(|words| Has::parse(&words)),
            columns: columns(&get("columns").unwrap_or_default()),
            source: text("source"),
            // Links of before said it with a word of its own.
            step: get("step").and_then(|code| StepFilter::parse(&code)).or(on("no_step").then_some(StepFilter::None)),
            before: get("before").and_then(|day| written_day(&day)),
            search: text("search"),
            sort: named.unwrap_or(usual.sort),
            descending: if named.is_some() { order.starts_with('-') } else { usual.descending },
            group: get("group").and_then(|code| Group::parse(&code)).unwrap_or_default(),
        }
    }

    /// Keys and values of the address; what is usual is left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let usual = OpportunityFilter::default();
        let mut pairs = Vec::new();
        let mut add = |key: &'static str, value: Option<String>| pairs.extend(value.map(|value| (key, value)));
        let text = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        add("state", (self.state != usual.state).then(|| self.state.code().to_owned()));
        add("mine", self.mine.then(|| "1".to_owned()));
        add("owner", self.owner.map(|id| id.to_string()));
        add("team", self.team.map(|id| id.to_string()));
        add("stage", self.stage.map(|id| id.to_string()));
        add("plan", self.plan.map(|id| id.to_string()));
        add("tag", self.tag.map(|id| id.to_string()));
        add("has", self.has.as_ref().map(Has::to_string));
        let columns: Vec<String> = self.columns.iter().map(CustomFieldId::to_string).collect();
        add("columns", Some(columns.join(".")).filter(|columns| !columns.is_empty()));
        add("source", text(&self.source));
        add("step", self.step.map(|step| step.code().to_owned()));
        add("before", self.before.map(|day| day.to_string()));
        add("search", text(&self.search));
        if (self.sort, self.descending) != (usual.sort, usual.descending) {
            add("sort", Some(format!("{}{}", if self.descending { "-" } else { "" }, self.sort.code())));
        }
        add("group", (self.group != usual.group).then(|| self.group.code().to_owned()));
        pairs
    }

    /// Whether fewer than all of a state are shown.
    pub fn narrowed(&self) -> bool {
        let all = OpportunityFilter {
            state: self.state,
            sort: self.sort,
            descending: self.descending,
            group: self.group,
            columns: self.columns.clone(),
            ..Default::default()
        };
        *self != all
    }
}

/// Columns of an address, each once.
fn columns(words: &str) -> Vec<CustomFieldId> {
    let mut all = Vec::new();
    for id in words.split('.').filter_map(|id| id.parse().ok()) {
        if all.len() < custom::MOST && !all.contains(&id) {
            all.push(id);
        }
    }
    all
}

/// A value in a field of a team's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Has {
    /// Which field.
    pub field: CustomFieldId,
    /// A choice, or yes or no, as it is kept.
    pub value: String,
}

impl Has {
    /// Reads what an address says.
    pub fn parse(words: &str) -> Option<Has> {
        let (field, value) = words.split_once('.')?;
        let known = value == custom::YES || value == custom::NO;
        // A choice is written in one way only.
        let value = if known { value.to_owned() } else { value.parse::<Uuid>().ok()?.to_string() };
        Some(Has { field: field.parse().ok()?, value })
    }
}

impl std::fmt::Display for Has {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.field, self.value)
    }
}

/// A day of four-digit years: others are not kept as text that sorts.
fn written_day(text: &str) -> Option<NaiveDate> {
    let day: NaiveDate = text.parse().ok()?;
    (text.len() == 10 && day.to_string() == text).then_some(day)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::collections::HashMap;

    fn read_back(filter: &OpportunityFilter) -> OpportunityFilter {
        let pairs: HashMap<_, _> = filter.pairs().into_iter().collect();
        OpportunityFilter::read(|key| pairs.get(key).cloned())
    }

    /// Figures that look random and are the same each time.
    fn dice(seed: &mut u64) -> u64 {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *seed >> 33
    }

    #[test]
    fn the_address_keeps_every_filter() {
        let mut seed = 7;
        for _ in 0..5_000 {
            let mut roll = |sides: u64| dice(&mut seed) % sides;
            let id = |n: u64| (n > 0).then(|| Uuid::from_u128(u128::from(n)));
            let words = ["", "mäk & co", "a=b", "?#%", "x  y", "💶"];
            let filter = OpportunityFilter {
                state: [OpportunityState::Open, OpportunityState::Won, OpportunityState::Lost][roll(3) as usize],
                mine: roll(2) == 0,
                owner: id(roll(3)).map(UserId),
                team: id(roll(3)).map(TeamId),
                stage: id(roll(3)).map(StageId),
                plan: id(roll(3)).map(RecurringPlanId),
                tag: id(roll(3)).map(OpportunityTagId),
                has: id(roll(3)).map(|id| Has {
                    field: CustomFieldId(id),
                    value: [custom::YES.to_owned(), Uuid::from_u128(9).to_string()][roll(2) as usize].clone(),
                }),
                columns: [id(roll(3)), id(0)].into_iter().flatten().map(CustomFieldId).collect(),
                source: words[roll(6) as usize].to_owned(),
                step: [None, Some(StepFilter::None), Some(StepFilter::Late)][roll(3) as usize],
                before: NaiveDate::from_ymd_opt(1000 + roll(8999) as i32, 1 + roll(12) as u32, 1 + roll(28) as u32),
                search: words[roll(6) as usize].to_owned(),
                sort: Sort::ALL[roll(4) as usize],
                descending: roll(2) == 0,
                group: Group::ALL[roll(6) as usize],
            };
            assert_eq!(read_back(&filter), filter);
        }
        assert_eq!(OpportunityFilter::default().pairs(), []);
    }

    #[test]
    fn links_of_before_and_forms_without_scripts_are_read() {
        let read = |key: &'static str, value: &'static str| {
            OpportunityFilter::read(move |asked| (asked == key).then(|| value.to_owned()))
        };
        assert_eq!(read("no_step", "1").step, Some(StepFilter::None));
        assert!(read("whose", "1").mine);
        let owner = UserId(Uuid::from_u128(7));
        let whose = OpportunityFilter::read(|asked| (asked == "whose").then(|| owner.to_string()));
        assert_eq!((whose.mine, whose.owner), (false, Some(owner)));
    }

    #[test]
    fn nonsense_in_the_address_filters_nothing() {
        let nonsense = ["yes", "<script>", "-", "--moved", "' OR 1=1", "2026-02-30", "+12026-01-01", "-0001-01-01", ""];
        for value in nonsense {
            let read = OpportunityFilter::read(|key| match key {
                "source" | "search" => None,
                _ => Some(value.to_owned()),
            });
            let read = OpportunityFilter { sort: Sort::Moved, descending: true, ..read };
            assert_eq!(read, OpportunityFilter::default(), "{value}");
        }
        let long = OpportunityFilter::read(|_| Some("ä".repeat(100_000)));
        assert_eq!(long.search.chars().count(), LONGEST);
    }
}
