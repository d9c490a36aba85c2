//! What can go wrong with a request, as the reader's page learns it.
use domain::refusal::{FieldRefusal, Refusal};
use serde::{Deserialize, Serialize};

/// Why a request was not done. Codes and data only; the sentence is made where it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// Rules said no: one or several fields.
    #[error("refused: {refusals:?}")]
    Refused {
        /// What each rule said, and where.
        refusals: Vec<FieldRefusal>,
    },
    /// It is not there, or not the actor's to see; the two are not told apart.
    #[error("not found")]
    NotFound,
    /// Somebody else saved first; `current` is the version that is stored now.
    #[error("stale: version {current} is stored")]
    Stale {
        /// The stored version.
        current: i64,
    },
    /// Nobody is signed in (or the session ended).
    #[error("signed out")]
    SignedOut,
    /// The actor may not do this.
    #[error("not allowed")]
    NotAllowed,
    /// The request could not be read.
    #[error("unreadable request")]
    Unreadable,
    /// Too busy, or the database is away; trying again later helps.
    #[error("unavailable")]
    Unavailable,
    /// Machinery broke; the number finds it in the log.
    #[error("fault {incident}")]
    Fault {
        /// Number under which the log has it.
        incident: String,
    },
}

impl Problem {
    /// A single refusal that concerns the whole request.
    pub fn refused(refusal: Refusal) -> Problem {
        Problem::Refused { refusals: vec![FieldRefusal::at("", refusal)] }
    }

    /// The HTTP status that fits.
    pub const fn status(&self) -> u16 {
        match self {
            Problem::Refused { .. } => 422,
            Problem::NotFound => 404,
            Problem::Stale { .. } => 409,
            Problem::SignedOut => 401,
            Problem::NotAllowed => 403,
            Problem::Unreadable => 400,
            Problem::Unavailable => 503,
            Problem::Fault { .. } => 500,
        }
    }

    /// The refusal at a field, where there is one.
    pub fn at(&self, field: &str) -> Option<&Refusal> {
        match self {
            Problem::Refused { refusals } => refusals.iter().find(|r| r.field == field).map(|r| &r.refusal),
            _ => None,
        }
    }
}
