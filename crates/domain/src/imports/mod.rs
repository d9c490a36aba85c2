//! Importing: which columns mean what, what a cell says, and what becomes of a row. Pure; the same rules make the
//! preview and the import itself.
pub mod fields;
pub mod headings;
pub mod repair;
pub mod values;
pub mod verdict;

use serde::{Deserialize, Serialize};

/// What a file brings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Products with their list prices.
    #[default]
    Products,
    /// Customers with their addresses.
    Customers,
    /// Rules of price lists for single products.
    Prices,
}

impl ImportKind {
    /// All, in the order they are offered.
    pub const ALL: [ImportKind; 3] = [ImportKind::Products, ImportKind::Customers, ImportKind::Prices];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            ImportKind::Products => "products",
            ImportKind::Customers => "customers",
            ImportKind::Prices => "prices",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<ImportKind> {
        ImportKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What becomes of a record that is here already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportMode {
    /// Its empty fields are filled, the others stay.
    Fill,
    /// Its fields take what the file says. An empty cell changes nothing.
    #[default]
    Overwrite,
    /// It stays as it is.
    Skip,
}

impl ImportMode {
    /// All, in the order they are offered.
    pub const ALL: [ImportMode; 3] = [ImportMode::Fill, ImportMode::Overwrite, ImportMode::Skip];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            ImportMode::Fill => "fill",
            ImportMode::Overwrite => "overwrite",
            ImportMode::Skip => "skip",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<ImportMode> {
        ImportMode::ALL.into_iter().find(|mode| mode.code() == code)
    }

    /// What is usual: a price file brings new prices, a file of customers what is missing.
    pub const fn usual(kind: ImportKind) -> ImportMode {
        match kind {
            ImportKind::Customers => ImportMode::Fill,
            ImportKind::Products | ImportKind::Prices => ImportMode::Overwrite,
        }
    }
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Its rows are being read and judged.
    Judging,
    /// The preview is there; nothing is written yet.
    Ready,
    /// Its rows are being written.
    Applying,
    /// Every row that could be written is.
    Done,
    /// What it wrote is being taken back.
    Undoing,
    /// What it wrote is taken back, but for rows that changed since.
    Undone,
}

impl ImportState {
    /// All states, in the order an import goes through them.
    pub const ALL: [ImportState; 6] = [
        ImportState::Judging,
        ImportState::Ready,
        ImportState::Applying,
        ImportState::Done,
        ImportState::Undoing,
        ImportState::Undone,
    ];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            ImportState::Judging => "judging",
            ImportState::Ready => "ready",
            ImportState::Applying => "applying",
            ImportState::Done => "done",
            ImportState::Undoing => "undoing",
            ImportState::Undone => "undone",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<ImportState> {
        ImportState::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether the program has work to do on it.
    pub const fn at_work(self) -> bool {
        matches!(self, ImportState::Judging | ImportState::Applying | ImportState::Undoing)
    }

    /// Whether its columns and choices may still be changed.
    pub const fn open(self) -> bool {
        matches!(self, ImportState::Judging | ImportState::Ready)
    }

    /// Whether what it wrote can be taken back; also half-way.
    pub const fn undoable(self) -> bool {
        matches!(self, ImportState::Applying | ImportState::Done)
    }
}
