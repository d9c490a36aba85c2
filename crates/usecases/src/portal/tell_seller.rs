//! The mail that tells the salesperson what the customer did.
use crate::{
    Denied,
    mail::{self, Mail},
};
use domain::ids::{CompanyId, UserId};
use i18n::T;
use store::{
    Unit, columns,
    quotes::{record::QuoteRecord, sources::PersonSource},
};

/// What the mail says, in the salesperson's language.
pub struct Telling {
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Puts a mail to the quotation's owner in the outbox; nobody is told where there is no owner with an address. What
/// somebody would have heard who may not sign in any more goes to the company's own address.
/// # Errors
/// [`Denied`].
pub async fn tell_seller(
    unit: &mut Unit,
    quote: &QuoteRecord,
    public_url: &str,
    telling: impl FnOnce(T) -> Telling,
) -> Result<(), Denied> {
    let owner = quote.owner_id.map(UserId);
    let person = mail::salesperson(&mut unit.conn, CompanyId(quote.company_id), owner).await?;
    write(unit, quote, person, public_url, telling).await
}

/// The same to a colleague about a quotation, where they may sign in.
/// # Errors
/// [`Denied`].
pub(crate) async fn tell(
    unit: &mut Unit,
    quote: &QuoteRecord,
    user: Option<UserId>,
    public_url: &str,
    telling: impl FnOnce(T) -> Telling,
) -> Result<(), Denied> {
    let person = match user {
        Some(user) => mail::colleague(&mut unit.conn, CompanyId(quote.company_id), user).await?,
        None => None,
    };
    write(unit, quote, person, public_url, telling).await
}

async fn write(
    unit: &mut Unit,
    quote: &QuoteRecord,
    person: Option<PersonSource>,
    public_url: &str,
    telling: impl FnOnce(T) -> Telling,
) -> Result<(), Denied> {
    let company = CompanyId(quote.company_id);
    let Some(person) = person else { return Ok(()) };
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
