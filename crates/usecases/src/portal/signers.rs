//! The signers of a version: whose signatures make the order, who has signed, and whose turn it is.
use super::evidence::Evidence;
use crate::{Denied, Visitor};
use domain::{
    ids::{CompanyId, QuoteId},
    quotes::{
        choice::Choice,
        recipient::RecipientRole,
        signing::{Place, Signer, Signing},
    },
};
use store::{
    Conn, columns,
    quotes::{
        recipients::{self, RecipientRecord},
        signatures::{self, SignatureRecord},
    },
};
use uuid::Uuid;
use wire::portal::PortalSigner;

/// Everybody who signs, in the order of their turns.
pub(crate) struct Signers {
    /// Whose signatures make the order.
    pub rule: Signing,
    /// The signatures that others have to follow, the first first.
    pub signatures: Vec<SignatureRecord>,
    rows: Vec<RecipientRecord>,
}

impl Signers {
    /// Of a version.
    /// # Errors
    /// [`Denied`].
    pub async fn load(conn: &mut Conn, company: CompanyId, quote: QuoteId, version: i64) -> Result<Signers, Denied> {
        let everybody = recipients::list(conn, company, quote).await?;
        Signers::among(conn, (company, quote, version), &everybody).await
    }

    /// Of a version, among the people it was sent to.
    /// # Errors
    /// [`Denied`].
    pub async fn among(
        conn: &mut Conn,
        (company, quote, version): (CompanyId, QuoteId, i64),
        everybody: &[RecipientRecord],
    ) -> Result<Signers, Denied> {
        let rule = columns::code(&signatures::rule(conn, company, quote).await?, Signing::parse)?;
        let signatures = match rule {
            Signing::Any => Vec::new(),
            Signing::All | Signing::InOrder => signatures::list(conn, company, quote, version).await?,
        };
        let signs = |row: &&RecipientRecord| row.role == RecipientRole::Signer.code();
        let mut rows: Vec<RecipientRecord> = everybody.iter().filter(signs).cloned().collect();
        rows.sort_by_key(|row| row.place);
        Ok(Signers { rule, signatures, rows })
    }

    /// Whether somebody has signed, with others to follow.
    pub fn has_signed(&self, recipient: Uuid) -> bool {
        self.signed(recipient).is_some()
    }

    fn signed(&self, recipient: Uuid) -> Option<&SignatureRecord> {
        self.signatures.iter().find(|signature| signature.recipient_id == recipient)
    }

    fn as_ruled(&self) -> Vec<Signer> {
        let signer =
            |row: &RecipientRecord| Signer { asked: row.left_out_at.is_none(), signed: self.signed(row.id).is_some() };
        self.rows.iter().map(signer).collect()
    }

    fn at(&self, recipient: Uuid) -> usize {
        self.rows.iter().position(|row| row.id == recipient).unwrap_or(self.rows.len())
    }

    /// Where a signer stands.
    pub fn place(&self, recipient: Uuid) -> Place {
        self.rule.place(&self.as_ruled(), self.at(recipient))
    }

    /// Whether a signer's signature makes the order.
    pub fn completes(&self, recipient: Uuid) -> bool {
        self.rule.completes(&self.as_ruled(), self.at(recipient))
    }

    /// Whose turn it is after a signer's, where they sign in order.
    pub fn next(&self, recipient: Uuid) -> Option<&RecipientRecord> {
        self.rows.get(self.rule.next(&self.as_ruled(), self.at(recipient))?)
    }

    /// Whose turn it is, where they sign in order.
    pub fn turn(&self) -> Option<&RecipientRecord> {
        let waited = |row: &&RecipientRecord| row.left_out_at.is_none() && self.signed(row.id).is_none();
        self.rows.iter().find(waited).filter(|_| self.rule == Signing::InOrder)
    }

    /// The choice that was signed first; nothing while nobody has signed, or where there is nothing to choose.
    /// # Errors
    /// A fault when it cannot be read.
    pub fn choice(&self) -> Result<Option<Choice>, Denied> {
        Ok(self.evidence()?.into_iter().find_map(|evidence| evidence.choice))
    }

    /// What is kept of each signature.
    /// # Errors
    /// A fault when it cannot be read.
    pub fn evidence(&self) -> Result<Vec<Evidence>, Denied> {
        let read = |signature: &SignatureRecord| serde_json::from_str(&signature.evidence).map_err(Denied::fault);
        self.signatures.iter().map(read).collect()
    }

    /// The purchase order number that an earlier signer told; may be empty.
    pub fn purchase_order(&self) -> String {
        let told = self.signatures.iter().map(|signature| &signature.purchase_order).find(|told| !told.is_empty());
        told.cloned().unwrap_or_default()
    }

    /// As the page tells of them: only where more than one has to sign.
    pub fn told(&self, by: &Visitor) -> Vec<PortalSigner> {
        if self.rule == Signing::Any {
            return Vec::new();
        }
        let counted = |row: &&RecipientRecord| row.left_out_at.is_none() || self.signed(row.id).is_some();
        let rows: Vec<&RecipientRecord> = self.rows.iter().filter(counted).collect();
        if rows.len() < 2 {
            return Vec::new();
        }
        let told = rows.into_iter().map(|row| {
            let signature = self.signed(row.id);
            let known = if row.name.is_empty() { &row.email } else { &row.name };
            PortalSigner {
                name: signature.map_or(known, |signature| &signature.name).clone(),
                signed: signature.map(|signature| by.zone.stamp_micros(signature.signed_at)),
                turn: signature.is_none() && self.place(row.id) == Place::Free,
            }
        });
        told.collect()
    }
}
