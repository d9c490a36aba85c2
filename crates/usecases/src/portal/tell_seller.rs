//! The mail that tells the salesperson what the customer did.
use crate::{Denied, mail::Mail};
use domain::ids::{CompanyId, UserId};
use i18n::T;
use store::{
    Unit, columns,
    quotes::{record::QuoteRecord, sources},
};

/// What the mail says, in the salesperson's language.
pub struct Telling {
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Puts a mail to the quotation's owner in the outbox; nobody is told where there is no owner with an address.
/// # Errors
/// [`Denied`].
pub async fn tell_seller(
    unit: &mut Unit,
    quote: &QuoteRecord,
    public_url: &str,
    telling: impl FnOnce(T) -> Telling,
) -> Result<(), Denied> {
    tell(unit, quote, quote.owner_id.map(UserId), public_url, telling).await
}

/// The same to a colleague about a quotation.
/// # Errors
/// [`Denied`].
pub(crate) async fn tell(
    unit: &mut Unit,
    quote: &QuoteRecord,
    user: Option<UserId>,
    public_url: &str,
    telling: impl FnOnce(T) -> Telling,
) -> Result<(), Denied> {
    let company = CompanyId(quote.company_id);
    let Some(user) = user else { return Ok(()) };
    let Some(person) = sources::person(&mut unit.conn, company, user).await? else { return Ok(()) };
    if person.email.is_empty() {
        return Ok(());
    }
    let language = columns::lang(&person.language)?;
    let Telling { subject, text } = telling(T::new(language));
    let mail = Mail {
        to: person.email,
        to_name: person.name,
        reply_to: None,
        subject,
        text,
        link: format!("{public_url}/quotations/{}", quote.id),
        after: None,
        language,
        pdf: None,
    };
    mail.put_later(unit, company, "quote", quote.id).await?;
    Ok(())
}
