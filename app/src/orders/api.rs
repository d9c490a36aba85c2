//! Server functions of orders: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::{OrderId, StatementId};
use leptos::prelude::*;
use wire::{
    orders::{self, OrderRow, OrderView},
    payments,
    shared::{ListQuery, Page},
    statements::{SettleStatement, StatementRow, StatementView},
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

/// Puts the e-invoice address that came with an order into the customer's record, where there is none.
#[server(prefix = "/api", endpoint = "orders/take-e-invoice", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn take_e_invoice(command: orders::TakeEInvoice) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::orders::take_e_invoice(&by, &cx, command).await?)
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

/// The newest bank statements.
#[server(prefix = "/api", endpoint = "statements/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_statements() -> Result<Vec<StatementRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::payments::list_statements(&by, &cx).await?)
}

/// One bank statement with its payments.
#[server(prefix = "/api", endpoint = "statements/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_statement(id: StatementId) -> Result<StatementView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::payments::read_statement(&by, &cx, id).await?)
}

/// Takes the payments of a statement; answers its version.
#[server(prefix = "/api", endpoint = "statements/take", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn take_statement(command: SettleStatement) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::payments::take_statement(&by, &cx, command).await?)
}

/// Takes back what was taken from a statement; answers its version.
#[server(prefix = "/api", endpoint = "statements/undo", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn undo_statement(command: SettleStatement) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::payments::undo_statement(&by, &cx, command).await?)
}
