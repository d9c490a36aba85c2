//! What a version promises to whoever changes their mind: frozen into it when it is sent.
use crate::{Denied, settings::regret};
use domain::{
    ids::{CompanyId, QuoteId},
    lang::Lang,
    parties::PartyKind,
    quotes::regret::{Exempt, Regret, Withdrawal},
};
use i18n::T;
use store::{
    Conn, columns,
    orders::regret as stored,
    quotes::{record::QuoteRecord, sources::PartySource},
};

/// The minutes for everybody; the right to withdraw for persons, who buy as consumers.
/// # Errors
/// [`Denied`] when a stored word cannot be read.
pub(super) async fn promised(
    conn: &mut Conn,
    quote: &QuoteRecord,
    party: &PartySource,
    language: Lang,
) -> Result<Regret, Denied> {
    let company = CompanyId(quote.company_id);
    let promised = stored::promised(conn, company).await?;
    let days: u32 = columns::count(promised.withdrawal_days)?;
    let withdrawal = match is_consumer(party)? {
        true => {
            let exempt = Exempt::parse(&stored::exempt(conn, company, QuoteId(quote.id)).await?);
            let words = match exempt {
                Some(why) => why_not(T::new(language), why).to_owned(),
                None => regret::words(&promised, language).replace(regret::DAYS, &days.to_string()),
            };
            Some(Withdrawal { days, words, exempt })
        }
        false => None,
    };
    Ok(Regret { grace: columns::count(promised.grace_minutes)?, withdrawal })
}

/// What a consumer is told of the right in another language than the document's; nothing where the two would promise in
/// words that are none of each other's: the company's own in one language, the program's in the other.
/// # Errors
/// [`Denied`] when a stored word cannot be read.
pub(super) async fn translated(
    conn: &mut Conn,
    quote: &QuoteRecord,
    party: &PartySource,
    (language, other): (Lang, Lang),
) -> Result<Option<String>, Denied> {
    let Some(right) = promised(conn, quote, party, other).await?.withdrawal else { return Ok(None) };
    // Why there is no right is always said in the program's words.
    let alike = match right.exempt {
        Some(_) => true,
        None => {
            let words = stored::promised(conn, CompanyId(quote.company_id)).await?;
            regret::alike(&words, (language, other))
        }
    };
    Ok(alike.then_some(right.words))
}

/// Whether the customer buys as a consumer: a person who is in no register of businesses.
/// # Errors
/// A fault when the kind cannot be read.
pub(crate) fn is_consumer(party: &PartySource) -> Result<bool, Denied> {
    let person = columns::code(&party.kind, PartyKind::parse)? == PartyKind::Person;
    Ok(person && party.business_id.is_empty() && party.vat_number.is_empty())
}

/// Why there is no right, as the law says it.
fn why_not(t: T, exempt: Exempt) -> &'static str {
    match exempt {
        Exempt::MadeToOrder => t.regret_law_made_to_order(),
        Exempt::UrgentRepair => t.regret_law_urgent_repair(),
        Exempt::Perishable => t.regret_law_perishable(),
        Exempt::Sealed => t.regret_law_sealed(),
        Exempt::Mixed => t.regret_law_mixed(),
        Exempt::FixedDay => t.regret_law_fixed_day(),
    }
}
