//! Take a currency in, or change its rates.
use super::{base, read};
use crate::{Cx, Denied, Staff, denied, settings::kept};
use domain::{
    actors::Permission,
    days,
    ids::{CompanyId, CurrencyId},
    money::Currency,
    refusal::{Fields, Refusal},
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use store::{
    StoreError, Unit, columns,
    currencies::{self as stored, CurrencyRecord, RateRecord},
    events::{By, Change},
};
use uuid::Uuid;
use wire::currencies::{CurrencyFields, SaveCurrency, SavedCurrency};

/// Most rates of one currency: a working day each for many years.
const MOST_RATES: usize = 5_000;

/// Keeps a currency with its rates. Quotations keep the rate they were made at.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::Stale`], refusals by field: `code`, `rates`, `rates.2.per_base` …
pub async fn save(by: &Staff, cx: &Cx, command: SaveCurrency) -> Result<SavedCurrency, Denied> {
    kept::save_as(by, cx, Permission::Catalog, command.key, command, |unit, company, who, command| {
        Box::pin(write(unit, company, who, command))
    })
    .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: SaveCurrency) -> Result<SavedCurrency, Denied> {
    let all = stored::list(&mut unit.conn, company).await?;
    let before = match command.id {
        None => None,
        Some(id) => Some(all.iter().find(|row| row.id == id.0).cloned().ok_or(Denied::NotFound)?),
    };
    kept::unchanged(before.as_ref().map(|before| before.version), command.version)?;
    let mut row = before.clone().unwrap_or_else(|| CurrencyRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        code: String::new(),
        active: 1,
    });
    let own = base(&mut unit.conn, company).await?;
    let rates = take(&command.fields, own, before.is_some(), &mut row)?;
    let id = CurrencyId(row.id);
    let Some(before) = before else {
        stored::insert(unit, &row, &rates).await.map_err(|error| match error {
            StoreError::Taken(_) => Denied::at("code", Refusal::AlreadyTaken),
            other => other.into(),
        })?;
        kept::tell(unit, company, ("currency", row.id), ("currency.created", who), (row.code, Vec::new()));
        return Ok(SavedCurrency { id, version: 1 });
    };
    let old = stored::rates(&mut unit.conn, company).await?;
    let changes = changes(&read::fields(&before, &old)?, &read::fields(&row, &rates)?);
    if changes.is_empty() {
        return Ok(SavedCurrency { id, version: before.version });
    }
    let version = stored::update(unit, &row, &rates).await?;
    kept::tell(unit, company, ("currency", row.id), ("currency.changed", who), (row.code, changes));
    Ok(SavedCurrency { id, version })
}

fn take(
    typed: &CurrencyFields,
    own: Currency,
    known: bool,
    row: &mut CurrencyRecord,
) -> Result<Vec<RateRecord>, Denied> {
    let mut fields = Fields::new();
    if !known {
        match Currency::parse(&typed.code) {
            Some(code) if code == own => fields.refuse("code", Refusal::AlreadyTaken),
            Some(code) => code.code().clone_into(&mut row.code),
            None => fields.refuse("code", Refusal::NotAChoice),
        }
    }
    row.active = i64::from(typed.active);
    if typed.rates.is_empty() {
        fields.refuse("rates", Refusal::Required);
    }
    if typed.rates.len() > MOST_RATES {
        return Err(Denied::at("rates", Refusal::TooLarge { most: Decimal::from(MOST_RATES) }));
    }
    let mut seen = BTreeSet::new();
    let mut rates = Vec::new();
    for (at, rate) in typed.rates.iter().enumerate() {
        if days::plausible(rate.from).is_none() {
            fields.refuse(format!("rates.{at}.from"), Refusal::NotADay);
        } else if !seen.insert(rate.from) {
            fields.refuse(format!("rates.{at}.from"), Refusal::AlreadyTaken);
        }
        rates.push(RateRecord {
            currency_id: row.id,
            code: row.code.clone(),
            from_day: columns::day_text(rate.from),
            per_base: fields.take(format!("rates.{at}.per_base"), figure(rate.per_base)).unwrap_or_default(),
        });
    }
    denied::all_right(fields)?;
    rates.sort_by(|one, other| other.from_day.cmp(&one.from_day));
    Ok(rates)
}

/// A rate: above nothing, up to a million, six decimals.
fn figure(typed: Decimal) -> Result<i64, Refusal> {
    let (typed, least, most) = (typed.normalize(), Decimal::new(1, 6), Decimal::from(1_000_000));
    match typed {
        typed if typed < least => Err(Refusal::TooSmall { least }),
        typed if typed > most => Err(Refusal::TooLarge { most }),
        typed if typed.scale() > 6 => Err(Refusal::TooManyDecimals { decimals: 6 }),
        typed => columns::millionths(typed).map_err(|_| Refusal::AmountTooLarge),
    }
}

fn changes(before: &CurrencyFields, after: &CurrencyFields) -> Vec<Change> {
    let told = |fields: &CurrencyFields| {
        let rates = fields.rates.iter().map(|rate| format!("{} {}", rate.from, rate.per_base.normalize()));
        rates.collect::<Vec<_>>().join(", ")
    };
    [
        Change::of("active", before.active, after.active),
        // The whole history would be a long sentence: what was last is said.
        Change::of("rate", latest(&told(before), &told(after)), latest(&told(after), &told(before))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Of two lists of rates what stands only in the first, at most 300 characters.
fn latest(of: &str, other: &str) -> String {
    let known: BTreeSet<&str> = other.split(", ").collect();
    let only: Vec<&str> = of.split(", ").filter(|rate| !known.contains(rate)).collect();
    only.join(", ").chars().take(300).collect()
}
