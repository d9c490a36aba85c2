//! Everything that must hold before a change is kept: format, lints, tests on both engines, journeys in a browser.

use crate::postgres::Postgres;
use crate::tally::{Count, Tally};
use crate::{Result, cargo, memory, program, site::Site, tally};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::{env, fs};

/// The steps in their order, as they are named on the command line.
const STEPS: [&str; 6] = ["format", "versions", "lints", "tests", "site", "end2end"];
/// Only when named: the journeys with the program as it is handed out. It is the same code and the same browser's
/// files as the tests' program; optimised, it takes as long to compile as all other steps together.
const RELEASE: &str = "release";
/// `staff` only starts the app in a browser; beside the server it would switch the app to both modes at once.
const NATIVE: &str = "--workspace --exclude staff --exclude xtask";
/// This program apart, as it was compiled to run: together with the others all it is made of would be compiled anew.
const TOOLS: &str = "-p xtask";
const BROWSER: &str = "-p app -p staff -p portal -p choosing --features staff/split --target wasm32-unknown-unknown";
/// Crates of which a second version would mean a second SQLite or two halves that do not fit.
const SINGLE: [&str; 5] = ["sqlx", "libsqlite3-sys", "wasm-bindgen", "leptos", "axum"];
/// Under this name tests find a PostgreSQL in which they may create databases.
const TEST_PG: &str = "TARJOUS_TEST_PG";

