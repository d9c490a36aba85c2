//! Opportunities: whether one is open, won or lost; its chance, its owner, its doubles.
//!
//! Section 1 of the behaviour map.
pub mod activities;
pub mod activity_types;
pub mod ahead;
pub mod assign;
pub mod closing;
pub mod custom;
pub mod duplicates;
pub mod evidence;
pub mod health;
pub mod lanes;
pub mod likely;
pub mod meetings;
pub mod merge;
pub mod pivot;
pub mod plans;
pub mod recurring;
pub mod revenue;
pub mod rotting;
pub mod saved_views;
pub mod scoring;
pub mod stages;
pub mod tags;

use serde::{Deserialize, Serialize};

/// Where an opportunity ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpportunityState {
    /// Being worked on; it stands in a stage.
    Open,
    /// The customer ordered.
    Won,
    /// The customer did not.
    Lost,
}

impl OpportunityState {
    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            OpportunityState::Open => "open",
            OpportunityState::Won => "won",
            OpportunityState::Lost => "lost",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<OpportunityState> {
        [OpportunityState::Open, OpportunityState::Won, OpportunityState::Lost].into_iter().find(|s| s.code() == code)
    }
}
