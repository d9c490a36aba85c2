//! What may be the same: by the keys that are kept with e-mail addresses and phone numbers, by customer and name.
use crate::{Conn, Scope, StoreError, on};
use domain::{crm::duplicates, ids::CompanyId};
use uuid::Uuid;

pub(crate) const COUNTRY: &str = "SELECT country FROM companies WHERE id = $1";

/// The keys of an e-mail address and a phone number; empty for none.
/// # Errors
/// [`StoreError`].
pub async fn keys(conn: &mut Conn, company: Uuid, email: &str, phone: &str) -> Result<(String, String), StoreError> {
    let email = duplicates::email_key(email).unwrap_or_default();
    if phone.trim().is_empty() {
        return Ok((email, String::new()));
    }
    let home: Option<(String,)> = on!(conn, c => sqlx::query_as(COUNTRY).bind(company).fetch_optional(c))?;
    let code = duplicates::calling_code(home.as_ref().map_or("", |(country,)| country.as_str()));
    Ok((email, duplicates::phone_key(phone, code).unwrap_or_default()))
}

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// An address in its company's domain, or at its provider: the key and the address.
    Email(&'a str, &'a str),
    /// The key of an address.
    Domain(&'a str),
    /// The key of a phone number.
    Phone(&'a str),
    /// A customer.
    Party(Uuid),
}

impl By<'_> {
    const fn condition(self) -> (&'static str, usize) {
        match self {
            By::Email(..) => ("o.email_key = $2 AND o.email_key <> '' AND o.email = $3", 4),
            By::Domain(_) => ("o.email_key = $2 AND o.email_key <> ''", 3),
            By::Phone(_) => ("o.phone_key = $2 AND o.phone_key <> ''", 3),
            By::Party(_) => ("o.party_id = $2", 3),
        }
    }
}

/// An opportunity that may be the same as another.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct FoundRow {
    pub id: Uuid,
    pub title: String,
    pub state: String,
    pub party_id: Option<Uuid>,
    pub party_name: Option<String>,
    pub business_id: Option<String>,
    pub email: String,
    pub phone_key: String,
    pub owner_name: Option<String>,
    pub stage_name: String,
    pub stage_id: Uuid,
    pub chance: i64,
    pub created_at: i64,
}

/// Open and lost ones; what was won is no double of what is asked anew.
pub(crate) fn found_sql(scope: Option<&Scope>, by: By<'_>) -> String {
    let (condition, next) = by.condition();
    let within = scope.map(|scope| scope.condition("o", next)).unwrap_or_default();
    let limit = next + scope.map_or(0, |scope| scope.bindings().len());
    format!(
        "SELECT o.id, o.title, o.state, o.party_id, p.name AS party_name, p.business_id, o.email, o.phone_key, \
         u.name AS owner_name, (SELECT s.name FROM stages AS s WHERE s.id = o.stage_id) AS stage_name, o.stage_id, o.chance, o.created_at \
         FROM opportunities AS o LEFT JOIN parties AS p ON p.id = o.party_id \
         LEFT JOIN users AS u ON u.id = o.owner_id \
         WHERE o.company_id = $1 AND {condition} AND o.state IN ('open', 'lost'){within} LIMIT ${limit}"
    )
}

/// Open and lost opportunities with what is looked for, at most `most`. Without a scope all of the company are looked
/// through: only to count them for somebody who is told no more.
/// # Errors
/// [`StoreError`].
pub async fn found(
    conn: &mut Conn,
    company: CompanyId,
    scope: Option<&Scope>,
    by: By<'_>,
    most: i64,
) -> Result<Vec<FoundRow>, StoreError> {
    let sql = found_sql(scope, by);
    macro_rules! bound {
        () => {{
            let query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(company.0);
            let mut query = match by {
                By::Email(key, address) => query.bind(key).bind(address),
                By::Domain(key) | By::Phone(key) => query.bind(key),
                By::Party(party) => query.bind(party),
            };
            for id in scope.map(Scope::bindings).unwrap_or_default() {
                query = query.bind(id);
            }
            query.bind(most)
        }};
    }
    Ok(on!(conn, c => bound!().fetch_all(c))?)
}

macro_rules! party {
    ($condition:literal) => {
        concat!(
            "SELECT id, name, city, email, phone_key, business_id, vat_number FROM parties WHERE company_id = $1 \
             AND merged_into IS NULL AND ",
            $condition
        )
    };
}
pub(crate) const PARTY_BY_EMAIL: &str = party!("email_key = $2 AND email_key <> '' AND email = $4 LIMIT $3");
pub(crate) const PARTY_BY_DOMAIN: &str = party!("email_key = $2 AND email_key <> '' LIMIT $3");
pub(crate) const PARTY_BY_PHONE: &str = party!("phone_key = $2 AND phone_key <> '' LIMIT $3");
pub(crate) const PARTY_BY_BUSINESS_ID: &str = party!("business_id = $2 AND business_id <> '' LIMIT $3");
pub(crate) const PARTY_BY_VAT_NUMBER: &str = party!("vat_number = $2 AND vat_number <> '' LIMIT $3");
pub(crate) const PARTY_BY_NAME: &str = party!("search >= $2 AND search < $4 ORDER BY search, id LIMIT $3");

/// What customers are looked for by.
#[derive(Clone, Copy, Debug)]
pub enum PartyBy<'a> {
    /// An address in its company's domain, or at its provider: the key and the address.
    Email(&'a str, &'a str),
    /// The key of an address.
    Domain(&'a str),
    /// The key of a phone number.
    Phone(&'a str),
    /// The business id.
    BusinessId(&'a str),
    /// The VAT number.
    VatNumber(&'a str),
    /// The folded words their names begin with.
    Name(&'a str),
}

/// A customer that may be the same as another.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct FoundParty {
    pub id: Uuid,
    pub name: String,
    pub city: String,
    pub email: String,
    pub phone_key: String,
    pub business_id: String,
    pub vat_number: String,
}

/// Customers with what is looked for, at most `most`.
/// # Errors
/// [`StoreError`].
pub async fn parties(
    conn: &mut Conn,
    company: CompanyId,
    by: PartyBy<'_>,
    most: i64,
) -> Result<Vec<FoundParty>, StoreError> {
    let (sql, value) = match by {
        PartyBy::Email(key, address) => {
            return Ok(on!(conn, c => sqlx::query_as(PARTY_BY_EMAIL)
                .bind(company.0).bind(key).bind(most).bind(address).fetch_all(c))?);
        }
        PartyBy::Domain(value) => (PARTY_BY_DOMAIN, value),
        PartyBy::Phone(value) => (PARTY_BY_PHONE, value),
        PartyBy::BusinessId(value) => (PARTY_BY_BUSINESS_ID, value),
        PartyBy::VatNumber(value) => (PARTY_BY_VAT_NUMBER, value),
        PartyBy::Name(value) => {
            let end = format!("{value}\u{10ffff}");
            return Ok(on!(conn, c => sqlx::query_as(PARTY_BY_NAME)
                .bind(company.0).bind(value).bind(most).bind(end).fetch_all(c))?);
        }
    };
    Ok(on!(conn, c => sqlx::query_as(sql).bind(company.0).bind(value).bind(most).fetch_all(c))?)
}
