//! Server functions of delivery methods: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::DeliveryMethodId;
use leptos::prelude::*;
use wire::delivery;

/// The company's methods.
#[server(prefix = "/api", endpoint = "delivery/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_methods() -> Result<Vec<delivery::MethodRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::delivery::list(&by, &cx).await?)
}

/// What the form of a new method can choose from.
#[server(prefix = "/api", endpoint = "delivery/choices", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn method_choices() -> Result<delivery::MethodChoices, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::delivery::choices(&by, &cx).await?)
}

/// One method.
#[server(prefix = "/api", endpoint = "delivery/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_method(id: DeliveryMethodId) -> Result<delivery::MethodView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::delivery::read(&by, &cx, id).await?)
}

/// Makes a method.
#[server(prefix = "/api", endpoint = "delivery/create", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn create_method(command: delivery::CreateMethod) -> Result<DeliveryMethodId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::delivery::create(&by, &cx, command).await?)
}

/// Changes a method with its rules; answers its version.
#[server(prefix = "/api", endpoint = "delivery/edit", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn edit_method(command: delivery::EditMethod) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::delivery::edit(&by, &cx, command).await?)
}

/// Adds the methods that companies in Finland usually have; answers how many.
#[server(prefix = "/api", endpoint = "delivery/usual", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn add_usual_methods(command: delivery::AddUsualMethods) -> Result<usize, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::delivery::add_usual(&by, &cx, command).await?)
}

/// How a quotation can be delivered, and what it weighs.
#[server(prefix = "/api", endpoint = "delivery/offers", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn quote_deliveries(command: delivery::DeliverQuote) -> Result<delivery::Deliveries, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::delivery::deliveries(&by, &cx, command).await?)
}
