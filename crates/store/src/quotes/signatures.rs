//! Signatures that others have to follow, and the rule that says whose: written once.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, QuoteId};
use uuid::Uuid;

pub(crate) const RULE: &str = "SELECT signing FROM quotes WHERE company_id = $1 AND id = $2";
pub(crate) const MAIL_PDF: &str = "SELECT mail_pdf FROM quotes WHERE company_id = $1 AND id = $2";
pub(crate) const SET_MAIL_PDF: &str = "UPDATE quotes SET mail_pdf = $3 WHERE company_id = $1 AND id = $2";
pub(crate) const INSERT: &str = "INSERT INTO quote_signatures (recipient_id, quote_version, company_id, quote_id, link_id, \
    name, role, purchase_order, signature, content_sha256, evidence, signed_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
pub(crate) const LIST: &str = "SELECT recipient_id, quote_version, link_id, name, role, purchase_order, signature, \
    content_sha256, evidence, signed_at FROM quote_signatures \
    WHERE company_id = $1 AND quote_id = $2 AND quote_version = $3 ORDER BY signed_at, recipient_id";

pub(crate) const BEFORE: &str = "SELECT recipient_id, quote_version, link_id, name, role, purchase_order, signature, \
    content_sha256, evidence, signed_at FROM quote_signatures \
    WHERE company_id = $1 AND quote_id = $2 AND quote_version = $3 \
    AND recipient_id NOT IN (SELECT recipient_id FROM quote_links WHERE id = $4 AND recipient_id IS NOT NULL) \
    ORDER BY signed_at, recipient_id";

/// A signature's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct SignatureRecord {
    pub recipient_id: Uuid,
    pub quote_version: i64,
    pub link_id: Uuid,
    pub name: String,
    pub role: String,
    pub purchase_order: String,
    pub signature: String,
    pub content_sha256: String,
    pub evidence: String,
    pub signed_at: i64,
}

/// Whose signatures make the order of a quotation that was loaded through its scope, by code.
/// # Errors
/// [`StoreError`].
pub async fn rule(conn: &mut Conn, company: CompanyId, quote: QuoteId) -> Result<String, StoreError> {
    let row: (String,) = on!(conn, c => sqlx::query_as(RULE).bind(company.0).bind(quote.0).fetch_one(c))?;
    Ok(row.0)
}

/// Whether the PDF goes with the mails of a quotation that is locked: what the seller chose when it was sent last.
/// # Errors
/// [`StoreError`].
pub async fn mail_pdf(conn: &mut Conn, company: CompanyId, quote: QuoteId) -> Result<bool, StoreError> {
    let row: (i64,) = on!(conn, c => sqlx::query_as(MAIL_PDF).bind(company.0).bind(quote.0).fetch_one(c))?;
    Ok(row.0 == 1)
}

/// Keeps that choice.
/// # Errors
/// [`StoreError`].
pub async fn set_mail_pdf(unit: &mut Unit, company: CompanyId, quote: QuoteId, pdf: bool) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SET_MAIL_PDF).bind(company.0).bind(quote.0).bind(i64::from(pdf)))?;
    Ok(())
}

/// Writes a signature.
/// # Errors
/// [`StoreError::Taken`] when that recipient has signed the version.
pub async fn insert(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    signature: &SignatureRecord,
) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(signature.recipient_id)
            .bind(signature.quote_version)
            .bind(company.0)
            .bind(quote.0)
            .bind(signature.link_id)
            .bind(&signature.name)
            .bind(&signature.role)
            .bind(&signature.purchase_order)
            .bind(&signature.signature)
            .bind(&signature.content_sha256)
            .bind(&signature.evidence)
            .bind(signature.signed_at)
    )?;
    Ok(())
}

/// The signatures of others that came before the one which was given by a link and completed a version, the first first.
/// Who signed twice, because the last of the others was left out, is none of those who signed before themselves.
/// # Errors
/// [`StoreError`].
pub async fn before(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    (version, link): (i64, Option<Uuid>),
) -> Result<Vec<SignatureRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(BEFORE).bind(company.0).bind(quote.0).bind(version).bind(link).fetch_all(c))?)
}

/// The signatures under a version that others had to follow, the first first.
/// # Errors
/// [`StoreError`].
pub async fn list(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    version: i64,
) -> Result<Vec<SignatureRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).bind(quote.0).bind(version).fetch_all(c))?)
}
