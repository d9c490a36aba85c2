//! Two customers that may be the same: found piece by piece among those that changed, and told apart by people.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, PartyId};
use uuid::Uuid;

pub(crate) const OPEN: &str = "SELECT x.one_id, x.other_id, x.reasons, a.name AS one_name, a.city AS one_city, \
    b.name AS other_name, b.city AS other_city FROM party_pairs AS x JOIN parties AS a ON a.id = x.one_id \
    JOIN parties AS b ON b.id = x.other_id WHERE x.company_id = $1 AND x.state = 'open' AND a.merged_into IS NULL \
    AND b.merged_into IS NULL ORDER BY x.rank, x.one_id, x.other_id LIMIT $2";
pub(crate) const PUT: &str = "INSERT INTO party_pairs (company_id, one_id, other_id, reasons, rank, state, found_at) \
    VALUES ($1, $2, $3, $4, $5, 'open', $6) ON CONFLICT (one_id, other_id) DO NOTHING";
pub(crate) const DROP_OPEN: [&str; 2] = [
    "DELETE FROM party_pairs WHERE one_id = $1 AND state = 'open'",
    "DELETE FROM party_pairs WHERE other_id = $1 AND state = 'open'",
];
pub(crate) const DROP_ALL: [&str; 2] =
    ["DELETE FROM party_pairs WHERE one_id = $1", "DELETE FROM party_pairs WHERE other_id = $1"];
pub(crate) const TELL_APART: &str = "INSERT INTO party_pairs \
    (company_id, one_id, other_id, reasons, rank, state, found_at, told_by, told_at) \
    VALUES ($1, $2, $3, '[]', 0, 'different', $4, $5, $4) ON CONFLICT (one_id, other_id) DO UPDATE SET \
    state = excluded.state, told_by = excluded.told_by, told_at = excluded.told_at";
pub(crate) const APART: &str = "SELECT other_id AS id FROM party_pairs WHERE one_id = $1 AND state = 'different' \
    UNION ALL SELECT one_id AS id FROM party_pairs WHERE other_id = $1 AND state = 'different'";
pub(crate) const LOOKED: &str = "SELECT changed_at, party_id FROM party_looks WHERE company_id = $1";
pub(crate) const KEEP_LOOK: &str = "INSERT INTO party_looks (company_id, changed_at, party_id) VALUES ($1, $2, $3) \
    ON CONFLICT (company_id) DO UPDATE SET changed_at = excluded.changed_at, party_id = excluded.party_id";
pub(crate) const CHANGED: &str = "SELECT updated_at, id FROM parties WHERE company_id = $1 \
    AND (updated_at, id) > ($2, $3) AND updated_at < $4 ORDER BY updated_at, id LIMIT $5";

/// A pair nobody has judged yet.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct PairRow {
    pub one_id: Uuid,
    pub other_id: Uuid,
    pub reasons: String,
    pub one_name: String,
    pub one_city: String,
    pub other_name: String,
    pub other_city: String,
}

/// A pair that was found, the older customer first.
#[derive(Clone, Debug)]
pub struct FoundPair {
    /// The older one.
    pub one: Uuid,
    /// The younger one.
    pub other: Uuid,
    /// Why, as JSON.
    pub reasons: String,
    /// How strong that is; the least is the strongest.
    pub rank: i64,
}

/// Pairs to be judged, the strongest first.
/// # Errors
/// [`StoreError`].
pub async fn open(conn: &mut Conn, company: CompanyId, most: i64) -> Result<Vec<PairRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OPEN).bind(company.0).bind(most).fetch_all(c))?)
}

/// Customers that somebody said a customer is not.
/// # Errors
/// [`StoreError`].
pub async fn apart(conn: &mut Conn, party: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let rows: Vec<(Uuid,)> = on!(conn, c => sqlx::query_as(APART).bind(party).fetch_all(c))?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Keeps that two customers, the older first, are not the same.
/// # Errors
/// [`StoreError`].
pub async fn tell_apart(
    unit: &mut Unit,
    company: CompanyId,
    (one, other): (PartyId, PartyId),
    by: Uuid,
) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(TELL_APART).bind(company.0).bind(one.0).bind(other.0).bind(now).bind(by))?;
    Ok(())
}

/// What was found of a customer takes the place of what was found before; what people said stays.
/// # Errors
/// [`StoreError`].
pub async fn put(unit: &mut Unit, company: CompanyId, party: Uuid, found: &[FoundPair]) -> Result<(), StoreError> {
    let now = unit.now.0;
    for drop in DROP_OPEN {
        run!(unit.conn, sqlx::query(drop).bind(party))?;
    }
    for pair in found {
        run!(
            unit.conn,
            sqlx::query(PUT)
                .bind(company.0)
                .bind(pair.one)
                .bind(pair.other)
                .bind(&pair.reasons)
                .bind(pair.rank)
                .bind(now)
        )?;
    }
    Ok(())
}

/// Forgets all pairs of a customer that goes away.
/// # Errors
/// [`StoreError`].
pub async fn forget(unit: &mut Unit, party: Uuid) -> Result<(), StoreError> {
    for drop in DROP_ALL {
        run!(unit.conn, sqlx::query(drop).bind(party))?;
    }
    Ok(())
}

/// Where looking through a company's customers stopped: a moment, and the last of that moment.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_looked(conn: &mut Conn, company: CompanyId) -> Result<(i64, Uuid), StoreError> {
    let row: Option<(i64, Uuid)> = on!(conn, c => sqlx::query_as(LOOKED).bind(company.0).fetch_optional(c))?;
    Ok(row.unwrap_or((0, Uuid::nil())))
}

/// Keeps where looking stopped.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_keep_look(unit: &mut Unit, company: CompanyId, look: (i64, Uuid)) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(KEEP_LOOK).bind(company.0).bind(look.0).bind(look.1))?;
    Ok(())
}

/// The next customers of a company that changed after `look` and before `until`, in the order they changed.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_changed(
    conn: &mut Conn,
    company: CompanyId,
    look: (i64, Uuid),
    until: i64,
    most: i64,
) -> Result<Vec<(i64, Uuid)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(CHANGED)
        .bind(company.0).bind(look.0).bind(look.1).bind(until).bind(most).fetch_all(c))?)
}
