//! `tarjous user add`, `off` and `on`, and the link that signs the first administrator in.
use super::open;
use crate::{cli::RoleName, config::Config};
use domain::actors::Role;
use usecases::{
    Cx, Denied,
    account::{
        self,
        link::{self, Purpose},
    },
    demo,
    settings::{self, users::LAST_ADMINISTRATOR},
};
use uuid::Uuid;
use wire::{settings::AddUser, shared::IdempotencyKey};

/// Makes a user and prints the link.
/// # Errors
/// A sentence for whoever asked.
pub async fn add(config: &Config, email: &str, name: &str, role: RoleName) -> Result<(), String> {
    let cx = open::open(config).await?;
    super::demo::first_company(&cx, false).await?;
    let role = match role {
        RoleName::Seller => Role::Seller,
        RoleName::TeamSeller => Role::TeamSeller,
        RoleName::Manager => Role::Manager,
        RoleName::Administrator => Role::Administrator,
    };
    let denied = |denied: Denied| format!("The user could not be made: {denied}");
    let company = demo::only_company(&cx).await.map_err(denied)?;
    let by = account::operator(&cx, company).await.map_err(denied)?;
    let command = AddUser {
        key: IdempotencyKey(Uuid::new_v4()),
        name: name.to_owned(),
        email: email.to_owned(),
        role,
        team: None,
    };
    let user = settings::add_user(&by, &cx, command).await.map_err(denied)?;
    let token = link::make(&cx, company, user, Purpose::Invite).await.map_err(denied)?;
    println!("{name} <{email}> sets a password here, within seven days:");
    println!("  {}/set-password?token={token}", cx.settings.public_url);
    cx.store.db().close().await;
    Ok(())
}

/// Lets a user sign in no more, or again; whoever never set a password is invited by mail.
/// # Errors
/// A sentence for whoever asked.
pub async fn switch(config: &Config, email: &str, active: bool) -> Result<(), String> {
    let cx = open::open(config).await?;
    let denied = |denied: Denied| match denied {
        Denied::NotFound => format!("Nobody signs in with {email}."),
        Denied::Refused(refusals) if refusals.iter().any(|one| one.field == LAST_ADMINISTRATOR) => {
            "Nobody else administers the company: make another administrator first.".to_owned()
        }
        Denied::Refused(refusals) if refusals.iter().any(|one| one.field == "team") => {
            "Their role needs a team that is in use: choose one in the settings first.".to_owned()
        }
        other => format!("The user could not be switched: {other}"),
    };
    let company = demo::only_company(&cx).await.map_err(denied)?;
    let name = settings::switch_user_by_email(&cx, company, email, active).await.map_err(denied)?;
    match active {
        true => println!("{name} <{email}> may sign in again."),
        false => println!("{name} <{email}> may not sign in any more. What is theirs stays under their name."),
    }
    cx.store.db().close().await;
    Ok(())
}

/// Prints a one-time link while no administrator has a password yet.
/// # Errors
/// A sentence for whoever started the program.
pub async fn print_first_link(cx: &Cx) -> Result<(), String> {
    let token = demo::first_link(cx).await.map_err(|denied| format!("No link could be made: {denied}"))?;
    if let Some(token) = token {
        println!("\nSign in as administrator (once, within 30 minutes):");
        println!("  {}/first/{token}\n", cx.settings.public_url);
    }
    Ok(())
}
