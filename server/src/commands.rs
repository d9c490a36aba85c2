//! The commands, one file each.
#![allow(clippy::print_stdout, reason = "a command answers whoever typed it")]
mod backup;
mod demo;
mod import;
mod migrate;
mod open;
mod serve;
mod user;
mod verify;

use crate::{
    cli::{Cli, Command, Import, User},
    config::Config,
};

/// Does what was asked.
/// # Errors
/// A sentence for whoever asked.
pub async fn run(cli: Cli) -> Result<(), String> {
    if let Command::Restore { file } = &cli.command {
        return backup::restore(&Config::load(&cli.settings)?, file).await;
    }
    let config = Config::load(&cli.settings)?;
    match cli.command {
        Command::Serve { demo } => serve::serve(&config, demo).await,
        Command::Demo { opportunities: None } => demo::demo(&config).await,
        Command::Demo { opportunities: Some(count) } => demo::many(&config, count).await,
        Command::Import(Import::CrmSales { dir }) => import::crm_sales(&config, &dir).await,
        Command::User(User::Add { email, name, role }) => user::add(&config, &email, &name, role).await,
        Command::User(User::Off { email }) => user::switch(&config, &email, false).await,
        Command::User(User::On { email }) => user::switch(&config, &email, true).await,
        Command::Migrate => migrate::migrate(&config).await,
        Command::Backup { file } => backup::backup(&config, &file).await,
        Command::Verify => verify::verify(&config).await,
        Command::Restore { .. } => Ok(()),
    }
}
