//! Activities as a matrix: opportunities down, kinds across.
use crate::opportunities::OpportunityList;
use chrono::NaiveDate;
use domain::{crm::activities::ActivityKind, ids::OpportunityId};
use serde::{Deserialize, Serialize};

/// A page of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityMatrix {
    /// The rows, those due first at the top, and where they go on.
    pub list: OpportunityList,
    /// The cells that are not empty.
    pub cells: Vec<MatrixCell>,
}

/// What is planned of one kind for one opportunity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixCell {
    /// For which.
    pub opportunity: OpportunityId,
    /// Of which kind.
    pub kind: ActivityKind,
    /// How many.
    pub count: u32,
    /// The day of the first.
    pub due_on: NaiveDate,
    /// What the first is, in a line.
    pub summary: String,
}
