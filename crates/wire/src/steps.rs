//! Next steps as the board shows them.
use chrono::NaiveDate;
use domain::crm::activities::{ActivityKind, Urgency};
use serde::{Deserialize, Serialize};

/// How many opportunities have which next step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepCounts {
    /// Its day has passed.
    pub late: i64,
    /// Its day is today.
    pub today: i64,
    /// Its day comes.
    pub planned: i64,
    /// There is none.
    pub none: i64,
}

impl StepCounts {
    /// The count of those whose step stands so.
    pub const fn of(&mut self, step: Option<Urgency>) -> &mut i64 {
        match step {
            Some(Urgency::Overdue) => &mut self.late,
            Some(Urgency::Today) => &mut self.today,
            Some(Urgency::Planned) => &mut self.planned,
            None => &mut self.none,
        }
    }
}

/// The next step of an opportunity, as its card shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardStep {
    /// Its kind.
    pub kind: ActivityKind,
    /// What is to be done, in a line.
    pub summary: String,
    /// By which day.
    pub due_on: NaiveDate,
    /// How that stands to the reader's day.
    pub urgency: Urgency,
}

/// How the next steps stand that a board shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepFilter {
    /// There is none.
    None,
    /// Its day has passed.
    Late,
}

impl StepFilter {
    /// All, in the order they are offered.
    pub const ALL: [StepFilter; 2] = [StepFilter::None, StepFilter::Late];

    /// Its word in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            StepFilter::None => "none",
            StepFilter::Late => "late",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<StepFilter> {
        StepFilter::ALL.into_iter().find(|step| step.code() == code)
    }
}
