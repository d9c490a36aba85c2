//! One figure beside its budget, and the table of all.
#![allow(clippy::float_arithmetic, reason = "measured times and sizes, no money")]

use crate::Result;

/// A measured piece of work. Smaller is better, unless the unit is per second.
#[derive(Debug, PartialEq)]
pub struct Row {
    /// What was done, in words.
    pub work: String,
    /// The median.
    pub figure: f64,
    /// What the figure and the budget count.
    pub unit: String,
    /// What it may be at most, or must be at least.
    pub budget: f64,
}

impl Row {
    /// A row of one's own.
    pub fn new(work: &str, figure: f64, unit: &str, budget: f64) -> Row {
        Row { work: work.to_owned(), figure, unit: unit.to_owned(), budget }
    }

    /// A row that another program wrote.
    pub fn read(line: &str) -> Result<Row> {
        let value: serde_json::Value = serde_json::from_str(line).map_err(|error| format!("{line}: {error}"))?;
        let text = |name: &str| value[name].as_str().map(str::to_owned).ok_or_else(|| format!("{line}: no \"{name}\""));
        let figure = |name: &str| value[name].as_f64().ok_or_else(|| format!("{line}: no figure \"{name}\""));
        Ok(Row { work: text("work")?, figure: figure("figure")?, unit: text("unit")?, budget: figure("budget")? })
    }

    /// Whether it keeps its budget.
    pub fn holds(&self) -> bool {
        if self.more_is_better() { self.figure >= self.budget } else { self.figure <= self.budget }
    }

    /// For the terminal.
    pub fn line(&self) -> String {
        let mark = if self.holds() { "ok  " } else { "OVER" };
        format!("{mark} {:<62} {:>12}   {}", self.work, self.measured(), self.allowed())
    }

    fn more_is_better(&self) -> bool {
        self.unit.ends_with("/s")
    }

    fn measured(&self) -> String {
        format!("{} {}", short(self.figure), self.unit)
    }

    fn allowed(&self) -> String {
        format!("{} {} {}", if self.more_is_better() { "≥" } else { "≤" }, short(self.budget), self.unit)
    }
}

/// All rows as a Markdown table.
pub fn table(rows: &[Row]) -> String {
    let mut out = String::from("| Work | Measured | Budget | |\n|---|---:|---:|---|\n");
    for row in rows {
        let mark = if row.holds() { "" } else { "over" };
        out.push_str(&format!("| {} | {} | {} | {mark} |\n", row.work, row.measured(), row.allowed()));
    }
    out
}

/// The middle one; of an even number the upper.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Three digits that matter, no more.
fn short(figure: f64) -> String {
    match figure.abs() {
        0.0 => "0".to_owned(),
        size if size < 1.0 => format!("{figure:.2}"),
        size if size < 100.0 => format!("{figure:.1}").trim_end_matches(".0").to_owned(),
        _ => format!("{figure:.0}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn budgets_are_limits_above_or_below_by_unit() {
        let time = Row::read(r#"{"work":"save a line","figure":3.14,"unit":"ms","budget":3}"#).unwrap();
        assert!(!time.holds());
        assert!(Row::new("pages", 8_000.0, "pages/s", 8_000.0).holds());
        assert!(!Row::new("pages", 7_999.0, "pages/s", 8_000.0).holds());
        assert_eq!(table(&[time]).lines().last(), Some("| save a line | 3.1 ms | ≤ 3 ms | over |"));
        assert!(Row::read(r#"{"work":"x"}"#).is_err());
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert!((median(vec![9.0, 1.0, 5.0]) - 5.0).abs() < f64::EPSILON);
        assert!(median(Vec::new()).is_nan());
        assert_eq!([short(0.0), short(0.123), short(12.0), short(1_234.5)], ["0", "0.12", "12", "1234"]);
    }
}
