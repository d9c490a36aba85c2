//! Texts of the mails that go with quotations.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, MailTextId, QuoteId};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, name, occasion, usual, active, texts FROM mail_texts \
    WHERE company_id = $1 ORDER BY name, id LIMIT 200";
pub(crate) const FIND: &str = "SELECT id, company_id, version, name, occasion, usual, active, texts FROM mail_texts \
    WHERE company_id = $1 AND id = $2";
pub(crate) const USUAL: &str = "SELECT id, company_id, version, name, occasion, usual, active, texts FROM mail_texts \
    WHERE company_id = $1 AND occasion = $2 AND usual = 1";
pub(crate) const INSERT: &str = "INSERT INTO mail_texts (id, company_id, name, occasion, usual, active, texts) \
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
pub(crate) const UPDATE: &str = "UPDATE mail_texts SET version = version + 1, name = $4, occasion = $5, usual = $6, \
    active = $7, texts = $8 WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const NO_LONGER_USUAL: &str = "UPDATE mail_texts SET usual = 0, version = version + 1 \
    WHERE company_id = $1 AND occasion = $2 AND usual = 1 AND id <> $3";
pub(crate) const OF_QUOTE: &str = "SELECT mail_text_id FROM quote_mail_texts WHERE quote_id = $1";
pub(crate) const SET_OF_QUOTE: &str = "INSERT INTO quote_mail_texts (quote_id, mail_text_id) VALUES ($1, $2)";
pub(crate) const NONE_OF_QUOTE: &str = "DELETE FROM quote_mail_texts WHERE quote_id = $1";

/// A text's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct MailTextRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub name: String,
    pub occasion: String,
    pub usual: i64,
    pub active: i64,
    pub texts: String,
}

/// The company's texts by name, those out of use too.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<MailTextRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// One of the company's texts.
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, company: CompanyId, id: MailTextId) -> Result<Option<MailTextRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(company.0).bind(id.0).fetch_optional(c))?)
}

/// The one that mails on an occasion begin with, by the occasion's code.
/// # Errors
/// [`StoreError`].
pub async fn usual(conn: &mut Conn, company: CompanyId, occasion: &str) -> Result<Option<MailTextRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(USUAL).bind(company.0).bind(occasion).fetch_optional(c))?)
}

/// Writes a new text. Where it is the usual one of its occasion, no other is any more.
/// # Errors
/// [`StoreError::Taken`] when the company has one of that name.
pub async fn insert(unit: &mut Unit, row: &MailTextRecord) -> Result<(), StoreError> {
    no_other(unit, row).await?;
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(&row.name)
            .bind(&row.occasion)
            .bind(row.usual)
            .bind(row.active)
            .bind(&row.texts)
    )?;
    Ok(())
}

/// Writes a changed text if nobody changed it since; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`], [`StoreError::Taken`].
pub async fn update(unit: &mut Unit, row: &MailTextRecord) -> Result<i64, StoreError> {
    no_other(unit, row).await?;
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(&row.name)
            .bind(&row.occasion)
            .bind(row.usual)
            .bind(row.active)
            .bind(&row.texts)
    )?;
    if touched == 1 {
        return Ok(row.version + 1);
    }
    let current = find(&mut unit.conn, CompanyId(row.company_id), MailTextId(row.id)).await?;
    Err(current.map_or(StoreError::NotFound, |current| StoreError::Stale { current: current.version }))
}

async fn no_other(unit: &mut Unit, row: &MailTextRecord) -> Result<(), StoreError> {
    if row.usual == 1 {
        run!(unit.conn, sqlx::query(NO_LONGER_USUAL).bind(row.company_id).bind(&row.occasion).bind(row.id))?;
    }
    Ok(())
}

/// The text that a quotation which was loaded through its scope is first sent with, where its template named one.
/// # Errors
/// [`StoreError`].
pub async fn of_quote(conn: &mut Conn, quote: QuoteId) -> Result<Option<MailTextId>, StoreError> {
    let row: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(OF_QUOTE).bind(quote.0).fetch_optional(c))?;
    Ok(row.map(|(id,)| MailTextId(id)))
}

/// Keeps that a quotation that is locked is first sent with the usual text.
/// # Errors
/// [`StoreError`].
pub async fn forget_of_quote(unit: &mut Unit, quote: QuoteId) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(NONE_OF_QUOTE).bind(quote.0))?;
    Ok(())
}

/// Keeps which text a quotation that has none is first sent with.
/// # Errors
/// [`StoreError`].
pub async fn set_of_quote(unit: &mut Unit, quote: QuoteId, text: MailTextId) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SET_OF_QUOTE).bind(quote.0).bind(text.0))?;
    Ok(())
}
