//! Opportunities merged into others: what each merge changed and moved, and the way back.
use super::activities::keep_next;
use crate::{Conn, Scope, StoreError, Unit, on, run, scoped};
use domain::ids::{CompanyId, MergeId, OpportunityId};
use uuid::Uuid;

pub(crate) const INSERT: &str = "INSERT INTO merges (id, company_id, survivor_id, merged_id, merged_state, \
    facts_before, facts_after, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub(crate) const LOAD: &str = "SELECT id, company_id, survivor_id, merged_id, merged_state, facts_before, facts_after, \
    made_by, made_at, undone_at FROM merges WHERE id = $1 AND company_id = $2";
pub(crate) const OF_SURVIVOR: &str = "SELECT m.id, o.title, u.name AS made_by, m.made_at FROM merges AS m \
    JOIN opportunities AS o ON o.id = m.merged_id JOIN users AS u ON u.id = m.made_by \
    WHERE m.survivor_id = $1 AND m.company_id = $2 AND m.undone_at IS NULL ORDER BY m.made_at DESC";
pub(crate) const UNDO: &str = "UPDATE merges SET undone_by = $3, undone_at = $4 \
    WHERE id = $1 AND company_id = $2 AND undone_at IS NULL";
pub(crate) const SET_MERGED: &str = "UPDATE opportunities SET version = version + 1, state = 'merged', \
    merged_into = $4, updated_at = $5 WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const SET_BACK: &str = "UPDATE opportunities SET version = version + 1, state = $4, merged_into = NULL, \
    updated_at = $5 WHERE company_id = $1 AND id = $2 AND merged_into = $3";
pub(crate) const MERGED: &str =
    "SELECT stage_id, title FROM opportunities WHERE company_id = $1 AND id = $2 AND merged_into = $3";
pub(crate) const WAY: &str = "WITH RECURSIVE way (id, merged_into, steps) AS (\
    SELECT id, merged_into, 0 FROM opportunities WHERE company_id = $1 AND id = $2 UNION ALL \
    SELECT o.id, o.merged_into, w.steps + 1 FROM way AS w JOIN opportunities AS o ON o.id = w.merged_into \
    WHERE w.steps < 100) SELECT id FROM way WHERE merged_into IS NULL AND steps > 0";
pub(crate) const FAMILY: &str = "WITH RECURSIVE family (id) AS (\
    SELECT id FROM opportunities WHERE company_id = $1 AND merged_into = $2 UNION \
    SELECT o.id FROM family AS f JOIN opportunities AS o ON o.merged_into = f.id) SELECT id FROM family";
pub(crate) const COUNTS: &str = "SELECT (SELECT COUNT(*) FROM activities WHERE opportunity_id = $2 AND company_id = $1) \
    AS activities, (SELECT COUNT(*) FROM quotes WHERE opportunity_id = $2 AND company_id = $1) AS quotes, \
    (SELECT COUNT(*) FROM orders WHERE opportunity_id = $2 AND company_id = $1) AS orders, \
    (SELECT COUNT(*) FROM intake_posts WHERE opportunity_id = $2 AND company_id = $1) AS posts, \
    (SELECT COUNT(*) FROM attachments WHERE subject_kind = 'opportunity' AND subject_id = $2 AND company_id = $1) \
    AS files, (SELECT COUNT(*) FROM events WHERE company_id = $1 AND subject_id = $2) AS entries";
pub(crate) const NOTE_FILE: &str =
    "INSERT INTO merge_moves (merge_id, kind, subject_id, old_name) VALUES ($1, 'file', $2, $3)";
pub(crate) const MOVE_FILE: &str = "UPDATE attachments SET subject_id = $3, name = $4 \
    WHERE id = $1 AND company_id = $2 AND subject_kind = 'opportunity' AND subject_id = $5";
pub(crate) const FILES: &str = "SELECT subject_id, old_name FROM merge_moves WHERE merge_id = $1 AND kind = 'file'";

