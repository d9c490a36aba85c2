//! The fields of a customer as people type them, checked.
use crate::{Denied, denied, fiscal, prices};
use domain::{
    ids::{CompanyId, DeliveryMethodId, UserId},
    parties::{business_id::BusinessId, e_invoice::EInvoice, email::Email, vat_number::VatNumber},
    quotes::content::PostalAddress,
    refusal::{Fields, Refusal},
    text,
};
use store::Unit;
use store::parties::record::{Addresses, PartyRecord};
use wire::parties::PartyFields;

/// Takes the typed fields into the row; answers the addresses.
/// # Errors
/// Refusals by field: `name`, `email`, `business_id`, `vat_number`, `billing.country` …
pub(super) async fn take(
    unit: &mut Unit,
    company: CompanyId,
    typed: &PartyFields,
    row: &mut PartyRecord,
) -> Result<Addresses, Denied> {
    let mut fields = Fields::new();
    row.kind = typed.kind.code().to_owned();
    row.name = fields.take("name", text::required_line(&typed.name, 200)).unwrap_or_default();
    row.contact_name = line(&mut fields, "contact_name", &typed.contact_name, 100);
    row.phone = line(&mut fields, "phone", &typed.phone, 40);
    row.language = typed.language.code().to_owned();
    row.payment_terms = line(&mut fields, "payment_terms", &typed.payment_terms, 200);
    row.email = parsed(&mut fields, "email", &typed.email, |text| Email::parse(text).map(String::from));
    row.business_id =
        parsed(&mut fields, "business_id", &typed.business_id, |text| BusinessId::parse(text).map(String::from));
    row.vat_number =
        parsed(&mut fields, "vat_number", &typed.vat_number, |text| VatNumber::parse(text).map(String::from));
    let e_invoice = EInvoice::check(&mut fields, &typed.e_invoice, &typed.e_invoice_operator).unwrap_or_default();
    (row.e_invoice, row.e_invoice_operator) = (e_invoice.address, e_invoice.operator);
    let addresses = Addresses {
        billing: address(&mut fields, "billing", &typed.billing),
        delivery: address(&mut fields, "delivery", &typed.delivery),
    };
    prices::read::choose_from(&mut unit.conn, company, typed.price_list, row.price_list_id, &mut fields).await?;
    row.price_list_id = typed.price_list.map(|list| list.0);
    let position = typed.fiscal_position.map(|position| position.0);
    if position != row.fiscal_position_id {
        let book = fiscal::find::load(&mut unit.conn, company).await?;
        book.choose_from(typed.fiscal_position, row.fiscal_position_id, "fiscal_position", &mut fields);
        row.fiscal_position_id = position;
    }
    put_method(unit, company, typed.delivery_method, row, &mut fields).await?;
    put_owner(unit, company, typed.owner, row, &mut fields).await?;
    denied::all_right(fields)?;
    row.city.clone_from(&addresses.billing.city);
    row.country.clone_from(&addresses.billing.country);
    row.search = row.search_text();
    Ok(addresses)
}

/// Takes another way of delivering than before, where it is in use.
async fn put_method(
    unit: &mut Unit,
    company: CompanyId,
    wanted: Option<DeliveryMethodId>,
    row: &mut PartyRecord,
    fields: &mut Fields,
) -> Result<(), Denied> {
    if let Some(wanted) = wanted.filter(|wanted| Some(wanted.0) != row.delivery_method_id) {
        let found = store::delivery::find(&mut unit.conn, company, wanted).await?;
        if found.is_none_or(|method| method.active != 1) {
            fields.refuse("delivery_method", Refusal::NotAChoice);
        }
    }
    row.delivery_method_id = wanted.map(|method| method.0);
    Ok(())
}

/// Gives it to another colleague, with their team. None leaves it with whom it is: a form that does not know the field
/// takes nobody away.
async fn put_owner(
    unit: &mut Unit,
    company: CompanyId,
    wanted: Option<UserId>,
    row: &mut PartyRecord,
    fields: &mut Fields,
) -> Result<(), Denied> {
    let Some(wanted) = wanted.filter(|wanted| Some(wanted.0) != row.owner_id) else { return Ok(()) };
    match store::company::owners(&mut unit.conn, company).await?.into_iter().find(|one| one.id == wanted.0) {
        Some(owner) => (row.owner_id, row.team_id, row.owner_name) = (Some(owner.id), owner.team_id, Some(owner.name)),
        None => fields.refuse("owner", Refusal::NotAChoice),
    }
    Ok(())
}

fn line(fields: &mut Fields, field: &str, typed: &str, longest: usize) -> String {
    fields.take(field, text::optional_line(typed, longest)).unwrap_or_default()
}

/// A value that may be empty, and is right otherwise.
pub(crate) fn parsed(
    fields: &mut Fields,
    field: &str,
    typed: &str,
    parse: impl Fn(&str) -> Result<String, Refusal>,
) -> String {
    if typed.trim().is_empty() { String::new() } else { fields.take(field, parse(typed)).unwrap_or_default() }
}

/// An address, any of whose lines may be empty; the country is Finland where none is given.
pub(crate) fn address(fields: &mut Fields, field: &str, typed: &PostalAddress) -> PostalAddress {
    let country = typed.country.trim().to_uppercase();
    let country_right = country.is_empty() || (country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()));
    if !country_right {
        fields.refuse(format!("{field}.country"), Refusal::NotAChoice);
    }
    PostalAddress {
        street: line(fields, &format!("{field}.street"), &typed.street, 200),
        postcode: line(fields, &format!("{field}.postcode"), &typed.postcode, 20),
        city: line(fields, &format!("{field}.city"), &typed.city, 100),
        country: if country.is_empty() { "FI".to_owned() } else { country },
    }
}
