//! The mail that tells somebody what they were given.
use crate::{
    Denied,
    mail::{self, Mail},
};
use domain::ids::{CompanyId, OpportunityId, UserId};
use i18n::T;
use store::{Unit, columns};

/// Titles named in one mail.
const MOST_NAMED: usize = 20;

/// Puts the mail in the outbox; nobody is told who has no address, or may not sign in.
pub(super) async fn given(
    unit: &mut Unit,
    company: CompanyId,
    to: UserId,
    what: &[(OpportunityId, String)],
    public_url: &str,
) -> Result<(), Denied> {
    let Some((first, title)) = what.first() else { return Ok(()) };
    let Some(person) = mail::colleague(&mut unit.conn, company, to).await? else { return Ok(()) };
    let language = columns::lang(&person.language)?;
    let t = T::new(language);
    let count = i64::try_from(what.len()).unwrap_or(i64::MAX);
    let (subject, link) = match what.len() {
        1 => (t.assignment_mail_one(title), format!("{public_url}/opportunities/{first}")),
        _ => (t.assignment_mail_many(count), format!("{public_url}/opportunities?mine=1")),
    };
    let names: Vec<String> = what.iter().take(MOST_NAMED).map(|(_, title)| format!("– {title}")).collect();
    let mail = Mail {
        to: person.email,
        to_name: person.name,
        reply_to: None,
        subject,
        text: format!("{}\n\n{}", t.assignment_mail_text(count), names.join("\n")),
        link,
        after: None,
        language,
        pdf: None,
    };
    mail.put_later(unit, company, "opportunity", first.0).await?;
    Ok(())
}
