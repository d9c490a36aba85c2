//! The one program: `tarjous serve` and the commands of whoever runs it.
mod account;
mod asked;
mod calendars;
mod cli;
mod commands;
mod config;
mod connections;
mod content_files;
#[cfg(test)]
#[path = "../../testdata/corpora/corpora.rs"]
mod corpora;
mod downloads;
mod gate;
mod imports;
mod intake;
mod limits;
mod live;
mod pictures;
mod portal;
mod router;
mod seals;
mod security;
mod shelf;
mod site;
mod workers;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("TARJOUS_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn"));
    // At its most talkative the mailbox's client writes down what it sends, the password among it.
    let filter = match "async_imap=info".parse() {
        Ok(quiet) => filter.add_directive(quiet),
        Err(_) => filter,
    };
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("The program could not start its threads: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(said) => {
            eprintln!("{said}");
            ExitCode::FAILURE
        }
    }
}
