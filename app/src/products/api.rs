//! Server functions of products: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::{ids::ProductId, pricing::variants::Attribute};
use leptos::prelude::*;
use wire::{
    products,
    shared::{ListQuery, Page},
};

/// One page of products.
#[server(prefix = "/api", endpoint = "products/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_products(query: ListQuery) -> Result<Page<products::ProductRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::products::list(&by, &cx, query).await?)
}

/// Products for what was typed into a line.
#[server(prefix = "/api", endpoint = "products/suggest", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn suggest_products(text: String) -> Result<Vec<products::ProductRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::products::suggest(&by, &cx, text).await?)
}

/// One product.
#[server(prefix = "/api", endpoint = "products/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_product(id: ProductId) -> Result<products::ProductView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::products::read(&by, &cx, id).await?)
}

/// Gives a product a picture, other words for it, or none.
#[server(prefix = "/api", endpoint = "products/picture", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn set_picture(command: products::SetProductPicture) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::products::set_picture(&by, &cx, command).await?)
}

/// What the price lists make of a product.
#[server(prefix = "/api", endpoint = "products/prices", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn product_prices(id: ProductId) -> Result<products::ProductPrices, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::products::prices(&by, &cx, id).await?)
}

/// The variants of a product.
#[server(prefix = "/api", endpoint = "products/variants", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn product_variants(id: ProductId) -> Result<Vec<products::VariantRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::products::variants(&by, &cx, id).await?)
}

/// What a product is chosen by.
#[server(prefix = "/api", endpoint = "products/attributes", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn product_attributes(id: ProductId) -> Result<Vec<Attribute>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::products::attributes(&by, &cx, id).await?)
}

/// Changes a variant; answers its version.
#[server(prefix = "/api", endpoint = "products/edit-variant", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn edit_variant(command: products::EditVariant) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::products::edit_variant(&by, &cx, command).await?)
}

/// Makes a product.
#[server(prefix = "/api", endpoint = "products/create", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn create_product(command: products::CreateProduct) -> Result<ProductId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::products::create(&by, &cx, command).await?)
}

/// Changes a product; answers its version.
#[server(prefix = "/api", endpoint = "products/edit", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn edit_product(command: products::EditProduct) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::products::edit(&by, &cx, command).await?)
}

/// The tags that some product has.
#[server(prefix = "/api", endpoint = "products/tags", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_tags() -> Result<Vec<products::ProductTag>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::products::tags(&by, &cx).await?)
}

/// The taxes one can choose from.
#[server(prefix = "/api", endpoint = "products/taxes", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_taxes() -> Result<Vec<products::TaxView>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::products::taxes(&by, &cx).await?)
}
