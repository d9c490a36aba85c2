//! Server functions of teams: admit, call the use-case, answer.
use crate::wire::AppError;
use leptos::prelude::*;
use wire::teams;

/// All teams.
#[server(prefix = "/api", endpoint = "teams/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_teams() -> Result<teams::TeamsView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::teams::list(&by, &cx).await?)
}

/// Makes or changes a team with its members.
#[server(prefix = "/api", endpoint = "teams/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_team(command: teams::SaveTeam) -> Result<teams::SavedTeam, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::teams::save(&by, &cx, command).await?)
}

/// Takes a team out of use, or back into it.
#[server(prefix = "/api", endpoint = "teams/retire", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn retire_team(command: teams::RetireTeam) -> Result<teams::SavedTeam, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::teams::retire(&by, &cx, command).await?)
}
