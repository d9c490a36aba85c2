//! Changes of the lines that can be taken back, each as the one step it was.
use super::{
    delivering::role,
    desk::{Desk, Row},
    row_data::RowData,
};
use domain::quotes::{blocks::Block, combo::block, role::LineRole};
use leptos::prelude::*;
use wire::quotes::QuoteFields;

/// A change that can be taken back.
#[derive(Clone)]
pub enum Undo {
    /// These lines were taken out, from these places.
    Removed(Vec<(usize, Row)>),
    /// These lines were put in.
    Added(Vec<Row>),
    /// These lines said this before.
    Changed(Vec<(Row, RowData)>),
    /// This line stood there.
    Moved(Row, usize),
    /// The lines stood in this order; that of this line was changed.
    Ordered(Row, Vec<Row>),
    /// These changes were one.
    Several(Vec<Undo>),
    /// These fields of the head, by name, said this before.
    Head(Vec<&'static str>, Box<QuoteFields>),
    /// This stood above the lines.
    Blocks(Vec<Block>),
    /// This was why the consumer cannot withdraw, by code.
    Exempt(String),
    /// A template was taken: all that it changed.
    Template(Vec<Undo>),
}

impl Desk {
    /// Takes a line out; a combo, or an item of it, with all that goes with it.
    pub fn remove(self, row: Row) {
        let Some(at) = self.place(row.id) else { return };
        let own = self.rows.with_untracked(|rows| block(&roles(rows), at));
        let mut removed = Vec::new();
        self.rows.update(|rows| removed = own.clone().zip(rows.drain(own)).collect());
        self.remember(Undo::Removed(removed));
        self.reordered();
    }

    /// Takes a blank line out: nothing to remember.
    pub fn discard(self, row: Row) {
        self.rows.update(|rows| rows.retain(|other| other.id != row.id));
        self.undo.update_value(|list| list.retain(|undo| !matches!(undo, Undo::Added(rows) if rows == &[row])));
        self.reordered();
    }

    /// Moves a line one up or down: a combo with its items, past another with its items.
    pub fn shift(self, row: Row, down: bool) {
        let Some(at) = self.place(row.id) else { return };
        let before = self.rows.get_untracked();
        let roles = roles(&before);
        let own = block(&roles, at);
        let beside = if down { own.end } else { own.start.wrapping_sub(1) };
        if beside >= before.len() {
            return;
        }
        let other = block(&roles, beside);
        let (from, to) = if down { (own.start, other.end) } else { (other.start, own.end) };
        let by = if down { own.len() } else { other.len() };
        self.rows.update(|rows| {
            if let Some(moved) = rows.get_mut(from..to) {
                moved.rotate_left(by);
            }
        });
        let single = own.len() == 1 && other.len() == 1;
        self.remember(if single { Undo::Moved(row, at) } else { Undo::Ordered(row, before) });
        self.reordered();
    }

    /// Takes back the last change; the line it concerned.
    pub fn take_back(self) -> Option<Row> {
        let last = self.undo.try_update_value(Vec::pop)??;
        let concerned = self.concerned(&last);
        self.put_back(last);
        self.reordered();
        concerned
    }

    fn concerned(self, undo: &Undo) -> Option<Row> {
        match undo {
            Undo::Removed(rows) => rows.first().map(|(_, row)| *row),
            // The line before them: the focus must not be lost with what goes.
            Undo::Added(added) => self.rows.with_untracked(|rows| {
                let first = rows.iter().position(|row| added.contains(row))?;
                rows.get(first.checked_sub(1).unwrap_or(first + added.len())).copied()
            }),
            Undo::Changed(rows) => rows.first().map(|(row, _)| *row),
            Undo::Moved(row, _) | Undo::Ordered(row, _) => Some(*row),
            Undo::Several(all) | Undo::Template(all) => all.iter().find_map(|one| self.concerned(one)),
            Undo::Head(..) | Undo::Blocks(_) | Undo::Exempt(_) => None,
        }
    }

    pub(super) fn put_back(self, undo: Undo) {
        match undo {
            Undo::Changed(rows) => rows.into_iter().for_each(|(row, before)| row.data.set(before)),
            Undo::Removed(removed) => self.rows.update(|rows| put_in(rows, removed)),
            Undo::Added(added) => self.rows.update(|rows| rows.retain(|row| !added.contains(row))),
            Undo::Moved(row, to) => self.rows.update(|rows| {
                if let Some(at) = rows.iter().position(|known| known.id == row.id) {
                    rows.remove(at);
                    rows.insert(to.min(rows.len()), row);
                }
            }),
            Undo::Ordered(_, before) => self.rows.update(|rows| {
                let place = |row: &Row| before.iter().position(|known| known.id == row.id).unwrap_or(usize::MAX);
                rows.sort_by_cached_key(place);
            }),
            Undo::Several(all) | Undo::Template(all) => all.into_iter().rev().for_each(|one| self.put_back(one)),
            Undo::Head(names, before) => self.head.restore(&names, &before),
            Undo::Blocks(before) => self.put_blocks(before),
            Undo::Exempt(before) => self.put_exempt(before),
        }
    }

    /// Puts a line back that was taken out, with what went with it, whatever happened since.
    pub fn bring_back(self, row: Row) {
        // The page may be gone by now.
        if self.rows.try_with_untracked(Vec::len).is_none() || self.place(row.id).is_some() {
            return;
        }
        let mut back = vec![(usize::MAX, row)];
        self.undo.update_value(|list| {
            list.retain_mut(|undo| match undo {
                Undo::Removed(rows) if rows.iter().any(|(_, other)| other.id == row.id) => {
                    back = std::mem::take(rows);
                    false
                }
                _ => true,
            });
        });
        self.rows.update(|rows| put_in(rows, back));
        self.reordered();
    }

    /// Remembers a change, the last hundred of them.
    pub fn remember(self, undo: Undo) {
        self.undo.update_value(|list| {
            if list.len() == 100 {
                list.remove(0);
            }
            list.push(undo);
        });
    }

    /// Makes whatever is changed meanwhile one change.
    pub fn as_one<T>(self, act: impl FnOnce() -> T) -> T {
        let before = self.undo.try_update_value(std::mem::take).unwrap_or_default();
        let made = act();
        let several = self.undo.try_update_value(|list| std::mem::replace(list, before)).unwrap_or_default();
        if !several.is_empty() {
            self.remember(Undo::Several(several));
        }
        made
    }
}

/// What lines are there for, in order.
pub(super) fn roles(rows: &[Row]) -> Vec<LineRole> {
    rows.iter().map(role).collect()
}

fn put_in(rows: &mut Vec<Row>, removed: Vec<(usize, Row)>) {
    // What stands together was taken out together: it must not be torn apart by where it goes back to.
    let first = removed.first().map_or(usize::MAX, |(at, _)| *at);
    let at = super::combo_rows::after_combo(rows, first.min(rows.len()));
    let together = removed.iter().enumerate().all(|(n, (place, _))| *place == first.saturating_add(n));
    if together {
        rows.splice(at..at, removed.into_iter().map(|(_, row)| row));
    } else {
        removed.into_iter().for_each(|(at, row)| rows.insert(at.min(rows.len()), row));
    }
}
