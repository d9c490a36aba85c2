//! Fields that teams add to their opportunities, and what stands in them.
use crate::{Conn, StoreError, Unit, on, run, versions::missed};
use domain::ids::{CompanyId, CustomFieldId, OpportunityId};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, team_id, version, name, folded, kind, position, choices, \
    required_stage_id, on_card, retired, created_at FROM custom_fields WHERE company_id = $1 \
    ORDER BY position, id LIMIT 2000";
pub(crate) const LOAD: &str = "SELECT id, company_id, team_id, version, name, folded, kind, position, choices, \
    required_stage_id, on_card, retired, created_at FROM custom_fields WHERE company_id = $1 AND id = $2";
pub(crate) const NEXT: &str = "SELECT COALESCE(MAX(position), 0) + 1 FROM custom_fields WHERE company_id = $1";
pub(crate) const INSERT: &str = "INSERT INTO custom_fields (id, company_id, team_id, name, folded, kind, position, choices, \
    required_stage_id, on_card, retired, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
pub(crate) const UPDATE: &str = "UPDATE custom_fields SET version = version + 1, name = $4, folded = $5, choices = $6, \
    required_stage_id = $7, on_card = $8, retired = $9 WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const VERSION: &str = "SELECT version FROM custom_fields WHERE company_id = $1 AND id = $2";
pub(crate) const PLACE: &str = "UPDATE custom_fields SET position = $3 WHERE company_id = $1 AND id = $2";
pub(crate) const OF: &str = "SELECT field_id, value FROM custom_values WHERE opportunity_id = $1 AND company_id = $2 \
    ORDER BY field_id, value";
pub(crate) const PUT: &str = "INSERT INTO custom_values (opportunity_id, field_id, company_id, value) \
    VALUES ($1, $2, $3, $4) ON CONFLICT (opportunity_id, field_id, value) DO NOTHING";
pub(crate) const CLEAR: &str =
    "DELETE FROM custom_values WHERE opportunity_id = $1 AND field_id = $2 AND company_id = $3";

/// Opportunities that are asked about at once.
const GROUP: usize = 50;

/// What stands in the fields of an opportunity, in order.
pub type Values = BTreeMap<Uuid, Vec<String>>;

/// A field's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct FieldRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub team_id: Uuid,
    pub version: i64,
    pub name: String,
    pub folded: String,
    pub kind: String,
    pub position: i64,
    pub choices: String,
    pub required_stage_id: Option<Uuid>,
    pub on_card: i64,
    pub retired: i64,
    pub created_at: i64,
}

/// All fields of the company's teams in their order, retired ones too.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<FieldRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// One of the company's fields.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, company: CompanyId, field: CustomFieldId) -> Result<FieldRecord, StoreError> {
    let row: Option<FieldRecord> =
        on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(field.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Writes a new field behind all others.
/// # Errors
/// [`StoreError::Taken`] when the team has one of that name.
pub async fn insert(unit: &mut Unit, row: &FieldRecord) -> Result<(), StoreError> {
    let (next,): (i64,) = on!(unit.conn, c => sqlx::query_as(NEXT).bind(row.company_id).fetch_one(c))?;
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(row.team_id)
            .bind(&row.name)
            .bind(&row.folded)
            .bind(&row.kind)
            .bind(next)
            .bind(&row.choices)
            .bind(row.required_stage_id)
            .bind(row.on_card)
            .bind(row.retired)
            .bind(row.created_at)
    )?;
    Ok(())
}

/// Writes a changed field if nobody changed it since `row.version` was read; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`], [`StoreError::Taken`].
pub async fn update(unit: &mut Unit, row: &FieldRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(&row.name)
            .bind(&row.folded)
            .bind(&row.choices)
            .bind(row.required_stage_id)
            .bind(row.on_card)
            .bind(row.retired)
    )?;
    if touched == 1 {
        return Ok(row.version + 1);
    }
    Err(missed(unit, VERSION, [row.company_id, row.id]).await)
}

/// Puts a field in its place; equal places are told apart by age.
/// # Errors
/// [`StoreError`].
pub async fn place(unit: &mut Unit, company: CompanyId, field: Uuid, position: i64) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(PLACE).bind(company.0).bind(field).bind(position))?;
    Ok(())
}

/// What stands in the fields of an opportunity that was loaded through its scope, also in those of teams it was in.
/// # Errors
/// [`StoreError`].
pub async fn of(conn: &mut Conn, company: CompanyId, id: OpportunityId) -> Result<Values, StoreError> {
    let rows: Vec<(Uuid, String)> = on!(conn, c => sqlx::query_as(OF).bind(id.0).bind(company.0).fetch_all(c))?;
    let mut all = Values::new();
    for (field, value) in rows {
        all.entry(field).or_default().push(value);
    }
    Ok(all)
}

pub(crate) fn of_many_sql() -> String {
    let places: Vec<String> = (2..GROUP + 2).map(|place| format!("${place}")).collect();
    format!(
        "SELECT opportunity_id, field_id, value FROM custom_values WHERE company_id = $1 AND opportunity_id IN ({}) \
         ORDER BY opportunity_id, field_id, value",
        places.join(", ")
    )
}

/// What stands in the fields of many opportunities that were read through their scope.
/// # Errors
/// [`StoreError`].
pub async fn of_many(conn: &mut Conn, company: CompanyId, ids: &[Uuid]) -> Result<BTreeMap<Uuid, Values>, StoreError> {
    let sql = of_many_sql();
    let mut all: BTreeMap<Uuid, Values> = BTreeMap::new();
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
        let found: Vec<(Uuid, Uuid, String)> = on!(conn, c => bound!().fetch_all(c))?;
        for (opportunity, field, value) in found {
            all.entry(opportunity).or_default().entry(field).or_default().push(value);
        }
    }
    Ok(all)
}

/// Writes what stands in a field of an opportunity, in the place of what stood there.
/// # Errors
/// [`StoreError`].
pub async fn put(
    unit: &mut Unit,
    company: CompanyId,
    id: OpportunityId,
    field: CustomFieldId,
    values: &[String],
) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(CLEAR).bind(id.0).bind(field.0).bind(company.0))?;
    for value in values {
        run!(unit.conn, sqlx::query(PUT).bind(id.0).bind(field.0).bind(company.0).bind(value))?;
    }
    Ok(())
}
