//! Server function of the home page: admit, call the use-case, answer.
use crate::wire::AppError;
use leptos::prelude::*;
use wire::today::TodayView;

/// The home page of whoever asks.
#[server(prefix = "/api", endpoint = "today/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_today() -> Result<TodayView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::today::read::read(&by, &cx).await?)
}
