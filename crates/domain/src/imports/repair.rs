//! Repairs: what people changed of a file's rows before they are written. The file itself stays as it was brought.
use super::verdict::{Judgement, Verdict};
use crate::{
    refusal::{FieldRefusal, Refusal},
    text::clean_line,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Most characters of a repaired cell.
pub const LONGEST_CELL: usize = 4_000;
/// Most characters of a value that is replaced in all its rows; longer ones are hardly ever the same twice.
pub const LONGEST_VALUE: usize = 200;
/// Most values that are replaced in one import.
pub const MOST_REPLACED: usize = 500;
/// Most mistakes that are kept as being in several rows: those of the most rows.
const MOST_FAULTS: usize = 100;

/// What stands in a row's cells instead of what the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Repairs {
    /// By the column's place, from 0.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    cells: BTreeMap<usize, String>,
    /// By field, where the file has no column for it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<String, String>,
}

impl Repairs {
    /// Whether the row stands as in the file.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.fields.is_empty()
    }

    /// Lets a field say something else. What the file says itself is no repair.
    pub fn set(&mut self, columns: &[Option<String>], file: &[String], field: &str, text: &str) {
        let Some(at) = place(columns, field) else {
            if text.is_empty() {
                self.fields.remove(field);
            } else {
                self.fields.insert(field.to_owned(), text.to_owned());
            }
            return;
        };
        self.fields.remove(field);
        if file.get(at).map_or("", String::as_str) == text {
            self.cells.remove(&at);
        } else {
            self.cells.insert(at, text.to_owned());
        }
    }
}

fn place(columns: &[Option<String>], field: &str) -> Option<usize> {
    columns.iter().position(|column| column.as_deref() == Some(field))
}

/// What values mean instead, by the column's place: once for all rows that have them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Replacements(BTreeMap<usize, BTreeMap<String, String>>);

impl Replacements {
    /// How many values are replaced.
    pub fn len(&self) -> usize {
        self.0.values().map(BTreeMap::len).sum()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Lets every cell of the column that now shows the value show another: also those that show it since something
    /// else was replaced by it. A value is replaced once; what it becomes is not looked up again.
    pub fn replace(&mut self, column: usize, value: &str, becomes: &str) {
        let (value, becomes) = (clean_line(value), clean_line(becomes));
        let of = self.0.entry(column).or_default();
        for shown in of.values_mut().filter(|shown| **shown == value) {
            shown.clone_from(&becomes);
        }
        of.entry(value).or_insert(becomes);
        of.retain(|value, becomes| value != becomes);
        self.tidy();
    }

    /// Lets a value stand for itself again.
    pub fn keep(&mut self, column: usize, value: &str) {
        if let Some(of) = self.0.get_mut(&column) {
            of.remove(value);
        }
        self.tidy();
    }

    fn tidy(&mut self) {
        self.0.retain(|_, of| !of.is_empty());
    }

    /// Column, value and what it becomes.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &str, &str)> {
        self.0
            .iter()
            .flat_map(|(column, of)| of.iter().map(|(value, becomes)| (*column, value.as_str(), becomes.as_str())))
    }
}

/// What a row says: a text for each column, and one more for each field that only a repair names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The field of each text.
    pub columns: Vec<Option<String>>,
    /// The texts, as many.
    pub cells: Vec<String>,
}

impl Said {
    /// The text of a field; empty where nothing says it.
    pub fn of(&self, field: &str) -> &str {
        place(&self.columns, field).and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }
}

/// What a row says once it is repaired and its values are replaced. A repaired cell counts for replacing as it stands.
pub fn said(columns: &[Option<String>], file: &[String], repairs: &Repairs, replaced: &Replacements) -> Said {
    let (mut columns, mut cells) = (columns.to_vec(), file.to_vec());
    cells.resize(columns.len().max(cells.len()), String::new());
    columns.resize(cells.len(), None);
    for (at, text) in &repairs.cells {
        if let Some(cell) = cells.get_mut(*at) {
            cell.clone_from(text);
        }
    }
    for (at, of) in &replaced.0 {
        if let Some(cell) = cells.get_mut(*at)
            && let Some(becomes) = of.get(&clean_line(cell))
        {
            cell.clone_from(becomes);
        }
    }
    for (field, text) in &repairs.fields {
        match place(&columns, field) {
            // A column was found for it since: what the file says goes first.
            Some(at) => {
                if let Some(cell) = cells.get_mut(at).filter(|cell| clean_line(cell).is_empty()) {
                    cell.clone_from(text);
                }
            }
            None => {
                columns.push(Some(field.clone()));
                cells.push(text.clone());
            }
        }
    }
    Said { columns, cells }
}

/// A mistake that is the same in several rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The column's place, from 0.
    pub column: usize,
    /// The field it stands for.
    pub field: String,
    /// What stands in its cells.
    pub value: String,
    /// Why it cannot stand there.
    pub refusal: Refusal,
    /// In how many rows.
    pub rows: i64,
}

/// The mistakes of a judged row that another text in the same cell would mend; in none but this row so far.
pub fn faults(said: &Said, judgement: &Judgement) -> Vec<Fault> {
    if judgement.verdict != Verdict::Refused {
        return Vec::new();
    }
    let of = |refused: &FieldRefusal| {
        let column = place(&said.columns, &refused.field)?;
        let value = clean_line(said.cells.get(column)?);
        let fits = !value.is_empty() && value.chars().count() <= LONGEST_VALUE;
        (fits && of_the_cell(&refused.refusal)).then(|| Fault {
            column,
            field: refused.field.clone(),
            value,
            refusal: refused.refusal.clone(),
            rows: 1,
        })
    };
    judgement.refusals.iter().filter_map(of).collect()
}

/// Not what is wrong only beside another cell of the row, or since another record is there.
const fn of_the_cell(refusal: &Refusal) -> bool {
    !matches!(refusal, Refusal::Required | Refusal::OneOfTwo | Refusal::EndsBeforeStart)
}

/// Counts equal mistakes while rows are judged.
#[derive(Debug, Default)]
pub struct Tally(HashMap<(usize, String), Fault>);

impl Tally {
    /// Counts a row's mistakes.
    pub fn count(&mut self, faults: Vec<Fault>) {
        for fault in faults {
            match self.0.entry((fault.column, fault.value.clone())) {
                std::collections::hash_map::Entry::Occupied(mut known) => known.get_mut().rows += 1,
                std::collections::hash_map::Entry::Vacant(new) => {
                    new.insert(fault);
                }
            }
        }
    }

    /// Those in several rows, the most frequent first.
    pub fn several(self) -> Vec<Fault> {
        let mut several: Vec<Fault> = self.0.into_values().filter(|fault| fault.rows > 1).collect();
        several.sort_by(|one, other| {
            other.rows.cmp(&one.rows).then_with(|| (one.column, &one.value).cmp(&(other.column, &other.value)))
        });
        several.truncate(MOST_FAULTS);
        several
    }
}

/// Moves counts on when a row had some mistakes and has others now. What is in one row only is not followed.
pub fn recount(counted: &mut Vec<Fault>, before: &[Fault], after: &[Fault]) {
    for (faults, by) in [(before, -1), (after, 1)] {
        for fault in faults {
            let same = |known: &&mut Fault| known.column == fault.column && known.value == fault.value;
            if let Some(known) = counted.iter_mut().find(same) {
                known.rows += by;
            }
        }
    }
    counted.retain(|fault| fault.rows > 0);
}

#[cfg(test)]
#[path = "repair_tests.rs"]
mod tests;
