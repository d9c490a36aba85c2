//! The page that proves the signature: what was signed, by whom, when, and how to verify it.

use crate::band::{Band, Draw};
use crate::clean::paragraphs;
use crate::facts::{Columns, Fact, facts};
use crate::fonts::Face;
use crate::head::head;
use crate::input::{Certificate, Event, Means, QuoteDocument, Seal, SignatureBlock, SignatureMark};
use crate::measure::{MM, RIGHT, STOP_2, TEXT_WIDTH, size};
use crate::press::Press;
use crate::prose::{BELOW, side_heading};
use crate::signature::joined;
use crate::table::{Below, Cell, Table, columns};
use crate::tags::{Mark, Tags};
use crate::text::{Style, UNBROKEN};
use domain::formats;
use domain::lang::Lang;
use i18n::T;
use krilla::tagging::Tag;
use std::rc::Rc;

const COLUMNS: Columns = Columns { labels: STOP_2, values: STOP_2 + 47.0 * MM, right: RIGHT, gap: 1.2 * MM };
/// Half of a hash fits.
const HASH_WIDTH: f32 = 66.0 * MM;

/// Puts the certificate on pages of its own.
pub fn certificate(press: &mut Press<'_>, document: &QuoteDocument, proof: &Certificate) {
    let t = press.t;
    let heading = match &document.signature {
        Some(signed) if matches!(signed.mark, SignatureMark::Unsigned) => t.paper_certificate_unsigned(),
        _ => t.paper_certificate(),
    };
    let head = head(press, document, heading, Some(2));
    press.flow.begin(head);
    press.flow.stop(heading);
    let what = what(press, document, proof);
    part(press, t.paper_what(), what);
    if let Some(signed) = &document.signature {
        for one in &document.signed_before {
            let who = who(press, &proof.business_id, &one.means, &one.signature);
            part(press, t.paper_who(), who);
        }
        let who = who(press, &proof.business_id, &proof.means, signed);
        part(press, t.paper_who(), who);
    }
    when(press, proof);
    if let Some(seal) = &proof.seal {
        let sealed = sealed(press, seal);
        part(press, t.paper_seal(), sealed);
    }
    verify(press, document, proof);
}

fn part(press: &mut Press<'_>, title: &str, told: Vec<Fact>) {
    let (mut band, top) = side_heading(press, 3, title);
    facts(press, &mut band, Tags::ROOT, COLUMNS, top, &told);
    press.flow.run(band);
    press.flow.skip(BELOW);
}

fn what(press: &Press<'_>, document: &QuoteDocument, proof: &Certificate) -> Vec<Fact> {
    let t = press.t;
    let money = |amount| formats::money(document.lang, amount, &document.currency);
    let sum = t.paper_sum_is(money(document.net), money(document.tax), money(document.gross));
    vec![
        Fact::new(t.paper_document(), t.paper_document_is(&document.number, document.version)),
        hash(t.paper_content_hash(), &document.content_sha256),
        hash(t.paper_file_hash(), &proof.file_sha256),
        Fact::new(t.paper_choice(), &proof.choice),
        hash(t.paper_choice_hash(), &proof.choice_sha256),
        Fact::new(t.paper_sum(), sum),
        Fact::new(t.paper_purchase_order(), &proof.purchase_order),
        Fact::new(t.paper_e_invoice(), &proof.e_invoice),
    ]
}

/// A hash in groups of eight, half of it on a line.
fn hash(label: &'static str, value: &str) -> Fact {
    let digits: Vec<char> = value.trim().chars().collect();
    let groups: Vec<String> = digits.chunks(8).map(|group| group.iter().collect()).collect();
    Fact {
        style: Style::new(size::HASH).face(Face::Mono).leading(1.5),
        width: Some(HASH_WIDTH),
        ..Fact::new(label, groups.join(" "))
    }
}

fn who(press: &Press<'_>, business_id: &str, means: &Means, signed: &SignatureBlock) -> Vec<Fact> {
    let t = press.t;
    let id = Some(business_id.trim()).filter(|id| !id.is_empty());
    let id = id.map(|id| format!("({id})")).unwrap_or_default();
    let company = joined(&[&signed.company, &id], " ");
    let link = Some(means.link_sent_to.trim()).filter(|address| !address.is_empty());
    let link = link.map(|address| t.paper_identified_by_link(address)).unwrap_or_default();
    let method = match &signed.mark {
        SignatureMark::Drawn(strokes) => t.paper_method_drawn(strokes.len()),
        SignatureMark::Typed(_) => t.paper_method_typed().to_owned(),
        SignatureMark::Unsigned => t.paper_method_unsigned().to_owned(),
    };
    let unsigned = matches!(signed.mark, SignatureMark::Unsigned);
    let (by, at) = match unsigned {
        true => (t.paper_accepted_by(), t.paper_accepted_at()),
        false => (t.paper_signer(), t.paper_signed_at()),
    };
    let consent: Vec<&str> = paragraphs(&signed.consent).collect();
    let consent = if consent.is_empty() { String::new() } else { t.paper_quoted(consent.join("\n")) };
    vec![
        Fact::new(by, joined(&[&signed.name, &signed.role, &company], ", ")),
        Fact::new(at, formats::date_time(t.lang(), signed.at)),
        Fact::new(t.paper_identification(), link),
        Fact::new(t.paper_method(), method),
        Fact::new(t.paper_read_in(), language(t, means.read_in)),
        Fact::new(t.paper_device(), &means.device),
        Fact::new(t.paper_network_address(), &means.network_address),
        Fact::new(t.paper_consent(), consent),
    ]
}

