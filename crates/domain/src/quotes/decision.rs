//! The customer's answer: when a sent quotation can be accepted or declined, and when not.
use super::{
    signature::Signature,
    state::{QuoteEvent, QuoteState},
};
use crate::{parties::e_invoice::EInvoice, refusal::Refusal, text};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A quotation as the decision sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its state.
    pub state: QuoteState,
    /// The version that is with the customer; none before the first sending.
    pub sent_version: Option<u32>,
    /// SHA-256 of that version's canonical content, in hex.
    pub content_sha256: String,
    /// The last day it can be accepted.
    pub valid_until: Option<NaiveDate>,
}

/// What was on the customer's screen: both must be what is valid now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The version that was shown.
    pub version: u32,
    /// SHA-256 of the content that was shown, in hex.
    pub content_sha256: String,
}

impl Standing {
    /// Whether the customer may answer what was shown, on this (company-local) day.
    ///
    /// # Errors
    /// The first of: cancelled, accepted, declined, expired, superseded, content differs.
    pub fn answerable(&self, shown: &Shown, event: QuoteEvent, today: NaiveDate) -> Result<u32, Refusal> {
        match self.state {
            QuoteState::Cancelled => return Err(Refusal::QuoteCancelled),
            QuoteState::Accepted => return Err(Refusal::AlreadyAccepted),
            QuoteState::Declined => return Err(Refusal::AlreadyDeclined),
            QuoteState::Expired | QuoteState::Sent => {
                if let Some(on) = self.valid_until.filter(|on| *on < today) {
                    return Err(Refusal::QuoteExpired { on });
                }
            }
            QuoteState::Draft => {}
        }
        let Some(valid) = self.sent_version.filter(|_| self.state.allows(event)) else {
            return Err(Refusal::NotInThisState { state: self.state });
        };
        if shown.version != valid {
            return Err(Refusal::VersionSuperseded { shown: shown.version, valid });
        }
        if shown.content_sha256 != self.content_sha256 {
            return Err(Refusal::ContentDiffers);
        }
        Ok(valid)
    }
}

/// An acceptance that is complete: who, in which role, how signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The signer's name in clear.
    pub name: String,
    /// What the signer is in the customer's company; may be empty.
    pub role: String,
    /// The customer's purchase order number; may be empty.
    pub purchase_order: String,
    /// Where the customer takes electronic invoices, where it was told.
    pub e_invoice: Option<EInvoice>,
    /// The ink or the typed name.
    pub signature: Signature,
}

/// Why the customer said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclineReason {
    /// The price.
    Price,
    /// The timing.
    Schedule,
    /// Another supplier was chosen.
    OtherSupplier,
    /// The project moved or ended.
    ProjectEnded,
    /// Something else.
    Other,
}

impl DeclineReason {
    /// All reasons, in the order they are offered.
    pub const ALL: [DeclineReason; 5] = [
        DeclineReason::Price,
        DeclineReason::Schedule,
        DeclineReason::OtherSupplier,
        DeclineReason::ProjectEnded,
        DeclineReason::Other,
    ];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            DeclineReason::Price => "price",
            DeclineReason::Schedule => "schedule",
            DeclineReason::OtherSupplier => "other_supplier",
            DeclineReason::ProjectEnded => "project_ended",
            DeclineReason::Other => "other",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<DeclineReason> {
        DeclineReason::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// Most characters of a comment or a remark.
pub const LONGEST_COMMENT: usize = 2_000;

/// Reads a comment.
/// # Errors
/// [`Refusal::Required`], [`Refusal::TooLong`].
pub fn read_comment(body: &str) -> Result<String, Refusal> {
    text::required_text(body, LONGEST_COMMENT)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, n).unwrap()
    }

    fn standing(state: QuoteState) -> Standing {
        Standing { state, sent_version: Some(2), content_sha256: "aa".into(), valid_until: Some(day(11)) }
    }

    fn shown(version: u32, hash: &str) -> Shown {
        Shown { version, content_sha256: hash.into() }
    }

    #[test]
    fn only_what_is_valid_now_can_be_accepted() {
        let accept = |state, version, hash: &str, today| {
            standing(state).answerable(&shown(version, hash), QuoteEvent::Accept, day(today))
        };
        assert_eq!(accept(QuoteState::Sent, 2, "aa", 11), Ok(2));
        assert_eq!(accept(QuoteState::Sent, 2, "aa", 12), Err(Refusal::QuoteExpired { on: day(11) }));
        assert_eq!(accept(QuoteState::Sent, 1, "aa", 1), Err(Refusal::VersionSuperseded { shown: 1, valid: 2 }));
        assert_eq!(accept(QuoteState::Sent, 2, "bb", 1), Err(Refusal::ContentDiffers));
        assert_eq!(accept(QuoteState::Accepted, 2, "aa", 1), Err(Refusal::AlreadyAccepted));
        assert_eq!(accept(QuoteState::Declined, 2, "aa", 1), Err(Refusal::AlreadyDeclined));
        assert_eq!(accept(QuoteState::Cancelled, 2, "aa", 1), Err(Refusal::QuoteCancelled));
        assert_eq!(accept(QuoteState::Draft, 2, "aa", 1), Err(Refusal::NotInThisState { state: QuoteState::Draft }));
    }
}
