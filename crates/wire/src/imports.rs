//! Imports: the file with its columns and choices, the preview by page with its repairs, what came of it.
use crate::shared::{IdempotencyKey, Page};
use domain::{
    days::Stamp,
    ids::ImportId,
    imports::{
        ImportKind, ImportMode, ImportState,
        repair::Fault,
        verdict::{Decision, Judgement, Verdict},
    },
};
use serde::{Deserialize, Serialize};

/// How many rows of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportCounts {
    /// Rows that make a record.
    pub new: i64,
    /// Rows that change one.
    pub change: i64,
    /// Rows that say what is so already.
    pub same: i64,
    /// Rows a person must look at.
    pub look: i64,
    /// Rows left out.
    pub skip: i64,
    /// Rows with something wrong.
    pub refused: i64,
    /// Records made.
    pub made: i64,
    /// Records changed.
    pub changed: i64,
    /// Rows that could not be written any more when their turn came.
    pub turned_down: i64,
    /// Rows taken back.
    pub undone: i64,
    /// Products taken off sale instead, since they are in use.
    pub archived: i64,
    /// Rows left as they are, since somebody changed or used the record.
    pub kept: i64,
}

impl ImportCounts {
    /// All rows.
    pub const fn total(&self) -> i64 {
        self.new + self.change + self.same + self.look + self.skip + self.refused
    }

    /// Rows that are to be written.
    pub const fn to_write(&self) -> i64 {
        self.new + self.change
    }

    /// Rows that were written.
    pub const fn written(&self) -> i64 {
        self.made + self.changed
    }

    /// Rows that stay out, to be corrected.
    pub const fn left_out(&self) -> i64 {
        self.refused + self.skip + self.look
    }

    /// The rows of a verdict.
    pub const fn of(&self, verdict: Verdict) -> i64 {
        match verdict {
            Verdict::New => self.new,
            Verdict::Change => self.change,
            Verdict::Same => self.same,
            Verdict::Look => self.look,
            Verdict::Skip => self.skip,
            Verdict::Refused => self.refused,
        }
    }

    /// Counts a row more of a verdict, or one less.
    pub const fn count(&mut self, verdict: Verdict, by: i64) {
        match verdict {
            Verdict::New => self.new += by,
            Verdict::Change => self.change += by,
            Verdict::Same => self.same += by,
            Verdict::Look => self.look += by,
            Verdict::Skip => self.skip += by,
            Verdict::Refused => self.refused += by,
        }
    }
}

/// A row of the list of imports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// Which.
    pub id: ImportId,
    /// What it brings.
    pub kind: ImportKind,
    /// How far it is.
    pub state: ImportState,
    /// The file's name.
    pub file_name: String,
    /// Who brought it.
    pub by: String,
    /// When.
    pub at: Stamp,
    /// How many rows.
    pub counts: ImportCounts,
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportColumn {
    /// Its heading.
    pub heading: String,
    /// Its first value.
    pub sample: String,
    /// The field it stands for, by code; none when it is left out.
    pub field: Option<String>,
}

/// A row of the preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportLine {
    /// As a spreadsheet counts.
    pub number: i64,
    /// For repairing it: the version that was read.
    pub version: i64,
    /// The cells of the fields in [`ImportView::shown`], as they were repaired.
    pub cells: Vec<String>,
    /// As many: what stands in the file where a cell says something else now.
    pub was: Vec<Option<String>>,
    /// What becomes of it, and why.
    pub judgement: Judgement,
    /// What a person said.
    pub decision: Option<Decision>,
    /// The record it wrote, by its address.
    pub record: Option<String>,
}

/// A value that means another one in all rows of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplacedValue {
    /// The column's place, from 0.
    pub column: u32,
    /// The field it stands for.
    pub field: String,
    /// What stands in the file.
    pub value: String,
    /// What it means; nothing when it is empty.
    pub becomes: String,
}

