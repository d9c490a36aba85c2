//! Tags: the company's list, and which opportunities have which.
use crate::{Conn, StoreError, Unit, on, run, versions::missed};
use domain::ids::{CompanyId, OpportunityId, OpportunityTagId};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, name, folded, tint, retired, created_at FROM tags \
    WHERE company_id = $1 ORDER BY folded LIMIT 500";
pub(crate) const LOAD: &str = "SELECT id, company_id, version, name, folded, tint, retired, created_at FROM tags \
    WHERE company_id = $1 AND id = $2";
pub(crate) const FIND: &str = "SELECT id, company_id, version, name, folded, tint, retired, created_at FROM tags \
    WHERE company_id = $1 AND folded = $2";
/// Somebody else may make the same tag at the same moment: then theirs is the one.
pub(crate) const INSERT: &str = "INSERT INTO tags (id, company_id, name, folded, tint, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (company_id, folded) DO NOTHING";
pub(crate) const UPDATE: &str = "UPDATE tags SET version = version + 1, name = $4, folded = $5, tint = $6, \
    retired = $7 WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const VERSION: &str = "SELECT version FROM tags WHERE company_id = $1 AND id = $2";
pub(crate) const OF: &str = "SELECT t.id, t.company_id, t.version, t.name, t.folded, t.tint, t.retired, t.created_at \
    FROM opportunity_tags AS g JOIN tags AS t ON t.id = g.tag_id \
    WHERE g.opportunity_id = $1 AND g.company_id = $2 ORDER BY t.folded";
pub(crate) const PUT: &str = "INSERT INTO opportunity_tags (opportunity_id, tag_id, company_id) VALUES ($1, $2, $3) \
    ON CONFLICT (opportunity_id, tag_id) DO NOTHING";
pub(crate) const DROP: &str =
    "DELETE FROM opportunity_tags WHERE opportunity_id = $1 AND tag_id = $2 AND company_id = $3";

/// Opportunities that are asked about at once.
const GROUP: usize = 50;

/// A tag's row; `folded` is its name as words are compared.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct TagRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub name: String,
    pub folded: String,
    pub tint: String,
    pub retired: i64,
    pub created_at: i64,
}

/// All tags of the company by name, retired ones too.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<TagRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// One of the company's tags.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, company: CompanyId, tag: OpportunityTagId) -> Result<TagRecord, StoreError> {
    let row: Option<TagRecord> = on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(tag.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The tag of a name, as names are compared.
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, company: CompanyId, folded: &str) -> Result<Option<TagRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(company.0).bind(folded).fetch_optional(c))?)
}

/// Writes a new tag; answers whether there was none of that name.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, row: &TagRecord) -> Result<bool, StoreError> {
    let written = run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(&row.name)
            .bind(&row.folded)
            .bind(&row.tint)
            .bind(row.created_at)
    )?;
    Ok(written == 1)
}

/// Writes a changed tag if nobody changed it since `row.version` was read; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`], [`StoreError::Taken`].
pub async fn update(unit: &mut Unit, row: &TagRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(&row.name)
            .bind(&row.folded)
            .bind(&row.tint)
            .bind(row.retired)
    )?;
    if touched == 1 {
        return Ok(row.version + 1);
    }
    Err(missed(unit, VERSION, [row.company_id, row.id]).await)
}

/// The tags of an opportunity that was loaded through its scope, by name.
/// # Errors
/// [`StoreError`].
pub async fn of(conn: &mut Conn, company: CompanyId, id: OpportunityId) -> Result<Vec<TagRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OF).bind(id.0).bind(company.0).fetch_all(c))?)
}

pub(crate) fn of_many_sql() -> String {
    let places: Vec<String> = (2..GROUP + 2).map(|place| format!("${place}")).collect();
    format!(
        "SELECT opportunity_id, tag_id FROM opportunity_tags WHERE company_id = $1 AND opportunity_id IN ({})",
        places.join(", ")
    )
}

/// Which of many opportunities, that were read through their scope, have which tags.
/// # Errors
/// [`StoreError`].
pub async fn of_many(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<Uuid>>, StoreError> {
    let sql = of_many_sql();
    let mut all: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for group in ids.chunks(GROUP) {
        macro_rules! bound {
            () => {{
                let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(company.0);
                for place in 0..GROUP {
                    query = query.bind(group.get(place).copied().unwrap_or_default());
                }
                query
            }};
        }
        let found: Vec<(Uuid, Uuid)> = on!(conn, c => bound!().fetch_all(c))?;
        for (opportunity, tag) in found {
            all.entry(opportunity).or_default().push(tag);
        }
    }
    Ok(all)
}

/// Gives an opportunity a tag; one it has already stays.
/// # Errors
/// [`StoreError`].
pub async fn put(
    unit: &mut Unit,
    company: CompanyId,
    id: OpportunityId,
    tag: OpportunityTagId,
) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(PUT).bind(id.0).bind(tag.0).bind(company.0))?;
    Ok(())
}

/// Takes a tag from an opportunity.
/// # Errors
/// [`StoreError`].
pub async fn drop(
    unit: &mut Unit,
    company: CompanyId,
    id: OpportunityId,
    tag: OpportunityTagId,
) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(DROP).bind(id.0).bind(tag.0).bind(company.0))?;
    Ok(())
}
