//! The people a quotation is sent to: what each is asked for, and whose turn it is.
use super::signing::Place;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// Most people a quotation is sent to at once.
pub const MOST_RECIPIENTS: u32 = 20;

/// What a recipient is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipientRole {
    /// To sign.
    #[default]
    Signer,
    /// To approve, before anybody may sign.
    Approver,
    /// To read and to ask.
    Reader,
}

impl RecipientRole {
    /// All of them, in the order shown.
    pub const ALL: [RecipientRole; 3] = [RecipientRole::Signer, RecipientRole::Approver, RecipientRole::Reader];

    /// The name it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            RecipientRole::Signer => "signer",
            RecipientRole::Approver => "approver",
            RecipientRole::Reader => "reader",
        }
    }

    /// Reads that name.
    pub fn parse(code: &str) -> Option<RecipientRole> {
        RecipientRole::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// What a recipient does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Sign.
    Sign,
    /// Approve, or refuse to.
    Approve,
    /// Decline the offer.
    Decline,
    /// Choose among what is offered, propose to change it.
    Negotiate,
}

/// Why an act is somebody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotYours {
    /// Theirs is to read and to ask.
    OnlyToRead,
    /// The newest version was not sent to them.
    LeftOut,
    /// An approver signs or declines.
    ToSign,
    /// A signer approves.
    ToApprove,
}

/// Where a recipient stands with a version that is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// May sign.
    #[default]
    Sign,
    /// May sign when others have.
    WaitForSigner,
    /// Has signed; others are waited for.
    Signed,
    /// May sign when it is approved.
    WaitForApproval,
    /// May not sign: an approver has refused.
    Stopped,
    /// Is to approve or to refuse.
    Approve,
    /// Has approved.
    Approved,
    /// Has refused.
    Refused,
    /// Reads and asks.
    Read,
    /// Was asked for an earlier version, and not for this one: reads and asks.
    LeftOut,
}

impl Turn {
    /// Where a recipient stands. `own` is what they answered themselves, `asked` whether anything is asked of them still;
    /// `approvals` holds the answer of every approver who is asked, none where there is none yet; `place` is where a signer
    /// stands among the signers.
    pub fn of(role: RecipientRole, asked: bool, own: Option<bool>, approvals: &[Option<bool>], place: Place) -> Turn {
        match role {
            RecipientRole::Reader => Turn::Read,
            RecipientRole::Approver => match own {
                Some(true) => Turn::Approved,
                Some(false) => Turn::Refused,
                None if asked => Turn::Approve,
                None => Turn::LeftOut,
            },
            RecipientRole::Signer if place == Place::Signed => Turn::Signed,
            RecipientRole::Signer if place == Place::Out => Turn::LeftOut,
            RecipientRole::Signer if approvals.contains(&Some(false)) => Turn::Stopped,
            RecipientRole::Signer if approvals.contains(&None) => Turn::WaitForApproval,
            RecipientRole::Signer if place == Place::Waits => Turn::WaitForSigner,
            RecipientRole::Signer => Turn::Sign,
        }
    }

    /// Whether they may do this now.
    /// # Errors
    /// The [`Refusal`] that says why not.
    pub const fn allows(self, act: Act) -> Result<(), Refusal> {
        match (self, act) {
            (Turn::Sign, Act::Sign | Act::Decline | Act::Negotiate)
            | (Turn::WaitForApproval | Turn::WaitForSigner | Turn::Stopped, Act::Decline | Act::Negotiate)
            | (Turn::Approve, Act::Approve | Act::Negotiate) => Ok(()),
            (Turn::WaitForApproval, Act::Sign) => Err(Refusal::ApprovalFirst),
            (Turn::WaitForSigner, Act::Sign) => Err(Refusal::SignerFirst),
            // A signature binds: whoever gave it takes nothing back.
            (Turn::Signed, _) => Err(Refusal::AlreadySigned),
            (Turn::Stopped, Act::Sign) => Err(Refusal::ApprovalRefused),
            (Turn::Approved | Turn::Refused, Act::Approve | Act::Negotiate) => Err(Refusal::AlreadyAnswered),
            (Turn::Approve | Turn::Approved | Turn::Refused, Act::Sign | Act::Decline) => {
                Err(Refusal::NotYours { why: NotYours::ToSign })
            }
            (Turn::Sign | Turn::WaitForApproval | Turn::WaitForSigner | Turn::Stopped, Act::Approve) => {
                Err(Refusal::NotYours { why: NotYours::ToApprove })
            }
            (Turn::Read, _) => Err(Refusal::NotYours { why: NotYours::OnlyToRead }),
            (Turn::LeftOut, _) => Err(Refusal::NotYours { why: NotYours::LeftOut }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answers() -> impl Strategy<Value = Vec<Option<bool>>> {
        proptest::collection::vec(proptest::option::of(any::<bool>()), 0..6)
    }

    proptest! {
        /// A signature needs a signer and the approval of everybody who was asked.
        #[test]
        fn nobody_signs_before_all_have_approved(
            role in proptest::sample::select(&RecipientRole::ALL[..]), asked: bool, own: Option<bool>, approvals in answers(),
        ) {
            let turn = Turn::of(role, asked, own, &approvals, Place::Free);
            let all = approvals.iter().all(|answer| *answer == Some(true));
            prop_assert_eq!(turn.allows(Act::Sign).is_ok(), role == RecipientRole::Signer && all);
            // One answer is enough, and only of whoever is asked.
            prop_assert_eq!(turn.allows(Act::Approve).is_ok(), role == RecipientRole::Approver && asked && own.is_none());
            prop_assert_eq!(turn.allows(Act::Decline).is_ok(), role == RecipientRole::Signer);
            // In whichever order they answered.
            let mut turned = approvals;
            turned.reverse();
            prop_assert_eq!(Turn::of(role, asked, own, &turned, Place::Free), turn);
            // Whoever waits for another signer, or has signed, does not sign; who has signed does not decline.
            for place in [Place::Waits, Place::Signed, Place::Out] {
                let turn = Turn::of(role, asked, own, &turned, place);
                prop_assert!(turn.allows(Act::Sign).is_err());
                prop_assert!(place == Place::Waits || turn.allows(Act::Decline).is_err());
            }
        }
    }

    #[test]
    fn a_reader_is_told_that_reading_is_all() {
        let turn = Turn::of(RecipientRole::Reader, true, None, &[], Place::Free);
        for act in [Act::Sign, Act::Approve, Act::Decline, Act::Negotiate] {
            assert_eq!(turn.allows(act), Err(Refusal::NotYours { why: NotYours::OnlyToRead }));
        }
    }
}
