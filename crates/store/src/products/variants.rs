//! Attributes of a product with their values, and the variants these make.
use crate::{Conn, StoreError, Unit, columns, on, run};
use domain::{
    ids::{AttributeId, CompanyId, ProductId, ValueId, VariantId},
    lang::Lang,
    pricing::variants::{Attribute, Creates, Value},
    quotes::template::Words,
};
use uuid::Uuid;

pub(crate) const ATTRIBUTES: &str =
    "SELECT id, name, creates FROM product_attributes WHERE product_id = $1 ORDER BY position";
pub(crate) const VALUES: &str =
    "SELECT id, attribute_id, name, extra FROM product_values WHERE product_id = $1 ORDER BY position";
pub(crate) const VALUE_TEXTS: &str = "SELECT value_id, language, name FROM product_value_texts WHERE product_id = $1";
pub(crate) const DROP_VALUE_TEXTS: &str = "DELETE FROM product_value_texts WHERE product_id = $1";
pub(crate) const INSERT_VALUE_TEXT: &str =
    "INSERT INTO product_value_texts (product_id, value_id, language, name) VALUES ($1, $2, $3, $4)";
pub(crate) const DROP_VALUES: &str = "DELETE FROM product_values WHERE product_id = $1";
pub(crate) const DROP_ATTRIBUTES: &str = "DELETE FROM product_attributes WHERE product_id = $1";
pub(crate) const INSERT_ATTRIBUTE: &str =
    "INSERT INTO product_attributes (product_id, id, position, name, creates) VALUES ($1, $2, $3, $4, $5)";
pub(crate) const INSERT_VALUE: &str = "INSERT INTO product_values (product_id, id, attribute_id, position, name, extra) \
    VALUES ($1, $2, $3, $4, $5, $6)";
pub(crate) const LIST: &str = "SELECT id, company_id, version, product_id, made_of, code, unit_price, cost, whole, active \
    FROM product_variants WHERE company_id = $1 AND product_id = $2 ORDER BY position, id";
pub(crate) const FIND: &str = "SELECT id, company_id, version, product_id, made_of, code, unit_price, cost, whole, active \
    FROM product_variants WHERE company_id = $1 AND product_id = $2 AND made_of = $3";
pub(crate) const LOAD: &str = "SELECT id, company_id, version, product_id, made_of, code, unit_price, cost, whole, active \
    FROM product_variants WHERE company_id = $1 AND id = $2";
pub(crate) const INSERT: &str = "INSERT INTO product_variants (id, company_id, product_id, made_of, position) \
    VALUES ($1, $2, $3, $4, (SELECT COUNT(*) FROM product_variants WHERE product_id = $3)) \
    ON CONFLICT (product_id, made_of) DO NOTHING";
pub(crate) const UPDATE: &str = "UPDATE product_variants SET version = version + 1, code = $4, unit_price = $5, \
    cost = $6, active = $7 WHERE company_id = $1 AND id = $2 AND version = $3";

pub(crate) const SET_WHOLE: &str = "UPDATE product_variants SET whole = $3 WHERE company_id = $1 AND id = $2";

/// A variant's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct VariantRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub product_id: Uuid,
    pub made_of: String,
    pub code: String,
    pub unit_price: Option<i64>,
    pub cost: Option<i64>,
    pub whole: i64,
    pub active: i64,
}

