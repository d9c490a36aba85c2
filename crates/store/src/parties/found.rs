//! What names a customer and is searched by its name, page by page: opportunities, quotations, orders.
use crate::{StoreError, Unit, dialect, on, parties::merges, run};
use domain::ids::{CompanyId, PartyId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is searched by its customer's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Opportunities.
    Opportunities,
    /// Quotations.
    Quotes,
    /// Orders.
    Orders,
}

impl What {
    /// All of it, in the order it is gone through.
    pub const ALL: [What; 3] = [What::Opportunities, What::Quotes, What::Orders];

    /// What comes after it.
    pub fn next(self) -> Option<What> {
        let at = What::ALL.iter().position(|what| *what == self)?;
        What::ALL.get(at + 1).copied()
    }

    /// The words are written anew. The customer is the company's: naming the company too would lead the database to walk
    /// through all that it has.
    pub(crate) const fn put(self) -> &'static str {
        match self {
            What::Opportunities => "UPDATE opportunities SET search = $2 WHERE id = $1 AND search <> $2",
            What::Quotes => "UPDATE quotes SET search = $2 WHERE id = $1 AND search <> $2",
            What::Orders => "UPDATE orders SET search = $2 WHERE id = $1 AND search <> $2",
        }
    }
}

/// A page of what is a customer's, with the two texts that are searched besides the name.
pub(crate) fn page_sql(what: What, suffix: &str) -> String {
    let (texts, table) = match what {
        What::Opportunities => ("title, contact_name", "opportunities"),
        What::Quotes => ("number, title", "quotes"),
        What::Orders => ("number, title", "orders"),
    };
    format!("SELECT id, {texts} FROM {table} WHERE party_id = $1 AND id > $2 ORDER BY id LIMIT $3{suffix}")
}

/// At most `most` of what is a customer's and comes after `after`, in the order of ids: each with its two other texts
/// (of an opportunity title and contact, else number and title). Nobody changes them until the unit ends.
/// # Errors
/// [`StoreError`].
pub async fn page(
    unit: &mut Unit,
    (what, party): (What, PartyId),
    after: Uuid,
    most: i64,
) -> Result<Vec<(Uuid, String, String)>, StoreError> {
    let sql = page_sql(what, dialect::for_update(unit.conn.engine()));
    Ok(on!(unit.conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(party.0).bind(after).bind(most).fetch_all(c))?)
}

/// Makes one of them found by these words; nothing else of it is touched, nor its version.
/// # Errors
/// [`StoreError`].
pub async fn put(unit: &mut Unit, what: What, id: Uuid, words: &str) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(what.put()).bind(id).bind(words))?;
    Ok(())
}

/// The customer's name as it is now; nothing for one that is not there. Until the unit ends it stays so.
/// # Errors
/// [`StoreError`].
pub async fn name(unit: &mut Unit, company: CompanyId, party: PartyId) -> Result<Option<String>, StoreError> {
    match merges::hold(unit, company, party).await {
        Err(StoreError::NotFound) => return Ok(None),
        held => held?,
    }
    let row: Option<(String,)> =
        on!(unit.conn, c => sqlx::query_as(merges::NAME).bind(company.0).bind(party.0).fetch_optional(c))?;
    Ok(row.map(|(name,)| name))
}
