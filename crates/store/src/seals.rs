//! The organisation's keys, and what was sealed with them: written once, never taken away.
use crate::{
    Conn, StoreError, Unit,
    dialect::{self, Engine},
    on, run,
};
use domain::ids::{CompanyId, QuoteId};
use uuid::Uuid;

pub(crate) const IN_USE: &str = "SELECT id, company_id, number, public_key, private_key, made_at, retired_at \
    FROM seal_keys WHERE company_id = $1 AND retired_at IS NULL";
pub(crate) const KEYS: &str = "SELECT id, company_id, number, public_key, private_key, made_at, retired_at \
    FROM seal_keys WHERE company_id = $1 ORDER BY number DESC LIMIT 100";
/// Who comes second, with the same number or beside a key in use, does nothing.
pub(crate) const INSERT_KEY: &str = "INSERT INTO seal_keys \
    (id, company_id, number, public_key, private_key, made_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
pub(crate) const RETIRE: &str =
    "UPDATE seal_keys SET retired_at = $3 WHERE company_id = $1 AND id = $2 AND retired_at IS NULL";
pub(crate) const INSERT: &str = "INSERT INTO seals \
    (company_id, quote_id, quote_version, kind, key_id, sha256, body, statement, signature, sealed_at, round) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (quote_id, quote_version, round, kind) DO NOTHING";
pub(crate) const OF_QUOTE: &str = "SELECT s.company_id, s.quote_id, s.quote_version, s.round, s.kind, s.key_id, s.sha256, s.body, \
    s.statement, s.signature, s.sealed_at, k.number AS key_number, k.public_key FROM seals AS s \
    JOIN seal_keys AS k ON k.id = s.key_id WHERE s.company_id = $1 AND s.quote_id = $2 AND s.quote_version = $3 \
    AND s.round = $4";
pub(crate) const BY_DIGEST: &str = "SELECT s.company_id, s.quote_id, s.quote_version, s.round, s.kind, s.key_id, s.sha256, \
    '' AS body, s.statement, s.signature, s.sealed_at, k.number AS key_number, k.public_key FROM seals AS s \
    JOIN seal_keys AS k ON k.id = s.key_id WHERE s.sha256 = $1 LIMIT 1";
pub(crate) const FILE_BY_DIGEST: &str = "SELECT a.name, q.number, d.quote_version, d.decided_at, c.name AS company \
    FROM attachments AS a JOIN quotes AS q ON q.id = a.subject_id JOIN quote_decisions AS d ON d.quote_id = q.id \
    JOIN companies AS c ON c.id = a.company_id \
    WHERE a.sha256 = $1 AND a.subject_kind = 'quote' AND a.media_type = 'application/pdf' AND d.kind = 'accepted' LIMIT 10";

/// Under which names the newest files of a key were signed; what was used last comes first.
pub(crate) fn names_sql(engine: Engine) -> String {
    let said = |word: &str| dialect::json_text(engine, "statement", word);
    format!(
        "SELECT company, business_id FROM (SELECT {} AS company, {} AS business_id, sealed_at FROM seals \
         WHERE company_id = $1 AND key_id = $2 AND kind = 'file' ORDER BY sealed_at DESC LIMIT 1000) AS seen \
         GROUP BY company, business_id ORDER BY MAX(sealed_at) DESC, company, business_id LIMIT 10",
        said("company"),
        said("business_id")
    )
}

/// A key of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct KeyRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub number: i64,
    pub public_key: String,
    pub private_key: Vec<u8>,
    pub made_at: i64,
    pub retired_at: Option<i64>,
}

/// A seal to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct NewSeal {
    pub company: CompanyId,
    pub quote: QuoteId,
    pub quote_version: i64,
    pub round: i64,
    pub kind: &'static str,
    pub key: Uuid,
    pub sha256: String,
    pub body: String,
    pub statement: String,
    pub signature: String,
}

/// A seal with its key.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct SealRecord {
    pub company_id: Uuid,
    pub quote_id: Uuid,
    pub quote_version: i64,
    pub round: i64,
    pub kind: String,
    pub key_id: Uuid,
    pub sha256: String,
    pub body: String,
    pub statement: String,
    pub signature: String,
    pub sealed_at: i64,
    pub key_number: i64,
    pub public_key: String,
}

/// A kept file on an accepted quotation.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct KnownFile {
    pub name: String,
    pub number: String,
    pub quote_version: i64,
    pub decided_at: i64,
    pub company: String,
}

/// The key in use, where one was made.
/// # Errors
/// [`StoreError`].
pub async fn in_use(conn: &mut Conn, company: CompanyId) -> Result<Option<KeyRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(IN_USE).bind(company.0).fetch_optional(c))?)
}

/// The company's keys, the newest first.
/// # Errors
/// [`StoreError`].
pub async fn keys(conn: &mut Conn, company: CompanyId) -> Result<Vec<KeyRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(KEYS).bind(company.0).fetch_all(c))?)
}

/// Names and business ids of the organisation in the newest thousand files that were sealed with a key, ten at most; what
/// was used last comes last.
/// # Errors
/// [`StoreError`].
pub async fn names(conn: &mut Conn, company: CompanyId, key: Uuid) -> Result<Vec<(String, String)>, StoreError> {
    let sql = names_sql(conn.engine());
    let mut found: Vec<(String, String)> = on!(
        conn,
        c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(company.0).bind(key).fetch_all(c)
    )?;
    found.reverse();
    Ok(found)
}

/// Writes a key unless another is in use; answers whether it did.
/// # Errors
/// [`StoreError`].
pub async fn insert_key(unit: &mut Unit, key: &KeyRecord) -> Result<bool, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(INSERT_KEY)
            .bind(key.id)
            .bind(key.company_id)
            .bind(key.number)
            .bind(&key.public_key)
            .bind(&key.private_key)
            .bind(key.made_at)
    )?;
    Ok(touched == 1)
}

/// Takes a key out of use; answers whether it was in use.
/// # Errors
/// [`StoreError`].
pub async fn retire(unit: &mut Unit, company: CompanyId, key: Uuid) -> Result<bool, StoreError> {
    let now = unit.now.0;
    Ok(run!(unit.conn, sqlx::query(RETIRE).bind(company.0).bind(key).bind(now))? == 1)
}

/// Writes a seal, once: one that is there already stays.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, seal: &NewSeal) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(seal.company.0)
            .bind(seal.quote.0)
            .bind(seal.quote_version)
            .bind(seal.kind)
            .bind(seal.key)
            .bind(&seal.sha256)
            .bind(&seal.body)
            .bind(&seal.statement)
            .bind(&seal.signature)
            .bind(now)
            .bind(seal.round)
    )?;
    Ok(())
}

/// What was sealed of one acceptance, by version and round, of a quotation that was loaded through its scope.
/// # Errors
/// [`StoreError`].
pub async fn of_quote(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    (version, round): (i64, i64),
) -> Result<Vec<SealRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OF_QUOTE).bind(company.0).bind(quote.0).bind(version).bind(round).fetch_all(c))?)
}

/// The seal on bytes with this SHA-256. Whoever asks has shown no right but that of knowing the digest, which is had
/// by holding the bytes; the evidence itself is not read.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_by_digest(conn: &mut Conn, sha256: &str) -> Result<Option<SealRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(BY_DIGEST).bind(sha256).fetch_optional(c))?)
}

/// PDFs on accepted quotations with this SHA-256, sealed or not; who asks holds the bytes, as above.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_files_by_digest(conn: &mut Conn, sha256: &str) -> Result<Vec<KnownFile>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FILE_BY_DIGEST).bind(sha256).fetch_all(c))?)
}
