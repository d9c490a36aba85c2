//! What the keyboard promises in the line grid.
#![allow(clippy::unwrap_used)]
use super::*;

const ROWS: [Kind; 4] = [Kind::Section, Kind::Product, Kind::Note, Kind::Product];

fn key(key: &str) -> Press<'_> {
    Press { key, ..Press::default() }
}

fn spot(row: usize, column: Column) -> Spot {
    Spot { row, column }
}

fn from(row: usize, column: Column, act: Act) -> Option<Spot> {
    lead(&ROWS, spot(row, column), column, act)
}

#[test]
fn every_key_of_the_grid_has_its_act() {
    let ctrl = |name| Press { key: name, ctrl: true, ..Press::default() };
    let alt = |name| Press { key: name, alt: true, ..Press::default() };
    assert_eq!(moving(key("F2")), Some(Act::Edit(None)));
    assert_eq!(moving(key("Enter")), Some(Act::Edit(None)));
    assert_eq!(moving(Press { key: "Enter", shift: true, ..Press::default() }), Some(Act::Open));
    assert_eq!(moving(key("7")), Some(Act::Edit(Some('7'))));
    assert_eq!(moving(key("ä")), Some(Act::Edit(Some('ä'))));
    assert_eq!(moving(key("/")), Some(Act::Search));
    assert_eq!(moving(key("Delete")), Some(Act::Delete));
    assert_eq!(moving(ctrl("d")), Some(Act::FillDown));
    assert_eq!(moving(ctrl("z")), Some(Act::Undo));
    assert_eq!(moving(alt("ArrowDown")), Some(Act::Shift { down: true }));
    assert_eq!(moving(key("Shift")), None);
    assert_eq!(moving(ctrl("c")), None, "copying is the browser's");
    assert_eq!(moving(alt("d")), None);
}

#[test]
fn while_editing_letters_and_arrows_stay_in_the_cell() {
    for name in ["a", "ArrowLeft", "ArrowDown", "Delete", "/", "Home"] {
        assert_eq!(editing(key(name)), None, "{name}");
    }
    assert_eq!(editing(key("Enter")), Some(Act::TakeDown));
    assert_eq!(editing(key("Escape")), Some(Act::Drop));
    assert_eq!(editing(Press { key: "Tab", shift: true, ..Press::default() }), Some(Act::TakePrevious));
}

#[test]
fn arrows_stop_at_the_edges() {
    assert_eq!(from(0, Column::Name, Act::Go { rows: -1, columns: 0 }), Some(spot(0, Column::Name)));
    assert_eq!(from(3, Column::Tax, Act::Go { rows: 1, columns: 0 }), Some(spot(3, Column::Tax)));
    assert_eq!(from(1, Column::Name, Act::Go { rows: 0, columns: -1 }), Some(spot(1, Column::Name)));
    assert_eq!(from(1, Column::Menu, Act::Go { rows: 0, columns: 1 }), Some(spot(1, Column::Menu)));
    assert_eq!(from(0, Column::Name, Act::Go { rows: 10, columns: 0 }), Some(spot(3, Column::Name)));
    assert_eq!(lead(&[], spot(0, Column::Name), Column::Name, Act::Next), None);
}

#[test]
fn a_column_is_kept_when_a_note_is_passed() {
    let down = Act::Go { rows: 1, columns: 0 };
    let on_note = from(1, Column::Price, down).unwrap();
    assert_eq!(on_note, spot(2, Column::Name));
    assert_eq!(lead(&ROWS, on_note, Column::Price, down), Some(spot(3, Column::Price)));
}

#[test]
fn tab_reads_on_and_says_when_the_lines_end() {
    assert_eq!(from(0, Column::Name, Act::Next), Some(spot(1, Column::Name)));
    assert_eq!(from(1, Column::Discount, Act::Next), Some(spot(1, Column::Tax)));
    assert_eq!(from(1, Column::Tax, Act::TakeNext), Some(spot(2, Column::Name)));
    assert_eq!(from(3, Column::Tax, Act::Next), None, "the grid makes a new line then");
    assert_eq!(from(2, Column::Name, Act::Previous), Some(spot(1, Column::Tax)));
    assert_eq!(from(0, Column::Name, Act::Previous), None, "the browser goes on before the grid");
}

#[test]
fn a_row_that_is_gone_leads_to_the_last_one() {
    assert_eq!(from(9, Column::Name, Act::Go { rows: -1, columns: 0 }), Some(spot(2, Column::Name)));
}

#[test]
fn what_goes_with_a_product_is_one_key_away_while_moving_and_while_editing() {
    let press = Press { key: "Enter", ctrl: true, ..Press::default() };
    assert_eq!((moving(press), editing(press)), (Some(Act::Beside), Some(Act::Beside)));
}
