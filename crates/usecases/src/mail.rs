//! A mail as it waits in the outbox: everything but the bytes of its attachment.
use crate::Denied;
use domain::{
    ids::{CompanyId, OutboxId, UserId},
    lang::Lang,
};
use i18n::T;
use serde::{Deserialize, Serialize};
use store::{
    Conn, Unit,
    outbox::{self, NewWork},
    quotes::sources::{self, PersonSource},
};
use uuid::Uuid;

/// A colleague a mail goes to: nobody who may not sign in any more, or has no address.
pub(crate) async fn colleague(
    conn: &mut Conn,
    company: CompanyId,
    user: UserId,
) -> Result<Option<PersonSource>, Denied> {
    Ok(sources::reached(conn, company, user).await?.filter(|person| !person.email.is_empty()))
}

/// Who hears what a customer did with a quotation: its salesperson. Where that person may not sign in any more it is the
/// company at its own address, so that no customer is answered by silence; nobody where it is nobody's.
pub(crate) async fn salesperson(
    conn: &mut Conn,
    company: CompanyId,
    owner: Option<UserId>,
) -> Result<Option<PersonSource>, Denied> {
    let Some(owner) = owner else { return Ok(None) };
    if let Some(person) = sources::reached(conn, company, owner).await? {
        return Ok(Some(person).filter(|person| !person.email.is_empty()));
    }
    let home = sources::company(conn, company).await?;
    let person = PersonSource {
        name: home.name,
        title: String::new(),
        email: home.email,
        phone: home.phone,
        language: home.language,
    };
    Ok(Some(person).filter(|person| !person.email.is_empty()))
}

/// The outbox topic of mails.
pub const TOPIC: &str = "mail";

/// A mail to one recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// The recipient's name; may be empty.
    pub to_name: String,
    /// Whom an answer reaches; the company's own address when there is nobody.
    pub reply_to: Option<UserId>,
    /// The subject.
    pub subject: String,
    /// What the writer wrote.
    pub text: String,
    /// The address put under the text; taken out once the mail has gone, since it is a secret.
    pub link: String,
    /// What stands after the link, where the writer gave that a place in the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Language of the sentences around the text.
    pub language: Lang,
    /// The PDF that goes along.
    pub pdf: Option<AttachedPdf>,
}

/// A PDF that goes along; drawn or fetched when the mail is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "pdf", rename_all = "snake_case")]
pub enum AttachedPdf {
    /// A sent version, drawn anew: the same bytes each time.
    Version {
        /// Its number.
        version: u32,
    },
    /// A kept file.
    File {
        /// Its name.
        name: String,
        /// SHA-256 of its bytes.
        sha256: String,
    },
}

/// A mail with what else is kept of it: an entry for the recipient's calendar. In the outbox it stands beside the mail's own
/// fields, so that a mail without one is kept as ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The mail.
    #[serde(flatten)]
    pub mail: Mail,
    /// The entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarPart>,
}

/// A calendar that goes along (RFC 6047).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarPart {
    /// What it does: `REQUEST`, `CANCEL`.
    pub method: String,
    /// The calendar itself.
    pub text: String,
}

impl Posted {
    /// Puts it in the outbox; it is committed with its cause.
    /// # Errors
    /// [`Denied`].
    pub async fn put_later(
        &self,
        unit: &mut Unit,
        company: CompanyId,
        subject_kind: &'static str,
        subject: Uuid,
    ) -> Result<OutboxId, Denied> {
        put_body(unit, company, (subject_kind, subject), self).await
    }
}

async fn put_body(
    unit: &mut Unit,
    company: CompanyId,
    (subject_kind, subject): (&'static str, Uuid),
    body: &impl Serialize,
) -> Result<OutboxId, Denied> {
    let body = serde_json::to_string(body).map_err(Denied::fault)?;
    let work = NewWork { company, topic: TOPIC, subject_kind, subject: Some(subject), body };
    Ok(outbox::put_later(unit, work).await?)
}

impl Mail {
    /// Puts it in the outbox; it is committed with its cause.
    /// # Errors
    /// [`Denied`].
    pub async fn put_later(
        &self,
        unit: &mut Unit,
        company: CompanyId,
        subject_kind: &'static str,
        subject: Uuid,
    ) -> Result<OutboxId, Denied> {
        put_body(unit, company, (subject_kind, subject), self).await
    }

    /// The text as the recipient reads it: greeting where there is a name and the writer wrote none, text, link.
    pub fn full_text(&self) -> String {
        let t = T::new(self.language);
        let mut out = self.text.clone();
        if let Some(after) = &self.after {
            out.push_str(&self.link);
            out.push_str(after);
            if !self.link.is_empty() {
                out.push_str(&format!("\n\n{}\n", t.mail_link_personal()));
            }
        } else if !self.link.is_empty() {
            let lead = match self.link_kind() {
                LinkKind::Quote => t.mail_link(),
                LinkKind::Password => t.mail_set_password(),
                LinkKind::Shelf => t.shelf_mail_link(),
                LinkKind::Staff => t.mail_staff_link(),
            };
            out.push_str(&format!("\n\n{lead}\n{}\n", self.link));
            if self.link_kind() == LinkKind::Quote {
                out.push_str(&format!("\n{}\n", t.mail_link_personal()));
            }
        }
        out
    }

    /// Whether its link lets whoever has it into somebody's account.
    pub fn opens_account(&self) -> bool {
        self.link_kind() == LinkKind::Password
    }

    fn link_kind(&self) -> LinkKind {
        if self.link.contains("/o/") {
            LinkKind::Quote
        } else if self.link.contains("/set-password") || self.link.contains("/first/") {
            LinkKind::Password
        } else if self.link.contains("/my/") {
            LinkKind::Shelf
        } else {
            LinkKind::Staff
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LinkKind {
    Quote,
    Password,
    Shelf,
    Staff,
}
