//! What the forms of the customer's page post.
use domain::{
    ids::LineId,
    quotes::{choice::Choice, group::Part, picks::Picks},
    refusal::FieldRefusal,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// Where the customer takes electronic invoices.
    pub e_invoice: String,
    /// The operator who delivers them there.
    pub e_invoice_operator: String,
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
        let typed = [&self.role, &self.purchase_order, &self.e_invoice, &self.strokes, &self.typed, &self.consent];
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
    /// What would have changed the answer; may be empty.
    pub wish: String,
    /// What else was said.
    pub remark: String,
}

/// An approver's answer as a form posts it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApproveByVisitor {
    /// The version that was on the screen.
    pub version: String,
    /// SHA-256 of the content that was on the screen, in hex.
    pub content_sha256: String,
    /// Same key, one answer.
    pub key: String,
    /// `yes` or `no`.
    pub answer: String,
    /// Why; needed with a no.
    pub why: String,
    /// The choice whose figures were on the screen, by its canonical text; empty where there is none.
    pub choice: String,
    /// `yes` when the form holds the boxes of the choice; without it they are not looked at.
    pub choosing: String,
    /// Those boxes, among whatever else was posted.
    #[serde(flatten)]
    pub picks: Picks,
}

impl ApproveByVisitor {
    /// What the boxes say; nothing where the form holds none.
    /// # Errors
    /// Refusals at lines' ids.
    pub fn picked(&self, parts: &[Part]) -> Result<Option<Choice>, Vec<FieldRefusal>> {
        (self.choosing == "yes").then(|| self.picks.read(parts)).transpose()
    }
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
    /// `yes` when the box was ticked: one press alone asks for nothing, scanners press buttons.
    pub sure: String,
}

/// The wish to take an acceptance back as a form posts it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TakeBackByVisitor {
    /// The version that was on the screen.
    pub version: String,
    /// SHA-256 of the content that was on the screen, in hex.
    pub content_sha256: String,
    /// Same key, one answer.
    pub key: String,
    /// `yes` from the form that asks whether one is sure.
    pub sure: String,
}

/// A consumer's statement of withdrawal as a form posts it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WithdrawByVisitor {
    /// The version that was on the screen.
    pub version: String,
    /// SHA-256 of the content that was on the screen, in hex.
    pub content_sha256: String,
    /// Same key, one withdrawal.
    pub key: String,
    /// Who withdraws.
    pub name: String,
    /// Where the acknowledgement goes.
    pub email: String,
    /// `all`, or `lines` with a box for each.
    pub what: String,
    /// `yes` from the step that confirms, `back` from there to correct; empty from the first step.
    pub confirm: String,
    /// The boxes of the lines, among whatever else was posted: `line.<id>`.
    #[serde(flatten)]
    pub boxes: BTreeMap<String, String>,
}

impl WithdrawByVisitor {
    /// The name of a line's box.
    pub fn line(line: LineId) -> String {
        format!("line.{line}")
    }

    /// Whether a line's box is ticked.
    pub fn picks(&self, line: LineId) -> bool {
        self.boxes.contains_key(&WithdrawByVisitor::line(line))
    }
}
