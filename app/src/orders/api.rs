//! Server functions of orders: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::OrderId;
use leptos::prelude::*;
use wire::{
    orders::{OrderRow, OrderView},
    shared::{ListQuery, Page},
};

/// One page of orders.
#[server(prefix = "/api", endpoint = "orders/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_orders(query: ListQuery) -> Result<Page<OrderRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::orders::list(&by, &cx, query).await?)
}

/// One order with everything around it.
#[server(prefix = "/api", endpoint = "orders/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_order(id: OrderId) -> Result<OrderView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::orders::read(&by, &cx, id).await?)
}
