//! What stands above the lines besides words: alternatives side by side, and files by name, size and hash.

use crate::fonts::Face;
use crate::input::{Above, ListedFile};
use crate::measure::{MM, STOP_2, TEXT_WIDTH, size};
use crate::press::Press;
use crate::prose::{BELOW, side_heading};
use crate::table::{Below, Cell, Column, GAP, Role, Table, columns};
use crate::tags::{Mark, Tags};
use crate::text::Style;
use domain::formats;
use krilla::tagging::Tag;

/// Room for the name of a row.
const NAMES: f32 = 36.0 * MM;

/// Puts each part in its order.
pub fn above(press: &mut Press<'_>, parts: &[Above]) {
    for part in parts {
        match part {
            Above::Comparison { title, columns, rows } => comparison(press, title, columns, rows),
            Above::Files { title, files } => listed(press, title, files),
        }
    }
}

/// A heading on the left, and beside it a table whose head goes on over pages.
fn comparison(press: &mut Press<'_>, title: &str, names: &[String], rows: &[(String, Vec<String>)]) {
    if names.is_empty() {
        return;
    }
    let (heading, top) = side_heading(press, 2, title);
    let across = names.len() as f32;
    let width = (TEXT_WIDTH - NAMES) / across - GAP;
    let widths: Vec<_> = std::iter::once((None, false)).chain(names.iter().map(|_| (Some(width), false))).collect();
    let places = columns(STOP_2, STOP_2 + TEXT_WIDTH, &widths);
    let table = Table::new(press, Tags::ROOT, places, title);
    let titles: Vec<&str> = std::iter::once("").chain(names.iter().map(String::as_str)).collect();
    let mut head = table.head(press, &titles);
    let running = head.clone();
    let mut heading = heading;
    heading.items.iter_mut().for_each(|item| item.top += 2.7);
    head.items.iter_mut().for_each(|item| item.top += top);
    head.height = (head.height + top).max(heading.height);
    head.items.splice(0..0, heading.items);
    press.flow.stop(title);
    let mut waiting = vec![head];
    for (name, values) in rows {
        let style = Style::new(size::TABLE);
        let room = |at: usize| table.columns.get(at).map_or(0.0, Column::width);
        let paras = press.paras(name, style, room(0));
        let mut cells = vec![Cell { paras, at: 0, span: 1, role: Role::RowHead }];
        for at in 0..names.len() {
            let words = values.get(at).map_or("", String::as_str);
            let paras = press.paras(words, style, room(at + 1));
            cells.push(Cell::value(at + 1, paras));
        }
        waiting.push(table.row(press, cells, 0.0, Below::Hairline));
        press.flow.need(waiting.iter().map(|band| band.height).sum());
        waiting.drain(..).for_each(|band| press.flow.run(band));
        press.flow.running = Some(running.clone());
    }
    waiting.into_iter().for_each(|band| press.flow.run(band));
    press.flow.running = None;
    press.flow.skip(BELOW);
}

/// Files by their names and sizes, and by the hash that tells whether one is still the same.
fn listed(press: &mut Press<'_>, title: &str, files: &[ListedFile]) {
    if files.is_empty() {
        return;
    }
    let (mut band, mut top) = side_heading(press, 2, title);
    let hashed = Style::new(size::HASH).face(Face::Mono).leading(1.5);
    for file in files {
        let size = formats::size(press.t.lang(), file.size);
        let words = [file.about.as_str(), &format!("{}, {size}", file.name)];
        for words in words.into_iter().filter(|words| !words.is_empty()) {
            for para in press.paras(words, Style::new(size::TEXT), TEXT_WIDTH) {
                let node = press.flow.tags.child(Tags::ROOT, Tag::P);
                top = band.text(&para, STOP_2, top, Mark::In(node));
            }
        }
        let digits: Vec<char> = file.sha256.chars().collect();
        let groups: Vec<String> = digits.chunks(8).map(|group| group.iter().collect()).collect();
        let para = press.para(&format!("SHA-256 {}", groups.join(" ")), hashed, TEXT_WIDTH);
        let node = press.flow.tags.child(Tags::ROOT, Tag::P);
        top = band.text(&para, STOP_2, top, Mark::In(node)) + 2.0 * MM;
    }
    press.flow.need(band.height.min(42.0));
    press.flow.stop(title);
    press.flow.run(band);
    press.flow.skip(BELOW);
}
