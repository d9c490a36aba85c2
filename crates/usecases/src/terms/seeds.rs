//! The payment terms a new company begins with.
use super::save::blank;
use domain::ids::CompanyId;
use store::{
    StoreError, Unit,
    terms::{self as stored, InstalmentRecord},
};
use uuid::Uuid;

/// Percent off for paying early and the days it holds; then percent, rule and days of each instalment.
type Seed = ((i64, i64), &'static [(i64, &'static str, i64)]);

const SEEDS: [Seed; 6] = [
    ((0, 0), &[(100, "days_after", 14)]),
    ((0, 0), &[(100, "days_after", 7)]),
    ((0, 0), &[(100, "days_after", 30)]),
    ((0, 0), &[(30, "days_after", 0), (70, "days_after", 14)]),
    ((0, 0), &[(100, "days_after_next_month_end", 0)]),
    ((2, 7), &[(100, "days_after", 14)]),
];

/// Writes the payment terms of a new company.
/// # Errors
/// [`StoreError`].
pub async fn fill(unit: &mut Unit, company: CompanyId) -> Result<(), StoreError> {
    for (position, ((percent, early_days), parts)) in (1_i64..).zip(SEEDS) {
        let mut row = blank(company, position);
        (row.early_percent, row.early_days) = (percent * 1_000_000, early_days);
        let instalments: Vec<InstalmentRecord> = parts.iter().map(|part| instalment(row.id, *part)).collect();
        stored::insert(unit, &row, &instalments).await?;
    }
    Ok(())
}

fn instalment(payment_terms_id: Uuid, (percent, due, days): (i64, &str, i64)) -> InstalmentRecord {
    let (part, value) = ("percent".to_owned(), percent * 1_000_000);
    InstalmentRecord { payment_terms_id, part, value, due: due.to_owned(), days, day: 0 }
}