/// A language by its name.
fn language(t: T, lang: Lang) -> &'static str {
    match lang {
        Lang::Fi => t.paper_language_fi(),
        Lang::Sv => t.paper_language_sv(),
        Lang::En => t.paper_language_en(),
    }
}

fn sealed(press: &Press<'_>, seal: &Seal) -> Vec<Fact> {
    let t = press.t;
    vec![
        Fact::new(t.paper_sealed_by(), &seal.organisation),
        Fact::new(t.paper_sealed_at(), formats::date_time(t.lang(), seal.at)),
        hash(t.paper_evidence_hash(), &seal.evidence_sha256),
        hash(t.paper_seal_key(), &seal.public_key),
        hash(t.paper_seal_signature(), &seal.signature),
        hash(t.paper_file_certificate(), &seal.file_certificate_sha256),
    ]
}

fn when(press: &mut Press<'_>, proof: &Certificate) {
    if proof.events.is_empty() {
        return;
    }
    let t = press.t;
    let (heading, top) = side_heading(press, 3, t.paper_when());
    let chain = proof.events.iter().map(|event| chain(press, event).width).fold(24.0, f32::max);
    let widths = [(Some(36.0 * MM), false), (None, false), (Some(chain), false)];
    let places = columns(STOP_2, STOP_2 + TEXT_WIDTH, &widths);
    let table = Table::new(press, Tags::ROOT, places, t.paper_events());
    let mut head = table.head(press, &[t.paper_time_utc(), t.paper_event(), t.paper_chain()]);
    let running = head.clone();
    // The heading hangs beside the table's head, on the same baseline.
    let mut heading = heading;
    heading.items.iter_mut().for_each(|item| item.top += 2.7);
    for item in &mut head.items {
        item.top += top;
    }
    head.height = (head.height + top).max(heading.height);
    head.items.splice(0..0, heading.items);
    let mut waiting = vec![head];
    for event in &proof.events {
        let row = row(press, &table, event);
        waiting.push(row);
        press.flow.need(waiting.iter().map(|band| band.height).sum());
        waiting.drain(..).for_each(|band| press.flow.keep(band));
        press.flow.running = Some(running.clone());
    }
    press.flow.running = None;
    press.flow.skip(BELOW);
}

fn row(press: &mut Press<'_>, table: &Table, event: &Event) -> Band {
    let style = Style::new(size::TABLE);
    let lang = press.t.lang();
    let day = formats::date(lang, event.at.date());
    let clock = if lang == Lang::En { "%H:%M:%S" } else { "%H.%M.%S" };
    let time = format!("{day}\u{a0}{}", event.at.time().format(clock));
    let time = press.para(&time.replace(' ', "\u{a0}"), style, UNBROKEN);
    let width = table.columns.get(1).map_or(0.0, |column| column.width());
    let words = press.paras(&event.text, style, width);
    let chain = chain(press, event);
    let cells = vec![Cell::value(0, vec![time]), Cell::value(1, words), Cell::value(2, vec![chain])];
    table.row(press, cells, 0.0, Below::Hairline)
}

/// The first sixteen digits of an event's value: enough to compare by eye.
fn chain(press: &mut Press<'_>, event: &Event) -> Rc<crate::text::Para> {
    let digits: String = event.chain.trim().chars().take(16).collect();
    press.para(&digits, Style::new(size::SMALL).face(Face::Mono), UNBROKEN)
}

fn verify(press: &mut Press<'_>, document: &QuoteDocument, proof: &Certificate) {
    let t = press.t;
    let text = Style::new(size::TEXT);
    let (mut band, top) = side_heading(press, 3, t.paper_verify());
    let mut top = top;
    let say = |press: &mut Press<'_>, band: &mut Band, words: &str, top: f32| {
        let node = press.flow.tags.child(Tags::ROOT, Tag::P);
        let para = press.para(words, text, TEXT_WIDTH);
        band.text(&para, STOP_2, top, Mark::In(node)) + 1.5 * MM
    };
    let address = proof.verify_url.trim();
    if !address.is_empty() {
        top = say(press, &mut band, t.paper_verify_online(), top);
        let paragraph = press.flow.tags.child(Tags::ROOT, Tag::P);
        let link = press.flow.tags.child(paragraph, Tag::Link);
        let para = press.para(address, text.face(Face::Strong), TEXT_WIDTH);
        let bottom = band.text(&para, STOP_2, top, Mark::In(link));
        if address.starts_with("https://") || address.starts_with("http://") {
            let draw = Draw::Link(para.width, address.into());
            band.put(draw, STOP_2, top, para.height, link);
        }
        top = bottom + 1.5 * MM;
    }
    if document.attached_json.is_some() {
        top = say(press, &mut band, &t.paper_verify_attachment(crate::ATTACHMENT), top);
    }
    if !proof.events.is_empty() {
        top = say(press, &mut band, t.paper_verify_chain(), top);
    }
    if top > 0.0 {
        press.flow.keep(band);
    }
}
