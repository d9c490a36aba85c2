//! Payment terms as typed, and as rows.
use super::read::id_of;
use crate::{Denied, denied};
use domain::{
    money::step::Step,
    refusal::{Fields, Refusal, pricing::PricingRefusal},
    terms::{
        Instalment, Part, PaymentTerms,
        due::Due,
        early::{EarlyDiscount, EarlyTaxes},
    },
};
use rust_decimal::Decimal;
use store::{
    columns,
    terms::{InstalmentRecord, TermsRecord},
};
use uuid::Uuid;
use wire::terms::TermsFields;

/// Most instalments of terms.
const MOST_INSTALMENTS: usize = 12;
/// Longest wait, in days: ten years.
const LONGEST_DAYS: u32 = 3_650;
/// Largest fixed instalment.
const LARGEST_FIXED: i64 = 999_999_999;

/// Puts what was typed into a row; refuses by field: `instalments.0.value`, `instalments.1.day`, `early.percent` …
pub(super) fn take(typed: &TermsFields, row: &mut TermsRecord) -> Result<Vec<InstalmentRecord>, Denied> {
    let mut fields = Fields::new();
    if typed.instalments.len() > MOST_INSTALMENTS {
        fields.refuse("instalments", Refusal::TooLarge { most: Decimal::from(MOST_INSTALMENTS) });
        return denied::all_right(fields).map(|()| Vec::new());
    }
    let (last, count) = (typed.instalments.last(), typed.instalments.len());
    for (at, one) in typed.instalments.iter().enumerate() {
        check_instalment(at, one, at + 1 == count, &mut fields);
    }
    // The last one is what the others leave.
    if let Some(Instalment { part: Part::Percent(left), .. }) = last
        && *left <= Decimal::ZERO
    {
        fields.refuse("instalments", Refusal::InstalmentsNotWhole { sum: Decimal::ONE_HUNDRED - left });
    }
    if let Some(early) = &typed.early {
        check_early(early, &mut fields);
    }
    let terms = PaymentTerms { id: id_of(row), instalments: typed.instalments.clone(), early: typed.early };
    match terms.check() {
        Err(PricingRefusal::NoInstalments) => fields.refuse("instalments", Refusal::Required),
        Err(PricingRefusal::InstalmentsNotWhole { sum }) => {
            fields.refuse("instalments", Refusal::InstalmentsNotWhole { sum });
        }
        Err(PricingRefusal::EarlyDiscountNeedsOneInstalment) => {
            fields.refuse("early.percent", Refusal::NeedsOneInstalment);
        }
        // The others were found above, at their fields.
        _ => {}
    }
    denied::all_right(fields)?;
    row.active = i64::from(typed.active);
    row.early_percent = columns::millionths(typed.early.map_or(Decimal::ZERO, |early| early.percent))?;
    row.early_days = typed.early.map_or(0, |early| i64::from(early.days));
    row.early_taxes = taxes_code(typed.early.map(|early| early.taxes).unwrap_or_default()).to_owned();
    typed.instalments.iter().map(|one| instalment_row(row.id, one)).collect()
}

fn check_instalment(at: usize, one: &Instalment, last: bool, fields: &mut Fields) {
    let value = format!("instalments.{at}.value");
    match one.part {
        Part::Percent(left) if last && left <= Decimal::ZERO => {}
        Part::Percent(percent) => within(fields, value, percent, Decimal::ONE_HUNDRED, 4),
        Part::Fixed(amount) => within(fields, value, amount, Decimal::from(LARGEST_FIXED), 2),
    }
    let (days, day) = match one.due {
        Due::DaysAfter { days } | Due::DaysAfterMonthEnd { days } | Due::DaysAfterNextMonthEnd { days } => (days, 0),
        Due::OnDayOfNextMonth { days, day } => (days, day),
    };
    if days > LONGEST_DAYS {
        fields.refuse(format!("instalments.{at}.days"), Refusal::TooLarge { most: LONGEST_DAYS.into() });
    }
    if day > 31 {
        fields.refuse(format!("instalments.{at}.day"), Refusal::TooLarge { most: Decimal::from(31) });
    }
}