/// What may stand in the cells of a field that knows only some values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChoices {
    /// The field, by code.
    pub field: String,
    /// The values as a cell may say them.
    pub values: Vec<String>,
}

/// One import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    /// Which.
    pub id: ImportId,
    /// For changing it: the version that was read.
    pub version: i64,
    /// What it brings.
    pub kind: ImportKind,
    /// How far it is.
    pub state: ImportState,
    /// The file's name.
    pub file_name: String,
    /// The workbook's sheets; none for CSV.
    pub sheets: Vec<String>,
    /// The sheet that is read.
    pub sheet: String,
    /// The file's columns.
    pub columns: Vec<ImportColumn>,
    /// The fields a column can stand for, by code.
    pub fields: Vec<String>,
    /// What becomes of records that are here.
    pub mode: ImportMode,
    /// How many rows.
    pub counts: ImportCounts,
    /// Who brought it.
    pub by: String,
    /// When.
    pub at: Stamp,
    /// When writing began.
    pub started: Option<Stamp>,
    /// When it ended.
    pub finished: Option<Stamp>,
    /// Who took it back; empty when nobody did.
    pub undone_by: String,
    /// When.
    pub undone: Option<Stamp>,
    /// Mistakes that are the same in several rows, the most frequent first.
    pub faults: Vec<Fault>,
    /// Values that mean another one.
    pub replaced: Vec<ReplacedValue>,
    /// The choices of fields that are shown or wrong, while rows can be repaired.
    pub choices: Vec<FieldChoices>,
    /// The fields whose cells are shown.
    pub shown: Vec<String>,
    /// The rows asked for.
    pub lines: Page<ImportLine>,
}

/// Which rows of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportQuery {
    /// Which import.
    pub id: ImportId,
    /// A verdict's code; `kept` or `archived` for what could not be taken back; empty for all.
    pub filter: String,
    /// The page, from 0.
    pub page: u32,
}

/// Bring a file; its bytes come beside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BringFile {
    /// Same key, same import.
    pub key: IdempotencyKey,
    /// What it brings.
    pub kind: ImportKind,
    /// Its name.
    pub name: String,
}

/// Say what the columns mean and what becomes of records that are here; the rows are judged anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettleImport {
    /// Which.
    pub id: ImportId,
    /// The version that was read.
    pub version: i64,
    /// The sheet to read; of another one the columns are guessed anew.
    pub sheet: String,
    /// For each column the code of its field.
    pub columns: Vec<Option<String>>,
    /// What becomes of records that are here.
    pub mode: ImportMode,
}

/// Say whether a row is the record it resembles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecideRow {
    /// Which import.
    pub id: ImportId,
    /// Which row.
    pub number: i64,
    /// What it is.
    pub decision: Decision,
}

/// Let a row say something else for a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepairCell {
    /// Which import.
    pub id: ImportId,
    /// Which row.
    pub number: i64,
    /// The row's version that was read.
    pub version: i64,
    /// The field, by code.
    pub field: String,
    /// What it says; what stands in the file takes the repair back.
    pub text: String,
}

/// Leave a row out, or take it in again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaveRowOut {
    /// Which import.
    pub id: ImportId,
    /// Which row.
    pub number: i64,
    /// The row's version that was read.
    pub version: i64,
    /// Whether it stays out.
    pub out: bool,
}

/// Let every cell of a column that shows a value show another; the rows are judged anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplaceValue {
    /// Which import.
    pub id: ImportId,
    /// The import's version that was read.
    pub version: i64,
    /// The column's place, from 0.
    pub column: u32,
    /// What stands in its cells.
    pub value: String,
    /// What it means; empty for nothing. None lets it stand for itself again.
    pub becomes: Option<String>,
}

/// Write the rows, as the preview of that version shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StartImport {
    /// Which.
    pub id: ImportId,
    /// The version that was read.
    pub version: i64,
}
