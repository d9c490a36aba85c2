//! Measures the release program and sets each figure beside its budget, in the terminal and in `bench.md`.
//!
//! A measurement is a function that gives rows. Other programs can add theirs: each line they append to the file
//! named by `TARJOUS_BENCH` is one row as JSON, `{"work": …, "figure": 1.5, "unit": "ms", "budget": 3}`.

mod files;
mod http;
mod pages;
mod rows;
mod running;

use crate::{Result, cargo, program};
use rows::Row;
use std::fs;

/// Under this name a measuring program finds the file its rows go to.
const ROWS: &str = "TARJOUS_BENCH";

/// Builds, measures, prints, writes.
pub fn bench() -> Result<()> {
    let program = program::release()?;
    println!("\nMeasuring\n");
    let mut rows: Vec<Row> = Vec::new();
    rows.extend(files::rows()?);
    rows.extend(running::rows(&program)?);
    rows.extend(pages::rows(&program)?);
    rows.extend(usecases()?);
    rows.extend(journeys()?);
    for row in &rows {
        println!("{}", row.line());
    }
    let over = rows.iter().filter(|row| !row.holds()).count();
    println!("\n{} figures, {over} over budget; written to bench.md", rows.len());
    fs::write(cargo::root().join("bench.md"), rows::table(&rows)).map_err(|error| format!("bench.md: {error}"))
}

/// What use-cases take on an embedded database: a program of its own measures them.
fn usecases() -> Result<Vec<Row>> {
    let file = cargo::target("bench-usecases.jsonl");
    let _ = fs::remove_file(&file);
    // PostgreSQL is measured too where the environment names one.
    for example in ["measure", "million"] {
        let mut command = cargo::cargo(&format!("run --release -q -p testkit --example {example}"));
        cargo::run(command.env(ROWS, &file))?;
    }
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    text.lines().map(Row::read).collect()
}

/// What is measured in a browser, once `end2end/bench.config.ts` says how.
fn journeys() -> Result<Vec<Row>> {
    let folder = cargo::root().join("end2end");
    if !folder.join("bench.config.ts").exists() {
        return Ok(Vec::new());
    }
    let file = cargo::target("bench.jsonl");
    let _ = fs::remove_file(&file);
    crate::test::install(&folder)?;
    crate::test::install(&folder.join("lighthouse"))?;
    let mut command = cargo::command("npx");
    command.args(["--no-install", "playwright", "test", "--config", "bench.config.ts"]).current_dir(&folder);
    command.env(ROWS, &file).env("TARJOUS_CHROMIUM", crate::test::chromium()?);
    cargo::run(command.env("TARJOUS_PROGRAM", cargo::target("release/tarjous")))?;
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    text.lines().map(Row::read).collect()
}
