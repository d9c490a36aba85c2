//! What became of the rows of an import, readable in a terminal.
use std::fmt;

/// Reasons that are printed; the rest is counted.
const REASONS: usize = 50;

/// One kind of thing that was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// What it is called in the report.
    pub name: &'static str,
    /// Rows that were read.
    pub read: usize,
    /// Records that were made.
    pub made: usize,
    /// Records that an earlier import had made.
    pub known: usize,
}

/// What became of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Kind by kind.
    pub kinds: Vec<Kind>,
    /// Rows that were skipped, each a sentence with file, line and reason.
    pub skipped: Vec<String>,
    /// Names that were read as others, each a sentence.
    pub respelt: Vec<String>,
}

impl Report {
    /// Records made, of every kind.
    pub fn made(&self) -> usize {
        self.kinds.iter().map(|kind| kind.made).sum()
    }

    /// One kind by its name.
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.name == name)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<16}{:>8}{:>8}{:>15}", "", "read", "made", "already there")?;
        for kind in &self.kinds {
            writeln!(f, "{:<16}{:>8}{:>8}{:>15}", kind.name, kind.read, kind.made, kind.known)?;
        }
        for note in &self.respelt {
            writeln!(f, "Respelt: {note}")?;
        }
        writeln!(f, "Skipped rows: {}", self.skipped.len())?;
        for reason in self.skipped.iter().take(REASONS) {
            writeln!(f, "  {reason}")?;
        }
        if self.skipped.len() > REASONS {
            writeln!(f, "  … and {} more", self.skipped.len() - REASONS)?;
        }
        Ok(())
    }
}
