//! Refusals at the fields they concern.
use super::Refusal;
use serde::{Deserialize, Serialize};

/// A refusal at a field: `quantity`, or `lines.3.quantity` for line index 3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldRefusal {
    /// Path of the field in the command; empty when it concerns the whole.
    pub field: String,
    /// What the rule said.
    pub refusal: Refusal,
}

impl FieldRefusal {
    /// A refusal at `field`.
    pub fn at(field: impl Into<String>, refusal: Refusal) -> Self {
        FieldRefusal { field: field.into(), refusal }
    }
}

/// Collects refusals of several fields, so that a form shows all of them at once.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldRefusal>);

impl Fields {
    /// No refusals yet.
    pub fn new() -> Self {
        Fields::default()
    }

    /// Takes the value, or notes the refusal at `field`: the other fields are read all the same.
    pub fn take<T>(&mut self, field: impl Into<String>, result: Result<T, Refusal>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(refusal) => {
                self.0.push(FieldRefusal::at(field, refusal));
                None
            }
        }
    }

    /// Notes a refusal at `field`.
    pub fn refuse(&mut self, field: impl Into<String>, refusal: Refusal) {
        self.0.push(FieldRefusal::at(field, refusal));
    }

    /// All refusals; empty when every field was right.
    pub fn into_refusals(self) -> Vec<FieldRefusal> {
        self.0
    }
}
