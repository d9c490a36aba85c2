//! A section of text: its heading hangs at the first stop, its paragraphs stand at the second.

use crate::band::Band;
use crate::clean::label;
use crate::fonts::Face;
use crate::measure::{MM, STOP_1, STOP_2, TEXT_WIDTH, size};
use crate::press::Press;
use crate::tags::{Mark, Tags};
use crate::text::{Style, UNBROKEN};
use krilla::tagging::Tag;
use std::num::NonZeroU16;

/// Room below a section.
pub const BELOW: f32 = 5.0 * MM;
const BETWEEN: f32 = 2.0 * MM;

/// A heading's tag.
pub fn heading(level: u16, title: &str) -> Tag<krilla::tagging::kind::Hn> {
    Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(label(title)))
}

/// A band with a side heading, and where the text beside it begins.
pub fn side_heading(press: &mut Press<'_>, level: u16, title: &str) -> (Band, f32) {
    let style = Style::new(size::TEXT).face(Face::Strong);
    let para = press.para(title, style, UNBROKEN);
    let node = press.flow.tags.child(Tags::ROOT, heading(level, title));
    let mut band = Band::default();
    let bottom = band.text(&para, STOP_1, 0.0, Mark::In(node));
    // A heading that reaches beyond the second stop has a line of its own.
    let fits = para.width <= STOP_2 - STOP_1 - 1.0 * MM;
    (band, if fits { 0.0 } else { bottom })
}

/// A section of paragraphs, cut where pages end; nothing if there is no text.
pub fn section(press: &mut Press<'_>, title: &str, text: &str) {
    let paras = press.paras(text, Style::new(size::TEXT), TEXT_WIDTH);
    if paras.is_empty() {
        return;
    }
    let (mut band, mut top) = side_heading(press, 2, title);
    for para in &paras {
        let node = press.flow.tags.child(Tags::ROOT, Tag::P);
        top = band.text(para, STOP_2, top, Mark::In(node)) + BETWEEN;
    }
    press.flow.need(band.height.min(42.0));
    press.flow.stop(title);
    press.flow.run(band);
    press.flow.skip(BELOW);
}
