//! Customers that rows of a file are compared with, and taking one away.
use super::{groups, places};
use crate::{
    Conn, StoreError, Unit, on,
    parties::{
        pairs,
        record::{Addresses, PartyRecord},
    },
    run,
};
use domain::{ids::CompanyId, quotes::content::PostalAddress};
use uuid::Uuid;

pub(crate) const USED: &str = "SELECT EXISTS (SELECT 1 FROM quotes WHERE party_id = $1) \
    OR EXISTS (SELECT 1 FROM opportunities WHERE party_id = $1) OR EXISTS (SELECT 1 FROM orders WHERE party_id = $1)";
pub(crate) const DELETE: &str = "DELETE FROM parties WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const DELETE_ADDRESSES: &str = "DELETE FROM party_addresses WHERE party_id = $1";

/// What customers are looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The key elsewhere.
    Key,
    /// The business id.
    BusinessId,
    /// The VAT number.
    VatNumber,
    /// The e-mail address.
    Email,
    /// The name.
    Name,
}

impl By {
    /// All.
    pub const ALL: [By; 5] = [By::Key, By::BusinessId, By::VatNumber, By::Email, By::Name];

    const fn column(self) -> &'static str {
        match self {
            By::Key => "external_key",
            By::BusinessId => "business_id",
            By::VatNumber => "vat_number",
            By::Email => "email",
            By::Name => "name",
        }
    }
}

/// A customer with its addresses and the key it has elsewhere.
#[derive(Clone, Debug)]
pub struct FoundCustomer {
    /// The row.
    pub row: PartyRecord,
    /// Its addresses.
    pub addresses: Addresses,
    /// Its key elsewhere.
    pub external_key: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Joined {
    #[sqlx(flatten)]
    row: PartyRecord,
    external_key: Option<String>,
    b_street: Option<String>,
    b_postcode: Option<String>,
    b_city: Option<String>,
    b_country: Option<String>,
    d_street: Option<String>,
    d_postcode: Option<String>,
    d_city: Option<String>,
    d_country: Option<String>,
}

pub(crate) fn found_sql(by: By) -> String {
    format!(
        "SELECT p.id, p.company_id, p.version, p.kind, p.name, p.contact_name, p.email, p.phone, p.language, p.business_id, \
         p.vat_number, p.e_invoice, p.e_invoice_operator, p.payment_terms, p.price_list_id, p.fiscal_position_id, p.delivery_method_id, p.owner_id, p.team_id, p.city, p.country, p.search, p.created_at, \
         p.updated_at, NULL AS owner_name, k.external_key, b.street AS b_street, b.postcode AS b_postcode, \
         b.city AS b_city, b.country AS b_country, d.street AS d_street, d.postcode AS d_postcode, d.city AS d_city, \
         d.country AS d_country FROM parties AS k JOIN parties AS p ON p.id = COALESCE(k.merged_into, k.id) \
         LEFT JOIN party_addresses AS b ON b.party_id = p.id AND b.kind = 'billing' \
         LEFT JOIN party_addresses AS d ON d.party_id = p.id AND d.kind = 'delivery' \
         WHERE k.company_id = $1 AND k.{} IN ({}) ORDER BY k.merged_into IS NULL",
        by.column(),
        places()
    )
}

/// The company's customers with any of the values, each as often as it has one. One that was merged is the one it lives on
/// in, under the key it had itself; those that stand by themselves come last, and so count where both have the value.
/// # Errors
/// [`StoreError`].
pub async fn found(
    conn: &mut Conn,
    company: CompanyId,
    by: By,
    values: &[String],
) -> Result<Vec<FoundCustomer>, StoreError> {
    let sql = found_sql(by);
    let mut all = Vec::new();
    for group in groups(values) {
        macro_rules! bound {
            () => {{
                let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(company.0);
                for value in &group {
                    query = query.bind(*value);
                }
                query
            }};
        }
        let rows: Vec<Joined> = on!(conn, c => bound!().fetch_all(c))?;
        all.extend(rows.into_iter().map(Joined::apart));
    }
    Ok(all)
}

impl Joined {
    fn apart(self) -> FoundCustomer {
        let address =
            |street: Option<String>, postcode: Option<String>, city: Option<String>, country: Option<String>| {
                PostalAddress {
                    street: street.unwrap_or_default(),
                    postcode: postcode.unwrap_or_default(),
                    city: city.unwrap_or_default(),
                    country: country.unwrap_or_default(),
                }
            };
        FoundCustomer {
            row: self.row,
            addresses: Addresses {
                billing: address(self.b_street, self.b_postcode, self.b_city, self.b_country),
                delivery: address(self.d_street, self.d_postcode, self.d_city, self.d_country),
            },
            external_key: self.external_key,
        }
    }
}

/// Whether a quotation, an opportunity or an order is for the customer.
/// # Errors
/// [`StoreError`].
pub async fn used(conn: &mut Conn, party: Uuid) -> Result<bool, StoreError> {
    let (used,): (bool,) = on!(conn, c => sqlx::query_as(USED).bind(party).fetch_one(c))?;
    Ok(used)
}

/// Takes a customer away if it is still of that version; answers whether it was.
/// # Errors
/// A fault when something still names it.
pub async fn delete(unit: &mut Unit, company: CompanyId, id: Uuid, version: i64) -> Result<bool, StoreError> {
    pairs::forget(unit, id).await?;
    run!(unit.conn, sqlx::query(DELETE_ADDRESSES).bind(id))?;
    Ok(run!(unit.conn, sqlx::query(DELETE).bind(company.0).bind(id).bind(version))? == 1)
}
