//! The customer's page: what it shows, and the forms a visitor posts.
mod posted;
mod regret;
mod talk;

pub use posted::*;
pub use regret::{TakeBack, WithdrawalDone, WithdrawalLine, WithdrawalOffer, Withdrawing};
pub use talk::{PortalComment, PortalFile};

use crate::{
    payments::PaymentBlock,
    proposals::{PortalProposal, ProposeByVisitor},
    seals::SealFacts,
};
use chrono::NaiveDate;
use domain::{
    days::Stamp,
    delivery::availability::Unavailable,
    lang::Lang,
    parties::e_invoice::EInvoice,
    quotes::{
        choice::Choice,
        content::{Content, Person},
        decision::DeclineReason,
        difference::Difference,
        recipient::Turn,
        signature::Signature,
        state::QuoteState,
    },
    refusal::{FieldRefusal, Refusal},
};
use serde::{Deserialize, Serialize};

/// Everything one customer sees of one version of a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalPage {
    /// What stands in the page's address: `/q/<public_id>`.
    pub public_id: String,
    /// The language the page is read in.
    pub lang: Lang,
    /// The version that is shown, as it was sent, with what is taken of it.
    pub content: Content,
    /// SHA-256 of that content, in hex.
    pub content_sha256: String,
    /// What is taken of it now, where there is something to choose; `content` is added up with it.
    pub choice: Option<Choice>,
    /// What the page itself adds any choice up by (`domain::quotes::facts`), where there is something to choose and the page
    /// may know enough.
    pub facts: Option<String>,
    /// Why the delivery's price stayed as it was sent, where its method does not carry what is taken.
    pub delivery_kept: Option<Unavailable>,
    /// Every version that was sent, newest first.
    pub versions: Vec<PortalVersion>,
    /// Where the quotation stands.
    pub state: QuoteState,
    /// What that means for the version that is shown.
    pub standing: PortalStanding,
    /// Where the reader stands among those it was sent to.
    pub turn: Turn,
    /// What the customer's approvers have answered to this version, or have not yet.
    pub approvals: Vec<PortalApproval>,
    /// Who has to sign, in their order, where more than one has to.
    pub signers: Vec<PortalSigner>,
    /// Whether what is taken was approved or signed, and stays as it is.
    pub fixed: bool,
    /// Whether the customer may still write comments.
    pub may_comment: bool,
    /// Comments of both sides, oldest first.
    pub comments: Vec<PortalComment>,
    /// What was proposed on this version or answered with it, oldest first.
    pub proposals: Vec<PortalProposal>,
    /// Whether the form to propose with stands on the page.
    pub proposing: bool,
    /// Whether the reader is asked if the acceptance is to be taken back.
    pub taking_back: bool,
    /// How far the reader has come who withdraws from the contract.
    pub withdrawing: Withdrawing,
    /// Who reads: the recipient's name as the seller typed it; offered as the signer's name.
    pub visitor: String,
    /// The company's day.
    pub today: NaiveDate,
    /// What was done by the post that led here, if any.
    pub notice: Option<PortalNotice>,
    /// What changed since the version this reader read before, if they did and anything did.
    pub changes: Option<PortalChanges>,
    /// Whether this reader lets the seller see how long each part is read.
    pub shares_reading: bool,
    /// The forms, with what was typed when they come back after a refusal.
    pub forms: PortalForms,
}

/// Somebody whose signature is one of several that are needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalSigner {
    /// Their name, as they signed or as the seller typed it; else their address.
    pub name: String,
    /// When they signed.
    pub signed: Option<Stamp>,
    /// Whether they may sign now.
    pub turn: bool,
}

/// Somebody who approves for the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalApproval {
    /// Their name, else their address.
    pub name: String,
    /// What they answered, when there is an answer.
    pub answer: Option<ApprovalAnswer>,
}

/// An approver's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalAnswer {
    /// Whether they approved.
    pub approved: bool,
    /// Why not; may be empty when they did.
    pub reason: String,
    /// When.
    pub at: Stamp,
}