/// Runs the named steps, or all. The last line printed is the sum.
pub fn test(only: &[String]) -> ExitCode {
    if let Some(unknown) = only.iter().find(|name| *name != RELEASE && !STEPS.contains(&name.as_str())) {
        eprintln!("There is no step \"{unknown}\": {}, {RELEASE}.", STEPS.join(", "));
        return ExitCode::FAILURE;
    }
    let named = |name: &str| only.iter().any(|step| step == name);
    let wanted = |name: &str| {
        let asked = if only.is_empty() { name != RELEASE } else { named(name) };
        // The program as it is handed out holds the browser's files, and is there to be tried.
        asked || (named(RELEASE) && ["site", "end2end"].contains(&name))
    };
    let mut tally = Tally::default();
    // Neither the checks nor the browser's build keep two cores busy all the time; side by side they take a third less.
    let aside = (wanted("site") && (wanted("lints") || wanted("tests"))).then(Aside::start);
    if wanted("format") {
        tally.step("Format", || held(cargo::cargo("fmt --all --check")));
    }
    if wanted("versions") {
        tally.step("One version of each pillar", single_versions);
    }
    let mut compiler = Compiler::Plain;
    if wanted("lints") {
        // Where tests follow, what is linted is compiled for them in the same go: half of linting is compiling.
        let tests = wanted("tests");
        let lint = |packages: &str| {
            held(if tests {
                Compiler::Linting.cargo(&format!("test {packages} --all-targets --no-run --no-fail-fast"))
            } else {
                cargo::cargo(&format!("clippy {packages} --all-targets --keep-going -- -D warnings"))
            })
        };
        let clean = tally.step("Lints of the checks themselves", || lint(TOOLS));
        let clean = tally.step("Lints", || lint(NATIVE)) && clean;
        if clean && tests {
            compiler = Compiler::Linting;
        }
        tally.step("Lints of the browser's code", || {
            held(cargo::cargo(&format!("clippy {BROWSER} --keep-going -- -D warnings")))
        });
    }
    if wanted("tests") || wanted("end2end") {
        with_database(&mut tally, &wanted, compiler, aside);
    } else if wanted("site") {
        site(&mut tally, aside);
    }
    if tally.close() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The steps that want PostgreSQL: one from outside if named, else our own for as long as they run.
fn with_database(tally: &mut Tally, wanted: &dyn Fn(&str) -> bool, compiler: Compiler, aside: Option<Result<Aside>>) {
    let mut own = None;
    let mut url = env::var(TEST_PG).unwrap_or_default();
    if url.is_empty() {
        tally.step("PostgreSQL for the tests", || {
            let postgres = Postgres::start()?;
            url = postgres.url();
            own = Some(postgres);
            Ok(Count::HELD)
        });
    }
    // Without PostgreSQL the run has failed already, but SQLite's half is still worth knowing.
    if wanted("tests") {
        tally.step("Tests of the checks themselves", || cargo_tests(TOOLS, &url, compiler));
        tally.step("Unit, store and HTTP tests", || cargo_tests(NATIVE, &url, compiler));
    }
    let mut built = !wanted("site") || site(tally, aside);
    let mut program = Program::OfTheTests(compiler);
    if wanted(RELEASE) {
        program = Program::HandedOut;
        built &= tally.step("Release build of the server", || program::server().map(|()| Count::HELD));
    }
    if wanted("end2end") {
        tally.step("Journeys in a browser", || {
            if built { journeys(&url, own.as_ref(), program) } else { Err("not built".to_owned()) }
        });
    }
    drop(own);
}

/// What compiles the tests. What one has made the other does not take over, so a run keeps to one.
#[derive(Clone, Copy)]
enum Compiler {
    Plain,
    /// Clippy's, which lints what it compiles and refuses what it warns of.
    Linting,
}

impl Compiler {
    fn cargo(self, args: &str) -> Command {
        let mut command = cargo::cargo(args);
        if let Compiler::Linting = self {
            // As `cargo clippy -- -D warnings` calls it, but without telling it to stop before any code is made.
            command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
            command.env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
        }
        command
    }
}

/// What the journeys try; the browser's files are those of a release either way.
#[derive(Clone, Copy)]
enum Program {
    /// As the tests have it: checked for overflow, and compiled already.
    OfTheTests(Compiler),
    /// Optimised, with its files inside.
    HandedOut,
}

/// The build of the browser's files that goes on beside the other steps: this program again, with that step alone.
struct Aside {
    child: Child,
    log: PathBuf,
}

impl Aside {
    fn start() -> Result<Aside> {
        let log = cargo::target("site-build.log");
        let told = |error: std::io::Error| format!("{}: {error}", log.display());
        let out = fs::File::create(&log).map_err(told)?;
        let mut command = cargo::command(env::current_exe().map_err(told)?);
        command.args(["test", "site"]).stdin(Stdio::null()).stderr(out.try_clone().map_err(told)?).stdout(out);
        let child = command.spawn().map_err(told)?;
        Ok(Aside { child, log })
    }

    /// Waits for its end, shows what it said and hands back what it counted.
    fn end(mut self) -> Result<Count> {
        let status = self.child.wait().map_err(|error| error.to_string())?;
        let said = fs::read_to_string(&self.log).map_err(|error| format!("{}: {error}", self.log.display()))?;
        print!("{said}");
        let count = said.lines().last().and_then(tally::sum_line).unwrap_or_default();
        if status.success() && count.passed > 0 { Ok(count) } else { Ok(count.failed_at_least_once()) }
    }
}

impl Drop for Aside {
    /// Whoever stops waiting stops the build.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn site(tally: &mut Tally, aside: Option<Result<Aside>>) -> bool {
    if let Some(aside) = aside {
        return tally.step("Release build of the browser's files, begun beside the checks", || aside?.end());
    }
    tally.step("Release build of the browser's files", || {
        Site::RELEASE.compile().and_then(|()| Site::RELEASE.assemble()).map(|()| Count::HELD)
    })
}

fn held(mut command: Command) -> Result<Count> {
    cargo::run(&mut command).map(|()| Count::HELD)
}

fn single_versions() -> Result<Count> {
    let path = cargo::root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let doubled: Vec<&str> = SINGLE.into_iter().filter(|name| versions(&lock, name) != 1).collect();
    if doubled.is_empty() {
        return Ok(Count::HELD);
    }
    Err(format!("Cargo.lock must hold exactly one version of {}; see `cargo tree -d`", doubled.join(", ")))
}

fn versions(lock: &str, name: &str) -> usize {
    let line = format!("name = \"{name}\"");
    lock.lines().filter(|found| *found == line).count()
}

fn cargo_tests(packages: &str, url: &str, compiler: Compiler) -> Result<Count> {
    let mut command = compiler.cargo(&format!("test {packages} --no-fail-fast"));
    command.env(TEST_PG, url).stdout(Stdio::piped());
    in_memory(&mut command);
    if url.is_empty() {
        command.env_remove(TEST_PG);
    }
    let mut child = command.spawn().map_err(|error| format!("{}: {error}", cargo::shown(&command)))?;
    let mut sum = Count::default();
    for line in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()) {
        let line = line.map_err(|error| error.to_string())?;
        println!("{line}");
        if let Some(count) = tally::cargo_line(&line) {
            sum = Count { passed: sum.passed + count.passed, failed: sum.failed + count.failed };
        }
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    // Code that does not compile and a test program that crashes leave no figure of their own.
    let sum = if status.success() { sum } else { sum.failed_at_least_once() };
    if sum.passed + sum.failed == 0 { Err("no test ran".to_owned()) } else { Ok(sum) }
}

/// Databases and browser profiles of tests live for seconds: in memory they need not wait for a disk.
fn in_memory(command: &mut Command) {
    if let Some(memory) = memory::folder().filter(|_| env::var_os("TMPDIR").is_none()) {
        command.env("TMPDIR", memory);
    }
}

fn journeys(url: &str, own: Option<&Postgres>, program: Program) -> Result<Count> {
    let folder = cargo::root().join("end2end");
    install(&folder)?;
    let report = folder.join("test-results/report.json");
    let _ = fs::remove_file(&report);
    let mut command = cargo::command("npx");
    command.args(["--no-install", "playwright", "test"]).current_dir(&folder).stdin(Stdio::null());
    command.env("TARJOUS_CHROMIUM", chromium()?).env(TEST_PG, url);
    match program {
        Program::OfTheTests(compiler) => {
            // Built as the tests build it: in another combination of features everything would be compiled once more.
            cargo::run(&mut compiler.cargo(&format!("test {NATIVE} --no-run")))?;
            command.env("TARJOUS_PROGRAM", cargo::target("debug/tarjous")).env("TARJOUS_SITE", Site::RELEASE.folder());
        }
        Program::HandedOut => {
            command.env("TARJOUS_PROGRAM", cargo::target("release/tarjous"));
        }
    }
    in_memory(&mut command);
    if let Some(postgres) = own {
        // The journeys make their databases with psql.
        let path = env::var_os("PATH").unwrap_or_default();
        let bins = std::iter::once(postgres.programs.clone()).chain(env::split_paths(&path));
        command.env("PATH", env::join_paths(bins).map_err(|error| error.to_string())?);
    }
    let ran = cargo::run(&mut command);
    let text = fs::read_to_string(&report).map_err(|error| format!("{}: {error}", report.display()))?;
    let count = tally::playwright(&text)?;
    for journey in tally::unsteady(&text) {
        println!("Unsteady, passed at the second try: {journey}");
    }
    match ran {
        Ok(()) if count.passed == 0 => Err("no journey ran".to_owned()),
        Ok(()) => Ok(count),
        Err(_) => Ok(count.failed_at_least_once()),
    }
}

/// The runner and the accessibility check, exactly as locked; nothing to do if they are there.
pub fn install(folder: &Path) -> Result<()> {
    let stamp = |path: &str| fs::metadata(folder.join(path)).and_then(|data| data.modified()).ok();
    if stamp("node_modules/.package-lock.json") >= stamp("package-lock.json") {
        return Ok(());
    }
    let mut command = cargo::command("npm");
    command.args(["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    cargo::run(command.current_dir(folder).stdin(Stdio::null()))
}

/// The system's browser; `CHROMIUM` names another.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM").filter(|named| !named.is_empty()) {
        return Ok(named.into());
    }
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).flat_map(|bin| names.map(|name| bin.join(name))).find(|file| file.exists());
    found.ok_or_else(|| "no Chromium found; CHROMIUM can name one".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_version_is_seen_and_a_similar_name_is_not() {
        let lock = "[[package]]\nname = \"sqlx\"\n[[package]]\nname = \"sqlx-core\"\n[[package]]\nname = \"axum\"\n[[package]]\nname = \"axum\"\n";
        assert_eq!([versions(lock, "sqlx"), versions(lock, "axum"), versions(lock, "leptos")], [1, 2, 0]);
    }
}
