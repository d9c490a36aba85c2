//! Activities as a matrix: opportunities down, types across.
use crate::{activity_types::TypeRef, opportunities::OpportunityList};
use chrono::NaiveDate;
use domain::ids::{ActivityTypeId, OpportunityId};
use serde::{Deserialize, Serialize};

/// A page of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityMatrix {
    /// The rows, those due first at the top, and where they go on.
    pub list: OpportunityList,
    /// The columns: types in use, and those out of use that have cells.
    pub types: Vec<TypeRef>,
    /// The cells that are not empty.
    pub cells: Vec<MatrixCell>,
}

/// What is planned of one type for one opportunity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixCell {
    /// For which.
    pub opportunity: OpportunityId,
    /// Of which type.
    pub type_id: ActivityTypeId,
    /// How many.
    pub count: u32,
    /// The day of the first.
    pub due_on: NaiveDate,
    /// What the first is, in a line.
    pub summary: String,
}
