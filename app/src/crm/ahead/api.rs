//! Server functions of forecast and calendar, and moving an expected closing as the list does.
use crate::{crm::api::change_opportunities, wire::AppError};
use ::wire::{
    ahead::{CalendarQuery, CalendarView, ForecastCard, ForecastQuery, ForecastView},
    opportunities::{ChangeOne, ChangeOpportunities, ChangeTo, OpportunityFilter, Which},
    shared::IdempotencyKey,
};
use chrono::NaiveDate;
use domain::{crm::ahead::Period, ids::OpportunityId};
use leptos::prelude::*;
use uuid::Uuid;

/// The forecast with the first cards of each lane.
#[server(prefix = "/api", endpoint = "crm/forecast", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_forecast(query: ForecastQuery) -> Result<ForecastView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::forecast(&by, &cx, query).await?)
}

/// More cards of a lane; page 0 is what the forecast brought.
#[server(prefix = "/api", endpoint = "crm/forecast-cards", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn forecast_cards(
    filter: OpportunityFilter,
    period: Period,
    page: u32,
) -> Result<Vec<ForecastCard>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::forecast_cards(&by, &cx, filter, period, page).await?)
}

/// What is on some days.
#[server(prefix = "/api", endpoint = "crm/calendar", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_calendar(query: CalendarQuery) -> Result<CalendarView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::calendar(&by, &cx, query).await?)
}

/// Moves the day one is expected to close on; answers its version.
///
/// # Errors
/// Why it was refused.
pub(super) async fn redate(id: OpportunityId, version: i64, day: Option<NaiveDate>) -> Result<i64, AppError> {
    let which = Which::Rows(vec![ChangeOne { id, version, to: ChangeTo::Close(day) }]);
    let changed = change_opportunities(ChangeOpportunities { key: IdempotencyKey(Uuid::new_v4()), which }).await?;
    match changed.verdicts.into_iter().find_map(|verdict| verdict.refused) {
        Some(problem) => Err(AppError(problem)),
        // Nothing to take back is nothing written.
        None => Ok(changed.undo.first().map_or(version, |undo| undo.version)),
    }
}
