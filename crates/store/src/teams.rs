//! Teams with their rules, and who is given opportunities in them.
use crate::{Conn, StoreError, Unit, on, run, versions::missed};
use domain::ids::{CompanyId, TeamId, UserId};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, name, position, assigns, turn, rule, retired \
    FROM teams WHERE company_id = $1 ORDER BY position, name, id LIMIT 500";
pub(crate) const LOAD: &str = "SELECT id, company_id, version, name, position, assigns, turn, rule, retired \
    FROM teams WHERE company_id = $1 AND id = $2";
pub(crate) const VERSION: &str = "SELECT version FROM teams WHERE company_id = $1 AND id = $2";
pub(crate) const INSERT: &str = "INSERT INTO teams (id, company_id, name, position, assigns, turn, rule) \
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
pub(crate) const UPDATE: &str = "UPDATE teams SET version = version + 1, name = $4, position = $5, assigns = $6, \
    turn = $7, rule = $8, retired = $9 WHERE company_id = $1 AND id = $2 AND version = $3";
/// Holds the row until the unit ends, on both engines.
pub(crate) const LOCK: &str = "UPDATE teams SET retired = retired WHERE company_id = $1 AND id = $2";
/// The members in their order, and after them people of the team who are none yet.
pub(crate) const MEMBERS: &str = "SELECT u.id AS user_id, u.name, u.role, u.active, u.team_id AS own_team_id, \
    CAST(CASE WHEN m.team_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS member, COALESCE(m.position, 1000000) AS position, \
    COALESCE(m.capacity, 30) AS capacity, COALESCE(m.paused, 1) AS paused, m.away_from, m.away_to, \
    COALESCE(m.wish, 'any') AS wish, COALESCE(m.rule, '{}') AS rule FROM users AS u \
    LEFT JOIN team_members AS m ON m.team_id = $2 AND m.user_id = u.id \
    WHERE u.company_id = $1 AND (m.team_id IS NOT NULL OR (u.team_id = $2 AND u.active = 1)) \
    ORDER BY 7, u.name, u.id LIMIT 500";
pub(crate) const PUT_MEMBER: &str = "INSERT INTO team_members (team_id, user_id, company_id, position, capacity, paused, \
    away_from, away_to, wish, rule) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
    ON CONFLICT (team_id, user_id) DO UPDATE SET position = $4, capacity = $5, paused = $6, away_from = $7, \
    away_to = $8, wish = $9, rule = $10";
pub(crate) const DROP_MEMBER: &str = "DELETE FROM team_members WHERE company_id = $1 AND team_id = $2 AND user_id = $3";
pub(crate) const SET_OWN_TEAM: &str =
    "UPDATE users SET team_id = $3, version = version + 1 WHERE company_id = $1 AND id = $2";
/// What keeps a team from being retired.
pub(crate) const HANGING: &str = "SELECT \
    (SELECT COUNT(*) FROM users AS u WHERE u.company_id = $1 AND u.team_id = $2 AND u.active = 1) AS people, \
    (SELECT COUNT(*) FROM (SELECT 1 FROM opportunities AS o WHERE o.company_id = $1 AND o.team_id = $2 \
        AND o.state = 'open' LIMIT 1) AS seen) AS opportunities, \
    (SELECT COUNT(*) FROM intake_sources AS s WHERE s.company_id = $1 AND s.team_id = $2) AS sources";

/// A team's row: its place, how its members are asked, and its rule as JSON.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct TeamRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub name: String,
    pub position: i64,
    pub assigns: i64,
    pub turn: String,
    pub rule: String,
    pub retired: i64,
}

/// A person of a team.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct MemberRecord {
    pub user_id: Uuid,
    pub name: String,
    pub role: String,
    pub active: i64,
    pub own_team_id: Option<Uuid>,
    pub member: i64,
    pub position: i64,
    pub capacity: i64,
    pub paused: i64,
    pub away_from: Option<String>,
    pub away_to: Option<String>,
    pub wish: String,
    pub rule: String,
}

/// What hangs on a team: people whose own it is, open opportunities (one or none), ways in that name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // Said above.
pub struct Hanging {
    pub people: i64,
    pub opportunities: i64,
    pub sources: i64,
}

/// All teams of the company in the order in which they are asked, retired ones too.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<TeamRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// One of the company's teams.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, company: CompanyId, team: TeamId) -> Result<TeamRecord, StoreError> {
    let row: Option<TeamRecord> = on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(team.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Nobody else counts or gives in this team until the unit ends.
/// # Errors
/// [`StoreError`].
pub async fn lock(unit: &mut Unit, company: CompanyId, team: TeamId) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(LOCK).bind(company.0).bind(team.0))?;
    Ok(())
}

/// The people of a team.
/// # Errors
/// [`StoreError`].
pub async fn members(conn: &mut Conn, company: CompanyId, team: TeamId) -> Result<Vec<MemberRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(MEMBERS).bind(company.0).bind(team.0).fetch_all(c))?)
}

/// Writes a new team.
/// # Errors
/// [`StoreError::Taken`] when the name is another's.
pub async fn insert(unit: &mut Unit, row: &TeamRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(&row.name)
            .bind(row.position)
            .bind(row.assigns)
            .bind(&row.turn)
            .bind(&row.rule)
    )?;
    Ok(())
}

/// Writes a changed team if nobody changed it since `row.version` was read; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`], [`StoreError::Taken`].
pub async fn update(unit: &mut Unit, row: &TeamRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(&row.name)
            .bind(row.position)
            .bind(row.assigns)
            .bind(&row.turn)
            .bind(&row.rule)
            .bind(row.retired)
    )?;
    if touched == 1 {
        return Ok(row.version + 1);
    }
    Err(missed(unit, VERSION, [row.company_id, row.id]).await)
}

/// Writes a member, new or known.
/// # Errors
/// [`StoreError`].
pub async fn put_member(
    unit: &mut Unit,
    company: CompanyId,
    team: TeamId,
    row: &MemberRecord,
) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(PUT_MEMBER)
            .bind(team.0)
            .bind(row.user_id)
            .bind(company.0)
            .bind(row.position)
            .bind(row.capacity)
            .bind(row.paused)
            .bind(&row.away_from)
            .bind(&row.away_to)
            .bind(&row.wish)
            .bind(&row.rule)
    )?;
    Ok(())
}

/// Takes somebody out of a team. What they were given stays counted, should they come back.
/// # Errors
/// [`StoreError`].
pub async fn drop_member(unit: &mut Unit, company: CompanyId, team: TeamId, user: UserId) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(DROP_MEMBER).bind(company.0).bind(team.0).bind(user.0))?;
    Ok(())
}

/// Writes whose records somebody sees beside their own.
/// # Errors
/// [`StoreError`].
pub async fn set_own_team(
    unit: &mut Unit,
    company: CompanyId,
    user: UserId,
    team: Option<TeamId>,
) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SET_OWN_TEAM).bind(company.0).bind(user.0).bind(team.map(|team| team.0)))?;
    Ok(())
}

/// What keeps a team from being retired.
/// # Errors
/// [`StoreError`].
pub async fn hanging(conn: &mut Conn, company: CompanyId, team: TeamId) -> Result<Hanging, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(HANGING).bind(company.0).bind(team.0).fetch_one(c))?)
}
