//! Tables: columns as wide as their figures, rows as bands, rules between them, all of it tagged.

use crate::band::Band;
use crate::measure::{Ink, MM, size};
use crate::press::Press;
use crate::tags::{Mark, Node};
use crate::text::{Para, Style};
use krilla::tagging::{TableHeaderScope, Tag, TagKind};
use std::num::NonZeroU32;
use std::rc::Rc;

/// Room between two columns.
pub const GAP: f32 = 4.0 * MM;
const ABOVE: f32 = 1.5 * MM;

/// A column: where it begins and ends, and whether its cells end on the right.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Where it begins.
    pub left: f32,
    /// Where it ends.
    pub right: f32,
    /// Figures end on the right.
    pub flush: bool,
}

impl Column {
    /// Its width.
    pub fn width(&self) -> f32 {
        self.right - self.left
    }
}

/// Columns between two margins. Each is given its width, except one that takes what is left.
pub fn columns(left: f32, right: f32, widths: &[(Option<f32>, bool)]) -> Vec<Column> {
    let given: f32 = widths.iter().filter_map(|(width, _)| *width).sum();
    let gaps = GAP * widths.len().saturating_sub(1) as f32;
    let rest = (right - left - given - gaps).max(10.0 * MM);
    let mut x = left;
    let column = |&(width, flush): &(Option<f32>, bool)| {
        let left = x;
        let right = left + width.unwrap_or(rest);
        x = right + GAP;
        Column { left, right, flush }
    };
    widths.iter().map(column).collect()
}

/// The widest of some paragraphs.
pub fn widest<'p>(paras: impl IntoIterator<Item = &'p Rc<Para>>) -> f32 {
    paras.into_iter().map(|para| para.width).fold(0.0, f32::max)
}

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Heads its column.
    ColumnHead,
    /// Heads its row.
    RowHead,
    /// A value.
    Value,
}

/// A cell: its paragraphs, the column it begins in, how many it spans.
pub struct Cell {
    /// One tagged paragraph each.
    pub paras: Vec<Rc<Para>>,
    /// First column.
    pub at: usize,
    /// Number of columns.
    pub span: u32,
    /// What it is.
    pub role: Role,
}

impl Cell {
    /// A value in one column.
    pub fn value(at: usize, paras: Vec<Rc<Para>>) -> Cell {
        Cell { paras, at, span: 1, role: Role::Value }
    }

    fn tag(&self) -> TagKind {
        let span = NonZeroU32::new(self.span).filter(|span| span.get() > 1);
        match self.role {
            Role::Value => Tag::TD.with_col_span(span).into(),
            Role::ColumnHead => Tag::TH(TableHeaderScope::Column).with_col_span(span).into(),
            Role::RowHead => Tag::TH(TableHeaderScope::Row).with_col_span(span).into(),
        }
    }
}

/// The rule below a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below {
    /// None.
    Nothing,
    /// Between rows.
    Hairline,
    /// Below the head.
    Line,
}

/// A table being made.
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    head: Node,
    body: Node,
}

impl Table {
    /// A table with a summary for those who do not see it.
    pub fn new(press: &mut Press<'_>, parent: Node, columns: Vec<Column>, summary: &str) -> Table {
        let tags = &mut press.flow.tags;
        let table = tags.child(parent, Tag::Table.with_summary(Some(summary.to_owned())));
        let head = tags.child(table, Tag::THead);
        let body = tags.child(table, Tag::TBody);
        Table { columns, head, body }
    }

    /// A table whose rows are headed on the left only.
    pub fn headless(press: &mut Press<'_>, parent: Node, columns: Vec<Column>, summary: &str) -> Table {
        let tags = &mut press.flow.tags;
        let table = tags.child(parent, Tag::Table.with_summary(Some(summary.to_owned())));
        let body = tags.child(table, Tag::TBody);
        Table { columns, head: body, body }
    }

    /// The head row.
    pub fn head(&self, press: &mut Press<'_>, titles: &[&str]) -> Band {
        let style = Style::new(size::SMALL).ink(Ink::Faint);
        let mut cells = Vec::with_capacity(titles.len());
        for (at, title) in titles.iter().enumerate() {
            let width = self.columns.get(at).map_or(0.0, Column::width) + 0.5;
            let paras = vec![press.para(title, style, width)];
            cells.push(Cell { paras, at, span: 1, role: Role::ColumnHead });
        }
        self.lay(press, self.head, cells, 0.0, Below::Line)
    }

    /// A row of the body. `above` is room in addition to what every row has.
    pub fn row(&self, press: &mut Press<'_>, cells: Vec<Cell>, above: f32, below: Below) -> Band {
        self.lay(press, self.body, cells, above, below)
    }

    fn lay(&self, press: &mut Press<'_>, group: Node, cells: Vec<Cell>, above: f32, below: Below) -> Band {
        let tags = &mut press.flow.tags;
        let row = tags.child(group, Tag::TR);
        let mut band = Band::default();
        for cell in cells {
            let Some(&first) = self.columns.get(cell.at) else { continue };
            let node = tags.child(row, cell.tag());
            let single = cell.paras.len() == 1;
            let mut top = ABOVE + above;
            for para in &cell.paras {
                let mark = Mark::In(if single { node } else { tags.child(node, Tag::P) });
                top = if first.flush {
                    band.flush(para, first.right, top, mark)
                } else {
                    band.text(para, first.left, top, mark)
                };
            }
        }
        band.height += if below == Below::Line { 1.0 * MM } else { ABOVE };
        let ends = self.columns.first().zip(self.columns.last());
        if let Some((first, last)) = ends {
            let bottom = band.height;
            match below {
                Below::Nothing => {}
                Below::Hairline => band.rule(first.left, last.right, bottom, 0.25, Ink::Hair),
                Below::Line => band.rule(first.left, last.right, bottom, 0.75, Ink::Text),
            }
        }
        band
    }
}
