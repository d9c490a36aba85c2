//! Lines dragged by their number, with a mouse, a pen or a finger: where they may go, and the bar that shows it.
//!
//! A combo goes with its items and never into another's, as the keys move it. A section dragged by itself takes along
//! what is below it; it lands before another section or at the end, so that it never swallows lines of others. One that
//! is still empty lands anywhere.
use super::{
    desk::{Desk, Row, Undo},
    keyboard::Keyboard,
    keys::{Column, Kind},
    undo::roles,
};
use domain::{
    ids::LineId,
    quotes::{combo::block, role::LineRole},
};
use leptos::{ev, prelude::*};
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, PointerEvent};

/// How far a pointer moves before it drags, in CSS pixels: a press alone moves nothing.
const SLACK: i32 = 4;
/// So near the edge of the window the page moves along.
const EDGE: f64 = 56.0;
/// By so much with each frame.
const PACE: f64 = 10.0;

/// What a line is to the others while it is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Whether it is a heading, and then whether it lies within the section above it.
    heading: Option<bool>,
    /// What it is there for.
    role: LineRole,
}

/// The lines that go with one that is dragged.
fn taken(pieces: &[Piece], at: usize) -> Range<usize> {
    let Some(within) = pieces.get(at).and_then(|piece| piece.heading) else {
        let roles: Vec<LineRole> = pieces.iter().map(|piece| piece.role).collect();
        return block(&roles, at);
    };
    let rest = pieces.iter().skip(at + 1);
    at..at + 1 + rest.take_while(|piece| !ends(piece, within)).count()
}

/// Whether a line ends a section, or one within a section.
fn ends(piece: &Piece, within: bool) -> bool {
    piece.heading.is_some_and(|other| within || !other)
}

/// Where lines land that are let go before the line at `wanted`; nothing where that is where they are.
fn landing(pieces: &[Piece], own: &Range<usize>, wanted: usize) -> Option<usize> {
    // A heading with nothing below it yet is put over lines that are there already.
    let heading = pieces.get(own.start).and_then(|piece| piece.heading).filter(|_| own.len() > 1);
    let fits = |place: &usize| match (pieces.get(*place), heading) {
        (None, _) => true,
        (Some(piece), Some(within)) => ends(piece, within),
        (Some(piece), None) => !piece.role.is_combo_item(),
    };
    let places = (0..=pieces.len()).filter(fits);
    let nearest = places.min_by_key(|place| place.abs_diff(wanted))?;
    (nearest < own.start || nearest > own.end).then_some(nearest)
}

/// A drag that goes on.
#[derive(Clone, Copy)]
struct Hold {
    row: LineId,
    pointer: i32,
    from: i32,
    /// Where the pointer is, from the top of the window.
    now: i32,
    moved: bool,
    to: Option<usize>,
}

/// Dragging in the grid.
#[derive(Clone, Copy)]
pub struct Drag {
    keyboard: Keyboard,
    hold: StoredValue<Option<Hold>>,
}

impl Drag {
    /// Nothing is dragged yet. Escape puts back what is.
    pub fn new(keyboard: Keyboard) -> Drag {
        let drag = Drag { keyboard, hold: StoredValue::new(None) };
        Effect::new(move |_| {
            let escape = window_event_listener(ev::keydown, move |event| {
                if event.key() == "Escape" && drag.hold.with_value(|hold| hold.is_some_and(|hold| hold.moved)) {
                    event.prevent_default();
                    drag.end(false);
                }
            });
            on_cleanup(move || escape.remove());
        });
        drag
    }

    /// A pointer went down: on a line's number it may begin to drag.
    pub fn down(self, event: &PointerEvent) {
        if event.button() != 0 || !event.is_primary() || self.keyboard.desk.closed.get_untracked() {
            return;
        }
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let Some(row) = target.closest("td.nr").ok().flatten().and_then(|cell| line_of(&cell)) else { return };
        let (pointer, from) = (event.pointer_id(), event.client_y());
        // Moves are told to the line's own cell from now on, wherever the pointer goes.
        let _ = target.set_pointer_capture(pointer);
        self.hold.set_value(Some(Hold { row, pointer, from, now: from, moved: false, to: None }));
    }

