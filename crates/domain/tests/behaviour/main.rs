//! Runs a file of behaviour cases against the rules: `TARJOUS_CASES`, by default the repository's own.
//!
//! Every case is read by the form of its input, never by its id. A case whose form is not understood has failed.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod areas;
mod checks;
mod documents;
mod form;
mod rules;
mod taxes;
mod texts;

use checks::{Checks, Verdict};
use form::Form;
use serde_json::Value;
use std::{path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    let path = std::env::var_os("TARJOUS_CASES").map_or_else(own_cases, |named| found(PathBuf::from(named)));
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            println!("{}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    };
    let file: Value = match serde_json::from_str(&text) {
        Ok(file) => file,
        Err(error) => {
            println!("{}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    };
    let Some(cases) = file.get("cases").and_then(Value::as_array) else {
        println!("{}: no list of cases", path.display());
        return ExitCode::FAILURE;
    };
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for case in cases {
        let name = case.get("id").and_then(Value::as_str).unwrap_or("(a case without id)");
        match verdict(case) {
            Verdict::Passed => passed += 1,
            Verdict::Skipped(work) => {
                skipped += 1;
                println!("skipped {name}: {work}");
            }
            Verdict::Failed(reasons) => {
                failed += 1;
                println!("FAILED {name}");
                reasons.iter().for_each(|reason| println!("    {reason}"));
            }
        }
    }
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn own_cases() -> PathBuf {
    root().join("testdata/behaviour/cases.json")
}

/// A file as it was named. The test runs in its crate's folder: what is not there is looked for from the repository's.
fn found(named: PathBuf) -> PathBuf {
    let from_root = root().join(&named);
    if named.is_relative() && !named.exists() && from_root.exists() { from_root } else { named }
}

fn verdict(case: &Value) -> Verdict {
    let part = |key| case.get(key).ok_or_else(|| format!("no {key}"));
    let run = || -> Result<Verdict, String> {
        let area = part("area")?.as_str().ok_or("the area is no text")?;
        let (input, expect) = (Form::new("input", part("input")?)?, Form::new("expect", part("expect")?)?);
        let mut checks = Checks::default();
        if let Some(work) = areas::run(area, &input, &expect, &mut checks)? {
            return Ok(checks.later(work));
        }
        // What nobody has read was not understood.
        input.finish()?;
        expect.finish()?;
        Ok(checks.verdict())
    };
    run().unwrap_or_else(|reason| Verdict::Failed(vec![reason]))
}
