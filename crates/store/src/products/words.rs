//! What the products of a quotation are called, in every language that has words for them.
use crate::{Conn, StoreError, on};
use domain::ids::QuoteId;
use uuid::Uuid;

pub(crate) const OWN: &str = "SELECT p.id, '' AS language, p.name, p.description FROM products AS p \
    WHERE p.id IN (SELECT product_id FROM quote_lines WHERE quote_id = $1)";
pub(crate) const OTHERS: &str = "SELECT t.product_id AS id, t.language, t.name, t.description FROM product_texts AS t \
    WHERE t.product_id IN (SELECT product_id FROM quote_lines WHERE quote_id = $1)";
/// In the order in which they stand in brackets.
pub(crate) const VALUES: &str = "SELECT v.product_id, v.id, '' AS language, v.name FROM product_values AS v \
    JOIN product_attributes AS a ON a.product_id = v.product_id AND a.id = v.attribute_id \
    WHERE v.product_id IN (SELECT product_id FROM quote_lines WHERE quote_id = $1 AND choices <> '') \
    ORDER BY a.position, v.position";
pub(crate) const VALUE_OTHERS: &str = "SELECT t.product_id, t.value_id AS id, t.language, t.name FROM product_value_texts AS t \
    WHERE t.product_id IN (SELECT product_id FROM quote_lines WHERE quote_id = $1 AND choices <> '')";

/// The words for a product in a language.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct WordsRecord {
    pub id: Uuid,
    /// Empty for the company's own language.
    pub language: String,
    pub name: String,
    pub description: String,
}

/// What a value of a product is called in a language.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ValueWordsRecord {
    pub product_id: Uuid,
    pub id: Uuid,
    /// Empty for the company's own language.
    pub language: String,
    pub name: String,
}

/// The values of products that are chosen by them on the lines of a quotation that was loaded through its scope: first
/// all in the company's own words, in the order of their attributes, then what they are called in other languages.
/// # Errors
/// [`StoreError`].
pub async fn values_of_quote(conn: &mut Conn, quote: QuoteId) -> Result<Vec<ValueWordsRecord>, StoreError> {
    let mut found: Vec<ValueWordsRecord> = on!(conn, c => sqlx::query_as(VALUES).bind(quote.0).fetch_all(c))?;
    let others: Vec<ValueWordsRecord> = on!(conn, c => sqlx::query_as(VALUE_OTHERS).bind(quote.0).fetch_all(c))?;
    found.extend(others);
    Ok(found)
}

/// The words for the products on the lines of a quotation that was loaded through its scope.
/// # Errors
/// [`StoreError`].
pub async fn of_quote(conn: &mut Conn, quote: QuoteId) -> Result<Vec<WordsRecord>, StoreError> {
    let mut found: Vec<WordsRecord> = on!(conn, c => sqlx::query_as(OWN).bind(quote.0).fetch_all(c))?;
    let others: Vec<WordsRecord> = on!(conn, c => sqlx::query_as(OTHERS).bind(quote.0).fetch_all(c))?;
    found.extend(others);
    Ok(found)
}
