//! The customer's own row and its addresses.
use crate::{Conn, StoreError, Unit, crm::duplicates, on, run, versions::missed};
use domain::{
    ids::{CompanyId, PartyId},
    quotes::content::PostalAddress,
};
use uuid::Uuid;

pub(crate) const LOAD: &str = "SELECT p.id, p.company_id, p.version, p.kind, p.name, p.contact_name, p.email, \
    p.phone, p.language, p.business_id, p.vat_number, p.payment_terms, p.price_list_id, p.fiscal_position_id, p.owner_id, \
    p.team_id, p.city, p.country, p.search, p.created_at, p.updated_at, (SELECT u.name FROM users AS u WHERE u.id = p.owner_id) AS owner_name, \
    p.delivery_method_id, p.e_invoice, p.e_invoice_operator FROM parties AS p WHERE p.company_id = $1 AND p.id = $2 AND p.merged_into IS NULL";
pub(crate) const INSERT: &str = "INSERT INTO parties (id, company_id, kind, name, contact_name, email, phone, \
    language, business_id, vat_number, payment_terms, owner_id, team_id, city, country, search, external_key, \
    created_at, updated_at, price_list_id, fiscal_position_id, email_key, phone_key, \
    delivery_method_id, e_invoice, e_invoice_operator) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18, $19, $20, $21, $22, $23, $24, $25)";
pub(crate) const UPDATE: &str = "UPDATE parties SET version = version + 1, kind = $4, name = $5, contact_name = $6, \
    email = $7, phone = $8, language = $9, business_id = $10, vat_number = $11, payment_terms = $12, city = $13, \
    country = $14, search = $15, updated_at = $16, \
    price_list_id = $17, fiscal_position_id = $18, email_key = $19, phone_key = $20, \
    owner_id = $21, team_id = $22, delivery_method_id = $23, e_invoice = $24, \
    e_invoice_operator = $25 WHERE company_id = $1 AND id = $2 AND version = $3 AND merged_into IS NULL";
pub(crate) const VERSION: &str = "SELECT version FROM parties WHERE company_id = $1 AND id = $2";
pub(crate) const ADDRESSES: &str =
    "SELECT kind, street, postcode, city, country FROM party_addresses WHERE party_id = $1";
pub(crate) const PUT_ADDRESS: &str = "INSERT INTO party_addresses (party_id, kind, street, postcode, city, country) \
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (party_id, kind) DO UPDATE SET street = excluded.street, \
    postcode = excluded.postcode, city = excluded.city, country = excluded.country";
pub(crate) const DROP_ADDRESS: &str = "DELETE FROM party_addresses WHERE party_id = $1 AND kind = $2";

/// A customer's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct PartyRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub kind: String,
    pub name: String,
    pub contact_name: String,
    pub email: String,
    pub phone: String,
    pub language: String,
    pub business_id: String,
    pub vat_number: String,
    pub e_invoice: String,
    pub e_invoice_operator: String,
    pub payment_terms: String,
    pub price_list_id: Option<Uuid>,
    pub fiscal_position_id: Option<Uuid>,
    pub delivery_method_id: Option<Uuid>,
    pub owner_id: Option<Uuid>,
    pub team_id: Option<Uuid>,
    pub city: String,
    pub country: String,
    pub search: String,
    pub created_at: i64,
    pub updated_at: i64,
    pub owner_name: Option<String>,
}

/// Where a customer is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    /// Where invoices go.
    pub billing: PostalAddress,
    /// Where goods go; empty when the same.
    pub delivery: PostalAddress,
}

impl PartyRecord {
    /// What is searched: the name first (lists sort by it), then everything a person might remember.
    pub fn search_text(&self) -> String {
        let digits: String = self.phone.chars().filter(char::is_ascii_digit).collect();
        domain::text::fold(&format!(
            "{} {} {} {} {} {digits} {} {}",
            self.name, self.city, self.contact_name, self.email, self.phone, self.business_id, self.vat_number
        ))
    }
}

/// A customer of the company. Every seller of the company may see each: a quotation can be made for any of them. One that
/// was merged into another is not there.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, company: CompanyId, id: PartyId) -> Result<PartyRecord, StoreError> {
    let row: Option<PartyRecord> = on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The addresses of a customer that was loaded.
