//! What becomes of a row: new, a change, nothing, or left out with the reason.
use super::{
    ImportKind, ImportMode, fields,
    values::{Known, Values, read},
};
use crate::refusal::{FieldRefusal, Fields, Refusal};
use serde::{Deserialize, Serialize};

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It makes a record.
    New,
    /// It changes one.
    Change,
    /// Everything it says is so already.
    Same,
    /// It may be a record that is here: a person says which. Left out until then.
    Look,
    /// It is left out: an earlier row is the same record, records that are here are to stay, or a person said so.
    Skip,
    /// Something in it cannot be right.
    Refused,
}

impl Verdict {
    /// All, in the order they are shown.
    pub const ALL: [Verdict; 6] =
        [Verdict::New, Verdict::Change, Verdict::Same, Verdict::Look, Verdict::Skip, Verdict::Refused];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Verdict::New => "new",
            Verdict::Change => "change",
            Verdict::Same => "same",
            Verdict::Look => "look",
            Verdict::Skip => "skip",
            Verdict::Refused => "refused",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// Whether the import writes such a row.
    pub const fn writes(self) -> bool {
        matches!(self, Verdict::New | Verdict::Change)
    }
}

/// A field that a row changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Its code.
    pub field: String,
    /// What stands there; empty where nothing does.
    pub from: String,
    /// What the row says.
    pub to: String,
}

/// The record a row was found to be, or might be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// The field by which it was found.
    pub by: String,
    /// Its name.
    pub name: String,
}

/// The verdict with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// What becomes of the row.
    pub verdict: Verdict,
    /// The fields it changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<FieldChange>,
    /// What is wrong with it, by field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<FieldRefusal>,
    /// The record it is or might be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<Match>,
    /// The earlier row that is the same record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as_row: Option<u32>,
    /// A person left it out.
    #[serde(default, skip_serializing_if = "is_false")]
    pub left_out: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // As serde asks.
const fn is_false(value: &bool) -> bool {
    !*value
}

impl Judgement {
    fn plain(verdict: Verdict) -> Judgement {
        Judgement {
            verdict,
            changes: Vec::new(),
            refusals: Vec::new(),
            found: None,
            same_as_row: None,
            left_out: false,
        }
    }

    /// A row that a person left out, whatever it says.
    pub fn left_out() -> Judgement {
        Judgement { left_out: true, ..Judgement::plain(Verdict::Skip) }
    }

    /// A row that is left out for what is wrong with it.
    pub fn refused(refusals: Vec<FieldRefusal>) -> Judgement {
        Judgement { refusals, ..Judgement::plain(Verdict::Refused) }
    }
}

/// What a person said about a row that may be a record that is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It is that record.
    Same,
    /// It is another.
    New,
}

impl Decision {
    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Decision::Same => "same",
            Decision::New => "new",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Decision> {
        [Decision::Same, Decision::New].into_iter().find(|decision| decision.code() == code)
    }
}

/// A record that a row is, or might be.
#[derive(Clone, Debug)]
pub struct Existing {
    /// Its values.
    pub values: Values,
    /// The field by which it was found.
    pub by: String,
    /// Its name.
    pub name: String,
    /// Whether it surely is the same: found by an identifier, not by a likeness.
    pub sure: bool,
}

/// Reads a row's cells by the fields of its columns. Empty cells give no value.
/// # Errors
/// What is wrong, by field.
pub fn row(
    kind: ImportKind,
    columns: &[Option<&str>],
    cells: &[String],
    known: &Known,
) -> Result<Values, Vec<FieldRefusal>> {
    let mut wrong = Fields::new();
    let mut values = Values::new();
    for (column, cell) in columns.iter().zip(cells) {
        let Some(field) = column.and_then(|code| fields::named(kind, code)) else { continue };
        let value = wrong.take(field.code, read(field, cell, known)).unwrap_or_default();
        if !value.is_empty() {
            values.insert(field.code.to_owned(), value);
        }
    }
    if kind == ImportKind::Prices {
        price_rule(&values, &mut wrong);
    }
    let refusals = wrong.into_refusals();
    if refusals.is_empty() { Ok(values) } else { Err(refusals) }
}

/// A rule has a price or a percentage, and its days are in order.
fn price_rule(values: &Values, wrong: &mut Fields) {
    if values.contains_key("price") && values.contains_key("percent") {
        wrong.refuse("percent", Refusal::OneOfTwo);
    }
    if let (Some(from), Some(until)) = (values.get("from"), values.get("until"))
        && until < from
    {
        wrong.refuse("until", Refusal::EndsBeforeStart);
    }
}

/// Judges a row that could be read. `twin` is an earlier row that is the same record.
pub fn judge(
    kind: ImportKind,
    mode: ImportMode,
    values: &Values,
    existing: Option<&Existing>,
    decision: Option<Decision>,
    twin: Option<u32>,
) -> Judgement {
    if let Some(row) = twin {
        return Judgement { same_as_row: Some(row), ..Judgement::plain(Verdict::Skip) };
    }
    let found = existing.map(|existing| Match { by: existing.by.clone(), name: existing.name.clone() });
    match existing {
        Some(existing) if existing.sure || decision == Some(Decision::Same) => {
            Judgement { found, ..known(kind, mode, values, existing) }
        }
        Some(_) if decision.is_none() => Judgement { found, ..Judgement::plain(Verdict::Look) },
        _ => new(kind, values),
    }
}

fn new(kind: ImportKind, values: &Values) -> Judgement {
    let missing = fields::needed(kind).iter().filter(|field| !values.contains_key(**field));
    let mut refusals: Vec<FieldRefusal> = missing.map(|field| FieldRefusal::at(*field, Refusal::Required)).collect();
    if kind == ImportKind::Prices && !values.contains_key("price") && !values.contains_key("percent") {
        refusals.push(FieldRefusal::at("price", Refusal::Required));
    }
    if refusals.is_empty() { Judgement::plain(Verdict::New) } else { Judgement::refused(refusals) }
}

fn known(kind: ImportKind, mode: ImportMode, values: &Values, existing: &Existing) -> Judgement {
    let changes: Vec<FieldChange> = values
        .iter()
        .map(|(field, to)| FieldChange {
            field: field.clone(),
            from: existing.values.get(field).cloned().unwrap_or_default(),
            to: to.clone(),
        })
        // A record keeps the key it has; of a rule what finds it cannot change.
        .filter(|change| change.field != "key" && change.from != change.to)
        .filter(|change| kind != ImportKind::Prices || matches!(change.field.as_str(), "price" | "percent"))
        .filter(|change| mode != ImportMode::Fill || change.from.is_empty())
        .collect();
    match (mode, changes.is_empty()) {
        (ImportMode::Skip, false) => Judgement::plain(Verdict::Skip),
        (_, true) => Judgement::plain(Verdict::Same),
        _ => Judgement { changes, ..Judgement::plain(Verdict::Change) },
    }
}

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;
