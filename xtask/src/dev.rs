//! The development loop: build, run with demo data, and again when a source changes.

use crate::watch::Seen;
use crate::{Result, cargo, program, site::Site};
use std::path::PathBuf;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

const PAUSE: Duration = Duration::from_millis(300);
/// Sources that need the compiler; cargo decides which programs they touch.
const CODE: [&str; 7] = ["app", "crates", "frontend", "migrations", "server", "Cargo.toml", "Cargo.lock"];
const STYLE: [&str; 1] = ["style"];

/// Runs until interrupted. A build that fails leaves the last good server running.
pub fn dev(args: &[String]) -> Result<()> {
    let (mut code, mut style) = (look(&CODE), look(&STYLE));
    let mut server = match program::debug() {
        Ok(program) => Some(start(&program, args)?),
        Err(why) => {
            eprintln!("\n{why}\nWaiting for a change.");
            None
        }
    };
    loop {
        sleep(PAUSE);
        if let Some(status) = server.as_mut().and_then(|server| server.try_wait().ok().flatten()) {
            eprintln!("\nThe server ended with {status}. Waiting for a change.");
            server = None;
        }
        let (code_now, style_now) = (settled(&CODE, &code), settled(&STYLE, &style));
        let (code_changed, style_changed) = (code_now.differs(&code), style_now.differs(&style));
        (code, style) = (code_now, style_now);
        let begun = Instant::now();
        if code_changed {
            match program::debug() {
                Ok(program) => {
                    stop(server.take());
                    server = Some(start(&program, args)?);
                    println!("Rebuilt in {}: reload the page.", crate::steps::spoken(begun.elapsed()));
                }
                Err(why) => eprintln!("\n{why}\nThe last good version goes on. Waiting for a change."),
            }
        } else if style_changed {
            match Site::DEBUG.restyle() {
                Ok(()) => println!("Styles rebuilt: reload the page."),
                Err(why) => eprintln!("\n{why}"),
            }
        }
    }
}

fn look(paths: &[&str]) -> Seen {
    Seen::look(&paths.iter().map(|path| cargo::root().join(path)).collect::<Vec<PathBuf>>())
}

/// What is there now; after a change, once an editor or a branch switch has finished writing.
fn settled(paths: &[&str], before: &Seen) -> Seen {
    let mut now = look(paths);
    if now.differs(before) {
        loop {
            sleep(PAUSE / 3);
            let again = look(paths);
            if !again.differs(&now) {
                break;
            }
            now = again;
        }
    }
    now
}

fn start(program: &PathBuf, args: &[String]) -> Result<Child> {
    let mut command: Command = cargo::command(program);
    if args.is_empty() {
        command.args(program::START)
    } else {
        command.args(args)
    };
    if std::env::var_os("TARJOUS_DATA").is_none() {
        command.env("TARJOUS_DATA", cargo::root().join("data/dev"));
    }
    println!();
    command.spawn().map_err(|error| format!("{}: {error}", cargo::shown(&command)))
}

/// Asks the server to finish what it is doing; insists after five seconds.
pub fn stop(server: Option<Child>) {
    let Some(mut server) = server else { return };
    let _ = Command::new("kill").args(["-TERM", &server.id().to_string()]).status();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(5) {
        if !matches!(server.try_wait(), Ok(None)) {
            return;
        }
        sleep(Duration::from_millis(20));
    }
    let _ = server.kill();
    let _ = server.wait();
}
