//! Writing many rows at once, under the keys they have elsewhere.
pub mod bare;

use crate::{Conn, StoreError, Unit, crm::record::OpportunityRecord, on, parties::record::PartyRecord, run};
use domain::{crm::duplicates, ids::CompanyId};
use std::collections::HashMap;
use uuid::Uuid;

const OPPORTUNITIES: &str = "INSERT INTO opportunities (id, company_id, title, party_id, owner_id, team_id, stage_id, \
    state, expected, chance, weighted, closed_on, source, search, external_key, created_at, updated_at, expected_close, \
    priority) VALUES ";
/// Parameters of one opportunity.
const OPPORTUNITY_PARAMETERS: usize = 19;
const VISITS: &str = "INSERT INTO stage_visits (opportunity_id, stage_id, entered_at, left_at) VALUES ";
/// Parameters of one visit.
const VISIT_PARAMETERS: usize = 4;
const PARTIES: &str = "INSERT INTO parties (id, company_id, kind, name, contact_name, email, phone, language, business_id, \
    vat_number, owner_id, team_id, city, country, search, external_key, created_at, updated_at, email_key) VALUES ";
/// Parameters of one customer.
const PARTY_PARAMETERS: usize = 19;
/// Rows of one statement. SQLite looks each parameter up among all of its statement's, so large ones are slower.
const CHUNKS: [usize; 2] = [20, 1];

/// An opportunity with its key elsewhere, and its one visit to a stage.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The row.
    pub row: OpportunityRecord,
    /// Its key elsewhere.
    pub key: String,
    /// When it came into its stage.
    pub entered_at: i64,
    /// When it left.
    pub left_at: Option<i64>,
}

/// A table whose rows may have a key elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyed {
    /// Opportunities.
    Opportunities,
    /// Customers.
    Parties,
    /// Products.
    Products,
    /// People.
    Users,
}

impl Keyed {
    /// Every such table.
    pub const ALL: [Keyed; 4] = [Keyed::Opportunities, Keyed::Parties, Keyed::Products, Keyed::Users];

    const fn table(self) -> &'static str {
        match self {
            Keyed::Opportunities => "opportunities",
            Keyed::Parties => "parties",
            Keyed::Products => "products",
            Keyed::Users => "users",
        }
    }
}

pub(crate) fn keys_sql(table: Keyed) -> String {
    // A customer that was merged is the one it lives on in.
    let id = if table == Keyed::Parties { "COALESCE(merged_into, id)" } else { "id" };
    let table = table.table();
    format!("SELECT external_key, {id} FROM {table} WHERE company_id = $1 AND external_key > ''")
}

/// The rows that came from a source before, by their keys, which begin with `prefix`.
/// # Errors
/// [`StoreError`].
pub async fn known(
    conn: &mut Conn,
    company: CompanyId,
    table: Keyed,
    prefix: &str,
) -> Result<HashMap<String, Uuid>, StoreError> {
    let sql = keys_sql(table);
    let rows: Vec<(String, Uuid)> = on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(company.0).fetch_all(c))?;
    // The order of texts differs between databases, so the beginning is looked at here.
    Ok(rows.into_iter().filter(|(key, _)| key.starts_with(prefix)).collect())
}

/// A statement with places for so many rows.
pub(super) fn insert_sql(head: &str, parameters: usize, rows: usize) -> String {
    let row = |at: usize| {
        let numbers: Vec<String> = (1..=parameters).map(|n| format!("${}", at * parameters + n)).collect();
        format!("({})", numbers.join(", "))
    };
    format!("{head}{}", (0..rows).map(row).collect::<Vec<_>>().join(", "))
}

pub(crate) fn parties_sql(rows: usize) -> String {
    insert_sql(PARTIES, PARTY_PARAMETERS, rows)
}

pub(crate) fn opportunities_sql(rows: usize) -> String {
    insert_sql(OPPORTUNITIES, OPPORTUNITY_PARAMETERS, rows)
}

pub(crate) fn visits_sql(rows: usize) -> String {
    insert_sql(VISITS, VISIT_PARAMETERS, rows)
}

/// Writes customers that have no phone number and no address of their own, each with its key elsewhere.
/// # Errors
/// [`StoreError::Taken`] when one of the keys is there already.
pub async fn parties(unit: &mut Unit, rows: &[(PartyRecord, String)]) -> Result<(), StoreError> {
    let mut rest = rows;
    for size in CHUNKS {
        let sql = parties_sql(size);
        while let Some((chunk, left)) = rest.split_at_checked(size) {
            insert_parties(unit, chunk, &sql).await?;
            rest = left;
        }
    }
    Ok(())
}

async fn insert_parties(unit: &mut Unit, rows: &[(PartyRecord, String)], sql: &str) -> Result<(), StoreError> {
    macro_rules! bound {
        () => {{
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for (row, key) in rows {
                query = query
                    .bind(row.id)
                    .bind(row.company_id)
                    .bind(&row.kind)
                    .bind(&row.name)
                    .bind(&row.contact_name)
                    .bind(&row.email)
                    .bind(&row.phone)
                    .bind(&row.language)
                    .bind(&row.business_id)
                    .bind(&row.vat_number)
                    .bind(row.owner_id)
                    .bind(row.team_id)
                    .bind(&row.city)
                    .bind(&row.country)
                    .bind(&row.search)
                    .bind(key)
                    .bind(row.created_at)
                    .bind(row.updated_at)
                    .bind(duplicates::email_key(&row.email).unwrap_or_default());
            }
            query
        }};
    }
    run!(unit.conn, bound!())?;
    Ok(())
}

/// Writes opportunities with their visits.
/// # Errors
/// [`StoreError::Taken`] when one of the keys is there already.
pub async fn opportunities(unit: &mut Unit, rows: &[Imported]) -> Result<(), StoreError> {
    let mut rest = rows;
    for size in CHUNKS {
        let (opportunities, visits) = (opportunities_sql(size), visits_sql(size));
        while let Some((chunk, left)) = rest.split_at_checked(size) {
            insert_opportunities(unit, chunk, &opportunities).await?;
            insert_visits(unit, chunk, &visits).await?;
            rest = left;
        }
    }
    Ok(())
}

async fn insert_opportunities(unit: &mut Unit, rows: &[Imported], sql: &str) -> Result<(), StoreError> {
    macro_rules! bound {
        () => {{
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for Imported { row, key, .. } in rows {
                query = query
                    .bind(row.id)
                    .bind(row.company_id)
                    .bind(&row.title)
                    .bind(row.party_id)
                    .bind(row.owner_id)
                    .bind(row.team_id)
                    .bind(row.stage_id)
                    .bind(&row.state)
                    .bind(row.expected)
                    .bind(row.chance)
                    .bind(row.weighted)
                    .bind(&row.closed_on)
                    .bind(&row.source)
                    .bind(&row.search)
                    .bind(key)
                    .bind(row.created_at)
                    .bind(row.updated_at)
                    .bind(&row.expected_close)
                    .bind(row.priority);
            }
            query
        }};
    }
    run!(unit.conn, bound!())?;
    Ok(())
}

async fn insert_visits(unit: &mut Unit, rows: &[Imported], sql: &str) -> Result<(), StoreError> {
    macro_rules! bound {
        () => {{
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for Imported { row, entered_at, left_at, .. } in rows {
                query = query.bind(row.id).bind(row.stage_id).bind(*entered_at).bind(*left_at);
            }
            query
        }};
    }
    run!(unit.conn, bound!())?;
    Ok(())
}
