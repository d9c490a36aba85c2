//! Tables without their indexes and triggers for the time of one unit: a million rows go into them without touching
//! every page of every index again and again, and everything is built once at the end.
//!
//! Only the embedded database needs it. Should the unit fail, all of it is undone with the unit.
use crate::{StoreError, Unit, dialect::Engine, on, run};

pub(crate) const BUILT: &str = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') \
    AND tbl_name IN ('parties', 'opportunities', 'stage_visits') AND sql IS NOT NULL";
pub(crate) const WIDEN: &str = "PRAGMA cache_size = -400000";
pub(crate) const FORGET_FIGURES: &str = "DELETE FROM opportunity_figures WHERE state > ''";
pub(crate) const COUNT_FIGURES: &str = "INSERT INTO opportunity_figures (company_id, state, day, stage_id, owner_id, \
    team_id, count, expected, weighted) SELECT company_id, state, CASE state WHEN 'open' \
    THEN COALESCE(next_due_on, '') ELSE COALESCE(closed_on, '') END, stage_id, COALESCE(owner_id, zeroblob(16)), \
    COALESCE(team_id, zeroblob(16)), COUNT(*), SUM(expected / 1000), SUM(weighted / 1000) \
    FROM opportunities GROUP BY 1, 2, 3, 4, 5, 6";
pub(crate) const SEARCH_PARTIES: &str = "INSERT INTO parties_trigrams (parties_trigrams) VALUES ('rebuild')";
pub(crate) const SEARCH_OPPORTUNITIES: &str =
    "INSERT INTO opportunities_trigrams (opportunities_trigrams) VALUES ('rebuild')";

/// What was taken away, as it was made.
#[must_use]
pub struct Bare(Vec<String>);

/// Takes indexes and triggers of customers and opportunities away. Until [`Bare::dress`] nobody may look anything up.
/// # Errors
/// [`StoreError`].
pub async fn strip(unit: &mut Unit) -> Result<Bare, StoreError> {
    if unit.conn.engine() == Engine::Postgres {
        return Ok(Bare(Vec::new()));
    }
    run!(unit.conn, sqlx::query(WIDEN))?;
    let built: Vec<(String, String, String)> = on!(unit.conn, c => sqlx::query_as(BUILT).fetch_all(c))?;
    let mut made = Vec::new();
    for (kind, name, sql) in built {
        let drop = format!("DROP {kind} \"{name}\"");
        run!(unit.conn, sqlx::query(sqlx::AssertSqlSafe(drop.as_str())))?;
        made.push(sql);
    }
    Ok(Bare(made))
}

impl Bare {
    /// Builds everything again, from all rows that are there now.
    /// # Errors
    /// [`StoreError`].
    pub async fn dress(self, unit: &mut Unit) -> Result<(), StoreError> {
        if self.0.is_empty() {
            return Ok(());
        }
        for sql in [FORGET_FIGURES, COUNT_FIGURES, SEARCH_PARTIES, SEARCH_OPPORTUNITIES] {
            run!(unit.conn, sqlx::query(sql))?;
        }
        for sql in &self.0 {
            run!(unit.conn, sqlx::query(sqlx::AssertSqlSafe(sql.as_str())))?;
        }
        Ok(())
    }
}
