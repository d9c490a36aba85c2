//! Server functions of merging customers: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::PartyId;
use leptos::prelude::*;
use wire::parties;

/// Pairs nobody has judged yet.
#[server(prefix = "/api", endpoint = "parties/pairs", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_pairs() -> Result<parties::PartyPairs, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::parties::list_pairs(&by, &cx).await?)
}

/// What merging two customers would do.
#[server(prefix = "/api", endpoint = "parties/merge_preview", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn preview_party_merge(stays: PartyId, goes: PartyId) -> Result<parties::PartyMergePreview, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::parties::preview_party_merge(&by, &cx, stays, goes).await?)
}

/// Merges one customer into another.
#[server(prefix = "/api", endpoint = "parties/merge", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn merge_parties(command: parties::MergeParties) -> Result<parties::MergedParties, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::parties::merge_parties(&by, &cx, command).await?)
}

/// Takes a merge back.
#[server(prefix = "/api", endpoint = "parties/merge_take_back", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn take_back_party_merge(command: parties::TakeBackPartyMerge) -> Result<parties::TakenBackParty, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::parties::take_back_party_merge(&by, &cx, command).await?)
}

/// Keeps that two customers are not the same.
#[server(prefix = "/api", endpoint = "parties/tell_apart", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn tell_apart(command: parties::TellApart) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::parties::tell_apart(&by, &cx, command).await?)
}
