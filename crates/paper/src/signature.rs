//! The end of the quotation: the place to sign, or how it was signed.

use crate::band::{Band, Draw};
use crate::clean::label;
use crate::fonts::Face;
use crate::ink::fit;
use crate::input::{QuoteDocument, SignatureBlock, SignatureMark};
use crate::measure::{Ink, MM, STOP_2, TEXT_WIDTH, size};
use crate::press::Press;
use crate::prose::{BELOW, side_heading};
use crate::tags::{Mark, Tags};
use crate::text::{Style, UNBROKEN};
use domain::formats;
use krilla::tagging::Tag;
use std::rc::Rc;

const PAD: f32 = 20.0 * MM;
const BETWEEN: f32 = 12.0 * MM;
const HALF: f32 = (TEXT_WIDTH - BETWEEN) / 2.0;

/// Puts the place to sign, or the signature.
pub fn signature(press: &mut Press<'_>, document: &QuoteDocument) {
    press.flow.skip(5.0 * MM);
    let t = press.t;
    let (mut band, top) = side_heading(press, 2, t.paper_acceptance());
    let consent = match &document.signature {
        Some(signed) if !signed.consent.trim().is_empty() => signed.consent.clone(),
        _ => t.paper_accept_statement(&document.number, document.version),
    };
    let mut top = top;
    for para in press.paras(&consent, Style::new(size::TEXT), TEXT_WIDTH) {
        let node = press.flow.tags.child(Tags::ROOT, Tag::P);
        top = band.text(&para, STOP_2, top, Mark::In(node)) + 1.0 * MM;
    }
    let mut begun = false;
    for one in &document.signed_before {
        let line = top + 6.0 * MM + PAD;
        mark(press, &mut band, &one.signature, line);
        rule(&mut band, STOP_2, line);
        below(press, &mut band, STOP_2, line, &signer(press, &one.signature));
        // Each signature stays whole; a page may end between two.
        press.flow.need(band.height);
        if !std::mem::replace(&mut begun, true) {
            press.flow.stop(t.paper_acceptance());
        }
        press.flow.keep(std::mem::take(&mut band));
        press.flow.skip(BELOW);
        top = 0.0;
    }
    let line = top + 6.0 * MM + PAD;
    match &document.signature {
        Some(signed) => {
            mark(press, &mut band, signed, line);
            rule(&mut band, STOP_2, line);
            below(press, &mut band, STOP_2, line, &signer(press, signed));
            // The seller has sent, not signed: words without a line.
            if let Some(sent) = signed.sent_at {
                let right = STOP_2 + HALF + BETWEEN;
                let sent = t.paper_sent(unbroken(&formats::date_time(document.lang, sent)));
                let seller = format!("{} · {sent}", document.seller.name);
                below(press, &mut band, right, line, &[document.salesperson.clone(), seller]);
            }
        }
        None => {
            let who = match document.unsigned {
                true => t.paper_name_clarification().to_owned(),
                false => format!("{}, {}", t.paper_signature(), lower(t.paper_name_clarification())),
            };
            rule(&mut band, STOP_2, line);
            below(press, &mut band, STOP_2, line, &[who]);
            let right = STOP_2 + HALF + BETWEEN;
            rule(&mut band, right, line);
            below(press, &mut band, right, line, &[t.paper_place_and_date().to_owned()]);
        }
    }
    press.flow.need(band.height);
    if !begun {
        press.flow.stop(t.paper_acceptance());
    }
    press.flow.keep(band);
    press.flow.skip(BELOW);
}

/// The signature itself, standing on the line.
fn mark(press: &mut Press<'_>, band: &mut Band, signed: &SignatureBlock, line: f32) {
    match &signed.mark {
        SignatureMark::Drawn(strokes) => {
            let Some(strokes) = fit(strokes, HALF, PAD - 2.0 * MM) else { return };
            let alt = label(&press.t.paper_signature_of(&signed.name));
            let node = press.flow.tags.child(Tags::ROOT, Tag::Figure(Some(alt)));
            let height = PAD - 2.0 * MM;
            band.put(Draw::Pen(Rc::new(strokes)), STOP_2, line - PAD, height, node);
        }
        // Nobody signed: who accepted stands below the line.
        SignatureMark::Unsigned => {}
        SignatureMark::Typed(name) => {
            let style = Style::new(size::SIGNATURE).face(Face::Script).ink(Ink::Pen);
            let wide = press.para(name, style, UNBROKEN).width.max(1.0);
            // A long name is set smaller before it is broken.
            let size = (size::SIGNATURE * HALF / wide).clamp(9.0, size::SIGNATURE);
            let para = press.setter.para(name, Style { size, ..style }.leading(1.2), HALF + 1.0);
            let para = Rc::new(para.cut(3));
            let node = press.flow.tags.child(Tags::ROOT, Tag::P);
            band.text(&para, STOP_2, line - para.height - 1.0 * MM, Mark::In(node));
        }
    }
}

fn signer(press: &Press<'_>, signed: &SignatureBlock) -> Vec<String> {
    let at = unbroken(&formats::date_time(press.t.lang(), signed.at));
    vec![joined(&[&signed.name, &signed.role], ", "), joined(&[&signed.company, &at], " · ")]
}

/// The line to sign on.
fn rule(band: &mut Band, x: f32, line: f32) {
    band.rule(x, x + HALF, line, 0.75, Ink::Text);
}

/// Words below the line, the second and later ones small.
fn below(press: &mut Press<'_>, band: &mut Band, x: f32, line: f32, words: &[String]) {
    let mut top = line + 1.5 * MM;
    for (at, words) in words.iter().filter(|words| !words.is_empty()).enumerate() {
        let small = Style::new(size::SMALL).ink(Ink::Soft);
        let style = if at == 0 { Style::new(size::TEXT) } else { small };
        let node = press.flow.tags.child(Tags::ROOT, Tag::P);
        let para = press.para(words, style, HALF);
        top = band.text(&para, x, top, Mark::In(node));
    }
}

/// A date and its time stay on one line.
fn unbroken(words: &str) -> String {
    words.replace(' ', "\u{a0}")
}

/// The parts that are not empty, joined.
pub fn joined(parts: &[&str], between: &str) -> String {
    let told: Vec<&str> = parts.iter().copied().filter(|part| !part.trim().is_empty()).collect();
    told.join(between)
}

/// The first letter small, as inside a sentence.
fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
