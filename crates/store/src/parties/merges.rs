//! Customers merged into others: what each merge changed and moved, and the way back.
use crate::{Conn, StoreError, Unit, dialect, on, run};
use domain::ids::{CompanyId, PartyId, PartyMergeId};
use uuid::Uuid;

pub(crate) const INSERT: &str = "INSERT INTO party_merges (id, company_id, survivor_id, merged_id, facts_before, \
    facts_after, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
pub(crate) const LOAD: &str = "SELECT id, company_id, survivor_id, merged_id, facts_before, facts_after, made_by, \
    made_at, undone_at FROM party_merges WHERE id = $1 AND company_id = $2";
pub(crate) const OF_SURVIVOR: &str = "SELECT m.id, p.name AS title, u.name AS made_by, m.made_at \
    FROM party_merges AS m JOIN parties AS p ON p.id = m.merged_id JOIN users AS u ON u.id = m.made_by \
    WHERE m.survivor_id = $1 AND m.company_id = $2 AND m.undone_at IS NULL AND m.made_at >= $3 ORDER BY m.made_at DESC";
pub(crate) const UNDO: &str = "UPDATE party_merges SET undone_by = $3, undone_at = $4 \
    WHERE id = $1 AND company_id = $2 AND undone_at IS NULL";
pub(crate) const SET_MERGED: &str = "UPDATE parties SET version = version + 1, merged_into = $4, updated_at = $5 \
    WHERE company_id = $1 AND id = $2 AND version = $3 AND merged_into IS NULL";
pub(crate) const SET_BACK: &str = "UPDATE parties SET version = version + 1, merged_into = NULL, updated_at = $4 \
    WHERE company_id = $1 AND id = $2 AND merged_into = $3";
pub(crate) const SURVIVOR: &str = "SELECT merged_into FROM parties WHERE company_id = $1 AND id = $2";
pub(crate) const NAME: &str = "SELECT name FROM parties WHERE company_id = $1 AND id = $2";
pub(crate) const FAMILY: &str = "SELECT id FROM parties WHERE merged_into = $1";
pub(crate) const COUNTS: &str = "SELECT \
    (SELECT COUNT(*) FROM opportunities WHERE party_id = $2 AND merged_into IS NULL) AS opportunities, \
    (SELECT COUNT(*) FROM quotes WHERE party_id = $2) AS quotes, \
    (SELECT COUNT(*) FROM orders WHERE party_id = $2) AS orders, \
    (SELECT COUNT(*) FROM events WHERE company_id = $1 AND subject_id = $2) AS entries";

/// What is noted, moved and moved back of one column. The customers are locked and the company's: naming the company too would
/// lead the database to walk through all that it has.
macro_rules! moved {
    ($table:literal, $column:literal, $kind:literal, $besides:literal, $more:literal) => {
        [
            concat!(
                "INSERT INTO party_merge_moves (merge_id, kind, subject_id) SELECT $1, '",
                $kind,
                "', id FROM ",
                $table,
                " WHERE ",
                $column,
                " = $2"
            ),
            concat!("UPDATE ", $table, " SET ", $column, " = $2", $besides, " WHERE ", $column, " = $1"),
            concat!(
                "UPDATE ",
                $table,
                " SET ",
                $column,
                " = $2",
                $besides,
                " WHERE ",
                $column,
                " = $1 AND (id IN (SELECT subject_id FROM party_merge_moves WHERE merge_id = $3 AND kind = '",
                $kind,
                "')",
                $more,
                ")"
            ),
        ]
    };
}

/// Note, move, move back; of every column that moves. Quotations made since go back with their opportunity, orders with
/// their quotation. Who has an opportunity open is told that it changed.
pub(crate) const MOVES: [[&str; 3]; 4] = [
    moved!("opportunities", "party_id", "opportunity", ", version = version + 1", ""),
    moved!(
        "quotes",
        "party_id",
        "quote",
        "",
        " OR opportunity_id IN (SELECT subject_id FROM party_merge_moves WHERE merge_id = $3 AND kind = 'opportunity')"
    ),
    moved!("orders", "party_id", "order", "", " OR quote_id IN (SELECT id FROM quotes WHERE party_id = $2)"),
    moved!("parties", "merged_into", "party", "", ""),
];

/// Every column that names a customer, and what a merge does with it. A test holds the schema against it.
pub const REFERENCES: [(&str, &str); 9] = [
    ("opportunities.party_id", "moves"),
    ("quotes.party_id", "moves"),
    ("orders.party_id", "moves"),
    ("parties.merged_into", "moves"),
    ("party_addresses.party_id", "is a field one chooses"),
    ("party_merges.survivor_id", "is history"),
    ("party_merges.merged_id", "is history"),
    ("party_pairs.one_id", "is looked at anew"),
    ("party_pairs.other_id", "is looked at anew"),
];

/// A merge of two customers, with the fields of both sides before and after as JSON, so that it can be taken back.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct MergeRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub survivor_id: Uuid,
    pub merged_id: Uuid,
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

/// How much hangs on a customer.
#[derive(Clone, Copy, Debug, Default, sqlx::FromRow)]
#[allow(missing_docs)] // Named after what is counted.
pub struct CountsRow {
    pub opportunities: i64,
    pub quotes: i64,
    pub orders: i64,
    pub entries: i64,
}