/// # Errors
/// [`StoreError`].
pub async fn addresses(conn: &mut Conn, id: PartyId) -> Result<Addresses, StoreError> {
    let rows: Vec<(String, String, String, String, String)> =
        on!(conn, c => sqlx::query_as(ADDRESSES).bind(id.0).fetch_all(c))?;
    let mut addresses = Addresses::default();
    for (kind, street, postcode, city, country) in rows {
        let address = PostalAddress { street, postcode, city, country };
        if kind == "delivery" { addresses.delivery = address } else { addresses.billing = address }
    }
    Ok(addresses)
}

/// Writes a new customer with its addresses.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, party: &PartyRecord, addresses: &Addresses) -> Result<(), StoreError> {
    insert_row(unit, party, None).await?;
    put_addresses(unit, party.id, addresses).await
}

/// Writes a new customer's row, under the key it has elsewhere.
/// # Errors
/// [`StoreError`].
pub async fn insert_row(unit: &mut Unit, party: &PartyRecord, external_key: Option<&str>) -> Result<(), StoreError> {
    let (email, phone) = duplicates::keys(&mut unit.conn, party.company_id, &party.email, &party.phone).await?;
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(party.id)
            .bind(party.company_id)
            .bind(&party.kind)
            .bind(&party.name)
            .bind(&party.contact_name)
            .bind(&party.email)
            .bind(&party.phone)
            .bind(&party.language)
            .bind(&party.business_id)
            .bind(&party.vat_number)
            .bind(&party.payment_terms)
            .bind(party.owner_id)
            .bind(party.team_id)
            .bind(&party.city)
            .bind(&party.country)
            .bind(&party.search)
            .bind(external_key)
            .bind(party.created_at)
            .bind(party.price_list_id)
            .bind(party.fiscal_position_id)
            .bind(&email)
            .bind(&phone)
            .bind(party.delivery_method_id)
            .bind(&party.e_invoice)
            .bind(&party.e_invoice_operator)
    )?;
    Ok(())
}

/// Writes a changed customer if nobody changed it since `party.version` was read; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, party: &PartyRecord, addresses: &Addresses) -> Result<i64, StoreError> {
    let (email, phone) = duplicates::keys(&mut unit.conn, party.company_id, &party.email, &party.phone).await?;
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(party.company_id)
            .bind(party.id)
            .bind(party.version)
            .bind(&party.kind)
            .bind(&party.name)
            .bind(&party.contact_name)
            .bind(&party.email)
            .bind(&party.phone)
            .bind(&party.language)
            .bind(&party.business_id)
            .bind(&party.vat_number)
            .bind(&party.payment_terms)
            .bind(&party.city)
            .bind(&party.country)
            .bind(&party.search)
            .bind(party.updated_at)
            .bind(party.price_list_id)
            .bind(party.fiscal_position_id)
            .bind(&email)
            .bind(&phone)
            .bind(party.owner_id)
            .bind(party.team_id)
            .bind(party.delivery_method_id)
            .bind(&party.e_invoice)
            .bind(&party.e_invoice_operator)
    )?;
    if touched == 1 {
        put_addresses(unit, party.id, addresses).await?;
        return Ok(party.version + 1);
    }
    Err(missed(unit, VERSION, [party.company_id, party.id]).await)
}

/// Writes the addresses of a customer; an empty delivery address is none.
/// # Errors
/// [`StoreError`].
pub async fn put_addresses(unit: &mut Unit, party: Uuid, addresses: &Addresses) -> Result<(), StoreError> {
    for (kind, address) in [("billing", &addresses.billing), ("delivery", &addresses.delivery)] {
        if address.street.is_empty() && address.postcode.is_empty() && address.city.is_empty() && kind == "delivery" {
            run!(unit.conn, sqlx::query(DROP_ADDRESS).bind(party).bind(kind))?;
        } else {
            run!(
                unit.conn,
                sqlx::query(PUT_ADDRESS)
                    .bind(party)
                    .bind(kind)
                    .bind(&address.street)
                    .bind(&address.postcode)
                    .bind(&address.city)
                    .bind(&address.country)
            )?;
        }
    }
    Ok(())
}
