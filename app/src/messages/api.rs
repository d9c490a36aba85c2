//! Server functions of notes and the outbox: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::OutboxId;
use leptos::prelude::*;
use wire::{
    messages,
    shared::{ListQuery, Page},
};

/// Writes an internal note.
#[server(prefix = "/api", endpoint = "messages/note", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn add_note(command: messages::AddNote) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::messages::add_note(&by, &cx, command).await?)
}

/// One page of the outbox.
#[server(prefix = "/api", endpoint = "messages/outbox", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_outbox(query: ListQuery) -> Result<Page<messages::OutboxRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::messages::outbox(&by, &cx, query).await?)
}

/// Has a message tried again at once.
#[server(prefix = "/api", endpoint = "messages/retry", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn retry_message(id: OutboxId) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::messages::retry(&by, &cx, id).await?)
}

/// Whether a mail server is set up: without one, mails wait.
#[server(prefix = "/api", endpoint = "messages/mail-ready", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn mail_ready() -> Result<bool, AppError> {
    let (_, cx) = crate::admit::staff().await?;
    Ok(cx.settings.mail_ready)
}
