//! Server functions of payment terms: admit, call the use-case, answer.
use crate::wire::AppError;
use leptos::prelude::*;
use wire::terms;

/// All payment terms.
#[server(prefix = "/api", endpoint = "terms/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_terms() -> Result<terms::TermsView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::terms::list(&by, &cx).await?)
}

/// The payment terms to choose from.
#[server(prefix = "/api", endpoint = "terms/choices", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn terms_choices() -> Result<Vec<terms::TermsChoice>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::terms::choices(&by, &cx).await?)
}

/// Makes or changes payment terms.
#[server(prefix = "/api", endpoint = "terms/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_terms(command: terms::SaveTerms) -> Result<terms::SavedTerms, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::terms::save(&by, &cx, command).await?)
}
