//! Number series without gaps: a counter per company, series and year, taken inside the transaction.
use crate::{StoreError, Unit, on};
use domain::ids::CompanyId;

/// A rollback gives the number back, and concurrent takers wait for one another on the row.
pub(crate) const TAKE: &str = "INSERT INTO counters (company_id, series, period, value) VALUES ($1, $2, $3, 1) \
    ON CONFLICT (company_id, series, period) DO UPDATE SET value = counters.value + 1 RETURNING value";

/// A series of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// Quotations: `T-2026-0417`.
    Quote,
    /// Orders: `O-2026-0052`.
    Order,
    /// References of payments; a bare number.
    Payment,
}

impl Series {
    const fn code(self) -> &'static str {
        match self {
            Series::Quote => "quote",
            Series::Order => "order",
            Series::Payment => "payment",
        }
    }

    const fn prefix(self) -> &'static str {
        match self {
            Series::Quote => "T",
            Series::Order => "O",
            Series::Payment => "",
        }
    }
}

/// Takes the next number of the series in `year`.
/// # Errors
/// [`StoreError`].
pub async fn take(unit: &mut Unit, company: CompanyId, series: Series, year: i32) -> Result<String, StoreError> {
    let value = next(unit, company, series, year).await?;
    Ok(format!("{}-{year}-{value:04}", series.prefix()))
}

/// Takes the next number of the series in `year`, bare.
/// # Errors
/// [`StoreError`].
pub async fn next(unit: &mut Unit, company: CompanyId, series: Series, year: i32) -> Result<i64, StoreError> {
    let (value,): (i64,) = on!(unit.conn, c => sqlx::query_as(TAKE)
        .bind(company.0).bind(series.code()).bind(i64::from(year)).fetch_one(c))?;
    Ok(value)
}
