//! People who sign in, and their passwords.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, UserId};
use uuid::Uuid;

const COLUMNS: &str = "u.id, u.company_id, u.version, u.team_id, u.name, u.title, u.email, u.email_key, u.phone, \
    u.role, u.language, u.password_hash, u.active";

pub(crate) const INSERT: &str = "INSERT INTO users (id, company_id, team_id, name, title, email, email_key, phone, \
    role, language, password_hash, active, external_key, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
pub(crate) const SET_PASSWORD: &str =
    "UPDATE users SET password_hash = $3, version = version + 1 WHERE company_id = $1 AND id = $2";
pub(crate) const SET_LANGUAGE: &str =
    "UPDATE users SET language = $3, version = version + 1 WHERE company_id = $1 AND id = $2";
pub(crate) const COMPANY: &str = "SELECT name, language, currency, time_zone FROM companies WHERE id = $1";

pub(crate) fn find_by_email_sql() -> String {
    format!("SELECT {COLUMNS} FROM users AS u WHERE u.email_key = $1")
}

pub(crate) fn load_sql() -> String {
    format!("SELECT {COLUMNS} FROM users AS u WHERE u.company_id = $1 AND u.id = $2")
}

pub(crate) fn first_administrator_sql() -> String {
    format!(
        "SELECT {COLUMNS} FROM users AS u WHERE u.company_id = $1 AND u.role = 'administrator' AND u.active = 1 \
         ORDER BY u.created_at, u.id LIMIT 1"
    )
}

/// A person's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct UserRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub team_id: Option<Uuid>,
    pub name: String,
    pub title: String,
    pub email: String,
    pub email_key: String,
    pub phone: String,
    pub role: String,
    pub language: String,
    pub password_hash: Option<String>,
    pub active: i64,
}

/// What a signed-in person's company gives them.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct HomeRecord {
    pub name: String,
    pub language: String,
    pub currency: String,
    pub time_zone: String,
}

/// The key of an address: signing in does not care for case.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase().chars().take(320).collect()
}

/// The person with this address, in whichever company: the gate that signs people in.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_find_by_email(conn: &mut Conn, key: &str) -> Result<Option<UserRecord>, StoreError> {
    let sql = find_by_email_sql();
    Ok(on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(key).fetch_optional(c))?)
}

/// A person of the company.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, company: CompanyId, user: UserId) -> Result<UserRecord, StoreError> {
    let sql = load_sql();
    let row: Option<UserRecord> = on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(company.0).bind(user.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The company's first administrator: whom the command line acts for.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn first_administrator(conn: &mut Conn, company: CompanyId) -> Result<UserRecord, StoreError> {
    let sql = first_administrator_sql();
    let row: Option<UserRecord> =
        on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(company.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The company's name, language, currency and time zone.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn home(conn: &mut Conn, company: CompanyId) -> Result<HomeRecord, StoreError> {
    let row: Option<HomeRecord> = on!(conn, c => sqlx::query_as(COMPANY).bind(company.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Writes a new person.
/// # Errors
/// [`StoreError::Taken`] when the address belongs to somebody.
pub async fn insert(unit: &mut Unit, user: &UserRecord, external_key: Option<&str>) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(user.id)
            .bind(user.company_id)
            .bind(user.team_id)
            .bind(&user.name)
            .bind(&user.title)
            .bind(&user.email)
            .bind(&user.email_key)
            .bind(&user.phone)
            .bind(&user.role)
            .bind(&user.language)
            .bind(&user.password_hash)
            .bind(user.active)
            .bind(external_key)
            .bind(now)
    )?;
    Ok(())
}

/// Keeps a new password's hash.
/// # Errors
/// [`StoreError`].
pub async fn set_password(unit: &mut Unit, company: CompanyId, user: UserId, hash: &str) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SET_PASSWORD).bind(company.0).bind(user.0).bind(hash))?;
    Ok(())
}

/// Keeps the language of somebody's screens.
/// # Errors
/// [`StoreError`].
pub async fn set_language(unit: &mut Unit, company: CompanyId, user: UserId, code: &str) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SET_LANGUAGE).bind(company.0).bind(user.0).bind(code))?;
    Ok(())
}