/// What changed since the reader last looked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalChanges {
    /// The version they read before.
    pub since: u32,
    /// What differs, of that which a customer is shown.
    pub difference: Difference,
    /// The older version of which the customer chose something that does not hold any more.
    pub fallen: Option<u32>,
}

/// A version that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalVersion {
    /// Its number.
    pub number: u32,
    /// When it was sent.
    pub sent: Stamp,
}

/// What the quotation's state means for the version on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum PortalStanding {
    /// It can be accepted and declined.
    Open,
    /// A newer version has taken its place, whatever has become of that one.
    Superseded {
        /// The version to read instead.
        valid_version: u32,
        /// When that one was sent.
        sent: Stamp,
    },
    /// Its time is over.
    Expired {
        /// The last day it was valid.
        on: NaiveDate,
        /// When the customer asked for more time, if they did.
        asked: Option<Stamp>,
    },
    /// It was accepted.
    Accepted {
        /// By whom, how, and what came of it.
        facts: Box<AcceptedFacts>,
    },
    /// It was declined.
    Declined {
        /// Why, where a reason was chosen.
        reason: Option<DeclineReason>,
        /// What else was said; may be empty.
        remark: String,
        /// When.
        at: Stamp,
    },
    /// The seller has withdrawn it.
    Cancelled {
        /// When, where it is known.
        at: Option<Stamp>,
    },
}

/// An acceptance as the customer is shown it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedFacts {
    /// The order's number.
    pub order_number: String,
    /// The signer's name in clear.
    pub name: String,
    /// The signer's role; may be empty.
    pub role: String,
    /// The customer's purchase order number; may be empty.
    pub purchase_order: String,
    /// Where the customer takes electronic invoices, where it was told.
    pub e_invoice: Option<EInvoice>,
    /// The ink or the typed name.
    pub signature: Signature,
    /// When.
    pub at: Stamp,
    /// Those who signed before, the first first.
    pub earlier: Vec<EarlierSigner>,
    /// Whether the signed PDF is drawn and can be fetched.
    pub signed_file_ready: bool,
    /// Where the signed PDF is mailed; empty when nowhere.
    pub mailed_to: String,
    /// What is to be paid now, where a deposit was demanded.
    pub payment: Option<PaymentBlock>,
    /// Until when it can be taken back, where the reader can.
    pub take_back: Option<TakeBack>,
    /// How a consumer can withdraw from the contract; none for a company.
    pub withdrawal: Option<WithdrawalOffer>,
    /// The organisation's seal on it; none until it is made, and on what was signed before there were seals.
    pub seal: Option<SealFacts>,
}

/// Somebody who signed before the one whose signature made the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierSigner {
    /// The name in clear.
    pub name: String,
    /// The role; may be empty.
    pub role: String,
    /// When.
    pub at: Stamp,
}

impl PortalPage {
    /// Whether the reader can withdraw from the contract now.
    pub fn may_withdraw(&self) -> bool {
        let PortalStanding::Accepted { facts } = &self.standing else { return false };
        facts.withdrawal.as_ref().is_some_and(|offer| offer.open)
    }

    /// Whether it shows what the next minutes change.
    pub fn is_passing(&self) -> bool {
        matches!(&self.standing, PortalStanding::Accepted { facts } if facts.take_back.is_some())
    }

    /// Whether it shows what is to be paid, and how far that is.
    pub fn has_demand(&self) -> bool {
        matches!(&self.standing, PortalStanding::Accepted { facts } if facts.payment.is_some())
    }
}

/// Something that was done a moment ago, to be told once at the top of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PortalNotice {
    /// The comment is with the seller.
    CommentSent,
    /// The wish for more time is with the seller.
    MoreTimeAsked,
    /// The proposal is with the seller.
    Proposed,
    /// The approver's answer is with everybody.
    Answered,
    /// It was signed on the reader's other device.
    Elsewhere,
    /// The acceptance is taken back.
    TakenBack,
    /// The withdrawal is with the seller, its acknowledgement on its way.
    Withdrawn,
}