    /// The pointer moved.
    pub fn moved(self, event: &PointerEvent) {
        let Some(mut hold) = self.hold.get_value().filter(|hold| hold.pointer == event.pointer_id()) else { return };
        hold.now = event.client_y();
        let begins = !hold.moved && hold.now.abs_diff(hold.from) >= SLACK.unsigned_abs();
        hold.moved |= begins;
        self.hold.set_value(Some(hold));
        if begins {
            self.keyboard.take();
            self.follow_edge();
        }
        if hold.moved {
            event.prevent_default();
            self.aim();
        }
    }

    /// The pointer was let go, or taken away by the browser.
    pub fn up(self, event: &PointerEvent, keep: bool) {
        if self.hold.with_value(|hold| hold.is_some_and(|hold| hold.pointer == event.pointer_id())) {
            self.end(keep);
        }
    }

    /// Looks where the lines would land, and shows it.
    fn aim(self) {
        let Some(hold) = self.hold.get_value() else { return };
        let desk = self.keyboard.desk;
        let Some(at) = desk.place(hold.row) else { return self.end(false) };
        let pieces = desk.rows.with_untracked(|rows| pieces(rows));
        let own = taken(&pieces, at);
        let to = self.wanted(hold.now).and_then(|wanted| landing(&pieces, &own, wanted));
        self.hold.update_value(|hold| {
            if let Some(hold) = hold {
                hold.to = to;
            }
        });
        self.show(&own, to);
    }

    /// Before which line the pointer is.
    fn wanted(self, y: i32) -> Option<usize> {
        let table = self.keyboard.table.get_untracked()?;
        let frame = table.get_bounding_client_rect();
        let desk = self.keyboard.desk;
        let found = document().element_from_point(middle(&frame), f32::from(i16::try_from(y).ok()?));
        let within = found.as_ref().is_some_and(|found| table.contains(Some(found)));
        let mut line = found.and_then(|found| found.closest("tr").ok().flatten());
        // What is wrong with a line stands under it and belongs to it.
        while let Some(other) = line.as_ref().filter(|line| !line.has_attribute("data-line")) {
            line = other.previous_element_sibling();
        }
        let Some(line) = line.filter(|line| table.contains(Some(line))) else {
            // Beside the lines: above all of them, or below; what lies over the table or outside the window is no place.
            return match f64::from(y) {
                y if y >= frame.bottom() => desk.rows.try_with_untracked(Vec::len),
                y => (within || y < frame.top()).then_some(0),
            };
        };
        let at = desk.place(line_of(&line)?)?;
        Some(if lower_half(&line.get_bounding_client_rect(), y) { at + 1 } else { at })
    }

    /// Marks the lines that are held, and draws the bar where they would land.
    fn show(self, own: &Range<usize>, to: Option<usize>) {
        self.clear();
        let desk = self.keyboard.desk;
        let Some(table) = self.keyboard.table.get_untracked() else { return };
        let line = |at: usize| {
            let id = desk.rows.with_untracked(|rows| rows.get(at).map(|row| row.id))?;
            table.query_selector(&format!("tr[data-line='{id}']")).ok().flatten()
        };
        for held in own.clone().filter_map(line) {
            let _ = held.set_attribute("data-held", "");
        }
        let (place, side) = match to {
            None => return,
            Some(0) => (0, "before"),
            Some(to) => (to - 1, "after"),
        };
        if let Some(line) = line(place) {
            let _ = line.set_attribute("data-drop", side);
        }
    }

    fn clear(self) {
        let Some(table) = self.keyboard.table.try_get_untracked().flatten() else { return };
        let Ok(marked) = table.query_selector_all("tr[data-held], tr[data-drop]") else { return };
        for line in (0..marked.length()).filter_map(|at| marked.item(at)?.dyn_into::<Element>().ok()) {
            let _ = line.remove_attribute("data-held");
            let _ = line.remove_attribute("data-drop");
        }
    }

    /// Ends the drag; the lines go where the bar is, as one step that can be taken back, or stay.
    fn end(self, keep: bool) {
        let Some(hold) = self.hold.try_update_value(Option::take).flatten() else { return };
        self.clear();
        let moved = hold.to.filter(|_| keep).and_then(|to| self.keyboard.desk.move_to(hold.row, to));
        if let Some(row) = moved {
            self.keyboard.focus_soon(row, Column::Name);
        }
    }

    /// Near an edge of the window the page moves, for as long as the pointer stays there.
    fn follow_edge(self) {
        request_animation_frame(move || {
            let Some(hold) = self.hold.try_get_value().flatten() else { return };
            if let Some(by) = pull(hold.now) {
                window().scroll_by_with_x_and_y(0.0, by);
                self.aim();
            }
            self.follow_edge();
        });
    }
}

