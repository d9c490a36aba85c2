//! The server with its site: for development, for release, started, or packed to be copied elsewhere.

use crate::steps::Steps;
use crate::{Result, cargo, site::Site};
use sha2::{Digest, Sha256};
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;

/// What the program is asked to do when nothing else is said.
pub const START: [&str; 2] = ["serve", "--demo"];

/// Builds for development; the site stays on disk.
pub fn debug() -> Result<PathBuf> {
    let mut steps = Steps::new(3);
    steps.step("Compiling the pages for the browser", || Site::DEBUG.compile())?;
    steps.step("Putting scripts, styles and languages together", || Site::DEBUG.assemble())?;
    steps.step("Compiling the server", || cargo::run(&mut cargo::cargo("build -p server")))?;
    Ok(cargo::target("debug/tarjous"))
}

/// Builds for release: one program that holds its site.
pub fn release() -> Result<PathBuf> {
    release_in(&mut Steps::new(3))
}

fn release_in(steps: &mut Steps) -> Result<PathBuf> {
    steps.step("Compiling the pages for the browser", || Site::RELEASE.compile())?;
    steps
        .step("Putting scripts, styles and languages together, and packing them small", || Site::RELEASE.assemble())?;
    steps.step("Compiling the server", server)?;
    Ok(cargo::target("release/tarjous"))
}

/// The release server around the release site.
pub fn server() -> Result<()> {
    cargo::run(&mut cargo::cargo("build --release -p server --features embed"))
}

/// Builds for release and becomes the program.
pub fn run(args: &[String]) -> Result<()> {
    println!("Building Tarjous. The first time takes a while; after that only what changed is built.\n");
    let mut steps = Steps::new(4);
    let program = release_in(&mut steps)?;
    println!("[4/4] Starting\n");
    let mut command = cargo::command(program);
    if args.is_empty() {
        command.args(START)
    } else {
        command.args(args)
    };
    // Only comes back if it could not start.
    Err(format!("{}: {}", cargo::shown(&command), command.exec()))
}

/// The release program in a folder of its own, with its checksum.
pub fn dist() -> Result<()> {
    let program = release()?;
    let folder = cargo::target("dist");
    let name = format!("tarjous-{}-{}-{}", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(&folder).map_err(told)?;
    let content = fs::read(&program).map_err(told)?;
    let sum: String = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
    fs::copy(&program, folder.join(&name)).map_err(told)?;
    fs::write(folder.join(format!("{name}.sha256")), format!("{sum}  {name}\n")).map_err(told)?;
    println!("\n{} ({} MB)\nsha256 {sum}", folder.join(&name).display(), content.len() / 1_000_000);
    Ok(())
}
