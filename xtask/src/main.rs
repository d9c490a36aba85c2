//! Builds, runs, tests and measures Tarjous: `cargo xtask <command>`. The scripts in `bin/` are its usual callers.
#![allow(clippy::print_stdout, reason = "talking to the terminal is its work")]

mod bench;
mod cargo;
mod compress;
mod dev;
mod lang;
mod lean;
mod memory;
mod postgres;
mod program;
#[cfg(test)]
mod rooms;
mod site;
mod split;
mod steps;
mod styles;
mod tally;
mod test;
mod watch;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask <command>

  build [--release]   the browser's files, then the server; --release puts the files inside the program
  run [ARGUMENTS]     build for release, then start tarjous with the arguments (serve --demo without any)
  dev [ARGUMENTS]     build for development, start with demo data, rebuild and restart as sources change
  test [STEP …]       every check and test, or only the named steps
  bench               build for release and measure
  dist                one program to copy to a server, with its checksum, in target/dist";

/// What went wrong, as one readable line or block.
pub type Result<T> = std::result::Result<T, String>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rest = args.get(1..).unwrap_or_default();
    let release = rest.iter().any(|arg| arg == "--release");
    let done = match args.first().map(String::as_str) {
        Some("build") if release => program::release().map(drop),
        Some("build") => program::debug().map(drop),
        Some("run") => program::run(rest),
        Some("dev") => dev::dev(rest),
        Some("test") => return test::test(rest),
        Some("bench") => bench::bench(),
        Some("dist") => program::dist(),
        None | Some("help" | "--help" | "-h") => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => Err(format!("there is no command \"{other}\"\n\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\n{why}");
            ExitCode::FAILURE
        }
    }
}
