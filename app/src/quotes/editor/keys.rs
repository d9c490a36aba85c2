//! What each key does in the line grid, and where the arrows lead. Pure: the grid asks, this answers.

/// A column of the grid that the keyboard can reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// What it is called; a section's heading, a note's text.
    Name,
    /// How much.
    Quantity,
    /// The unit.
    Unit,
    /// Price of one unit.
    Price,
    /// Discount in percent.
    Discount,
    /// The tax.
    Tax,
    /// The line's menu.
    Menu,
}

impl Column {
    /// Columns of a product line, in their order.
    pub const PRODUCT: [Column; 7] =
        [Column::Name, Column::Quantity, Column::Unit, Column::Price, Column::Discount, Column::Tax, Column::Menu];
    /// Columns of a section or a note.
    pub const WORDS: [Column; 2] = [Column::Name, Column::Menu];

    /// The field's name in refusals, as in `lines.3.quantity`.
    pub const fn field(self) -> &'static str {
        match self {
            Column::Name => "name",
            Column::Quantity => "quantity",
            Column::Unit => "unit",
            Column::Price => "unit_price",
            Column::Discount => "discount",
            Column::Tax => "tax",
            Column::Menu => "menu",
        }
    }

    /// The column of a refused field.
    pub fn of_field(field: &str) -> Option<Column> {
        Column::PRODUCT.into_iter().find(|column| column.field() == field)
    }
}

/// Whether a line is a product line or words only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading over the lines that follow.
    Section,
    /// A remark.
    Note,
    /// Something sold.
    Product,
}

impl Kind {
    /// The columns such a line has.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Kind::Product => &Column::PRODUCT,
            Kind::Section | Kind::Note => &Column::WORDS,
        }
    }
}

/// A cell: row from 0, and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The row, from 0.
    pub row: usize,
    /// The column.
    pub column: Column,
}

/// A key with what was held down.
#[derive(Clone, Copy, Debug, Default)]
pub struct Press<'a> {
    /// The key's name, as browsers call it.
    pub key: &'a str,
    /// Ctrl or Cmd.
    pub ctrl: bool,
    /// Alt.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Go some rows and columns further.
    Go {
        /// Rows down (negative: up).
        rows: isize,
        /// Columns right (negative: left).
        columns: isize,
    },
    /// Go to the first (or last) cell of the row.
    RowEnd {
        /// To the last.
        last: bool,
    },
    /// Go to the first (or last) row.
    GridEnd {
        /// To the last.
        last: bool,
    },
    /// Go to the next cell in reading order; at the end make a line.
    Next,
    /// Go to the cell before.
    Previous,
    /// Begin to edit; with a character it replaces what is there.
    Edit(Option<char>),
    /// Open the whole line in its drawer.
    Open,
    /// Explain the price.
    Why,
    /// Take what was typed and go down a row.
    TakeDown,
    /// Take what was typed and go to the next cell.
    TakeNext,
    /// Take what was typed and go to the cell before.
    TakePrevious,
    /// Drop what was typed.
    Drop,
    /// Move the line one up or down.
    Shift {
        /// Down.
        down: bool,
    },
    /// Copy the cell above into this one.
    FillDown,
    /// Delete the line.
    Delete,
    /// Take back the last change.
    Undo,
    /// Leave the grid.
    Leave,
    /// Begin a line with the product search.
    Search,
    /// Take the first of what is offered beside a product.
    Beside,
}

