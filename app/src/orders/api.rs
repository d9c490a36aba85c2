//! Server functions of orders: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::OrderId;
use leptos::prelude::*;
use wire::{
    orders::{OrderRow, OrderView},
    payments,
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

/// Notes what was received of an order's deposit; answers the demand's version.
#[server(prefix = "/api", endpoint = "orders/mark-paid", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn mark_paid(command: payments::MarkPaid) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::payments::mark_paid(&by, &cx, command).await?)
}

/// Takes back that anything of it was received; answers the demand's version.
#[server(prefix = "/api", endpoint = "orders/undo-paid", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn undo_paid(command: payments::UndoPaid) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::payments::undo_paid(&by, &cx, command).await?)
}
