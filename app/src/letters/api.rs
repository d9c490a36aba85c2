//! Server functions of mail texts: admit, call the use-case, answer.
use crate::wire::AppError;
use leptos::prelude::*;
use wire::letters;

/// All texts.
#[server(prefix = "/api", endpoint = "mail-texts/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_mail_texts() -> Result<Vec<letters::MailTextRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::letters::list(&by, &cx).await?)
}

/// Makes or changes a text.
#[server(prefix = "/api", endpoint = "mail-texts/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_mail_text(command: letters::SaveMailText) -> Result<letters::SavedMailText, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::letters::save(&by, &cx, command).await?)
}

/// The texts that a template can name.
#[server(prefix = "/api", endpoint = "mail-texts/choices", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn mail_text_choices() -> Result<Vec<letters::MailTextRef>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::letters::choices(&by, &cx).await?)
}

/// What a sending can begin with.
#[server(prefix = "/api", endpoint = "mail-texts/begin", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn begin_letters(ask: letters::AskLetters) -> Result<letters::Letters, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::letters::begin(&by, &cx, ask).await?)
}
