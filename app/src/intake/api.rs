//! Server functions of web forms, mailboxes and the inbox: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::{IntakePostId, IntakeSourceId};
use leptos::prelude::*;
use wire::{intake, mailboxes};

/// All web forms.
#[server(prefix = "/api", endpoint = "intake/sources", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_sources() -> Result<intake::SourcesView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::intake::sources(&by, &cx).await?)
}

/// Makes or changes a web form.
#[server(prefix = "/api", endpoint = "intake/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_source(command: intake::SaveSource) -> Result<IntakeSourceId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::intake::save(&by, &cx, command).await?)
}

/// A page of the inbox.
#[server(prefix = "/api", endpoint = "intake/inbox", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_posts(query: intake::InboxQuery) -> Result<intake::InboxPage, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::intake::list(&by, &cx, query).await?)
}

/// A post as it came.
#[server(prefix = "/api", endpoint = "intake/post", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_post(id: IntakePostId) -> Result<intake::PostView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::intake::read(&by, &cx, id).await?)
}

/// Says what a field of a form is.
#[server(prefix = "/api", endpoint = "intake/map", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn map_field(command: intake::MapField) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::intake::map_field(&by, &cx, command).await?)
}

/// Judges a post again.
#[server(prefix = "/api", endpoint = "intake/replay", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn replay_post(id: IntakePostId) -> Result<intake::PostVerdict, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::intake::replay(&by, &cx, id).await?)
}

/// All mailboxes.
#[server(prefix = "/api", endpoint = "mailboxes/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_mailboxes() -> Result<mailboxes::MailboxesView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::intake::mailboxes::list(&by, &cx).await?)
}

/// Makes or changes a mailbox.
#[server(prefix = "/api", endpoint = "mailboxes/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_mailbox(command: mailboxes::SaveMailbox) -> Result<IntakeSourceId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::intake::mailboxes::save(&by, &cx, command).await?)
}

/// Tries whether a mailbox can be read.
#[server(prefix = "/api", endpoint = "mailboxes/try", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn try_mailbox(command: mailboxes::TryMailbox) -> Result<mailboxes::Tried, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::intake::mailboxes::test(&by, &cx, command).await?)
}