#[allow(clippy::float_arithmetic, reason = "places on the screen, no money")]
fn lower_half(line: &DomRect, y: i32) -> bool {
    f64::from(y) > line.top() + line.height() / 2.0
}

/// Half way across the grid, as browsers want it.
#[allow(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "a place on the screen, no money"
)]
fn middle(frame: &DomRect) -> f32 {
    (frame.left() + frame.width() / 2.0).max(1.0) as f32
}

/// How the page moves while the pointer is at an edge of the window.
#[allow(clippy::float_arithmetic, reason = "places on the screen, no money")]
fn pull(y: i32) -> Option<f64> {
    let height = window().inner_height().ok().and_then(|height| height.as_f64())?;
    if f64::from(y) < EDGE { Some(-PACE) } else { (f64::from(y) > height - EDGE).then_some(PACE) }
}

/// The line an element belongs to.
fn line_of(element: &Element) -> Option<LineId> {
    element.closest("[data-line]").ok()??.get_attribute("data-line")?.parse().ok()
}

fn pieces(rows: &[Row]) -> Vec<Piece> {
    let heading =
        |row: &Row| (row.kind == Kind::Section).then(|| row.data.with_untracked(|data| data.shape.subsection));
    roles(rows).into_iter().zip(rows).map(|(role, row)| Piece { heading: heading(row), role }).collect()
}

impl Desk {
    /// Moves a line, with what goes with it, before the line at a place; one step that can be taken back.
    fn move_to(self, id: LineId, to: usize) -> Option<Row> {
        let at = self.place(id)?;
        let before = self.rows.get_untracked();
        let row = before.get(at).copied()?;
        let own = taken(&pieces(&before), at);
        let (from, end, by) = match to < own.start {
            true => (to, own.end, own.start - to),
            false => (own.start, to, own.len()),
        };
        self.rows.update(|rows| {
            if let Some(moved) = rows.get_mut(from..end) {
                moved.rotate_left(by);
            }
        });
        self.remember(Undo::Ordered(row, before));
        self.reordered();
        Some(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::ComboChoiceId;
    use uuid::Uuid;

    const LINE: Piece = Piece { heading: None, role: LineRole::Sold };
    const SECTION: Piece = Piece { heading: Some(false), role: LineRole::Sold };
    const WITHIN: Piece = Piece { heading: Some(true), role: LineRole::Sold };
    const COMBO: Piece = Piece { heading: None, role: LineRole::Combo };
    const ITEM: Piece = Piece {
        heading: None,
        role: LineRole::ComboItem { combo: LineId(Uuid::nil()), choice: ComboChoiceId(Uuid::nil()) },
    };

    #[test]
    fn a_section_takes_along_what_is_below_it_and_a_line_only_itself() {
        let pieces = [LINE, SECTION, LINE, WITHIN, LINE, SECTION, LINE];
        assert_eq!((taken(&pieces, 0), taken(&pieces, 1), taken(&pieces, 2)), (0..1, 1..5, 2..3));
        assert_eq!((taken(&pieces, 3), taken(&pieces, 5)), (3..5, 5..7), "one within ends with the section");
        let combos = [LINE, COMBO, ITEM, ITEM, LINE];
        assert_eq!((taken(&combos, 1), taken(&combos, 3), taken(&combos, 4)), (1..4, 1..4, 4..5));
    }

    #[test]
    fn a_section_lands_between_sections_and_nothing_lands_in_a_combo() {
        let pieces = [SECTION, LINE, LINE, SECTION, LINE, LINE, LINE];
        assert_eq!(landing(&pieces, &(3..7), 1), Some(0));
        assert_eq!(landing(&pieces, &(0..3), 6), Some(7));
        assert_eq!(landing(&[LINE, LINE, SECTION], &(2..3), 1), Some(1), "an empty one goes anywhere");
        assert_eq!(landing(&pieces, &(0..3), 4), None, "it ends before the second section already");
        let combos = [LINE, COMBO, ITEM, ITEM, LINE];
        assert_eq!((landing(&combos, &(0..1), 2), landing(&combos, &(0..1), 3)), (None, Some(4)));
        assert_eq!((landing(&combos, &(4..5), 2), landing(&combos, &(4..5), 5)), (Some(1), None));
    }
}
