//! Payment terms with their instalments.
use crate::{Conn, StoreError, Unit, on, run, versions::missed};
use domain::ids::{CompanyId, PaymentTermsId};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, position, active, early_percent, early_days, \
    early_taxes FROM payment_terms WHERE company_id = $1 ORDER BY position, id";
pub(crate) const VERSION: &str = "SELECT version FROM payment_terms WHERE company_id = $1 AND id = $2";
pub(crate) const INSERT: &str = "INSERT INTO payment_terms (id, company_id, position, active, early_percent, \
    early_days, early_taxes) VALUES ($1, $2, $3, $4, $5, $6, $7)";
pub(crate) const UPDATE: &str = "UPDATE payment_terms SET version = version + 1, active = $4, early_percent = $5, \
    early_days = $6, early_taxes = $7 WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const INSTALMENTS: &str = "SELECT payment_terms_id, part, value, due, days, day FROM payment_instalments \
    WHERE company_id = $1 ORDER BY payment_terms_id, position";
pub(crate) const INSERT_INSTALMENT: &str = "INSERT INTO payment_instalments (payment_terms_id, company_id, position, \
    part, value, due, days, day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
pub(crate) const DROP_INSTALMENTS: &str =
    "DELETE FROM payment_instalments WHERE company_id = $1 AND payment_terms_id = $2";

/// The row of payment terms.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct TermsRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub position: i64,
    pub active: i64,
    pub early_percent: i64,
    pub early_days: i64,
    pub early_taxes: String,
}

/// An instalment's row; its place is its index.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct InstalmentRecord {
    pub payment_terms_id: Uuid,
    pub part: String,
    pub value: i64,
    pub due: String,
    pub days: i64,
    pub day: i64,
}

/// The company's payment terms in their order, those no longer in use too.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<TermsRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// The instalments of all terms of the company, in their order.
/// # Errors
/// [`StoreError`].
pub async fn instalments(conn: &mut Conn, company: CompanyId) -> Result<Vec<InstalmentRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(INSTALMENTS).bind(company.0).fetch_all(c))?)
}

/// Writes new terms with their instalments.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, terms: &TermsRecord, instalments: &[InstalmentRecord]) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(terms.id)
            .bind(terms.company_id)
            .bind(terms.position)
            .bind(terms.active)
            .bind(terms.early_percent)
            .bind(terms.early_days)
            .bind(&terms.early_taxes)
    )?;
    insert_instalments(unit, terms, instalments).await
}

/// Writes changed terms with their instalments if nobody changed them since; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, terms: &TermsRecord, instalments: &[InstalmentRecord]) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(terms.company_id)
            .bind(terms.id)
            .bind(terms.version)
            .bind(terms.active)
            .bind(terms.early_percent)
            .bind(terms.early_days)
            .bind(&terms.early_taxes)
    )?;
    let (company, id) = (CompanyId(terms.company_id), PaymentTermsId(terms.id));
    if touched == 1 {
        run!(unit.conn, sqlx::query(DROP_INSTALMENTS).bind(company.0).bind(id.0))?;
        insert_instalments(unit, terms, instalments).await?;
        return Ok(terms.version + 1);
    }
    Err(missed(unit, VERSION, [company.0, id.0]).await)
}

async fn insert_instalments(
    unit: &mut Unit,
    terms: &TermsRecord,
    instalments: &[InstalmentRecord],
) -> Result<(), StoreError> {
    for (place, row) in (1_i64..).zip(instalments) {
        run!(
            unit.conn,
            sqlx::query(INSERT_INSTALMENT)
                .bind(terms.id)
                .bind(terms.company_id)
                .bind(place)
                .bind(&row.part)
                .bind(row.value)
                .bind(&row.due)
                .bind(row.days)
                .bind(row.day)
        )?;
    }
    Ok(())
}
