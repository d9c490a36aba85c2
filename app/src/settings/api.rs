//! Server functions of the settings: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::UserId;
use leptos::prelude::*;
use wire::{settings, users};

/// Everything the page shows.
#[server(prefix = "/api", endpoint = "settings/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_settings() -> Result<settings::SettingsView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::settings::read(&by, &cx).await?)
}

/// Changes the company's own data; answers its version.
#[server(prefix = "/api", endpoint = "settings/company", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn edit_company(command: settings::EditCompany) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::settings::edit_company(&by, &cx, command).await?)
}

/// Makes a user, who gets a mail with a one-time link.
#[server(prefix = "/api", endpoint = "settings/add-user", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn add_user(command: settings::AddUser) -> Result<UserId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::settings::add_user(&by, &cx, command).await?)
}

/// Changes somebody's name, role and team.
#[server(prefix = "/api", endpoint = "settings/save-user", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_user(command: users::SaveUser) -> Result<users::SavedUser, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::settings::save_user(&by, &cx, command).await?)
}

/// Lets somebody sign in no more, or again.
#[server(prefix = "/api", endpoint = "settings/switch-user", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn switch_user(command: users::SwitchUser) -> Result<users::SavedUser, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::settings::switch_user(&by, &cx, command).await?)
}

/// How much is somebody's to do.
#[server(prefix = "/api", endpoint = "settings/user-holds", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn user_holds(id: UserId) -> Result<users::UserHolds, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::settings::user_holds(&by, &cx, id).await?)
}

/// Gives a batch of what is somebody's to do to a colleague.
#[server(prefix = "/api", endpoint = "settings/hand-on", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn hand_on(command: users::HandOn) -> Result<users::HandedOn, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::settings::hand_on(&by, &cx, command).await?)
}

/// Learns chances anew, one batch; answers what comes next.
#[server(prefix = "/api", endpoint = "settings/relearn", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn relearn_chances(command: ::wire::crm::RelearnChances) -> Result<::wire::crm::Relearned, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::crm::relearn_chances(&by, &cx, command).await?)
}

/// What sellers may give without approval.
#[server(prefix = "/api", endpoint = "settings/limits", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_limits() -> Result<::wire::approvals::LimitFields, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::approvals::read_limits(&by, &cx).await?)
}

/// Sets what sellers may give without approval.
#[server(prefix = "/api", endpoint = "settings/set-limits", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn set_limits(command: ::wire::approvals::LimitFields) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::approvals::set_limits(&by, &cx, command).await?)
}

/// The organisation's seal keys.
#[server(prefix = "/api", endpoint = "settings/seal-keys", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_seal_keys() -> Result<::wire::seals::SealKeys, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::seals::read(&by, &cx).await?)
}

/// Takes a new seal key into use; answers its number.
#[server(prefix = "/api", endpoint = "settings/rotate-seal-key", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn rotate_seal_key(command: ::wire::seals::RotateSealKey) -> Result<u32, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::seals::rotate(&by, &cx, command).await?)
}

/// When customers are reminded of offers that end.
#[server(prefix = "/api", endpoint = "settings/reminders", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_reminder_days() -> Result<settings::ReminderDays, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::read_reminder_days(&by, &cx).await?)
}

/// Sets when customers are reminded of offers that end.
#[server(prefix = "/api", endpoint = "settings/set-reminders", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn set_reminder_days(command: settings::ReminderDays) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::set_reminder_days(&by, &cx, command).await?)
}

/// What is promised to whoever changes their mind.
#[server(prefix = "/api", endpoint = "settings/regret", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_regret() -> Result<settings::RegretFields, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::settings::read_regret(&by, &cx).await?)
}

/// Sets what is promised to whoever changes their mind.
#[server(prefix = "/api", endpoint = "settings/set-regret", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn set_regret(command: settings::RegretFields) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::settings::set_regret(&by, &cx, command).await?)
}