pub(crate) fn lock_sql(suffix: &str) -> String {
    format!("SELECT merged_into FROM parties WHERE company_id = $1 AND id = $2{suffix}")
}

/// Locks a customer until the unit ends; answers the one it was merged into, if it was.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn lock(unit: &mut Unit, company: CompanyId, id: PartyId) -> Result<Option<Uuid>, StoreError> {
    merged_into(unit, company, id, dialect::for_update(unit.conn.engine())).await
}

/// Keeps a customer from being merged until the unit ends: what is made for it meanwhile moves along.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn hold(unit: &mut Unit, company: CompanyId, id: PartyId) -> Result<(), StoreError> {
    merged_into(unit, company, id, dialect::for_share(unit.conn.engine())).await.map(drop)
}

/// The same of the one it lives on in, if it was merged; answers who it is that is held.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn hold_standing(unit: &mut Unit, company: CompanyId, id: PartyId) -> Result<PartyId, StoreError> {
    let mut id = id;
    // Each that was held on the way stays as it is: it ends at one that stands.
    while let Some(other) = merged_into(unit, company, id, dialect::for_share(unit.conn.engine())).await? {
        id = PartyId(other);
    }
    Ok(id)
}

async fn merged_into(
    unit: &mut Unit,
    company: CompanyId,
    id: PartyId,
    suffix: &str,
) -> Result<Option<Uuid>, StoreError> {
    let sql = lock_sql(suffix);
    let row: Option<(Option<Uuid>,)> = on!(unit.conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(company.0).bind(id.0).fetch_optional(c))?;
    row.map(|(merged_into,)| merged_into).ok_or(StoreError::NotFound)
}

/// The one a merged customer lives on in; none for one that stands by itself, or is not there.
/// # Errors
/// [`StoreError`].
pub async fn survivor(conn: &mut Conn, company: CompanyId, id: PartyId) -> Result<Option<PartyId>, StoreError> {
    let row: Option<(Option<Uuid>,)> =
        on!(conn, c => sqlx::query_as(SURVIVOR).bind(company.0).bind(id.0).fetch_optional(c))?;
    Ok(row.and_then(|(merged_into,)| merged_into).map(PartyId))
}

/// All that were merged into a customer that was loaded.
/// # Errors
/// [`StoreError`].
pub async fn family(conn: &mut Conn, id: PartyId) -> Result<Vec<Uuid>, StoreError> {
    let rows: Vec<(Uuid,)> = on!(conn, c => sqlx::query_as(FAMILY).bind(id.0).fetch_all(c))?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// How much hangs on a customer that was loaded, whoever's it is: nobody is told more than the numbers.
/// # Errors
/// [`StoreError`].
pub async fn counts(conn: &mut Conn, company: CompanyId, id: PartyId) -> Result<CountsRow, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(COUNTS).bind(company.0).bind(id.0).fetch_one(c))?)
}

/// Merges into a customer that stand and were made at `since` or later, the newest first.
/// # Errors
/// [`StoreError`].
pub async fn standing(
    conn: &mut Conn,
    company: CompanyId,
    survivor: PartyId,
    since: i64,
) -> Result<Vec<StandingRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OF_SURVIVOR).bind(survivor.0).bind(company.0).bind(since).fetch_all(c))?)
}

/// A merge of the company.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, company: CompanyId, id: PartyMergeId) -> Result<MergeRecord, StoreError> {
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
            .bind(&merge.facts_before)
            .bind(&merge.facts_after)
            .bind(merge.made_by)
            .bind(merge.made_at)
    )?;
    let (company, from, to) = (merge.company_id, merge.merged_id, merge.survivor_id);
    for [note, onward, _] in MOVES {
        run!(unit.conn, sqlx::query(note).bind(merge.id).bind(from))?;
        run!(unit.conn, sqlx::query(onward).bind(from).bind(to))?;
    }
    let now = unit.now.0;
    let marked = run!(unit.conn, sqlx::query(SET_MERGED).bind(company).bind(from).bind(version).bind(to).bind(now))?;
    if marked == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Takes a merge back: the merged one stands by itself, with what was moved from it and is still there. Answers its name.
/// # Errors
/// [`StoreError::NotFound`] when it was taken back already.
pub async fn take_back(unit: &mut Unit, merge: &MergeRecord, by: Uuid) -> Result<String, StoreError> {
    let (company, back, from, now) = (merge.company_id, merge.merged_id, merge.survivor_id, unit.now.0);
    let undone = run!(unit.conn, sqlx::query(UNDO).bind(merge.id).bind(company).bind(by).bind(now))?;
    let stood = run!(unit.conn, sqlx::query(SET_BACK).bind(company).bind(back).bind(from).bind(now))?;
    if undone != 1 || stood != 1 {
        return Err(StoreError::NotFound);
    }
    for [_, _, home] in MOVES {
        run!(unit.conn, sqlx::query(home).bind(from).bind(back).bind(merge.id))?;
    }
    let row: Option<(String,)> = on!(unit.conn, c => sqlx::query_as(NAME).bind(company).bind(back).fetch_optional(c))?;
    row.map(|(name,)| name).ok_or(StoreError::NotFound)
}
