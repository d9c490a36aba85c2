//! Server functions of customers: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::PartyId;
use leptos::prelude::*;
use wire::{
    parties,
    shared::{ListQuery, Page, Suggestion},
};

/// One page of customers.
#[server(prefix = "/api", endpoint = "parties/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_parties(query: ListQuery) -> Result<Page<parties::PartyRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::parties::list(&by, &cx, query).await?)
}

/// Customers for what was typed into a search field.
#[server(prefix = "/api", endpoint = "parties/suggest", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn suggest_parties(text: String) -> Result<Vec<Suggestion>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::parties::suggest(&by, &cx, text).await?)
}

/// One customer with everything around it.
#[server(prefix = "/api", endpoint = "parties/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_party(id: PartyId) -> Result<parties::PartyView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::parties::read(&by, &cx, id).await?)
}

/// Makes a customer.
#[server(prefix = "/api", endpoint = "parties/create", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn create_party(command: parties::CreateParty) -> Result<PartyId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::parties::create(&by, &cx, command).await?)
}

/// Changes a customer; answers its version.
#[server(prefix = "/api", endpoint = "parties/edit", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn edit_party(command: parties::EditParty) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::parties::edit(&by, &cx, command).await?)
}
