//! Server functions of currencies: admit, call the use-case, answer.
use crate::wire::AppError;
use leptos::prelude::*;
use wire::currencies;

/// The company's currencies.
#[server(prefix = "/api", endpoint = "currencies/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_currencies() -> Result<currencies::CurrenciesView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::currencies::read(&by, &cx).await?)
}

/// The currencies price lists can be made in.
#[server(prefix = "/api", endpoint = "currencies/choices", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn currency_choices() -> Result<currencies::CurrencyChoices, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::currencies::choices(&by, &cx).await?)
}

/// Takes a currency in, or changes one.
#[server(prefix = "/api", endpoint = "currencies/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_currency(command: currencies::SaveCurrency) -> Result<currencies::SavedCurrency, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::currencies::save(&by, &cx, command).await?)
}
