//! What happened to a request that was not done.
use domain::refusal::{FieldRefusal, Fields, Refusal};
use store::StoreError;
use wire::problem::Problem;

/// Why a use-case did not do it.
#[derive(Debug, thiserror::Error)]
pub enum Denied {
    /// Rules said no.
    #[error("refused: {0:?}")]
    Refused(Vec<FieldRefusal>),
    /// Not there, or not the actor's to see.
    #[error("not found")]
    NotFound,
    /// Somebody else saved first.
    #[error("stale")]
    Stale {
        /// The stored version.
        current: i64,
    },
    /// Nobody is signed in.
    #[error("signed out")]
    SignedOut,
    /// The role does not allow it.
    #[error("not allowed")]
    NotAllowed,
    /// The database is away or full.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Machinery broke.
    #[error("fault: {0}")]
    Fault(String),
}

impl From<Vec<FieldRefusal>> for Denied {
    fn from(refusals: Vec<FieldRefusal>) -> Denied {
        Denied::Refused(refusals)
    }
}

impl Denied {
    /// A fault with a reason for the log.
    pub fn fault(reason: impl ToString) -> Denied {
        Denied::Fault(reason.to_string())
    }

    /// A refusal at one field.
    pub fn at(field: &str, refusal: Refusal) -> Denied {
        Denied::Refused(vec![FieldRefusal::at(field, refusal)])
    }

    /// The single refusal, where there is just one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Denied::Refused(refusals) => refusals.first().map(|field| &field.refusal),
            _ => None,
        }
    }
}

/// `Ok` when no field was refused.
/// # Errors
/// All refusals together.
pub fn all_right(fields: Fields) -> Result<(), Denied> {
    let refusals = fields.into_refusals();
    if refusals.is_empty() { Ok(()) } else { Err(Denied::Refused(refusals)) }
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        Denied::Refused(vec![FieldRefusal::at("", refusal)])
    }
}

impl From<StoreError> for Denied {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Denied::NotFound,
            StoreError::Stale { current } => Denied::Stale { current },
            StoreError::Taken(_) => Refusal::AlreadyTaken.into(),
            StoreError::KeyReused => Refusal::KeyReused.into(),
            StoreError::Unavailable(reason) => Denied::Unavailable(reason),
            StoreError::Fault(reason) => Denied::Fault(reason),
        }
    }
}

impl From<Denied> for Problem {
    /// Faults are logged here, once, under the incident number that the reader sees.
    fn from(denied: Denied) -> Problem {
        match denied {
            Denied::Refused(refusals) => Problem::Refused { refusals },
            Denied::NotFound => Problem::NotFound,
            Denied::Stale { current } => Problem::Stale { current },
            Denied::SignedOut => Problem::SignedOut,
            Denied::NotAllowed => Problem::NotAllowed,
            Denied::Unavailable(reason) => {
                tracing::warn!(%reason, "unavailable");
                Problem::Unavailable
            }
            Denied::Fault(reason) => {
                let incident: String = uuid::Uuid::new_v4().simple().to_string().chars().take(8).collect();
                tracing::error!(%incident, %reason, "fault");
                Problem::Fault { incident }
            }
        }
    }
}