impl PortalNotice {
    /// The name it has in an address: `/q/<public_id>?done=comment`.
    pub const fn code(self) -> &'static str {
        match self {
            PortalNotice::CommentSent => "comment",
            PortalNotice::MoreTimeAsked => "more-time",
            PortalNotice::Proposed => "propose",
            PortalNotice::Answered => "approve",
            PortalNotice::Elsewhere => "phone",
            PortalNotice::TakenBack => "take-back",
            PortalNotice::Withdrawn => "withdraw",
        }
    }

    /// Reads that name.
    pub fn parse(code: &str) -> Option<PortalNotice> {
        let all = [
            PortalNotice::CommentSent,
            PortalNotice::MoreTimeAsked,
            PortalNotice::Proposed,
            PortalNotice::Answered,
            PortalNotice::Elsewhere,
            PortalNotice::TakenBack,
            PortalNotice::Withdrawn,
        ];
        all.into_iter().find(|notice| notice.code() == code)
    }
}

/// The page's forms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalForms {
    /// Ask.
    pub comment: FormState<CommentByVisitor>,
    /// Accept.
    pub accept: FormState<AcceptByVisitor>,
    /// Choose.
    pub choose: FormState<ChooseByVisitor>,
    /// Decline.
    pub decline: FormState<DeclineByVisitor>,
    /// Ask for more time.
    pub more_time: FormState<MoreTimeByVisitor>,
    /// Propose.
    pub propose: FormState<ProposeByVisitor>,
    /// Approve, or refuse to.
    pub approve: FormState<ApproveByVisitor>,
    /// Take the acceptance back.
    pub take_back: FormState<TakeBackByVisitor>,
    /// Withdraw from the contract.
    pub withdraw: FormState<WithdrawByVisitor>,
}

/// A form as it goes to the page: empty, or as it was posted with what was wrong.
///
/// `typed.key` is the key the form will post: a new one each time a form is shown anew, the same one when it
/// comes back. `typed.version` and `typed.content_sha256` are not looked at: a form posts what its page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormState<C> {
    /// What stands in the fields.
    pub typed: C,
    /// What was refused, by the names of the fields; the empty name is the whole form.
    pub refusals: Vec<FieldRefusal>,
}

impl<C> FormState<C> {
    /// The refusal at a field, where there is one.
    pub fn at(&self, field: &str) -> Option<&Refusal> {
        self.refusals.iter().find(|r| r.field == field).map(|r| &r.refusal)
    }
}

/// A page that stands in place of a quotation that cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "message", rename_all = "snake_case")]
pub enum PortalMessage {
    /// No quotation belongs to this address.
    WrongLink,
    /// The address is right, but this browser has not opened the personal link.
    OpenLinkAgain,
    /// The seller has revoked the link, most often because a new one was sent.
    Revoked {
        /// The seller's name.
        seller: String,
        /// Whom to ask.
        salesperson: Person,
    },
    /// A newer link has taken the place of this one.
    Replaced {
        /// The seller's name.
        seller: String,
        /// Whom to ask.
        salesperson: Person,
    },
    /// Asked too often.
    TooOften {
        /// Seconds to wait.
        seconds: u32,
    },
    /// The form that was posted could not be read.
    Unreadable,
    /// Too busy, or the database is away.
    Unavailable,
    /// Machinery broke; the number finds it in the log.
    Fault {
        /// Number under which the log has it.
        incident: String,
    },
}

impl PortalMessage {
    /// The HTTP status that fits.
    pub const fn status(&self) -> u16 {
        match self {
            PortalMessage::WrongLink => 404,
            PortalMessage::OpenLinkAgain => 401,
            PortalMessage::Revoked { .. } | PortalMessage::Replaced { .. } => 410,
            PortalMessage::TooOften { .. } => 429,
            PortalMessage::Unreadable => 400,
            PortalMessage::Unavailable => 503,
            PortalMessage::Fault { .. } => 500,
        }
    }
}
