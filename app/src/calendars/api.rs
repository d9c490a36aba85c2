//! Server functions of one's own calendar feed: admit, call the use-case, answer.
use crate::wire::AppError;
use leptos::prelude::*;
use wire::calendars::{CalendarAddress, CalendarFeed};

/// Whether one has a feed.
#[server(prefix = "/api", endpoint = "calendars/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_calendar() -> Result<CalendarFeed, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::calendars::read_calendar(&by, &cx).await?)
}

/// Makes a new address; an earlier one stops working.
#[server(prefix = "/api", endpoint = "calendars/make", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn make_calendar() -> Result<CalendarAddress, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::calendars::make_calendar(&by, &cx).await?)
}

/// Turns the feed off.
#[server(prefix = "/api", endpoint = "calendars/off", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn turn_calendar_off() -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::calendars::turn_calendar_off(&by, &cx).await?)
}