/// The attributes of a product that was loaded through its company, with their values, in order.
/// # Errors
/// [`StoreError`].
pub async fn attributes(conn: &mut Conn, product: ProductId) -> Result<Vec<Attribute>, StoreError> {
    let attributes: Vec<(Uuid, String, String)> =
        on!(conn, c => sqlx::query_as(ATTRIBUTES).bind(product.0).fetch_all(c))?;
    let values: Vec<(Uuid, Uuid, String, i64)> = on!(conn, c => sqlx::query_as(VALUES).bind(product.0).fetch_all(c))?;
    let texts: Vec<(Uuid, String, String)> = on!(conn, c => sqlx::query_as(VALUE_TEXTS).bind(product.0).fetch_all(c))?;
    let words = |id: Uuid| {
        let mut words = Words::default();
        for (_, language, name) in texts.iter().filter(|(value, _, _)| *value == id) {
            // What a program of a later time wrote is none of these languages.
            if let Some(lang) = Lang::parse(language) {
                words.set(lang, name);
            }
        }
        words
    };
    let of = |id: Uuid| {
        let mine = values.iter().filter(move |(_, attribute, _, _)| *attribute == id);
        let value = |(id, _, name, extra): &(Uuid, Uuid, String, i64)| Value {
            id: ValueId(*id),
            name: name.clone(),
            extra: columns::decimal(*extra),
            words: words(*id),
        };
        mine.map(value).collect()
    };
    let attribute = |(id, name, creates): (Uuid, String, String)| {
        let creates = columns::code(&creates, Creates::parse)?;
        Ok(Attribute { id: AttributeId(id), name, creates, values: of(id) })
    };
    attributes.into_iter().map(attribute).collect()
}

/// Writes all attributes of a product with their values in place of those before.
/// # Errors
/// [`StoreError`].
pub async fn put_attributes(unit: &mut Unit, product: Uuid, attributes: &[Attribute]) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(DROP_VALUE_TEXTS).bind(product))?;
    run!(unit.conn, sqlx::query(DROP_VALUES).bind(product))?;
    run!(unit.conn, sqlx::query(DROP_ATTRIBUTES).bind(product))?;
    for (position, attribute) in (0_i64..).zip(attributes) {
        let (id, creates) = (attribute.id.0, attribute.creates.code());
        run!(
            unit.conn,
            sqlx::query(INSERT_ATTRIBUTE).bind(product).bind(id).bind(position).bind(&attribute.name).bind(creates)
        )?;
        for (position, value) in (0_i64..).zip(&attribute.values) {
            let extra = columns::millionths(value.extra)?;
            run!(
                unit.conn,
                sqlx::query(INSERT_VALUE)
                    .bind(product)
                    .bind(value.id.0)
                    .bind(id)
                    .bind(position)
                    .bind(&value.name)
                    .bind(extra)
            )?;
            for lang in Lang::ALL {
                let (id, code, text) = (value.id.0, lang.code(), value.words.get(lang));
                if !text.is_empty() {
                    run!(unit.conn, sqlx::query(INSERT_VALUE_TEXT).bind(product).bind(id).bind(code).bind(text))?;
                }
            }
        }
    }
    Ok(())
}

/// The variants of a product, in the order they were made.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId, product: ProductId) -> Result<Vec<VariantRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).bind(product.0).fetch_all(c))?)
}

/// The variant that values make, if it is there.
/// # Errors
/// [`StoreError`].
pub async fn find(
    conn: &mut Conn,
    company: CompanyId,
    product: ProductId,
    made_of: &str,
) -> Result<Option<VariantRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(company.0).bind(product.0).bind(made_of).fetch_optional(c))?)
}

/// A variant of the company.
/// # Errors
/// [`StoreError`].
pub async fn load(conn: &mut Conn, company: CompanyId, id: VariantId) -> Result<Option<VariantRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(id.0).fetch_optional(c))?)
}

/// Makes a variant unless it is there.
/// # Errors
/// [`StoreError`].
pub async fn make(unit: &mut Unit, company: CompanyId, product: ProductId, made_of: &str) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(INSERT).bind(Uuid::now_v7()).bind(company.0).bind(product.0).bind(made_of))?;
    Ok(())
}

/// Notes whether the attributes still make a variant.
/// # Errors
/// [`StoreError`].
pub async fn set_whole(unit: &mut Unit, company: CompanyId, id: Uuid, whole: bool) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SET_WHOLE).bind(company.0).bind(id).bind(i64::from(whole)))?;
    Ok(())
}

/// Writes a changed variant if nobody changed it since; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, row: &VariantRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(&row.code)
            .bind(row.unit_price)
            .bind(row.cost)
            .bind(row.active)
    )?;
    if touched == 1 {
        return Ok(row.version + 1);
    }
    let current = load(&mut unit.conn, CompanyId(row.company_id), VariantId(row.id)).await?;
    Err(current.map_or(StoreError::NotFound, |row| StoreError::Stale { current: row.version }))
}