/// What is noted, moved and moved back of one table. An order made since goes back with its quotation.
macro_rules! moved {
    ($table:literal, $kind:literal) => {
        moved!($table, $kind, "")
    };
    ($table:literal, $kind:literal, $more:literal) => {
        [
            concat!(
                "INSERT INTO merge_moves (merge_id, kind, subject_id) SELECT $1, '",
                $kind,
                "', id FROM ",
                $table,
                " WHERE opportunity_id = $2 AND company_id = $3"
            ),
            concat!("UPDATE ", $table, " SET opportunity_id = $3 WHERE opportunity_id = $2 AND company_id = $1"),
            concat!(
                "UPDATE ",
                $table,
                " SET opportunity_id = $3 WHERE opportunity_id = $2 AND company_id = $1 AND (id IN \
                 (SELECT subject_id FROM merge_moves WHERE merge_id = $4 AND kind = '",
                $kind,
                "')",
                $more,
                ")"
            ),
        ]
    };
}

/// Note, move, move back; of every table that names opportunities.
pub(crate) const MOVES: [[&str; 3]; 4] = [
    moved!("activities", "activity"),
    moved!("quotes", "quote"),
    moved!(
        "orders",
        "order",
        " OR quote_id IN (SELECT subject_id FROM merge_moves WHERE merge_id = $4 AND kind = 'quote')"
    ),
    moved!("intake_posts", "post"),
];

/// A merge of two opportunities, with the fields of both sides before and after as JSON, so that it can be taken back.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct MergeRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub survivor_id: Uuid,
    pub merged_id: Uuid,
    pub merged_state: String,
    pub facts_before: String,
    pub facts_after: String,
    pub made_by: Uuid,
    pub made_at: i64,
    pub undone_at: Option<i64>,
}

/// A merge that stands, as its survivor shows it.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct StandingRow {
    pub id: Uuid,
    pub title: String,
    pub made_by: String,
    pub made_at: i64,
}

/// How much would be moved.
#[derive(Clone, Copy, Debug, Default, sqlx::FromRow)]
#[allow(missing_docs)] // Named after what is counted.
pub struct CountsRow {
    pub activities: i64,
    pub quotes: i64,
    pub orders: i64,
    pub posts: i64,
    pub files: i64,
    pub entries: i64,
}

pub(crate) fn merged_sql(scope: &Scope) -> String {
    let within = scope.condition("opportunities", 3);
    format!("SELECT id FROM opportunities WHERE company_id = $1 AND id = $2 AND merged_into IS NOT NULL{within}")
}

/// Whether an opportunity within the scope was merged into another.
/// # Errors
/// [`StoreError`].
pub async fn is_merged(conn: &mut Conn, scope: &Scope, id: OpportunityId) -> Result<bool, StoreError> {
    let sql = merged_sql(scope);
    let row: Option<(Uuid,)> = on!(conn, c => scoped!(sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(scope.company.0).bind(id.0), scope).fetch_optional(c))?;
    Ok(row.is_some())
}

/// The one a merged opportunity lives on in; none for one that was not merged. It still has to be loaded through a scope.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_survivor(
    conn: &mut Conn,
    company: CompanyId,
    id: OpportunityId,
) -> Result<Option<OpportunityId>, StoreError> {
    let row: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(WAY).bind(company.0).bind(id.0).fetch_optional(c))?;
    Ok(row.map(|(id,)| OpportunityId(id)))
}

/// All that were merged into an opportunity that was loaded through its scope, and into those again.
/// # Errors
/// [`StoreError`].
pub async fn family(conn: &mut Conn, company: CompanyId, id: OpportunityId) -> Result<Vec<Uuid>, StoreError> {
    let rows: Vec<(Uuid,)> = on!(conn, c => sqlx::query_as(FAMILY).bind(company.0).bind(id.0).fetch_all(c))?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// How much hangs on an opportunity that was loaded through its scope.
/// # Errors
/// [`StoreError`].
pub async fn counts(conn: &mut Conn, company: CompanyId, id: OpportunityId) -> Result<CountsRow, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(COUNTS).bind(company.0).bind(id.0).fetch_one(c))?)
}

