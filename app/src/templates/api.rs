//! Server functions of templates: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::TemplateId;
use leptos::prelude::*;
use wire::templates;

/// The company's templates.
#[server(prefix = "/api", endpoint = "templates/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_templates() -> Result<Vec<templates::TemplateRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::templates::list(&by, &cx).await?)
}

/// One template.
#[server(prefix = "/api", endpoint = "templates/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_template(id: TemplateId) -> Result<templates::TemplateView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::templates::read(&by, &cx, id).await?)
}

/// What a template would make of a quotation.
#[server(prefix = "/api", endpoint = "templates/offer", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn offer_template(command: templates::OfferTemplate) -> Result<templates::TemplateOffer, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::templates::offer(&by, &cx, command).await?)
}

/// Keeps a quotation as a template.
#[server(prefix = "/api", endpoint = "templates/save-as", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_as_template(command: templates::SaveAsTemplate) -> Result<TemplateId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::templates::save_as(&by, &cx, command).await?)
}

/// The deleted templates.
#[server(prefix = "/api", endpoint = "templates/deleted", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn deleted_templates() -> Result<Vec<templates::TemplateRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::templates::deleted(&by, &cx).await?)
}

/// Deletes a template or brings it back; answers its version.
#[server(prefix = "/api", endpoint = "templates/delete", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn delete_template(command: templates::DeleteTemplate) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::templates::delete(&by, &cx, command).await?)
}

/// Makes another template that says the same.
#[server(prefix = "/api", endpoint = "templates/duplicate", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn duplicate_template(command: templates::DuplicateTemplate) -> Result<TemplateId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::templates::duplicate(&by, &cx, command).await?)
}

/// Changes a template; answers its version.
#[server(prefix = "/api", endpoint = "templates/edit", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn edit_template(command: templates::EditTemplate) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::templates::edit(&by, &cx, command).await?)
}