/// What a key does while a cell is chosen but not edited.
pub fn moving(press: Press<'_>) -> Option<Act> {
    let Press { key, ctrl, alt, shift } = press;
    if alt {
        return match key {
            "ArrowUp" => Some(Act::Shift { down: false }),
            "ArrowDown" => Some(Act::Shift { down: true }),
            "Enter" => Some(Act::Why),
            _ => None,
        };
    }
    let go = |rows, columns| Some(Act::Go { rows, columns });
    match (key, ctrl) {
        ("ArrowUp", false) => go(-1, 0),
        ("ArrowDown", false) => go(1, 0),
        ("ArrowLeft", false) => go(0, -1),
        ("ArrowRight", false) => go(0, 1),
        ("PageUp", false) => go(-10, 0),
        ("PageDown", false) => go(10, 0),
        ("Home", false) => Some(Act::RowEnd { last: false }),
        ("End", false) => Some(Act::RowEnd { last: true }),
        ("Home", true) | ("ArrowUp", true) => Some(Act::GridEnd { last: false }),
        ("End", true) | ("ArrowDown", true) => Some(Act::GridEnd { last: true }),
        ("Enter", true) => Some(Act::Beside),
        ("Enter", false) if shift => Some(Act::Open),
        ("Enter" | "F2", false) => Some(Act::Edit(None)),
        ("Tab", false) if shift => Some(Act::Previous),
        ("Tab", false) => Some(Act::Next),
        ("Escape", false) => Some(Act::Leave),
        ("Delete", false) => Some(Act::Delete),
        ("d" | "D", true) => Some(Act::FillDown),
        ("z" | "Z", true) if !shift => Some(Act::Undo),
        ("/", false) => Some(Act::Search),
        (key, false) => one_character(key).map(|typed| Act::Edit(Some(typed))),
        _ => None,
    }
}

/// What a key does while a cell is edited; `None` leaves it to the input.
pub fn editing(press: Press<'_>) -> Option<Act> {
    match press.key {
        "Enter" if press.ctrl => Some(Act::Beside),
        "Enter" if !press.shift && !press.alt => Some(Act::TakeDown),
        "Tab" if press.shift => Some(Act::TakePrevious),
        "Tab" => Some(Act::TakeNext),
        "Escape" => Some(Act::Drop),
        _ => None,
    }
}

fn one_character(key: &str) -> Option<char> {
    let mut characters = key.chars();
    let first = characters.next()?;
    (characters.next().is_none() && !first.is_control()).then_some(first)
}

/// Where a move leads. `want` is the column the user came from, kept when passing sections and notes.
pub fn lead(rows: &[Kind], from: Spot, want: Column, act: Act) -> Option<Spot> {
    let last_row = rows.len().checked_sub(1)?;
    let at = from.row.min(last_row);
    let in_row = |row: usize, column: Column| Spot { row, column: nearest(rows, row, column) };
    match act {
        Act::Go { rows: down, columns: 0 } => Some(in_row(at.saturating_add_signed(down).min(last_row), want)),
        Act::Go { columns: right, .. } => {
            let columns = rows.get(at)?.columns();
            let place = columns.iter().position(|column| *column == from.column).unwrap_or(0);
            let place = place.saturating_add_signed(right).min(columns.len() - 1);
            Some(Spot { row: at, column: *columns.get(place)? })
        }
        Act::RowEnd { last } => {
            let columns = rows.get(at)?.columns();
            Some(Spot { row: at, column: *if last { columns.last()? } else { columns.first()? } })
        }
        Act::GridEnd { last } => Some(in_row(if last { last_row } else { 0 }, want)),
        Act::TakeDown => Some(in_row((at + 1).min(last_row), want)),
        Act::Next | Act::TakeNext => {
            let later = after(rows.get(at)?, from.column).map(|column| Spot { row: at, column });
            later.or_else(|| (at < last_row).then_some(Spot { row: at + 1, column: Column::Name }))
        }
        Act::Previous | Act::TakePrevious => {
            let columns = rows.get(at)?.columns();
            let place = columns.iter().position(|column| *column == from.column).unwrap_or(0);
            match place.checked_sub(1) {
                Some(place) => Some(Spot { row: at, column: *columns.get(place)? }),
                None => {
                    let row = at.checked_sub(1)?;
                    Some(Spot { row, column: last_to_type(rows.get(row)?) })
                }
            }
        }
        _ => None,
    }
}

/// The next column one types in; the menu is reached by arrows only, so that Tab goes from line to line.
fn after(kind: &Kind, column: Column) -> Option<Column> {
    let place = kind.columns().iter().position(|known| *known == column)?;
    kind.columns().get(place + 1).copied().filter(|column| *column != Column::Menu)
}

fn last_to_type(kind: &Kind) -> Column {
    kind.columns().iter().rev().copied().find(|column| *column != Column::Menu).unwrap_or(Column::Name)
}

fn nearest(rows: &[Kind], row: usize, want: Column) -> Column {
    match rows.get(row) {
        Some(kind) if kind.columns().contains(&want) => want,
        _ => Column::Name,
    }
}

#[cfg(test)]
#[path = "keys_tests.rs"]
mod tests;