/// Merges into an opportunity that stand, the newest first.
/// # Errors
/// [`StoreError`].
pub async fn standing(
    conn: &mut Conn,
    company: CompanyId,
    survivor: OpportunityId,
) -> Result<Vec<StandingRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OF_SURVIVOR).bind(survivor.0).bind(company.0).fetch_all(c))?)
}

/// A merge of the company. Whoever asks still has to load its survivor through a scope.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn unscoped_load(conn: &mut Conn, company: CompanyId, id: MergeId) -> Result<MergeRecord, StoreError> {
    let row: Option<MergeRecord> = on!(conn, c => sqlx::query_as(LOAD).bind(id.0).bind(company.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Writes a merge, marks the merged one, of version `version`, and moves everything that hangs on it.
/// # Errors
/// [`StoreError::NotFound`] when it is no more of that version.
pub async fn make(unit: &mut Unit, merge: &MergeRecord, version: i64) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(merge.id)
            .bind(merge.company_id)
            .bind(merge.survivor_id)
            .bind(merge.merged_id)
            .bind(&merge.merged_state)
            .bind(&merge.facts_before)
            .bind(&merge.facts_after)
            .bind(merge.made_by)
            .bind(merge.made_at)
    )?;
    let (company, from, to) = (merge.company_id, merge.merged_id, merge.survivor_id);
    let now = unit.now.0;
    let marked = run!(unit.conn, sqlx::query(SET_MERGED).bind(company).bind(from).bind(version).bind(to).bind(now))?;
    if marked != 1 {
        return Err(StoreError::NotFound);
    }
    for [note, onward, _] in MOVES {
        run!(unit.conn, sqlx::query(note).bind(merge.id).bind(from).bind(company))?;
        run!(unit.conn, sqlx::query(onward).bind(company).bind(from).bind(to))?;
    }
    keep_next(unit, company, from).await?;
    keep_next(unit, company, to).await
}

/// Moves a file from the merged one to the survivor under a name that is free there, and notes the name it had.
/// # Errors
/// [`StoreError`].
pub async fn move_file(
    unit: &mut Unit,
    merge: &MergeRecord,
    file: Uuid,
    old_name: &str,
    name: &str,
) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(NOTE_FILE).bind(merge.id).bind(file).bind(old_name))?;
    run!(
        unit.conn,
        sqlx::query(MOVE_FILE)
            .bind(file)
            .bind(merge.company_id)
            .bind(merge.survivor_id)
            .bind(name)
            .bind(merge.merged_id)
    )?;
    Ok(())
}

/// Takes a merge back: the merged one stands where it stood, with what was moved from it and is still there. Answers its
/// stage and title.
/// # Errors
/// [`StoreError::NotFound`] when it was taken back already.
pub async fn take_back(unit: &mut Unit, merge: &MergeRecord, by: Uuid) -> Result<(Uuid, String), StoreError> {
    let (company, back, from, now) = (merge.company_id, merge.merged_id, merge.survivor_id, unit.now.0);
    let row: Option<(Uuid, String)> =
        on!(unit.conn, c => sqlx::query_as(MERGED).bind(company).bind(back).bind(from).fetch_optional(c))?;
    let undone = run!(unit.conn, sqlx::query(UNDO).bind(merge.id).bind(company).bind(by).bind(now))?;
    let (Some(row), 1) = (row, undone) else { return Err(StoreError::NotFound) };
    let state = &merge.merged_state;
    run!(unit.conn, sqlx::query(SET_BACK).bind(company).bind(back).bind(from).bind(state).bind(now))?;
    for [_, _, home] in MOVES {
        run!(unit.conn, sqlx::query(home).bind(company).bind(from).bind(back).bind(merge.id))?;
    }
    keep_next(unit, company, from).await?;
    keep_next(unit, company, back).await?;
    let files: Vec<(Uuid, String)> = on!(unit.conn, c => sqlx::query_as(FILES).bind(merge.id).fetch_all(c))?;
    for (file, name) in files {
        run!(unit.conn, sqlx::query(MOVE_FILE).bind(file).bind(company).bind(back).bind(name).bind(from))?;
    }
    Ok(row)
}
