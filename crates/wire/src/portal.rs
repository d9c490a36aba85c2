//! The customer's page: what it shows, and the forms a visitor posts.
mod talk;

pub use talk::{PortalComment, PortalFile};

use crate::{
    payments::PaymentBlock,
    proposals::{PortalProposal, ProposeByVisitor},
    seals::SealFacts,
};
use chrono::NaiveDate;
use domain::{
    days::Stamp,
    lang::Lang,
    quotes::{
        choice::Choice,
        content::{Content, Person},
        decision::DeclineReason,
        difference::Difference,
        group::Part,
        picks::Picks,
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
    /// Every version that was sent, newest first.
    pub versions: Vec<PortalVersion>,
    /// Where the quotation stands.
    pub state: QuoteState,
    /// What that means for the version that is shown.
    pub standing: PortalStanding,
    /// Whether the customer may still write comments.
    pub may_comment: bool,
    /// Comments of both sides, oldest first.
    pub comments: Vec<PortalComment>,
    /// What was proposed on this version or answered with it, oldest first.
    pub proposals: Vec<PortalProposal>,
    /// Whether the form to propose with stands on the page.
    pub proposing: bool,
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

/// What changed since the reader last looked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalChanges {
    /// The version they read before.
    pub since: u32,
    /// What differs, of that which a customer is shown.
    pub difference: Difference,
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
    /// The ink or the typed name.
    pub signature: Signature,
    /// When.
    pub at: Stamp,
    /// Whether the signed PDF is drawn and can be fetched.
    pub signed_file_ready: bool,
    /// Where the signed PDF is mailed; empty when nowhere.
    pub mailed_to: String,
    /// What is to be paid now, where a deposit was demanded.
    pub payment: Option<PaymentBlock>,
    /// The organisation's seal on it; none until it is made, and on what was signed before there were seals.
    pub seal: Option<SealFacts>,
}

impl PortalPage {
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
}

impl PortalNotice {
    /// The name it has in an address: `/q/<public_id>?done=comment`.
    pub const fn code(self) -> &'static str {
        match self {
            PortalNotice::CommentSent => "comment",
            PortalNotice::MoreTimeAsked => "more-time",
            PortalNotice::Proposed => "propose",
        }
    }

    /// Reads that name.
    pub fn parse(code: &str) -> Option<PortalNotice> {
        let all = [PortalNotice::CommentSent, PortalNotice::MoreTimeAsked, PortalNotice::Proposed];
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

/// A comment as a form posts it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommentByVisitor {
    /// The version that was on the screen.
    pub version: String,
    /// SHA-256 of the content that was on the screen, in hex.
    pub content_sha256: String,
    /// Same key, one comment.
    pub key: String,
    /// The line it is about, by its id; empty for the whole.
    pub line: String,
    /// The text.
    pub body: String,
}

/// An acceptance as a form posts it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptByVisitor {
    /// The version that was on the screen.
    pub version: String,
    /// SHA-256 of the content that was on the screen, in hex.
    pub content_sha256: String,
    /// Same key, one acceptance.
    pub key: String,
    /// The signer's name in clear.
    pub name: String,
    /// What the signer is in the customer's company.
    pub role: String,
    /// The customer's purchase order number.
    pub purchase_order: String,
    /// `drawn`, `typed`, or `unsigned` where no signature is demanded; empty means typed.
    pub method: String,
    /// The ink, in the form that `Strokes::parse` reads.
    pub strokes: String,
    /// The name typed as a signature.
    pub typed: String,
    /// `yes` when the box under the consent sentence was ticked.
    pub consent: String,
    /// The choice whose figures were on the screen, by its canonical text; empty for the seller's preselection.
    pub choice: String,
    /// `yes` when the form holds the boxes of the choice; without it they are not looked at.
    pub choosing: String,
    /// Those boxes, among whatever else was posted.
    #[serde(flatten)]
    pub picks: Picks,
}

impl AcceptByVisitor {
    /// Whether a person has begun to fill the form in; `name` is what stood there.
    pub fn is_begun(&self, name: &str) -> bool {
        let typed = [&self.role, &self.purchase_order, &self.strokes, &self.typed, &self.consent];
        typed.iter().any(|text| !text.trim().is_empty()) || self.name.trim() != name.trim()
    }

    /// What the boxes say; nothing where the form holds none.
    /// # Errors
    /// Refusals at lines' ids.
    pub fn picked(&self, parts: &[Part]) -> Result<Option<Choice>, Vec<FieldRefusal>> {
        (self.choosing == "yes").then(|| self.picks.read(parts)).transpose()
    }
}

/// What the customer takes of what is offered, as the boxes on the page are posted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChooseByVisitor {
    /// The version that was on the screen.
    pub version: String,
    /// SHA-256 of the content that was on the screen, in hex.
    pub content_sha256: String,
    /// The boxes, among whatever else was posted.
    #[serde(flatten)]
    pub picks: Picks,
}

/// A refusal of the offer as a form posts it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeclineByVisitor {
    /// The version that was on the screen.
    pub version: String,
    /// SHA-256 of the content that was on the screen, in hex.
    pub content_sha256: String,
    /// Same key, one answer.
    pub key: String,
    /// Why, by the code of the reason.
    pub reason: String,
    /// What else was said.
    pub remark: String,
}

/// A wish for more time as a form posts it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoreTimeByVisitor {
    /// The version that was on the screen.
    pub version: String,
    /// SHA-256 of the content that was on the screen, in hex.
    pub content_sha256: String,
    /// Same key, one wish.
    pub key: String,
    /// Until when, or why; may be empty.
    pub remark: String,
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
            PortalMessage::Revoked { .. } => 410,
            PortalMessage::TooOften { .. } => 429,
            PortalMessage::Unreadable => 400,
            PortalMessage::Unavailable => 503,
            PortalMessage::Fault { .. } => 500,
        }
    }
}
