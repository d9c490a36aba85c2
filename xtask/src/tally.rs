//! Counts what passed and failed, from what the test runners print.

use crate::Result;
use crate::steps::spoken;
use std::time::{Duration, Instant};

/// What one step counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Tests, or checks, that held.
    pub passed: usize,
    /// Those that did not.
    pub failed: usize,
}

impl Count {
    /// A check that either holds or does not.
    pub const HELD: Count = Count { passed: 1, failed: 0 };

    /// A failure outside any test still fails the step.
    pub fn failed_at_least_once(self) -> Count {
        Count { failed: self.failed.max(1), ..self }
    }
}

/// All steps so far.
#[derive(Default)]
pub struct Tally {
    rows: Vec<(String, Duration, Count)>,
}

impl Tally {
    /// Does one step and keeps its count; a step that breaks down counts as one failure.
    /// Says whether all of it held.
    pub fn step(&mut self, title: &str, work: impl FnOnce() -> Result<Count>) -> bool {
        println!("\n== {title}");
        let begun = Instant::now();
        let count = work().unwrap_or_else(|why| {
            println!("{why}");
            Count::default().failed_at_least_once()
        });
        let took = begun.elapsed();
        println!("== {title}: {} in {}", outcome(count), spoken(took));
        self.rows.push((title.to_owned(), took, count));
        count.failed == 0
    }

    /// Prints the table and, as the very last line, the sum. Says whether everything held.
    pub fn close(&self) -> bool {
        let sum = self.rows.iter().fold(Count::default(), |sum, (_, _, count)| Count {
            passed: sum.passed + count.passed,
            failed: sum.failed + count.failed,
        });
        println!();
        for (title, took, count) in &self.rows {
            println!("{title:<46} {:>12}   {}", spoken(*took), outcome(*count));
        }
        println!("\n{} passed, {} failed", sum.passed, sum.failed);
        sum.failed == 0 && sum.passed > 0
    }
}

fn outcome(count: Count) -> String {
    match count {
        Count { failed: 0, passed: 1 } => "ok".to_owned(),
        Count { failed: 0, passed } => format!("{passed} passed"),
        Count { failed, passed } => format!("{passed} passed, {failed} FAILED"),
    }
}

/// The figures of the very last line of a run of ours; other lines are `None`.
pub fn sum_line(line: &str) -> Option<Count> {
    let (passed, failed) = line.strip_suffix(" failed")?.split_once(" passed, ")?;
    Some(Count { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
}

/// The figures of one closing line of cargo's test runner; other lines are `None`.
pub fn cargo_line(line: &str) -> Option<Count> {
    let figures = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let figure = |word: &str| {
        let part = figures.split(';').find_map(|part| part.trim().strip_suffix(word))?;
        part.trim().parse().ok()
    };
    Some(Count { passed: figure("passed")?, failed: figure("failed")? })
}

/// The figures of Playwright's JSON report. A journey that passed at its second try has passed, and is named by
/// [`unsteady`].
pub fn playwright(report: &str) -> Result<Count> {
    let report: serde_json::Value =
        serde_json::from_str(report).map_err(|error| format!("Playwright's report: {error}"))?;
    let figure = |name: &str| {
        let figure = report["stats"][name].as_u64().and_then(|figure| usize::try_from(figure).ok());
        figure.ok_or_else(|| format!("Playwright's report has no figure \"{name}\""))
    };
    let broken = report["errors"].as_array().map_or(0, Vec::len);
    Ok(Count { passed: figure("expected")? + figure("flaky")?, failed: figure("unexpected")? + broken })
}

/// The journeys of a report that passed only at their second try, by file and title.
pub fn unsteady(report: &str) -> Vec<String> {
    fn look(suite: &serde_json::Value, found: &mut Vec<String>) {
        let all = |name: &str| suite[name].as_array().into_iter().flatten();
        for spec in all("specs") {
            let tests = spec["tests"].as_array().into_iter().flatten();
            if tests.into_iter().any(|test| test["status"] == "flaky") {
                let word = |name: &str| spec[name].as_str().unwrap_or_default();
                found.push(format!("{}: {}", word("file"), word("title")));
            }
        }
        all("suites").for_each(|suite| look(suite, found));
    }
    let mut found = Vec::new();
    if let Ok(report) = serde_json::from_str(report) {
        look(&report, &mut found);
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_sum_of_a_run_is_read_back() {
        assert_eq!(sum_line("12 passed, 3 failed"), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(sum_line("no test ran"), None);
    }

    #[test]
    fn closing_lines_are_counted_and_others_are_not() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 4 filtered out; finished in 0.10s";
        assert_eq!(cargo_line(line), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(cargo_line("test quotes::totals ... ok"), None);
        assert_eq!(cargo_line("test result: ok."), None);
    }

    #[test]
    fn errors_outside_tests_count_as_failed_and_a_second_try_is_told() {
        let report = r#"{"errors":[{"message":"x"}],"stats":{"expected":5,"unexpected":1,"flaky":1,"skipped":2},
            "suites":[{"suites":[{"specs":[{"file":"a.spec.ts","title":"b","tests":[{"status":"flaky"}]},
            {"file":"c.spec.ts","title":"d","tests":[{"status":"expected"}]}]}]}]}"#;
        assert_eq!(playwright(report), Ok(Count { passed: 6, failed: 2 }));
        assert_eq!(unsteady(report), ["a.spec.ts: b"]);
        assert_eq!(unsteady("{}"), Vec::<String>::new());
        assert!(playwright(r#"{"stats":{}}"#).is_err());
    }

    #[test]
    fn a_step_that_breaks_down_or_nothing_at_all_is_no_success() {
        let mut tally = Tally::default();
        assert!(!tally.close());
        assert!(tally.step("good", || Ok(Count::HELD)));
        assert!(tally.close());
        assert!(!tally.step("bad", || Err("why".to_owned())));
        assert!(!tally.close());
    }
}
