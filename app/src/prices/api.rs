//! Server functions of price lists: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::PriceListId;
use leptos::prelude::*;
use wire::prices;

/// The company's lists.
#[server(prefix = "/api", endpoint = "prices/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_price_lists() -> Result<Vec<prices::PriceListRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::prices::list(&by, &cx).await?)
}

/// The lists one can choose from.
#[server(prefix = "/api", endpoint = "prices/names", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn price_list_names() -> Result<Vec<prices::PriceListRef>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::prices::names(&by, &cx).await?)
}

/// One list.
#[server(prefix = "/api", endpoint = "prices/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_price_list(id: PriceListId) -> Result<prices::PriceListView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::prices::read(&by, &cx, id).await?)
}

/// Makes a list.
#[server(prefix = "/api", endpoint = "prices/create", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn create_price_list(command: prices::CreatePriceList) -> Result<PriceListId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::prices::create(&by, &cx, command).await?)
}

/// Changes a list with its rules; answers its version.
#[server(prefix = "/api", endpoint = "prices/edit", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn edit_price_list(command: prices::EditPriceList) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::prices::edit(&by, &cx, command).await?)
}

/// Puts the lists in another order.
#[server(prefix = "/api", endpoint = "prices/arrange", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn arrange_price_lists(command: prices::ArrangePriceLists) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::prices::arrange(&by, &cx, command).await?)
}
