//! Carries out what keys ask for in the line grid: where the focus goes, what is edited.
use super::{
    beside::Beside,
    combo_picker::ComboPicker,
    combo_rows::held,
    desk::{Desk, Edit, Row, Undo},
    keys::{Act, Column, Kind, Press, Spot, editing, lead, moving},
    new_product::NewProduct,
    picker::Picker,
    row_data::RowData,
    why_figure::Figure,
};
use crate::ui::toast::{Toasts, use_toasts};
use domain::ids::LineId;
use leptos::{
    html,
    prelude::*,
    task::{spawn_local, tick},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// The keyboard of the grid.
#[derive(Clone, Copy)]
pub struct Keyboard {
    /// The lines.
    pub desk: Desk,
    /// The grid on the page.
    pub table: NodeRef<html::Table>,
    /// What goes with a product that was just taken.
    pub beside: Beside,
    /// The choice of a variant.
    pub picker: Picker,
    /// The choice of what is in a combo.
    pub combos: ComboPicker,
    /// The making of a product.
    pub new_product: NewProduct,
    toasts: Toasts,
    want: StoredValue<Column>,
    /// The line before the edit that is going on.
    before: StoredValue<Option<(Row, RowData)>>,
}

impl Keyboard {
    /// The keyboard of this page.
    pub fn new(desk: Desk) -> Keyboard {
        let (want, before) = (StoredValue::new(Column::Name), StoredValue::new(None));
        Keyboard {
            desk,
            table: NodeRef::new(),
            beside: Beside::new(),
            picker: Picker::new(),
            combos: ComboPicker::new(),
            new_product: NewProduct::new(),
            toasts: use_toasts(),
            want,
            before,
        }
    }

    /// The line and column an event comes from.
    pub fn cell_of(self, event: &Event) -> Option<(Row, Column)> {
        let element = event.target()?.dyn_into::<Element>().ok()?;
        let column = Column::of_field(&element.closest("[data-col]").ok()??.get_attribute("data-col")?)?;
        let id: LineId = element.closest("[data-line]").ok()??.get_attribute("data-line")?.parse().ok()?;
        // A cell taken off with its page still tells that the focus left it.
        let row = self.desk.rows.try_with_untracked(|rows| rows.iter().find(|row| row.id == id).copied());
        row.flatten().map(|row| (row, column))
    }

    /// A key was pressed in the grid.
    pub fn key(self, event: &KeyboardEvent) {
        if event.is_composing() {
            return;
        }
        let Some((row, column)) = self.cell_of(event) else { return };
        let name = event.key();
        let ctrl = event.ctrl_key() || event.meta_key();
        let press = Press { key: &name, ctrl, alt: event.alt_key(), shift: event.shift_key() };
        let edits = row.edited.get_untracked().is_some();
        let act = if edits { editing(press) } else { moving(press) };
        // On the line's button, Enter and space press it.
        let Some(act) = act.filter(|act| column != Column::Menu || !matches!(act, Act::Edit(_))) else { return };
        if self.act(row, column, act) {
            event.prevent_default();
            // A toast may have a way back of its own on Ctrl Z; here the grid's was meant.
            event.stop_propagation();
        }
    }

    /// Asks why a cell says what it says.
    pub fn ask(self, row: Row, column: Column) {
        self.act(row, column, Act::Why);
    }

    /// Does what was asked for; whether the browser should leave the key alone.
    fn act(self, row: Row, column: Column, act: Act) -> bool {
        let desk = self.desk;
        let closed = desk.closed.get_untracked();
        match act {
            Act::Go { .. } | Act::RowEnd { .. } | Act::GridEnd { .. } | Act::Previous => self.go(row, column, act),
            Act::Next => self.go(row, column, act) || self.next_line(row),
            Act::Leave => focus_on("#grid-tools button"),
            Act::Open => {
                desk.open_row.set(Some(row));
                true
            }
            Act::Why if column == Column::Tax => {
                if row.kind == Kind::Product {
                    desk.taxing.why.set(Some(row));
                }
                true
            }
            Act::Why if row.kind == Kind::Section => {
                desk.why.set(Some(Figure::Section(row)));
                true
            }
            Act::Why if matches!(column, Column::Quantity | Column::Discount | Column::Menu) => {
                let asks = match column {
                    Column::Quantity => Some(Figure::Quantity(row)),
                    Column::Menu => desk.margins.allowed.then_some(Figure::LineMargin(row)),
                    _ => Some(Figure::LineNet(row)),
                };
                let asks = asks.filter(|_| row.kind == Kind::Product);
                if asks.is_some() {
                    desk.why.set(asks);
                }
                asks.is_some()
            }
            Act::Why => {
                let can = row.kind == Kind::Product;
                if can {
                    desk.pricing.why.set(Some(row));
                }
                can
            }
            _ if closed => false,
            Act::Edit(first) => {
                self.edit(row, column, first);
                true
            }
            Act::TakeDown => {
                self.take();
                self.go(row, column, act) || self.focus(row, column)
            }
            Act::TakeNext | Act::TakePrevious => {
                self.take();
                let forward = act == Act::TakeNext;
                self.go(row, column, act) || (forward && self.next_line(row)) || self.focus(row, column)
            }
            Act::Drop => {
                self.drop_edit();
                // A line that went with its edit has told the focus where to go.
                desk.place(row.id).is_none() || self.focus(row, column)
            }
            Act::Shift { down } => {
                desk.shift(row, down);
                self.focus_soon(row, column);
                true
            }
            Act::FillDown => {
                self.fill_down(row, column);
                true
            }
            Act::Delete => {
                self.delete(row);
                true
            }
            Act::Undo => {
                if let Some(row) = desk.take_back() {
                    self.focus_soon(row, Column::Name);
                }
                true
            }
            Act::Beside if self.beside.any() => {
                self.take();
                self.beside.take(self, 0);
                self.focus(row, column)
            }
            Act::Beside => row.edited.get_untracked().is_some() && self.act(row, column, Act::TakeDown),
            Act::Search => {
                self.add(Kind::Product, Some(row));
                true
            }
        }
    }

    /// Begins to edit a cell.
    pub fn edit(self, row: Row, column: Column, first: Option<char>) {
        if self.desk.closed.get_untracked() || column == Column::Menu || self.holds(row, column) {
            return;
        }
        self.take();
        self.want.set_value(column);
        self.before.set_value(Some((row, row.data.get_untracked())));
        row.edited.set(Some(Edit { column, first }));
    }

    /// Whether a cell belongs to a combo and is not typed into; says why.
    fn holds(self, row: Row, column: Column) -> bool {
        let why = row.data.with_untracked(|data| held(self.desk.t, data, column));
        if let Some(why) = why {
            self.toasts.say(why);
        }
        why.is_some()
    }

    /// Says something that passes.
    pub fn say(self, words: &'static str) {
        self.toasts.say(words);
    }

    /// Ends the edit and keeps what was typed.
    pub fn take(self) {
        let Some(Some((row, before))) = self.before.try_update_value(Option::take) else { return };
        row.edited.set(None);
        if row.data.with_untracked(|now| *now != before) {
            self.desk.remember(Undo::Changed(vec![(row, before)]));
            self.desk.left();
        }
    }

    fn drop_edit(self) {
        let Some(Some((row, before))) = self.before.try_update_value(Option::take) else { return };
        row.edited.set(None);
        self.desk.write(row, |data| *data = before);
        if row.data.with_untracked(RowData::is_blank) {
            self.clear_away(row);
        }
    }

    /// A line that was begun and says nothing goes without a word.
    fn clear_away(self, row: Row) {
        let at = self.desk.place(row.id).unwrap_or_default();
        self.desk.discard(row);
        let before = self.desk.rows.with_untracked(|rows| rows.get(at.saturating_sub(1)).copied());
        match before {
            Some(before) => self.focus_soon(before, Column::Name),
            None => {
                focus_on("#grid-tools button");
            }
        }
    }

    /// Puts the focus on a cell.
    pub fn focus(self, row: Row, column: Column) -> bool {
        let cell = format!("[data-line='{}'] [data-col='{}']", row.id, column.field());
        let table = self.table.try_get_untracked().flatten();
        let found = table.and_then(|table| table.query_selector(&cell).ok().flatten());
        let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) else { return false };
        let _ = found.focus();
        true
    }

    /// Puts the focus on a cell that is only drawn after this change, before the next key is heard.
    pub fn focus_soon(self, row: Row, column: Column) {
        drawn(move || self.focus(row, column));
    }

    /// The cell that has the focus is the one Tab comes back to.
    pub fn focused(self, event: &Event) {
        let Some(cell) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let Ok(Some(cell)) = cell.closest("[data-col]") else { return };
        let before = self.table.get_untracked().and_then(|table| table.query_selector("[data-col][tabindex='0']").ok());
        if let Some(before) = before.flatten() {
            let _ = before.set_attribute("tabindex", "-1");
        }
        let _ = cell.set_attribute("tabindex", "0");
    }

    fn go(self, row: Row, column: Column, act: Act) -> bool {
        // Sections and notes have one cell only; every other line says where one is.
        if row.kind == Kind::Product {
            self.want.set_value(column);
        }
        let rows = self.desk.rows.get_untracked();
        let kinds: Vec<Kind> = rows.iter().map(|row| row.kind).collect();
        let Some(at) = rows.iter().position(|other| other.id == row.id) else { return false };
        let to = lead(&kinds, Spot { row: at, column }, self.want.get_value(), act);
        let Some(to) = to else { return false };
        if matches!(act, Act::Go { columns, .. } if columns != 0) || matches!(act, Act::Next | Act::TakeNext) {
            self.want.set_value(to.column);
        }
        rows.get(to.row).is_some_and(|row| self.focus(*row, to.column))
    }

    /// After the last cell of the last line comes a new line, but not a second empty one.
    fn next_line(self, row: Row) -> bool {
        if self.desk.closed.get_untracked() {
            return false;
        }
        if row.data.with_untracked(RowData::is_blank) {
            // Tab on an empty last line ends the lines and goes on after the grid.
            self.desk.discard(row);
            return focus_on("#head-introduction");
        }
        self.add(Kind::Product, Some(row));
        true
    }

    /// Adds a line after another (or at the end) and begins to edit it.
    pub fn add(self, kind: Kind, after: Option<Row>) {
        if self.desk.closed.get_untracked() {
            return;
        }
        self.take();
        let desk = self.desk;
        let at = after.and_then(|row| desk.place(row.id)).map_or(usize::MAX, |at| at + 1);
        if let Some(row) = desk.insert(at, vec![desk.empty(kind)]).first().copied() {
            drawn(move || {
                let there = self.focus(row, Column::Name);
                if there {
                    self.edit(row, Column::Name, None);
                }
                there
            });
        }
    }

    /// Takes a line out and says how to bring it back.
    pub fn delete(self, row: Row) {
        let desk = self.desk;
        if desk.closed.get_untracked() {
            return;
        }
        self.take();
        if row.data.with_untracked(|data| data.role.is_combo_item()) {
            self.toasts.say(desk.t.combos_item_stays());
            return;
        }
        let Some(at) = desk.place(row.id) else { return };
        desk.remove(row);
        let name = row.data.with_untracked(|data| data.name.clone());
        let words = if name.is_empty() {
            desk.t.quotes_line_deleted().to_owned()
        } else {
            desk.t.quotes_line_deleted_named(name)
        };
        self.toasts.undo(words, move || {
            desk.bring_back(row);
            self.focus_soon(row, Column::Name);
        });
        let next = desk.rows.with_untracked(|rows| rows.get(at).or(rows.last()).copied());
        match next {
            Some(next) => self.focus_soon(next, Column::Name),
            None => {
                focus_on("#grid-tools button");
            }
        }
    }

    fn fill_down(self, row: Row, column: Column) {
        let above = self.desk.rows.with_untracked(|rows| {
            let at = rows.iter().position(|other| other.id == row.id)?;
            rows.get(..at)?.iter().rev().find(|other| other.kind == row.kind).copied()
        });
        let combo = |row: &Row| row.data.with_untracked(|data| data.role.is_combo() || data.role.is_combo_item());
        // A name brings its product along, and a combo's does not come alone.
        let torn = column == Column::Name && (combo(&row) || above.as_ref().is_some_and(combo));
        if let Some(above) = above.filter(|_| !torn && !self.holds(row, column)) {
            self.desk.change(row, |data| above.data.with_untracked(|above| data.take_from(above, column)));
        }
    }
}

/// Acts once what changed is drawn: as soon as the changes are carried out, which is before any other key; what is not
/// there yet is tried once more with the next frame.
fn drawn(act: impl Fn() -> bool + 'static) {
    spawn_local(async move {
        tick().await;
        if !act() {
            request_animation_frame(move || {
                act();
            });
        }
    });
}

/// Puts the focus on the first element that fits.
pub fn focus_on(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    found.and_then(|found| found.dyn_into::<HtmlElement>().ok()).is_some_and(|found| found.focus().is_ok())
}
