//! Server function of opportunities in groups: admit, call the use-case, answer.
use crate::wire::AppError;
use ::wire::pivot::{PivotQuery, PivotView};
use leptos::prelude::*;

/// The groups of a question.
#[server(prefix = "/api", endpoint = "crm/pivot", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_pivot(query: PivotQuery) -> Result<PivotView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::pivot(&by, &cx, query).await?)
}
