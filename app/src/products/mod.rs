//! Products: the list, the form of one, the form for a new one.
pub mod api;
mod attributes;
mod beside;
mod combo;
mod facts;
mod fields;
mod figure;
mod in_lists;
mod list;
mod new;
mod page;
mod picture;
mod values;
mod variants;

pub use list::ListPage;
pub use page::ProductPage;

use crate::catalog::api::{category_choices, unit_choices};
use crate::wire::AppError;
use domain::{actors::Permission, categories::Categories, formats, units::written::NamedUnit};
use i18n::T;
use wire::products::{ProductKind, TaxView};

/// Whether whoever is signed in may change products.
fn may_change() -> bool {
    crate::frame::use_me().is_some_and(|me| me.role.may(Permission::Catalog))
}

/// What a product's form offers to choose from.
type Choices = (Vec<TaxView>, Vec<NamedUnit>, Categories);

async fn choices() -> Result<Choices, AppError> {
    Ok((api::list_taxes().await?, unit_choices().await?, category_choices().await?))
}

/// Goods or service, in the reader's language.
fn kind_name(t: T, kind: ProductKind) -> &'static str {
    match kind {
        ProductKind::Goods => t.products_goods(),
        ProductKind::Service => t.products_service(),
    }
}

/// A tax by its name, with its rate where the name does not say it.
pub fn tax_name(t: T, tax: &TaxView) -> String {
    let rate = formats::percent(t.figures(), tax.percent);
    if tax.name.contains('%') {
        tax.name.clone()
    } else if tax.name.trim().is_empty() {
        rate
    } else {
        format!("{rate} {}", tax.name)
    }
}
