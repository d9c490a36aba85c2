//! Where a recipient stands among those the quotation was sent to: who approves, who has, whose turn it is.
use super::signers::Signers;
use crate::{Denied, Visitor};
use domain::{
    ids::{CompanyId, QuoteId},
    quotes::{
        choice::Choice,
        recipient::{Act, RecipientRole, Turn},
    },
    refusal::Refusal,
};
use store::{
    Conn, columns,
    quotes::{
        decisions, links,
        recipients::{self, AnswerRecord, RecipientRecord},
    },
};
use wire::portal::{ApprovalAnswer, PortalApproval};

/// What the customer's approvers say of a version.
pub struct Approvals {
    /// Everybody who was asked or has answered, with the answer.
    pub of: Vec<(RecipientRecord, Option<AnswerRecord>)>,
    /// Everybody it was sent to, as they are now: behind a lock, whatever the seller changed since the page was opened.
    everybody: Vec<RecipientRecord>,
    signers: Signers,
}

impl Approvals {
    /// Of a version.
    /// # Errors
    /// [`Denied`].
    pub async fn load(conn: &mut Conn, company: CompanyId, quote: QuoteId, version: i64) -> Result<Approvals, Denied> {
        let mut answers = recipients::answers(conn, company, quote, version).await?;
        let mut of = Vec::new();
        let everybody = recipients::list(conn, company, quote).await?;
        for recipient in everybody.iter().cloned() {
            let approves = columns::code(&recipient.role, RecipientRole::parse)? == RecipientRole::Approver;
            let answer = answers.iter().position(|answer| answer.recipient_id == recipient.id);
            let answer = answer.map(|at| answers.remove(at));
            if (approves && recipient.left_out_at.is_none()) || answer.is_some() {
                of.push((recipient, answer));
            }
        }
        let signers = Signers::among(conn, (company, quote, version), &everybody).await?;
        Ok(Approvals { of, everybody, signers })
    }

    /// Who signs, and who has.
    pub fn signers(&self) -> &Signers {
        &self.signers
    }

    /// The answers that count: of those who are asked still. Who was left out holds nobody up.
    fn answers(&self) -> Result<Vec<Option<bool>>, Denied> {
        let mut answers = Vec::new();
        for (recipient, answer) in &self.of {
            let approves = columns::code(&recipient.role, RecipientRole::parse)? == RecipientRole::Approver;
            if approves && recipient.left_out_at.is_none() {
                answers.push(answer.as_ref().map(|answer| answer.approved == 1));
            }
        }
        Ok(answers)
    }

    /// What one of them answered.
    fn own(&self, by: &Visitor) -> Option<bool> {
        let own = self.of.iter().find(|(recipient, _)| recipient.id == by.recipient.0);
        own.and_then(|(_, answer)| answer.as_ref()).map(|answer| answer.approved == 1)
    }

    /// Where the visitor stands.
    /// # Errors
    /// A fault when a row cannot be read.
    pub fn turn(&self, by: &Visitor) -> Result<Turn, Denied> {
        let (role, asked) = match self.everybody.iter().find(|recipient| recipient.id == by.recipient.0) {
            Some(now) => (columns::code(&now.role, RecipientRole::parse)?, now.left_out_at.is_none()),
            None => (by.role, by.asked),
        };
        Ok(Turn::of(role, asked, self.own(by), &self.answers()?, self.signers.place(by.recipient.0)))
    }

    /// Whether nobody is waited for any more: all who are asked have approved.
    /// # Errors
    /// A fault when a row cannot be read.
    pub fn complete(&self) -> Result<bool, Denied> {
        Ok(self.answers()?.iter().all(|answer| *answer == Some(true)))
    }

    /// The choice that was approved, else the one that somebody has signed; nothing before, or where there is nothing to
    /// choose.
    /// # Errors
    /// A fault when it cannot be read.
    pub fn choice(&self) -> Result<Option<Choice>, Denied> {
        let approved = self.of.iter().filter_map(|(_, answer)| answer.as_ref());
        let first = approved.filter(|answer| answer.approved == 1 && !answer.choice.is_empty());
        let first = first.min_by_key(|answer| answer.answered_at);
        match first {
            Some(answer) => Ok(Some(Choice::from_canonical(&answer.choice).map_err(Denied::fault)?)),
            None => self.signers.choice(),
        }
    }

    /// Why another choice is refused.
    pub fn fixed_by(&self) -> Refusal {
        if self.signers.signatures.is_empty() { Refusal::ChoiceApproved } else { Refusal::ChoiceSigned }
    }

    /// As the page tells of them.
    pub fn told(&self, by: &Visitor) -> Vec<PortalApproval> {
        let told = self.of.iter().map(|(recipient, answer)| PortalApproval {
            name: if recipient.name.is_empty() { recipient.email.clone() } else { recipient.name.clone() },
            answer: answer.as_ref().map(|answer| ApprovalAnswer {
                approved: answer.approved == 1,
                reason: answer.reason.clone(),
                at: by.zone.stamp_micros(answer.answered_at),
            }),
        });
        told.collect()
    }
}

/// Whether the visitor may do this with the version now; answers what the approvers have said.
/// # Errors
/// The refusal of [`Turn::allows`].
pub async fn allows(conn: &mut Conn, by: &Visitor, version: i64, act: Act) -> Result<Approvals, Denied> {
    let scope = by.scope()?;
    let approvals = Approvals::load(conn, scope.company, scope.quote, version).await?;
    approvals.turn(by)?.allows(act)?;
    Ok(approvals)
}

/// Whether the visitor is of those who made the contract, so that changing one's mind about it is theirs: whoever may sign,
/// or has signed.
/// # Errors
/// The refusal of [`Turn::allows`].
pub async fn bound(conn: &mut Conn, by: &Visitor, version: i64) -> Result<(), Denied> {
    let scope = by.scope()?;
    let approvals = Approvals::load(conn, scope.company, scope.quote, version).await?;
    if approvals.signers.has_signed(by.recipient.0) || decided(conn, by).await? {
        return Ok(());
    }
    Ok(approvals.turn(by)?.allows(Act::Sign)?)
}

/// Whether the newest decision is the visitor's own, by whichever of their links: it binds them also when nothing is asked of
/// them any more.
async fn decided(conn: &mut Conn, by: &Visitor) -> Result<bool, Denied> {
    let scope = by.scope()?;
    let Some(decision) = decisions::newest(conn, scope.company, scope.quote).await? else { return Ok(false) };
    let links = links::list(conn, scope.company, scope.quote).await?;
    Ok(links.iter().any(|link| Some(link.id) == decision.link_id && link.recipient_id == by.recipient.0))
}

/// Refuses another choice than the one that was approved.
/// # Errors
/// [`Approvals::fixed_by`] at `choice`.
pub fn same_choice(approvals: &Approvals, choice: Option<&Choice>) -> Result<(), Denied> {
    match approvals.choice()? {
        Some(approved) if choice != Some(&approved) => Err(Denied::at("choice", approvals.fixed_by())),
        _ => Ok(()),
    }
}
