//! A tax's fields as people type them, checked, and as they are stored.
use crate::{Denied, denied};
use chrono::NaiveDate;
use domain::{
    days,
    ids::CompanyId,
    quotes::line::Percent,
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use store::{
    Unit, columns, taxes as stored,
    taxes::{RateRecord, TaxRecord},
};
use uuid::Uuid;
use wire::taxes::{TaxFields, TaxKindCode};

/// Most rates of one tax, and most taxes of one group.
const MOST_PARTS: usize = 50;
/// The highest amount for one unit.
const HIGHEST_AMOUNT: i64 = 1_000_000;

/// What is kept beside the tax's own row.
pub(super) struct Parts {
    pub rates: Vec<RateRecord>,
    pub parts: Vec<Uuid>,
}

/// Takes the typed fields into the row; `today` decides which rate is in force.
/// # Errors
/// Refusals by field: `name`, `rate`, `rates.1.from`, `parts`, `active`.
pub(super) async fn take(
    unit: &mut Unit,
    typed: &TaxFields,
    row: &mut TaxRecord,
    today: NaiveDate,
) -> Result<Parts, Denied> {
    let mut fields = Fields::new();
    row.name = fields.take("name", text::required_line(&typed.name, 60)).unwrap_or_default();
    row.kind = typed.kind.code().to_owned();
    (row.included, row.affects_later) = (i64::from(typed.included), i64::from(typed.affects_later));
    row.active = i64::from(typed.active);
    row.note = typed.note.map(|note| note.code().to_owned()).unwrap_or_default();
    if typed.rates.len() > MOST_PARTS || typed.parts.len() > MOST_PARTS {
        fields.refuse("rates", Refusal::TooLarge { most: Decimal::from(MOST_PARTS) });
        return Err(Denied::Refused(fields.into_refusals()));
    }
    let rates = rates(typed, row, &mut fields)?;
    row.percent = match typed.kind {
        TaxKindCode::Group => 0,
        _ => {
            let rate = fields.take("rate", rate(typed.kind, typed.rate)).unwrap_or_default();
            in_force(&rates, today).unwrap_or(columns::millionths(rate)?)
        }
    };
    if typed.note.is_some() && (row.percent != 0 || typed.kind != TaxKindCode::Percent) {
        fields.refuse("note", Refusal::NotAChoice);
    }
    let parts = parts(unit, typed, row, &mut fields).await?;
    denied::all_right(fields)?;
    Ok(Parts { rates, parts })
}

fn rates(typed: &TaxFields, row: &TaxRecord, fields: &mut Fields) -> Result<Vec<RateRecord>, Denied> {
    let mut rates = Vec::new();
    let mut known = BTreeSet::new();
    if typed.kind == TaxKindCode::Group {
        return Ok(rates);
    }
    for (at, dated) in typed.rates.iter().enumerate() {
        if days::plausible(dated.from).is_none() {
            fields.refuse(format!("rates.{at}.from"), Refusal::NotADay);
        } else if !known.insert(dated.from) {
            fields.refuse(format!("rates.{at}.from"), Refusal::AlreadyTaken);
        }
        let rate = fields.take(format!("rates.{at}.rate"), rate(typed.kind, dated.rate)).unwrap_or_default();
        let (from_day, rate) = (columns::day_text(dated.from), columns::millionths(rate)?);
        rates.push(RateRecord { tax_id: row.id, from_day, rate });
    }
    rates.sort_by(|one, other| one.from_day.cmp(&other.from_day));
    Ok(rates)
}

fn rate(kind: TaxKindCode, rate: Decimal) -> Result<Decimal, Refusal> {
    if kind != TaxKindCode::Fixed {
        let percent = Percent::new(rate)?.get();
        // A share of the price with tax cannot be all of it.
        let whole = kind == TaxKindCode::Division && percent >= Decimal::ONE_HUNDRED;
        return if whole { Err(Refusal::TooLarge { most: Decimal::new(9_999, 2) }) } else { Ok(percent) };
    }
    let most = Decimal::from(HIGHEST_AMOUNT);
    match rate {
        rate if rate < Decimal::ZERO => Err(Refusal::TooSmall { least: Decimal::ZERO }),
        rate if rate > most => Err(Refusal::TooLarge { most }),
        rate if rate.normalize().scale() > 4 => Err(Refusal::TooManyDecimals { decimals: 4 }),
        rate => Ok(rate),
    }
}

fn in_force(rates: &[RateRecord], today: NaiveDate) -> Option<i64> {
    let today = columns::day_text(today);
    let now = rates.iter().rev().find(|rate| rate.from_day <= today).or(rates.first());
    now.map(|rate| rate.rate)
}

/// A group's taxes: the company's own, each once, none of them a group.
async fn parts(unit: &mut Unit, typed: &TaxFields, row: &TaxRecord, fields: &mut Fields) -> Result<Vec<Uuid>, Denied> {
    if typed.kind != TaxKindCode::Group {
        return Ok(Vec::new());
    }
    // A group within a group would come to nothing: what is part of one stays a single tax.
    let of_groups = stored::parts(&mut unit.conn, CompanyId(row.company_id)).await?;
    if of_groups.iter().any(|part| part.part_id == row.id) {
        fields.refuse("kind", Refusal::NotAChoice);
    }
    let known = stored::list(&mut unit.conn, CompanyId(row.company_id)).await?;
    let group = TaxKindCode::Group.code();
    let mut parts = Vec::new();
    for part in &typed.parts {
        let fits = known.iter().any(|tax| tax.id == part.0 && tax.id != row.id && tax.kind != group);
        if fits && !parts.contains(&part.0) {
            parts.push(part.0);
        } else {
            fields.refuse("parts", Refusal::NotAChoice);
        }
    }
    if parts.is_empty() {
        fields.refuse("parts", Refusal::Required);
    }
    Ok(parts)
}
