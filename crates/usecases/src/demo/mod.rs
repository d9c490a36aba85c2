//! The first company of an installation: an empty one to fill, or the demo company with its customers and deals.
mod catalog;
mod customers;
mod facts;
mod first;
mod many;
mod pipeline;
mod plans;
mod prices;
mod quotations;
mod targets;

pub use first::{FirstCompany, company, first_link, has_company, only_company};
pub use many::many;

use crate::{Cx, Denied, delivery};
use uuid::Uuid;
use wire::{delivery::AddUsualMethods, shared::IdempotencyKey};

/// Fills an empty database with the demo company. Answers its name.
/// # Errors
/// [`Denied`].
pub async fn seed(cx: &Cx) -> Result<String, Denied> {
    let home = first::make(cx, first::havulampo()).await?;
    let staff = first::demo_people(cx, &home).await?;
    let products = catalog::fill(cx, &staff.administrator, &home).await?;
    facts::fill(cx, &staff.administrator, &products).await?;
    let parties = customers::fill(cx, &staff.administrator).await?;
    plans::fill(&staff.administrator, cx).await?;
    let opportunities = pipeline::fill(cx, &staff, &home, &parties).await?;
    quotations::fill(cx, &staff, &opportunities, &products).await?;
    targets::fill(cx, &staff).await?;
    prices::fill(cx, &staff.administrator, &products, &parties).await?;
    delivery::add_usual(&staff.administrator, cx, AddUsualMethods { key: IdempotencyKey(Uuid::new_v4()) }).await?;
    Ok(home.name)
}
