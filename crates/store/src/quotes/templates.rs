//! Templates of quotations.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, QuoteId, TemplateId};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, name, language, valid_days, active, usual, products, \
    changed_at, payment_terms, price_list_id, deleted_at, '' AS content FROM quote_templates \
    WHERE company_id = $1 AND deleted_at IS NULL ORDER BY name, id LIMIT 500";
pub(crate) const LIST_DELETED: &str = "SELECT id, company_id, version, name, language, valid_days, active, usual, products, \
    changed_at, payment_terms, price_list_id, deleted_at, '' AS content FROM quote_templates \
    WHERE company_id = $1 AND deleted_at IS NOT NULL ORDER BY name, id LIMIT 500";
pub(crate) const NAMES: &str = "SELECT name FROM quote_templates WHERE company_id = $1";
pub(crate) const INSERT: &str = "INSERT INTO quote_templates (id, company_id, name, language, valid_days, active, \
    usual, content, products, changed_at, payment_terms, price_list_id) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
pub(crate) const UPDATE: &str = "UPDATE quote_templates SET version = version + 1, name = $4, valid_days = $5, \
    active = $6, usual = $7, content = $8, products = $9, changed_at = $10, payment_terms = $11, \
    price_list_id = $12, deleted_at = $13 \
    WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const NO_LONGER_USUAL: &str = "UPDATE quote_templates SET usual = 0, version = version + 1 \
    WHERE company_id = $1 AND usual = 1 AND id <> $2";

pub(crate) const LOAD: &str = "SELECT id, company_id, version, name, language, valid_days, active, usual, products, \
    changed_at, payment_terms, price_list_id, deleted_at, content FROM quote_templates WHERE company_id = $1 AND id = $2";

pub(crate) const USED: &str = "SELECT template_id FROM quote_template_uses WHERE quote_id = $1";
pub(crate) const USE: &str = "INSERT INTO quote_template_uses (quote_id, company_id, template_id) VALUES ($1, $2, $3) \
    ON CONFLICT (quote_id) DO UPDATE SET template_id = excluded.template_id";
pub(crate) const USE_NO_MORE: &str = "DELETE FROM quote_template_uses WHERE quote_id = $1 AND company_id = $2";

/// A template's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct TemplateRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub name: String,
    pub language: String,
    pub valid_days: i64,
    pub active: i64,
    pub usual: i64,
    /// Empty in lists.
    pub content: String,
    pub products: i64,
    pub changed_at: i64,
    pub payment_terms: String,
    pub price_list_id: Option<Uuid>,
    pub deleted_at: Option<i64>,
}

/// The company's templates by name, without their content: those that are there, or the deleted ones.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId, deleted: bool) -> Result<Vec<TemplateRecord>, StoreError> {
    let statement = if deleted { LIST_DELETED } else { LIST };
    Ok(on!(conn, c => sqlx::query_as(statement).bind(company.0).fetch_all(c))?)
}

/// The names of the company's templates, also of deleted ones, which keep theirs.
/// # Errors
/// [`StoreError`].
pub async fn names(conn: &mut Conn, company: CompanyId) -> Result<Vec<String>, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(NAMES).bind(company.0).fetch_all(c))?)
}

/// One of the company's templates.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, company: CompanyId, id: TemplateId) -> Result<TemplateRecord, StoreError> {
    let row: Option<TemplateRecord> =
        on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The template a quotation was made from, or took later. The caller has read the quotation.
/// # Errors
/// [`StoreError`].
pub async fn used(conn: &mut Conn, quote: QuoteId) -> Result<Option<TemplateId>, StoreError> {
    let found: Option<Uuid> = on!(conn, c => sqlx::query_scalar(USED).bind(quote.0).fetch_optional(c))?;
    Ok(found.map(TemplateId))
}

/// Notes which template a quotation has taken; none takes the note away. The quotation's row is locked by the caller.
/// # Errors
/// [`StoreError`].
pub async fn put_used(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    template: Option<TemplateId>,
) -> Result<(), StoreError> {
    match template {
        Some(template) => run!(unit.conn, sqlx::query(USE).bind(quote.0).bind(company.0).bind(template.0))?,
        None => run!(unit.conn, sqlx::query(USE_NO_MORE).bind(quote.0).bind(company.0))?,
    };
    Ok(())
}

/// Writes a new template.
/// # Errors
/// [`StoreError::Taken`] when the company has one of that name.
pub async fn insert(unit: &mut Unit, template: &TemplateRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(template.id)
            .bind(template.company_id)
            .bind(&template.name)
            .bind(&template.language)
            .bind(template.valid_days)
            .bind(template.active)
            .bind(template.usual)
            .bind(&template.content)
            .bind(template.products)
            .bind(template.changed_at)
            .bind(&template.payment_terms)
            .bind(template.price_list_id)
    )?;
    Ok(())
}

/// Writes a changed template if nobody changed it since; answers the new version. Where it is the usual one, no other
/// is any more.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`], [`StoreError::Taken`].
pub async fn update(unit: &mut Unit, template: &TemplateRecord) -> Result<i64, StoreError> {
    if template.usual == 1 {
        run!(unit.conn, sqlx::query(NO_LONGER_USUAL).bind(template.company_id).bind(template.id))?;
    }
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(template.company_id)
            .bind(template.id)
            .bind(template.version)
            .bind(&template.name)
            .bind(template.valid_days)
            .bind(template.active)
            .bind(template.usual)
            .bind(&template.content)
            .bind(template.products)
            .bind(template.changed_at)
            .bind(&template.payment_terms)
            .bind(template.price_list_id)
            .bind(template.deleted_at)
    )?;
    if touched == 1 {
        return Ok(template.version + 1);
    }
    let current = load(&mut unit.conn, CompanyId(template.company_id), TemplateId(template.id)).await?;
    Err(StoreError::Stale { current: current.version })
}
