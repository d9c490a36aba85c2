//! People as an administrator changes them: name, role, team, whether they may sign in; and what is theirs to do.
use super::users::UserRecord;
use crate::{Conn, StoreError, Unit, on, run, versions::missed};
use domain::ids::{CompanyId, UserId};
use uuid::Uuid;

/// Holds the company's row, and with it who its administrators are, until the unit ends, on both engines.
pub(crate) const HOLD: &str = "UPDATE companies SET version = version WHERE id = $1";
pub(crate) const ADMINISTRATORS: &str =
    "SELECT id FROM users WHERE company_id = $1 AND role = 'administrator' AND active = 1";
pub(crate) const UPDATE: &str = "UPDATE users SET version = version + 1, name = $4, role = $5, team_id = $6, active = $7 \
    WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const VERSION: &str = "SELECT version FROM users WHERE company_id = $1 AND id = $2";
pub(crate) const HOLDS: &str = "SELECT \
    (SELECT COUNT(*) FROM opportunities AS o WHERE o.company_id = $1 AND o.owner_id = $2 AND o.state = 'open') AS opportunities, \
    (SELECT COUNT(*) FROM quotes AS q WHERE q.company_id = $1 AND q.owner_id = $2 AND q.state IN ('draft', 'sent')) AS quotes, \
    (SELECT COUNT(*) FROM activities AS a JOIN opportunities AS o ON o.id = a.opportunity_id WHERE a.company_id = $1 \
        AND a.user_id = $2 AND a.state = 'open' AND o.state = 'open') AS activities";
// Each goes on behind an id, so that what could not be given is not looked at again.
pub(crate) const OPPORTUNITIES: &str = "SELECT id FROM opportunities WHERE company_id = $1 AND owner_id = $2 \
    AND state = 'open' AND id > $3 ORDER BY id LIMIT $4";
pub(crate) const QUOTES: &str = "SELECT id FROM quotes WHERE company_id = $1 AND owner_id = $2 \
    AND state IN ('draft', 'sent') AND id > $3 ORDER BY id LIMIT $4";
pub(crate) const ACTIVITIES: &str = "SELECT a.id FROM activities AS a JOIN opportunities AS o ON o.id = a.opportunity_id \
    WHERE a.company_id = $1 AND a.user_id = $2 AND a.state = 'open' AND o.state = 'open' AND a.id > $3 \
    ORDER BY a.id LIMIT $4";

/// What is somebody's to do: open opportunities, quotations that are drafts or sent, planned activities of open
/// opportunities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // Said above.
pub struct Holds {
    pub opportunities: i64,
    pub quotes: i64,
    pub activities: i64,
}

/// One of the three kinds of things somebody has to do, as [`Holds`] counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Open opportunities.
    Opportunities,
    /// Quotations that are drafts or sent.
    Quotes,
    /// Planned activities of open opportunities.
    Activities,
}

/// Nobody else changes who the administrators are until the unit ends.
/// # Errors
/// [`StoreError`].
pub async fn hold(unit: &mut Unit, company: CompanyId) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(HOLD).bind(company.0))?;
    Ok(())
}

/// The administrators who may sign in. They stay so only in a unit that holds them ([`hold`]).
/// # Errors
/// [`StoreError`].
pub async fn administrators(conn: &mut Conn, company: CompanyId) -> Result<Vec<UserId>, StoreError> {
    let rows: Vec<(Uuid,)> = on!(conn, c => sqlx::query_as(ADMINISTRATORS).bind(company.0).fetch_all(c))?;
    Ok(rows.into_iter().map(|(id,)| UserId(id)).collect())
}

/// Writes name, role, team and whether they may sign in, if nobody changed the row since `row.version` was read; answers the
/// new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, row: &UserRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(&row.name)
            .bind(&row.role)
            .bind(row.team_id)
            .bind(row.active)
    )?;
    if touched == 1 {
        return Ok(row.version + 1);
    }
    Err(missed(unit, VERSION, [row.company_id, row.id]).await)
}

/// How much is somebody's to do, whoever asks: only administrators do.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_holds(conn: &mut Conn, company: CompanyId, user: UserId) -> Result<Holds, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(HOLDS).bind(company.0).bind(user.0).fetch_one(c))?)
}

/// The first `most` of one kind behind an id, in the order of ids. Whoever gives them away loads each through a scope.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_held(
    conn: &mut Conn,
    (company, user): (CompanyId, UserId),
    kind: Held,
    (after, most): (Uuid, i64),
) -> Result<Vec<Uuid>, StoreError> {
    let sql = match kind {
        Held::Opportunities => OPPORTUNITIES,
        Held::Quotes => QUOTES,
        Held::Activities => ACTIVITIES,
    };
    let rows: Vec<(Uuid,)> =
        on!(conn, c => sqlx::query_as(sql).bind(company.0).bind(user.0).bind(after).bind(most).fetch_all(c))?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
