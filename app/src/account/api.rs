//! Server functions of the account: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::lang::Lang;
use leptos::prelude::*;

/// Chooses the language of the screens.
#[server(prefix = "/api", endpoint = "account/language", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn set_language(language: Lang) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::account::set_language(&by, &cx, language).await?)
}
