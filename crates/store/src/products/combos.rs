//! Choices of a combo with their items.
use super::list::{COLUMNS, JOINS, ProductListRow};
use crate::{Conn, StoreError, Unit, columns, on, run};
use domain::{
    combos::{Choice, Item},
    ids::{ComboChoiceId, CompanyId, ProductId},
    lang::Lang,
    quotes::template::Words,
};
use uuid::Uuid;

pub(crate) const CHOICES: &str =
    "SELECT id, name_fi, name_sv, name_en FROM combo_choices WHERE product_id = $1 ORDER BY position";
pub(crate) const ITEMS: &str =
    "SELECT choice_id, item_id, extra FROM combo_items WHERE product_id = $1 ORDER BY position";
pub(crate) const DROP_ITEMS: &str = "DELETE FROM combo_items WHERE product_id = $1";
pub(crate) const DROP_CHOICES: &str = "DELETE FROM combo_choices WHERE product_id = $1";
pub(crate) const INSERT_CHOICE: &str = "INSERT INTO combo_choices (product_id, id, position, name_fi, name_sv, name_en) \
    VALUES ($1, $2, $3, $4, $5, $6)";
pub(crate) const INSERT_ITEM: &str =
    "INSERT INTO combo_items (product_id, choice_id, item_id, position, extra) VALUES ($1, $2, $3, $4, $5)";
pub(crate) const WITHIN: &str = "SELECT p.name FROM combo_items AS i JOIN products AS p ON p.id = i.product_id \
    WHERE i.item_id = $2 AND p.company_id = $1 LIMIT 1";
pub(crate) const KIND: &str = "SELECT combo FROM products WHERE company_id = $1 AND id = $2";

/// The products that are items of a combo, each once.
pub(crate) fn products_sql() -> String {
    format!(
        "SELECT {COLUMNS} FROM products {JOINS} WHERE products.company_id = $1 AND products.id IN \
         (SELECT item_id FROM combo_items WHERE product_id = $2)"
    )
}

/// The choices of a product that was loaded through its company, in order.
/// # Errors
/// [`StoreError`].
pub async fn choices(conn: &mut Conn, product: ProductId) -> Result<Vec<Choice>, StoreError> {
    let choices: Vec<(Uuid, String, String, String)> =
        on!(conn, c => sqlx::query_as(CHOICES).bind(product.0).fetch_all(c))?;
    if choices.is_empty() {
        return Ok(Vec::new());
    }
    let items: Vec<(Uuid, Uuid, i64)> = on!(conn, c => sqlx::query_as(ITEMS).bind(product.0).fetch_all(c))?;
    let of = |id: Uuid| {
        let mine = items.iter().filter(move |(choice, _, _)| *choice == id);
        mine.map(|(_, item, extra)| Item { product: ProductId(*item), extra: columns::decimal(*extra) }).collect()
    };
    let choice = |(id, fi, sv, en): (Uuid, String, String, String)| {
        let mut name = Words::default();
        for (lang, text) in [(Lang::Fi, fi), (Lang::Sv, sv), (Lang::En, en)] {
            name.set(lang, &text);
        }
        Choice { id: ComboChoiceId(id), name, items: of(id) }
    };
    Ok(choices.into_iter().map(choice).collect())
}

/// Writes all choices of a combo with their items in place of those before.
/// # Errors
/// [`StoreError`].
pub async fn put(unit: &mut Unit, product: Uuid, choices: &[Choice]) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(DROP_ITEMS).bind(product))?;
    run!(unit.conn, sqlx::query(DROP_CHOICES).bind(product))?;
    for (position, choice) in (0_i64..).zip(choices) {
        run!(
            unit.conn,
            sqlx::query(INSERT_CHOICE)
                .bind(product)
                .bind(choice.id.0)
                .bind(position)
                .bind(choice.name.get(Lang::Fi))
                .bind(choice.name.get(Lang::Sv))
                .bind(choice.name.get(Lang::En))
        )?;
        for (position, item) in (0_i64..).zip(&choice.items) {
            let extra = columns::millionths(item.extra)?;
            run!(
                unit.conn,
                sqlx::query(INSERT_ITEM)
                    .bind(product)
                    .bind(choice.id.0)
                    .bind(item.product.0)
                    .bind(position)
                    .bind(extra)
            )?;
        }
    }
    Ok(())
}

/// The products that are items of a combo, as lists show them.
/// # Errors
/// [`StoreError`].
pub async fn products(
    conn: &mut Conn,
    company: CompanyId,
    product: ProductId,
) -> Result<Vec<ProductListRow>, StoreError> {
    let sql = products_sql();
    Ok(on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(company.0).bind(product.0).fetch_all(c))?)
}

/// Whether a product is an item of some combo.
/// # Errors
/// [`StoreError`].
pub async fn is_item(conn: &mut Conn, company: CompanyId, product: Uuid) -> Result<bool, StoreError> {
    let found: Option<(String,)> =
        on!(conn, c => sqlx::query_as(WITHIN).bind(company.0).bind(product).fetch_optional(c))?;
    Ok(found.is_some())
}

/// Whether a product of the company is a combo; none where there is no such product.
/// # Errors
/// [`StoreError`].
pub async fn is_combo(conn: &mut Conn, company: CompanyId, product: ProductId) -> Result<Option<bool>, StoreError> {
    let found: Option<(i64,)> = on!(conn, c => sqlx::query_as(KIND).bind(company.0).bind(product.0).fetch_optional(c))?;
    Ok(found.map(|(combo,)| combo > 0))
}
