//! The company itself, its users, teams and stages.
use crate::{Conn, StoreError, Unit, on, run};
use domain::{
    crm::stages::Place,
    ids::{CompanyId, StageId, TeamId},
};
use uuid::Uuid;

pub(crate) const LOAD: &str = "SELECT id, version, name, business_id, vat_number, street, postcode, city, country, \
    email, phone, language, currency, time_zone, valid_days, payment_terms, terms, sellers_see_margin, payee, iban, bic, \
    unsigned FROM companies WHERE id = $1";
pub(crate) const INSERT: &str = "INSERT INTO companies (id, name, business_id, vat_number, street, postcode, city, \
    country, email, phone, language, currency, time_zone, valid_days, payment_terms, terms, created_at, \
    sellers_see_margin, payee, iban, bic, unsigned) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
    $16, $17, $18, $19, $20, $21, $22)";
pub(crate) const UPDATE: &str = "UPDATE companies SET version = version + 1, name = $3, business_id = $4, \
    vat_number = $5, street = $6, postcode = $7, city = $8, country = $9, email = $10, phone = $11, language = $12, \
    valid_days = $13, payment_terms = $14, terms = $15, sellers_see_margin = $16, \
    payee = $17, iban = $18, bic = $19, unsigned = $20 WHERE id = $1 AND version = $2";
pub(crate) const DELIVERY_DAYS: &str = "SELECT delivery_days FROM companies WHERE id = $1";
pub(crate) const SET_DELIVERY_DAYS: &str = "UPDATE companies SET delivery_days = $2 WHERE id = $1";
pub(crate) const VERSION: &str = "SELECT version FROM companies WHERE id = $1";
pub(crate) const USERS: &str = "SELECT id, version, name, email, role, team_id, active FROM users WHERE company_id = $1 \
    ORDER BY active DESC, name, id LIMIT 500";
pub(crate) const OWNERS: &str =
    "SELECT id, name, team_id FROM users WHERE company_id = $1 AND active = 1 ORDER BY name, id LIMIT 500";
pub(crate) const TEAMS: &str = "SELECT id, name FROM teams WHERE company_id = $1 AND retired = 0 ORDER BY name, id";
pub(crate) const TEAM: &str = "SELECT id, name FROM teams WHERE company_id = $1 AND id = $2 AND retired = 0";
pub(crate) const TEAM_NAME: &str = "SELECT id, name FROM teams WHERE company_id = $1 AND id = $2";
/// A retired team of that name comes back.
pub(crate) const INSERT_TEAM: &str = "INSERT INTO teams (id, company_id, name) VALUES ($1, $2, $3) \
    ON CONFLICT (company_id, name) DO UPDATE SET retired = 0, version = teams.version + 1 WHERE teams.retired = 1";
pub(crate) const STAGES: &str = "SELECT id, version, name, chance, team_id, folded, retired, plan_id \
    FROM stages WHERE company_id = $1 ORDER BY position, id";
pub(crate) const INSERT_STAGE: &str = "INSERT INTO stages (id, company_id, name, position, chance, external_key) \
    VALUES ($1, $2, $3, $4, $5, $6)";

/// The company's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct CompanyRecord {
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub business_id: String,
    pub vat_number: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    pub country: String,
    pub email: String,
    pub phone: String,
    pub language: String,
    pub currency: String,
    pub time_zone: String,
    pub valid_days: i64,
    pub payment_terms: String,
    pub terms: String,
    pub sellers_see_margin: i64,
    pub payee: String,
    pub iban: String,
    pub bic: String,
    pub unsigned: i64,
}

/// A user, as settings list one.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct UserListRow {
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub email: String,
    pub role: String,
    pub team_id: Option<Uuid>,
    pub active: i64,
}

/// A colleague that records can be given to.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct OwnerRow {
    pub id: Uuid,
    pub name: String,
    pub team_id: Option<Uuid>,
}

/// A stage of the pipeline.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct StageRecord {
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub chance: i64,
    pub team_id: Option<Uuid>,
    pub folded: i64,
    pub retired: i64,
    pub plan_id: Option<Uuid>,
}

impl StageRecord {
    /// Who may stand in it.
    pub fn place(&self) -> Place {
        Place {
            id: StageId(self.id),
            team: self.team_id.map(TeamId),
            folded: self.folded == 1,
            retired: self.retired == 1,
        }
    }
}

/// The company.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, company: CompanyId) -> Result<CompanyRecord, StoreError> {
    let row: Option<CompanyRecord> = on!(conn, c => sqlx::query_as(LOAD).bind(company.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Days the company needs for a delivery beside what its products take.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn delivery_days(conn: &mut Conn, company: CompanyId) -> Result<i64, StoreError> {
    let days: Option<i64> = on!(conn, c => sqlx::query_scalar(DELIVERY_DAYS).bind(company.0).fetch_optional(c))?;
    days.ok_or(StoreError::NotFound)
}

/// Keeps those days, beside [`update`] in the same unit: the row's version moves there.
/// # Errors
/// [`StoreError`].
pub async fn set_delivery_days(unit: &mut Unit, company: CompanyId, days: i64) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SET_DELIVERY_DAYS).bind(company.0).bind(days))?;
    Ok(())
}

