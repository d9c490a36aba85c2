//! Server functions of the pipeline: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::{ActivityId, OpportunityId};
use leptos::prelude::*;
use wire::{
    activities,
    crm::{self, BoardQuery, BoardView, Card, LaneId, OpportunityView},
    meetings,
    opportunities::{self, After, Changed, OpportunityFilter, OpportunityList},
};

/// The board with the first cards of each lane.
#[server(prefix = "/api", endpoint = "crm/board", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_board(query: BoardQuery) -> Result<BoardView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::board(&by, &cx, query).await?)
}

/// More cards of a lane; page 0 is what the board brought.
#[server(prefix = "/api", endpoint = "crm/lane", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn lane_cards(query: BoardQuery, lane: LaneId, name: String, page: u32) -> Result<Vec<Card>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::lane_cards(&by, &cx, query, (lane, name), page).await?)
}

/// One opportunity with everything around it.
#[server(prefix = "/api", endpoint = "crm/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_opportunity(id: OpportunityId) -> Result<OpportunityView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::read_opportunity(&by, &cx, id).await?)
}

/// Makes an opportunity.
#[server(prefix = "/api", endpoint = "crm/create", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn create_opportunity(command: crm::CreateOpportunity) -> Result<OpportunityId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::create_opportunity(&by, &cx, command).await?)
}

/// Changes the fields of an opportunity; answers its version.
#[server(prefix = "/api", endpoint = "crm/edit", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn edit_opportunity(command: crm::EditOpportunity) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::edit_opportunity(&by, &cx, command).await?)
}

/// Moves an opportunity to a stage; answers its version.
#[server(prefix = "/api", endpoint = "crm/move", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn move_opportunity(command: crm::MoveOpportunity) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::move_opportunity(&by, &cx, command).await?)
}

/// Puts a card into another lane.
#[server(prefix = "/api", endpoint = "crm/place", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn place_card(command: crm::PlaceCard) -> Result<crm::Placed, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::place_card(&by, &cx, command).await?)
}

/// Takes that back, with what waits of the plan that it started.
#[server(prefix = "/api", endpoint = "crm/put-back", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn put_back(written: String) -> Result<crm::PutBack, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::put_back(&by, &cx, written).await?)
}

/// What stands beside an opportunity in a list, or on a board in its lane.
#[server(prefix = "/api", endpoint = "crm/neighbours", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn neighbours(
    filter: OpportunityFilter,
    board: bool,
    id: OpportunityId,
) -> Result<Option<opportunities::Neighbours>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::neighbours(&by, &cx, filter, board, id).await?)
}

/// Closes an opportunity as won or lost, or opens it again; answers its version.
#[server(prefix = "/api", endpoint = "crm/close", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn close_opportunity(command: crm::CloseOpportunity) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::close_opportunity(&by, &cx, command).await?)
}

/// Sets the chance of an opportunity by hand, or goes back to the computed one; answers its version.
#[server(prefix = "/api", endpoint = "crm/chance", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn set_chance(command: crm::SetChance) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::set_chance(&by, &cx, command).await?)
}

/// Opportunities as a list: so many rows behind `after`.
#[server(prefix = "/api", endpoint = "crm/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_opportunities(
    filter: OpportunityFilter,
    after: Option<After>,
    rows: u32,
) -> Result<OpportunityList, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::list_opportunities(&by, &cx, filter, after, rows).await?)
}

/// Changes many opportunities; answers what became of each.
#[server(prefix = "/api", endpoint = "crm/change", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn change_opportunities(command: opportunities::ChangeOpportunities) -> Result<Changed, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::change_opportunities(&by, &cx, command).await?)
}

/// Plans an activity.
#[server(prefix = "/api", endpoint = "activities/schedule", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn schedule_activity(command: activities::ScheduleActivity) -> Result<ActivityId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::schedule_activity(&by, &cx, command).await?)
}

/// Changes an activity; answers its version.
#[server(prefix = "/api", endpoint = "activities/edit", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn edit_activity(command: activities::EditActivity) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::edit_activity(&by, &cx, command).await?)
}

/// Plans a meeting.
#[server(prefix = "/api", endpoint = "meetings/schedule", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn schedule_meeting(command: meetings::ScheduleMeeting) -> Result<ActivityId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::schedule_meeting(&by, &cx, command).await?)
}

/// Changes a meeting with its activity; answers the activity's version.
#[server(prefix = "/api", endpoint = "meetings/edit", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn edit_meeting(command: meetings::EditMeeting) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::edit_meeting(&by, &cx, command).await?)
}

/// Answers a proposal of another time; answers the activity's version.
#[server(prefix = "/api", endpoint = "meetings/wish", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn answer_wish(command: meetings::AnswerWish) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::answer_wish(&by, &cx, command).await?)
}

/// Marks an activity as done or cancels it; answers its version.
#[server(prefix = "/api", endpoint = "activities/end", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn end_activity(command: activities::EndActivity) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::end_activity(&by, &cx, command).await?)
}

/// Activities as a matrix: so many opportunities behind `after`.
#[server(prefix = "/api", endpoint = "activities/matrix", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn activity_matrix(
    filter: OpportunityFilter,
    after: Option<After>,
    rows: u32,
) -> Result<::wire::matrix::ActivityMatrix, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::activity_matrix(&by, &cx, filter, after, rows).await?)
}
