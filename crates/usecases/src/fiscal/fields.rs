//! A position's fields as people type them, checked, and as they are stored.
use crate::{Denied, denied};
use domain::{
    fiscal::{finland::Supply, place::Country, postcode::PostcodeRange},
    ids::CompanyId,
    refusal::{Fields, Refusal, pricing::PricingRefusal},
    text,
};
use rust_decimal::Decimal;
use store::{
    Unit,
    fiscal::{PositionRecord, ReplacementRecord},
    taxes,
};
use wire::fiscal::{Area, FiscalFields};

/// Most replacements of one position.
const MOST_REPLACEMENTS: usize = 200;

/// Takes the typed fields into the row; answers the replacements as rows.
/// # Errors
/// Refusals by field: `name`, `country`, `postcode_from`, `replacements.2.to` …
pub(super) async fn take(
    unit: &mut Unit,
    typed: &FiscalFields,
    row: &mut PositionRecord,
) -> Result<Vec<ReplacementRecord>, Denied> {
    let mut fields = Fields::new();
    row.name = fields.take("name", text::required_line(&typed.name, 100)).unwrap_or_default();
    (row.active, row.automatic) = (i64::from(typed.active), i64::from(typed.automatic));
    row.vat_required = i64::from(typed.vat_required);
    row.buyer = typed.buyer.map_or("any", domain::parties::PartyKind::code).to_owned();
    row.area = typed.area.code().to_owned();
    row.country = String::new();
    row.region = String::new();
    if typed.area == Area::Country {
        match Country::parse(&typed.country) {
            Some(country) => row.country = country.code().to_owned(),
            None => fields.refuse("country", Refusal::Required),
        }
        row.region = fields.take("region", text::optional_line(&typed.region, 10)).unwrap_or_default();
    }
    let from = fields.take("postcode_from", text::optional_line(&typed.postcode_from, 12)).unwrap_or_default();
    let to = fields.take("postcode_to", text::optional_line(&typed.postcode_to, 12)).unwrap_or_default();
    match PostcodeRange::new(&from, &to) {
        Ok(_) => {}
        Err(PricingRefusal::PostcodeRangeOpen) if from.is_empty() => fields.refuse("postcode_from", Refusal::Required),
        Err(PricingRefusal::PostcodeRangeOpen) => fields.refuse("postcode_to", Refusal::Required),
        Err(_) => fields.refuse("postcode_to", Refusal::NotAChoice),
    }
    (row.postcode_from, row.postcode_to) = (from, to);
    let replacements = replacements(unit, typed, row, &mut fields).await?;
    denied::all_right(fields)?;
    Ok(replacements)
}

async fn replacements(
    unit: &mut Unit,
    typed: &FiscalFields,
    row: &PositionRecord,
    fields: &mut Fields,
) -> Result<Vec<ReplacementRecord>, Denied> {
    if typed.replacements.len() > MOST_REPLACEMENTS {
        fields.refuse("replacements", Refusal::TooLarge { most: Decimal::from(MOST_REPLACEMENTS) });
        return Ok(Vec::new());
    }
    let known = taxes::list(&mut unit.conn, CompanyId(row.company_id)).await?;
    let is_known = |id: uuid::Uuid| known.iter().any(|tax| tax.id == id);
    let mut rows: Vec<ReplacementRecord> = Vec::new();
    for (at, one) in typed.replacements.iter().enumerate() {
        for (field, tax) in [("from", one.from), ("to", one.to)] {
            if !is_known(tax.0) {
                fields.refuse(format!("replacements.{at}.{field}"), Refusal::NotAChoice);
            }
        }
        let supply = supply_code(one.supply).to_owned();
        if rows.iter().any(|other| other.from_tax_id == one.from.0 && other.supply == supply) {
            fields.refuse(format!("replacements.{at}.from"), Refusal::AlreadyTaken);
        }
        rows.push(ReplacementRecord {
            fiscal_position_id: row.id,
            from_tax_id: one.from.0,
            supply,
            to_tax_id: one.to.0,
        });
    }
    Ok(rows)
}

/// Reads the stored name of what a replacement is for; none for goods and services alike.
pub(super) fn supply(code: &str) -> Option<Supply> {
    match code {
        "goods" => Some(Supply::Goods),
        "service" => Some(Supply::Service),
        _ => None,
    }
}

/// The stored name of what a replacement is for.
pub(super) const fn supply_code(supply: Option<Supply>) -> &'static str {
    match supply {
        Some(Supply::Goods) => "goods",
        Some(Supply::Service) => "service",
        None => "any",
    }
}