/// Writes a new company.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, company: &CompanyRecord) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(company.id)
            .bind(&company.name)
            .bind(&company.business_id)
            .bind(&company.vat_number)
            .bind(&company.street)
            .bind(&company.postcode)
            .bind(&company.city)
            .bind(&company.country)
            .bind(&company.email)
            .bind(&company.phone)
            .bind(&company.language)
            .bind(&company.currency)
            .bind(&company.time_zone)
            .bind(company.valid_days)
            .bind(&company.payment_terms)
            .bind(&company.terms)
            .bind(now)
            .bind(company.sellers_see_margin)
            .bind(&company.payee)
            .bind(&company.iban)
            .bind(&company.bic)
            .bind(company.unsigned)
    )?;
    Ok(())
}

/// Writes the changed company if nobody changed it since; answers the new version.
/// # Errors
/// [`StoreError::Stale`].
pub async fn update(unit: &mut Unit, company: &CompanyRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(company.id)
            .bind(company.version)
            .bind(&company.name)
            .bind(&company.business_id)
            .bind(&company.vat_number)
            .bind(&company.street)
            .bind(&company.postcode)
            .bind(&company.city)
            .bind(&company.country)
            .bind(&company.email)
            .bind(&company.phone)
            .bind(&company.language)
            .bind(company.valid_days)
            .bind(&company.payment_terms)
            .bind(&company.terms)
            .bind(company.sellers_see_margin)
            .bind(&company.payee)
            .bind(&company.iban)
            .bind(&company.bic)
            .bind(company.unsigned)
    )?;
    if touched == 1 {
        return Ok(company.version + 1);
    }
    let current: Option<(i64,)> = on!(unit.conn, c => sqlx::query_as(VERSION).bind(company.id).fetch_optional(c))?;
    Err(current.map_or(StoreError::NotFound, |(current,)| StoreError::Stale { current }))
}

/// The company's users: those who may sign in first.
/// # Errors
/// [`StoreError`].
pub async fn users(conn: &mut Conn, company: CompanyId) -> Result<Vec<UserListRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(USERS).bind(company.0).fetch_all(c))?)
}

/// Colleagues that records can be given to.
/// # Errors
/// [`StoreError`].
pub async fn owners(conn: &mut Conn, company: CompanyId) -> Result<Vec<OwnerRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OWNERS).bind(company.0).fetch_all(c))?)
}

/// The company's teams by name, without those that are retired.
/// # Errors
/// [`StoreError`].
pub async fn teams(conn: &mut Conn, company: CompanyId) -> Result<Vec<(Uuid, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(TEAMS).bind(company.0).fetch_all(c))?)
}

/// What a team is called, also one that is out of use; empty for none.
/// # Errors
/// [`StoreError`].
pub async fn team_name(conn: &mut Conn, company: CompanyId, team: Option<TeamId>) -> Result<String, StoreError> {
    let Some(team) = team else { return Ok(String::new()) };
    let row: Option<(Uuid, String)> =
        on!(conn, c => sqlx::query_as(TEAM_NAME).bind(company.0).bind(team.0).fetch_optional(c))?;
    Ok(row.map(|(_, name)| name).unwrap_or_default())
}

/// One of the company's teams that is not retired.
/// # Errors
/// [`StoreError`].
pub async fn team(conn: &mut Conn, company: CompanyId, team: TeamId) -> Result<Option<(Uuid, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(TEAM).bind(company.0).bind(team.0).fetch_optional(c))?)
}

/// Writes a team unless one of that name is there; one that was retired comes back.
/// # Errors
/// [`StoreError`].
pub async fn insert_team(unit: &mut Unit, company: CompanyId, team: TeamId, name: &str) -> Result<bool, StoreError> {
    Ok(run!(unit.conn, sqlx::query(INSERT_TEAM).bind(team.0).bind(company.0).bind(name))? == 1)
}

/// The stages of the pipeline, in order: those of all teams, of each team, and those out of use.
/// # Errors
/// [`StoreError`].
pub async fn stages(conn: &mut Conn, company: CompanyId) -> Result<Vec<StageRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(STAGES).bind(company.0).fetch_all(c))?)
}

/// Writes a stage at its place.
/// # Errors
/// [`StoreError`].
pub async fn insert_stage(
    unit: &mut Unit,
    company: CompanyId,
    stage: StageId,
    (name, position, chance): (&str, i64, i64),
    external_key: Option<&str>,
) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT_STAGE)
            .bind(stage.0)
            .bind(company.0)
            .bind(name)
            .bind(position)
            .bind(chance)
            .bind(external_key)
    )?;
    Ok(())
}
