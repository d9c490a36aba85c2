//! Why a document could not be made.

use krilla::error::KrillaError;
use thiserror::Error;

/// Why a document could not be made. No text a user typed may lead here.
#[derive(Debug, Error)]
pub enum PaperError {
    /// The fonts inside the program cannot be read.
    #[error("the embedded fonts cannot be read")]
    Fonts,
    /// The document breaks a rule of PDF/A or PDF/UA.
    #[error("the document is not a valid PDF/A and PDF/UA file: {0}")]
    Invalid(String),
    /// The writer refused for another reason.
    #[error("the document could not be written: {0}")]
    Writing(String),
}

impl From<KrillaError> for PaperError {
    fn from(error: KrillaError) -> Self {
        match error {
            KrillaError::Validation(broken) => {
                let rules: Vec<String> = broken.iter().map(|(rule, _)| format!("{rule:?}")).collect();
                PaperError::Invalid(rules.join(", "))
            }
            other => PaperError::Writing(other.to_string()),
        }
    }
}
