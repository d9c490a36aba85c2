//! Tables without their indexes and triggers for the time of one unit: a million rows go into them without touching
//! every page of every index again and again, and everything is built once at the end. Should the unit fail, all of it
//! is undone with the unit.
use crate::{
    StoreError, Unit,
    dialect::{self, Engine},
    on, run,
};

const SQLITE_BUILT: &str = "SELECT type AS kind, name, tbl_name AS place, sql FROM sqlite_master \
    WHERE type IN ('index', 'trigger') AND tbl_name IN ('parties', 'opportunities', 'stage_visits') AND sql IS NOT NULL";
// What carries a constraint stays.
const PG_BUILT: &str = "SELECT 'index' AS kind, indexname::text AS name, tablename::text AS place, indexdef AS sql \
    FROM pg_indexes WHERE schemaname = current_schema() AND tablename IN ('parties', 'opportunities', 'stage_visits') \
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname) UNION ALL \
    SELECT 'trigger', t.tgname::text, c.relname::text, pg_get_triggerdef(t.oid) FROM pg_trigger AS t \
    JOIN pg_class AS c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace \
    AND c.relname IN ('parties', 'opportunities', 'stage_visits')";
pub(crate) const FORGET_FIGURES: &str = "DELETE FROM opportunity_figures WHERE state > ''";

/// What is there to be built.
pub(crate) const fn built_sql(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => SQLITE_BUILT,
        Engine::Postgres => PG_BUILT,
    }
}

/// What the engine needs for long work: memory for pages; time.
pub(crate) const fn widen_sql(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "PRAGMA cache_size = -400000",
        Engine::Postgres => "SET LOCAL statement_timeout = 0",
    }
}

pub(crate) fn figures_sql(engine: Engine) -> String {
    let nobody = dialect::nobody(engine);
    format!(
        "INSERT INTO opportunity_figures (company_id, state, day, stage_id, owner_id, team_id, count, expected, weighted, \
         monthly, monthly_weighted) \
         SELECT company_id, state, CASE state WHEN 'open' THEN COALESCE(next_due_on, '') ELSE COALESCE(closed_on, '') END, \
         stage_id, COALESCE(owner_id, {nobody}), COALESCE(team_id, {nobody}), COUNT(*), SUM(expected / 1000), \
         SUM(weighted / 1000), SUM(monthly / 1000), SUM(monthly_weighted / 1000) FROM opportunities GROUP BY 1, 2, 3, 4, 5, 6"
    )
}

/// What was taken away, as it was made.
#[must_use]
pub struct Bare(Vec<String>);

/// Takes indexes and triggers of customers and opportunities away. Until [`Bare::dress`] nobody may look anything up.
/// # Errors
/// [`StoreError`].
pub async fn strip(unit: &mut Unit) -> Result<Bare, StoreError> {
    let engine = unit.conn.engine();
    run!(unit.conn, sqlx::query(widen_sql(engine)))?;
    let sql = built_sql(engine);
    let built: Vec<(String, String, String, String)> = on!(unit.conn, c => sqlx::query_as(sql).fetch_all(c))?;
    let mut made = Vec::new();
    for (kind, name, place, sql) in built {
        let of = if kind == "trigger" && engine == Engine::Postgres { format!(" ON {place}") } else { String::new() };
        let drop = format!("DROP {kind} \"{name}\"{of}");
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
        let engine = unit.conn.engine();
        run!(unit.conn, sqlx::query(FORGET_FIGURES))?;
        run!(unit.conn, sqlx::query(sqlx::AssertSqlSafe(figures_sql(engine).as_str())))?;
        if engine == Engine::Sqlite {
            for table in ["parties", "opportunities"] {
                let sql = format!("INSERT INTO {table}_trigrams ({table}_trigrams) VALUES ('rebuild')");
                run!(unit.conn, sqlx::query(sqlx::AssertSqlSafe(sql.as_str())))?;
            }
        }
        for sql in &self.0 {
            run!(unit.conn, sqlx::query(sqlx::AssertSqlSafe(sql.as_str())))?;
        }
        Ok(())
    }
}
