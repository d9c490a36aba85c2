//! The list of products, what a search field offers while one types, and the taxes.
use super::fields;
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{CategoryId, CompanyId, ProductId, TagId, TaxId},
    text,
};
use store::{
    Conn, columns,
    products::{
        list::{self as stored, ProductListRow, Sort},
        tags as stored_tags,
    },
    quotes::sources::{self, TaxSource},
};
use uuid::Uuid;
use wire::{
    products::{ProductRow, ProductTag, TaxView},
    shared::{ListQuery, PAGE_ROWS, Page},
};

/// Products offered at once.
pub(crate) const OFFERED: i64 = 8;

/// A page of the list. Filters: none for those that can be chosen, `inactive` for the others, beside it (parted by a
/// comma) a category's id for what is in it, `tag:` with a tag's id for what has it; sorts: `name` (the
/// list's own), `unit_price`. Unknown codes mean the list's own.
/// # Errors
/// [`Denied`].
pub async fn list(by: &Staff, cx: &Cx, query: ListQuery) -> Result<Page<ProductRow>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let rows = i64::from(PAGE_ROWS);
    let wanted = stored::ListQuery {
        retired: query.filter.split(',').any(|word| word == "inactive"),
        category: query.filter.split(',').find_map(|word| word.parse().ok()),
        tag: query.filter.split(',').find_map(|word| word.strip_prefix("tag:")?.parse().ok()),
        sort: if query.sort == "unit_price" { Sort::Price } else { Sort::Name },
        descending: query.descending,
        search: text::fold(&query.search),
        rows,
        skip: i64::from(query.page) * rows,
    };
    let may_see = by.sees_margin();
    let mut conn = cx.store.reader().await?;
    let (found, total) = stored::list(&mut conn, scope.company, &wanted).await?;
    let mut rows = found.into_iter().map(|found| row(found, may_see)).collect::<Result<Vec<_>, _>>()?;
    tag(&mut conn, scope.company, rows.iter_mut()).await?;
    Ok(Page { rows, total, page: query.page })
}

/// Products that can be chosen whose name begins with the text, then those that contain it or have that code.
/// # Errors
/// [`Denied`].
pub async fn suggest(by: &Staff, cx: &Cx, text: String) -> Result<Vec<ProductRow>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let may_see = by.sees_margin();
    let mut conn = cx.store.reader().await?;
    let found = stored::suggest(&mut conn, scope.company, &text::fold(&text), OFFERED).await?;
    found.into_iter().map(|found| row(found, may_see)).collect()
}

/// The tags that some product has.
/// # Errors
/// [`Denied`].
pub async fn tags(by: &Staff, cx: &Cx) -> Result<Vec<ProductTag>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    Ok(stored_tags::in_use(&mut conn, scope.company).await?.into_iter().map(tag_view).collect())
}

/// Shows products with their tags.
pub(crate) async fn tag<'r>(
    conn: &mut Conn,
    company: CompanyId,
    rows: impl Iterator<Item = &'r mut ProductRow> + Send,
) -> Result<(), Denied> {
    let mut rows: Vec<&mut ProductRow> = rows.collect();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
    let mut tags = stored_tags::of_many(conn, company, &ids).await?;
    for row in &mut rows {
        row.tags = tags.remove(&row.id.0).unwrap_or_default().into_iter().map(|tag| tag.name).collect();
    }
    Ok(())
}

/// A stored tag as pages show it.
pub(crate) fn tag_view(tag: stored_tags::TagRecord) -> ProductTag {
    ProductTag { id: TagId(tag.id), name: tag.name }
}

/// The taxes one can choose from.
/// # Errors
/// [`Denied`].
pub async fn taxes(by: &Staff, cx: &Cx) -> Result<Vec<TaxView>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    Ok(sources::taxes(&mut conn, scope.company).await?.into_iter().map(tax_view).collect())
}

/// A stored tax as pages show it.
pub(crate) fn tax_view(tax: TaxSource) -> TaxView {
    TaxView { id: TaxId(tax.id), name: tax.name, percent: columns::decimal(tax.percent) }
}

/// A stored row as pages show it.
pub(crate) fn row(row: ProductListRow, may_see: bool) -> Result<ProductRow, Denied> {
    Ok(ProductRow {
        id: ProductId(row.id),
        code: row.code,
        name: row.name,
        description: row.description,
        kind: columns::code(&row.kind, fields::kind)?,
        unit: row.unit,
        unit_price: columns::decimal(row.unit_price),
        cost: may_see.then(|| columns::decimal(row.cost)),
        tax: TaxView { id: TaxId(row.tax_id), name: row.tax_name, percent: columns::decimal(row.tax_percent) },
        active: row.active == 1,
        category: row.category_id.map(CategoryId),
        choosy: row.attributes > 0,
        combo: row.combo > 0,
        tags: Vec::new(),
    })
}