fn check_early(early: &EarlyDiscount, fields: &mut Fields) {
    within(fields, "early.percent".to_owned(), early.percent, Decimal::ONE_HUNDRED, 4);
    if early.days == 0 {
        fields.refuse("early.days", Refusal::TooSmall { least: Decimal::ONE });
    }
    if early.days > LONGEST_DAYS {
        fields.refuse("early.days", Refusal::TooLarge { most: LONGEST_DAYS.into() });
    }
    // Tax on the reduced amount whether or not it is taken changes the document's totals: not offered.
    if early.taxes == EarlyTaxes::AlwaysReduced {
        fields.refuse("early.taxes", Refusal::NotAChoice);
    }
}

/// Above zero, at most so much, with at most so many decimals.
fn within(fields: &mut Fields, field: String, value: Decimal, most: Decimal, decimals: u32) {
    let value = value.normalize();
    if value <= Decimal::ZERO {
        fields.refuse(field, Refusal::TooSmall { least: Step::decimals(decimals.min(2)).get() });
    } else if value > most {
        fields.refuse(field, Refusal::TooLarge { most });
    } else if value.scale() > decimals {
        fields.refuse(field, Refusal::TooManyDecimals { decimals });
    }
}

fn instalment_row(terms: Uuid, one: &Instalment) -> Result<InstalmentRecord, Denied> {
    let (part, value) = match one.part {
        Part::Percent(percent) => ("percent", percent),
        Part::Fixed(amount) => ("fixed", amount),
    };
    let (due, days, day) = match one.due {
        Due::DaysAfter { days } => ("days_after", days, 0),
        Due::DaysAfterMonthEnd { days } => ("days_after_month_end", days, 0),
        Due::DaysAfterNextMonthEnd { days } => ("days_after_next_month_end", days, 0),
        Due::OnDayOfNextMonth { days, day } => ("on_day_of_next_month", days, day),
    };
    Ok(InstalmentRecord {
        payment_terms_id: terms,
        part: part.to_owned(),
        value: columns::millionths(value)?,
        due: due.to_owned(),
        days: days.into(),
        day: day.into(),
    })
}

/// Stored terms as the rules read them.
/// # Errors
/// A fault when a column cannot be read.
pub(super) fn terms(row: &TermsRecord, instalments: &[InstalmentRecord]) -> Result<PaymentTerms, Denied> {
    let mine = instalments.iter().filter(|one| one.payment_terms_id == row.id);
    let early = if row.early_percent == 0 {
        None
    } else {
        let (percent, days) = (columns::decimal(row.early_percent).normalize(), columns::count(row.early_days)?);
        Some(EarlyDiscount { percent, days, taxes: columns::code(&row.early_taxes, parse_taxes)? })
    };
    let instalments = mine.map(instalment).collect::<Result<_, _>>()?;
    Ok(PaymentTerms { id: id_of(row), instalments, early })
}

fn instalment(row: &InstalmentRecord) -> Result<Instalment, Denied> {
    let value = columns::decimal(row.value).normalize();
    let (days, day) = (columns::count(row.days)?, columns::count(row.day)?);
    let part = columns::code(&row.part, |code| match code {
        "percent" => Some(Part::Percent(value)),
        "fixed" => Some(Part::Fixed(value)),
        _ => None,
    })?;
    let due = columns::code(&row.due, |code| match code {
        "days_after" => Some(Due::DaysAfter { days }),
        "days_after_month_end" => Some(Due::DaysAfterMonthEnd { days }),
        "days_after_next_month_end" => Some(Due::DaysAfterNextMonthEnd { days }),
        "on_day_of_next_month" => Some(Due::OnDayOfNextMonth { days, day }),
        _ => None,
    })?;
    Ok(Instalment { part, due })
}

const fn taxes_code(taxes: EarlyTaxes) -> &'static str {
    match taxes {
        EarlyTaxes::Reduced => "reduced",
        EarlyTaxes::Kept | EarlyTaxes::AlwaysReduced => "kept",
    }
}

fn parse_taxes(code: &str) -> Option<EarlyTaxes> {
    match code {
        "reduced" => Some(EarlyTaxes::Reduced),
        "kept" => Some(EarlyTaxes::Kept),
        _ => None,
    }
}
