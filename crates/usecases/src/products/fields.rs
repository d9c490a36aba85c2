//! The fields of a product as people type them, checked.
use super::facts::{self, Beside};
use crate::{Denied, denied};
use domain::{
    ids::CompanyId,
    quotes::line::{LONGEST_DESCRIPTION, LONGEST_NAME, UnitPrice},
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use store::{Conn, columns, products::record, products::record::ProductRecord, quotes::sources};
use wire::products::{ProductFields, ProductKind};

/// The stored name of a kind.
pub(crate) const fn kind_code(kind: ProductKind) -> &'static str {
    match kind {
        ProductKind::Goods => "goods",
        ProductKind::Service => "service",
    }
}

/// Reads the stored name of a kind.
pub(super) fn kind(code: &str) -> Option<ProductKind> {
    [ProductKind::Goods, ProductKind::Service].into_iter().find(|kind| kind_code(*kind) == code)
}

/// Takes the typed fields into the row; answers the tax's name, and what is written beside the row.
/// # Errors
/// Refusals by field; a tax that is not the company's is `not_a_choice`.
pub(super) async fn take(
    conn: &mut Conn,
    company: CompanyId,
    typed: &ProductFields,
    row: &mut ProductRecord,
) -> Result<(String, Beside), Denied> {
    let mut fields = Fields::new();
    row.code = fields.take("code", text::optional_line(&typed.code, 50)).unwrap_or_default();
    row.name = fields.take("name", text::required_line(&typed.name, LONGEST_NAME)).unwrap_or_default();
    let description = text::optional_text(&typed.description, LONGEST_DESCRIPTION);
    row.description = fields.take("description", description).unwrap_or_default();
    row.kind = kind_code(typed.kind).to_owned();
    row.unit = fields.take("unit", text::optional_line(&typed.unit, 20)).unwrap_or_default();
    let price = fields.take("unit_price", self::price(typed.unit_price)).unwrap_or_default();
    // Bounded above, so it fits.
    row.unit_price = columns::millionths(price).unwrap_or_default();
    let cost = fields.take("cost", self::price(typed.cost)).unwrap_or_default();
    row.cost = columns::millionths(cost).unwrap_or_default();
    row.tax_id = typed.tax.0;
    row.active = i64::from(typed.active);
    let tax = sources::tax(conn, company, typed.tax).await?;
    if tax.is_none() {
        fields.refuse("tax", Refusal::NotAChoice);
    }
    let beside = facts::take(conn, company, &typed.facts, row, &mut fields).await?;
    denied::all_right(fields)?;
    row.search = record::search_text(&row.name, &format!("{} {}", row.code, beside.searched()));
    Ok((tax.map(|tax| tax.name).unwrap_or_default(), beside))
}

/// A price list knows no credits: those are typed on a line.
pub(super) fn price(typed: Decimal) -> Result<Decimal, Refusal> {
    let price = UnitPrice::new(typed)?.get();
    if price.is_sign_negative() && !price.is_zero() {
        return Err(Refusal::TooSmall { least: Decimal::ZERO });
    }
    Ok(price)
}
