//! `tarjous user add`, and the link that signs the first administrator in.
use super::open;
use crate::{cli::RoleName, config::Config};
use domain::actors::Role;
use usecases::{Cx, account::first};

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
    let token = first::add_user(&cx, email, name, role)
        .await
        .map_err(|denied| format!("The user could not be made: {denied}"))?;
    println!("{name} <{email}> sets a password here, within seven days:");
    println!("  {}/set-password?token={token}", cx.settings.public_url);
    cx.store.db().close().await;
    Ok(())
}

/// Prints a one-time link while no administrator has a password yet.
/// # Errors
/// A sentence for whoever started the program.
pub async fn print_first_link(cx: &Cx) -> Result<(), String> {
    let token = first::first_link(cx).await.map_err(|denied| format!("No link could be made: {denied}"))?;
    if let Some(token) = token {
        println!("\nSign in as administrator (once, within 30 minutes):");
        println!("  {}/first/{token}\n", cx.settings.public_url);
    }
    Ok(())
}
