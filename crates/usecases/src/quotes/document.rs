//! What a version says: the working version put together with company, customer and salesperson.
use super::{promised, translations, working};
use crate::{Denied, content::blocks, delivery, terms};
use chrono::NaiveDate;
use domain::{
    ids::{CompanyId, PartyId, QuoteId, UserId, WarehouseId},
    payment::{
        demand::{Demand, Payee},
        iban::Iban,
    },
    quotes::{
        blocks::Shows,
        choice,
        content::{self, Buyer, Content, Person, PostalAddress, Seller},
        demands::Demands,
        group,
        line::LineInput,
        totals,
    },
    refusal::Fields,
};
use store::{
    Conn, columns,
    quotes::{
        lines::{self, LineRecord},
        record::QuoteRecord,
        sources::{self, CompanySource, PartySource},
    },
};

/// The working version as it would be sent on `today`, under version number `version`.
///
/// # Errors
/// [`Denied`] when a stored figure cannot be read.
pub async fn compose(conn: &mut Conn, quote: &QuoteRecord, version: u32, today: NaiveDate) -> Result<Content, Denied> {
    let company_id = CompanyId(quote.company_id);
    let company = sources::company(conn, company_id).await?;
    let party = sources::party(conn, company_id, PartyId(quote.party_id)).await?;
    let salesperson = match quote.owner_id {
        Some(owner) => sources::person(conn, company_id, UserId(owner)).await?,
        None => None,
    };
    let currency = columns::currency(&quote.currency)?;
    let book = working::book(conn, quote, today).await?;
    let rows = lines::list(conn, QuoteId(quote.id)).await?;
    let inputs: Vec<LineInput> = rows.iter().cloned().map(LineRecord::input).collect();
    let lines = working::stored_lines(rows, &book)?;
    let reckoning = totals::reckon(&lines, &currency, &book)?;
    let delivery = match choice::choosable(&group::parts(&lines)) {
        true => delivery::freeze(conn, quote, (&inputs, &lines), &book, today).await?,
        false => None,
    };
    let (lines, book) = content::with_book(&lines, &reckoning, &book);
    let plan = terms::read::said(conn, company_id, &quote.payment_terms, currency).await?;
    // A total beyond reckoning is refused with the lines; here there is only nothing to show.
    let schedule = plan.as_ref().and_then(|plan| plan.schedule(&reckoning.totals, currency).unwrap_or_default());
    let warehouse = match quote.warehouse_id {
        Some(id) => store::warehouses::find(conn, company_id, WarehouseId(id)).await?.map(|row| row.named()),
        None => None,
    };
    let language = columns::lang(&quote.language)?;
    let regret = promised::promised(conn, quote, &party, language).await?;
    let deposit = quote.deposit().check(&mut Fields::new());
    let deposit = deposit.map(|deposit| Demand { deposit, payee: payee(&company) });
    let blocks = blocks::load(conn, QuoteId(quote.id)).await?;
    let pictures = match blocks.iter().any(|block| matches!(block.shows, Shows::Products { .. })) {
        true => translations::pictures(conn, QuoteId(quote.id), &inputs).await?,
        false => Vec::new(),
    };
    let translations = translations::frozen(conn, quote, &inputs, (language, currency), &party).await?;
    let usual = today + chrono::Days::new(u64::try_from(company.valid_days).unwrap_or(30));
    Ok(Content {
        form: Content::FORM,
        number: quote.number.clone(),
        version,
        language,
        currency,
        rate: working::rate(quote)?,
        title: quote.title.clone(),
        introduction: quote.introduction.clone(),
        issued: today,
        valid_until: columns::optional_day(quote.valid_until.clone())?.unwrap_or(usual),
        seller: seller(company),
        salesperson: salesperson.map_or_else(Person::default, |person| Person {
            name: person.name,
            title: person.title,
            email: person.email,
            phone: person.phone,
        }),
        buyer: buyer(party, &quote.contact_name, quote.handling().own_address()),
        customer_reference: quote.customer_reference.clone(),
        payment_terms: quote.payment_terms.clone(),
        schedule,
        plan: plan.filter(|_| book.is_some()),
        terms: quote.terms.clone(),
        delivery_on: columns::optional_day(quote.delivery_on.clone())?,
        shipment: quote.shipment(),
        warehouse,
        deposit,
        unsigned: quote.unsigned == 1,
        demands: Demands::parse(&quote.demands),
        regret,
        pictures,
        translations,
        blocks,
        lines,
        book,
        delivery,
        totals: reckoning.totals,
    })
}

/// Who is paid: the company under its own name where no other is given.
fn payee(company: &CompanySource) -> Payee {
    let name = if company.payee.is_empty() { &company.name } else { &company.payee };
    Payee { name: name.clone(), iban: Iban::parse(&company.iban).ok(), bic: company.bic.clone() }
}

fn seller(company: CompanySource) -> Seller {
    Seller {
        name: company.name,
        business_id: company.business_id,
        vat_number: company.vat_number,
        address: PostalAddress {
            street: company.street,
            postcode: company.postcode,
            city: company.city,
            country: company.country,
        },
        email: company.email,
        phone: company.phone,
    }
}

/// The customer, under the address the invoice goes to.
fn buyer(party: PartySource, contact: &str, invoice: Option<&PostalAddress>) -> Buyer {
    let (business_id, vat_number) = if party.business_id.is_empty() {
        (party.vat_number, String::new())
    } else {
        (party.business_id, party.vat_number)
    };
    Buyer {
        name: party.name,
        business_id,
        vat_number,
        contact: contact.to_owned(),
        address: match invoice {
            // An address without a country lies in the customer's.
            Some(own) if own.country.is_empty() => {
                PostalAddress { country: party.country.unwrap_or_default(), ..own.clone() }
            }
            Some(own) => own.clone(),
            None => PostalAddress {
                street: party.street.unwrap_or_default(),
                postcode: party.postcode.unwrap_or_default(),
                city: party.city.unwrap_or_default(),
                country: party.country.unwrap_or_default(),
            },
        },
    }
}
