//! What a quotation takes from elsewhere: the company, the customer, the salesperson, the opportunity, the taxes.
use crate::{Conn, Scope, StoreError, on, scoped};
use domain::ids::{CompanyId, OpportunityId, PartyId, TaxId, UserId};
use uuid::Uuid;

pub(crate) const COMPANY: &str = "SELECT name, business_id, vat_number, street, postcode, city, country, email, phone, \
    language, currency, time_zone, valid_days, payment_terms, terms, payee, iban, bic, unsigned FROM companies WHERE id = $1";
pub(crate) const PARTY: &str = "SELECT p.id, p.name, p.kind, p.contact_name, p.email, p.phone, p.language, \
    p.business_id, p.vat_number, p.payment_terms, p.price_list_id, p.fiscal_position_id, p.delivery_method_id, \
    p.owner_id, p.team_id, a.street, a.postcode, a.city, a.country, \
    d.street AS delivery_street, d.postcode AS delivery_postcode, d.city AS delivery_city, d.country AS delivery_country \
    FROM parties AS k JOIN parties AS p ON p.id = COALESCE(k.merged_into, k.id) \
    LEFT JOIN party_addresses AS a ON a.party_id = p.id AND a.kind = 'billing' \
    LEFT JOIN party_addresses AS d ON d.party_id = p.id AND d.kind = 'delivery' \
    WHERE k.company_id = $1 AND k.id = $2";
pub(crate) const PERSON: &str =
    "SELECT name, title, email, phone, language FROM users WHERE company_id = $1 AND id = $2";
pub(crate) const REACHED: &str =
    "SELECT name, title, email, phone, language FROM users WHERE company_id = $1 AND id = $2 AND active = 1";
pub(crate) const TAXES: &str =
    "SELECT id, name, percent FROM taxes WHERE company_id = $1 AND active = 1 ORDER BY position, name";
pub(crate) const TAX: &str = "SELECT id, name, percent FROM taxes WHERE company_id = $1 AND id = $2";
pub(crate) const PRODUCT: &str = "SELECT 1 FROM products WHERE company_id = $1 AND id = $2";

/// The selling company.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct CompanySource {
    pub name: String,
    pub business_id: String,
    pub vat_number: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    pub country: String,
    pub email: String,
    pub phone: String,
    pub language: String,
    pub currency: String,
    pub time_zone: String,
    pub valid_days: i64,
    pub payment_terms: String,
    pub terms: String,
    pub payee: String,
    pub iban: String,
    pub bic: String,
    pub unsigned: i64,
}

/// The customer with its billing address.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct PartySource {
    pub id: Uuid,
    pub name: String,
    pub kind: String,
    pub contact_name: String,
    pub email: String,
    pub phone: String,
    pub language: String,
    pub business_id: String,
    pub vat_number: String,
    pub payment_terms: String,
    pub price_list_id: Option<Uuid>,
    pub delivery_method_id: Option<Uuid>,
    pub fiscal_position_id: Option<Uuid>,
    pub owner_id: Option<Uuid>,
    pub team_id: Option<Uuid>,
    pub street: Option<String>,
    pub postcode: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
    pub delivery_street: Option<String>,
    pub delivery_postcode: Option<String>,
    pub delivery_city: Option<String>,
    pub delivery_country: Option<String>,
}

/// The salesperson.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct PersonSource {
    pub name: String,
    pub title: String,
    pub email: String,
    pub phone: String,
    pub language: String,
}

/// The opportunity.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct OpportunitySource {
    pub id: Uuid,
    pub version: i64,
    pub title: String,
    pub party_id: Option<Uuid>,
    pub contact_name: String,
    pub email: String,
    pub owner_id: Option<Uuid>,
    pub team_id: Option<Uuid>,
    pub state: String,
    pub source: String,
    pub medium: String,
    pub campaign: String,
}

/// A tax as documents name it; `percent` holds millionths of a percent.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct TaxSource {
    pub id: Uuid,
    pub name: String,
    pub percent: i64,
}

/// The selling company.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn company(conn: &mut Conn, company: CompanyId) -> Result<CompanySource, StoreError> {
    let row: Option<CompanySource> = on!(conn, c => sqlx::query_as(COMPANY).bind(company.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// A customer of the company. Customers are seen by every seller of the company: a quotation can be made for
/// each of them; lists of customers show own ones first by scope. One that was merged is the one it lives on in.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn party(conn: &mut Conn, company: CompanyId, party: PartyId) -> Result<PartySource, StoreError> {
    let row: Option<PartySource> =
        on!(conn, c => sqlx::query_as(PARTY).bind(company.0).bind(party.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// A colleague.
/// # Errors
/// [`StoreError`].
pub async fn person(conn: &mut Conn, company: CompanyId, user: UserId) -> Result<Option<PersonSource>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(PERSON).bind(company.0).bind(user.0).fetch_optional(c))?)
}

/// A colleague who can be written to: none once they may not sign in any more.
/// # Errors
/// [`StoreError`].
pub async fn reached(conn: &mut Conn, company: CompanyId, user: UserId) -> Result<Option<PersonSource>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(REACHED).bind(company.0).bind(user.0).fetch_optional(c))?)
}

pub(crate) fn opportunity_sql(scope: &Scope) -> String {
    let condition = scope.condition("o", 3);
    format!(
        "SELECT o.id, o.version, o.title, o.party_id, o.contact_name, o.email, o.owner_id, o.team_id, o.state, \
         o.source, o.medium, o.campaign \
         FROM opportunities AS o WHERE o.company_id = $1 AND o.id = $2 AND o.merged_into IS NULL{condition}"
    )
}

/// An opportunity within the scope.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn opportunity(
    conn: &mut Conn,
    scope: &Scope,
    opportunity: OpportunityId,
) -> Result<OpportunitySource, StoreError> {
    let sql = opportunity_sql(scope);
    let row: Option<OpportunitySource> = on!(conn, c => scoped!(sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(scope.company.0).bind(opportunity.0), scope).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The taxes one can choose from.
/// # Errors
/// [`StoreError`].
pub async fn taxes(conn: &mut Conn, company: CompanyId) -> Result<Vec<TaxSource>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(TAXES).bind(company.0).fetch_all(c))?)
}

/// One tax, also one that is no longer offered.
/// # Errors
/// [`StoreError`].
pub async fn tax(conn: &mut Conn, company: CompanyId, tax: TaxId) -> Result<Option<TaxSource>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(TAX).bind(company.0).bind(tax.0).fetch_optional(c))?)
}

/// Whether the company has this product.
/// # Errors
/// [`StoreError`].
pub async fn has_product(conn: &mut Conn, company: CompanyId, product: Uuid) -> Result<bool, StoreError> {
    // A constant's type differs between the engines; only whether there is a row matters.
    Ok(match conn.raw() {
        crate::Raw::Sqlite(c) => sqlx::query(PRODUCT).bind(company.0).bind(product).fetch_optional(c).await?.is_some(),
        crate::Raw::Pg(c) => sqlx::query(PRODUCT).bind(company.0).bind(product).fetch_optional(c).await?.is_some(),
    })
}
