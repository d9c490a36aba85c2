//! Change the company's own data.
use crate::{
    Cx, Denied, Staff, denied,
    parties::{edit::address_changes, fields as party_fields},
};
use domain::{
    actors::Permission,
    ids::CompanyId,
    parties::{business_id::BusinessId, email::Email, vat_number::VatNumber},
    payment::{
        epc::LONGEST_NAME,
        iban::{Iban, bic},
    },
    quotes::content::PostalAddress,
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use store::{
    Unit,
    company::{self, CompanyRecord},
    events::{By, Change, EventData, NewEvent},
};
use wire::settings::{CompanyFields, EditCompany};

/// Longest usual validity of a quotation, in days.
const MOST_VALID_DAYS: u32 = 365;

/// Most days a company may need for a delivery.
const MOST_DELIVERY_DAYS: u32 = 365;

/// Keeps the whole form, and what changed in the audit trail. Sent quotations keep what they were sent with.
/// Answers the row's version; a form without a change writes nothing.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::Stale`], refusals by field.
pub async fn edit_company(by: &Staff, cx: &Cx, command: EditCompany) -> Result<i64, Denied> {
    let id = by.scope(Permission::Settings)?.company;
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, id, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, id: CompanyId, who: By, command: EditCompany) -> Result<i64, Denied> {
    let before = company::load(&mut unit.conn, id).await?;
    if before.version != command.version {
        return Err(Denied::Stale { current: before.version });
    }
    let mut after = before.clone();
    take(&command.fields, &mut after)?;
    let mut changes = changes(&before, &after);
    let delivery_days = company::delivery_days(&mut unit.conn, id).await?;
    changes.extend(Change::of("delivery_days", delivery_days, i64::from(command.fields.delivery_days)));
    if changes.is_empty() {
        return Ok(before.version);
    }
    let version = company::update(unit, &after).await?;
    company::set_delivery_days(unit, id, command.fields.delivery_days.into()).await?;
    unit.event(
        NewEvent::new(id, "company", id.0, "company.changed", who).with(EventData { changes, ..EventData::default() }),
    );
    unit.announce(id, "settings", id.0);
    Ok(version)
}

/// Takes the typed fields into the row.
/// # Errors
/// Refusals by field.
pub(crate) fn take(typed: &CompanyFields, row: &mut CompanyRecord) -> Result<(), Denied> {
    let mut fields = Fields::new();
    row.name = fields.take("name", text::required_line(&typed.name, 200)).unwrap_or_default();
    row.business_id = party_fields::parsed(&mut fields, "business_id", &typed.business_id, |text| {
        BusinessId::parse(text).map(String::from)
    });
    row.vat_number = party_fields::parsed(&mut fields, "vat_number", &typed.vat_number, |text| {
        VatNumber::parse(text).map(String::from)
    });
    row.email = party_fields::parsed(&mut fields, "email", &typed.email, |text| Email::parse(text).map(String::from));
    row.phone = fields.take("phone", text::optional_line(&typed.phone, 40)).unwrap_or_default();
    let PostalAddress { street, postcode, city, country } =
        party_fields::address(&mut fields, "address", &typed.address);
    (row.street, row.postcode, row.city, row.country) = (street, postcode, city, country);
    row.language = typed.language.code().to_owned();
    row.payment_terms =
        fields.take("payment_terms", text::optional_line(&typed.payment_terms, 200)).unwrap_or_default();
    row.terms = fields.take("terms", text::optional_text(&typed.terms, 10_000)).unwrap_or_default();
    row.payee = fields.take("payee", text::optional_line(&typed.payee, LONGEST_NAME)).unwrap_or_default();
    row.iban = party_fields::parsed(&mut fields, "iban", &typed.iban, |text| Iban::parse(text).map(String::from));
    row.bic = party_fields::parsed(&mut fields, "bic", &typed.bic, bic);
    row.valid_days = i64::from(typed.valid_days);
    row.sellers_see_margin = i64::from(typed.sellers_see_margin);
    row.unsigned = i64::from(typed.unsigned);
    if typed.valid_days == 0 {
        fields.refuse("valid_days", Refusal::TooSmall { least: Decimal::ONE });
    } else if typed.valid_days > MOST_VALID_DAYS {
        fields.refuse("valid_days", Refusal::TooLarge { most: Decimal::from(MOST_VALID_DAYS) });
    }
    if typed.delivery_days > MOST_DELIVERY_DAYS {
        fields.refuse("delivery_days", Refusal::TooLarge { most: Decimal::from(MOST_DELIVERY_DAYS) });
    }
    denied::all_right(fields)
}

fn changes(before: &CompanyRecord, after: &CompanyRecord) -> Vec<Change> {
    let address = |row: &CompanyRecord| PostalAddress {
        street: row.street.clone(),
        postcode: row.postcode.clone(),
        city: row.city.clone(),
        country: row.country.clone(),
    };
    [
        Change::of("name", &before.name, &after.name),
        Change::of("business_id", &before.business_id, &after.business_id),
        Change::of("vat_number", &before.vat_number, &after.vat_number),
        Change::of("email", &before.email, &after.email),
        Change::of("phone", &before.phone, &after.phone),
        Change::of("language", &before.language, &after.language),
        Change::of("valid_days", before.valid_days, after.valid_days),
        Change::of("payment_terms", &before.payment_terms, &after.payment_terms),
        Change::of("terms", &before.terms, &after.terms),
        Change::of("payee", &before.payee, &after.payee),
        Change::of("iban", &before.iban, &after.iban),
        Change::of("bic", &before.bic, &after.bic),
        Change::of("sellers_see_margin", before.sellers_see_margin, after.sellers_see_margin),
        Change::of("unsigned", before.unsigned == 1, after.unsigned == 1),
    ]
    .into_iter()
    .flatten()
    .chain(address_changes("address", &address(before), &address(after)))
    .collect()
}
