//! Comparing what the rules say with what is expected.
use rust_decimal::Decimal;
use serde_json::Value;
use std::fmt::Debug;

/// What became of a case.
pub enum Verdict {
    Passed,
    Failed(Vec<String>),
    /// Belongs to this later work.
    Skipped(String),
}

/// The comparisons of one case.
#[derive(Default)]
pub struct Checks {
    differences: Vec<String>,
    made: usize,
}

impl Checks {
    /// What is left of the case belongs to later work; what was compared holds, or has failed.
    pub fn later(self, work: String) -> Verdict {
        if self.differences.is_empty() { Verdict::Skipped(work) } else { Verdict::Failed(self.differences) }
    }

    pub fn verdict(self) -> Verdict {
        if self.made == 0 {
            Verdict::Failed(vec!["nothing was compared".into()])
        } else if self.differences.is_empty() {
            Verdict::Passed
        } else {
            Verdict::Failed(self.differences)
        }
    }

    /// Two figures of the same value.
    pub fn figure(&mut self, what: &str, got: Decimal, expected: &Value) -> Result<(), String> {
        self.optional(what, Some(got), expected)
    }

    /// An amount that is expected, or `false` for none; null is not asserted.
    pub fn optional(&mut self, what: &str, got: Option<Decimal>, expected: &Value) -> Result<(), String> {
        match expected {
            Value::Null => {}
            Value::Bool(false) => self.equal(what, got, None),
            expected => self.equal(what, got.map(|got| got.normalize()), Some(figure(what, expected)?.normalize())),
        }
        Ok(())
    }

    /// A figure that is not rounded, compared at the decimals of what is expected, at least two.
    pub fn exact(&mut self, what: &str, got: Decimal, expected: &Value) -> Result<(), String> {
        if expected.is_null() {
            return Ok(());
        }
        let expected = figure(what, expected)?;
        let got = domain::money::round(got, expected.scale().max(2));
        self.equal(what, got.normalize(), expected.normalize());
        Ok(())
    }

    pub fn equal<T: PartialEq + Debug>(&mut self, what: &str, got: T, expected: T) {
        self.made += 1;
        if got != expected {
            self.differences.push(format!("{what}: got {got:?}, expected {expected:?}"));
        }
    }
}

/// Reads a decimal text.
pub fn figure(what: &str, value: &Value) -> Result<Decimal, String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        other => return Err(format!("{what}: {other} is no figure")),
    };
    Decimal::from_str_exact(text.trim()).map_err(|_| format!("{what}: {text:?} is no figure"))
}
