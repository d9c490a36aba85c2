//! The quotation, from its head to its certificate.

use crate::above::above;
use crate::band::Band;
use crate::certificate::certificate;
use crate::clean::label;
use crate::error::PaperError;
use crate::facts::{Columns, Fact, facts};
use crate::fonts::Face;
use crate::head::{copied, feet, head};
use crate::input::QuoteDocument;
use crate::lines::lines;
use crate::measure::{Ink, MM, RIGHT, STOP_1, STOP_3, size};
use crate::pack::pack;
use crate::press::Press;
use crate::prose::{heading, section};
use crate::sign::{SignaturePlace, ToSign, to_sign};
use crate::signature::{joined, signature};
use crate::sums::sums;
use crate::tags::{Mark, Tags};
use crate::text::{Style, Typesetter};
use crate::write::{About, Attachment, write};
use chrono::{Datelike, NaiveDateTime, Timelike};
use i18n::T;
use krilla::metadata::{DateTime, Metadata};
use krilla::tagging::Tag;
use std::cell::RefCell;

/// The longest payment terms that stand among the facts; longer ones get a section.
const SHORT_TERMS: usize = 60;

thread_local! {
    /// Parsing the fonts takes longer than setting a short quotation.
    static SETTER: RefCell<Option<Typesetter>> = const { RefCell::new(None) };
}

/// The document as PDF bytes: PDF/A-2a and PDF/UA-1, or PDF/A-3a with its content attached.
/// The same document gives the same bytes.
///
/// # Errors
/// Never because of a text: what cannot be drawn is replaced. An error means a defect in this crate.
pub fn quote_pdf(document: &QuoteDocument) -> Result<Vec<u8>, PaperError> {
    drawn(document).map(pack)
}

/// The same with a place for a signature over the whole file.
///
/// # Errors
/// As [`quote_pdf`].
pub fn quote_pdf_to_sign(document: &QuoteDocument, place: &SignaturePlace) -> Result<ToSign, PaperError> {
    let file = drawn(document)?;
    to_sign(&file, place).ok_or_else(|| PaperError::Writing("no place for a signature".to_owned()))
}

fn drawn(document: &QuoteDocument) -> Result<Vec<u8>, PaperError> {
    SETTER.with_borrow_mut(|setter| {
        if setter.is_none() {
            *setter = Typesetter::new();
        }
        let setter = setter.as_mut().ok_or(PaperError::Fonts)?;
        let mut press = Press::new(setter, T::new(document.lang));
        lay_out(&mut press, document);
        let about = about(&press, document);
        let flow = press.flow;
        write(flow, setter, about)
    })
}

fn lay_out(press: &mut Press<'_>, document: &QuoteDocument) {
    let t = press.t;
    let untitled = label(&document.title).is_empty();
    let head = head(press, document, t.paper_quotation(), untitled.then_some(1));
    press.flow.begin(head);
    parties(press, document);
    superseded(press, document);
    copy(press, document);
    title(press, document);
    section(press, t.paper_brief(), &document.introduction);
    above(press, &document.above);
    lines(press, document);
    sums(press, document);
    press.flow.skip(8.0 * MM);
    section(press, t.legal_heading(), &document.vat_notes);
    if !is_short(&document.payment_terms) {
        section(press, t.paper_payment(), &document.payment_terms);
    }
    section(press, t.paper_terms(), &document.terms);
    // Nobody signs a version that another one replaced, nor a copy.
    if document.superseded_by.is_none() && document.copy_of.is_none() || document.signature.is_some() {
        signature(press, document);
    }
    if let Some(proof) = &document.certificate {
        certificate(press, document, proof);
    }
    feet(press, document);
}

fn is_short(terms: &str) -> bool {
    terms.chars().count() <= SHORT_TERMS && !terms.trim().contains('\n')
}

/// Who buys on the left, facts on the right.
fn parties(press: &mut Press<'_>, document: &QuoteDocument) {
    let t = press.t;
    let mut band = Band::default();
    let mut top = 0.0;
    let text = Style::new(size::TEXT);
    for words in &document.buyer {
        for para in press.paras(words, text, STOP_3 - STOP_1 - 4.0 * MM) {
            let node = press.flow.tags.child(Tags::ROOT, Tag::P);
            top = band.text(&para, STOP_1, top, Mark::In(node));
        }
    }
    let valid = document.valid_until.map(|day| domain::formats::date(document.lang, day));
    let terms = Some(&document.payment_terms).filter(|terms| is_short(terms));
    let told = [
        Fact::new(t.paper_delivery_address(), &document.delivery_address),
        Fact::new(t.paper_customer_reference(), &document.customer_reference),
        Fact::new(t.paper_salesperson(), &document.salesperson),
        Fact::new(t.paper_valid(), valid.map(|day| t.paper_valid_until(day)).unwrap_or_default()),
        Fact::new(t.paper_delivery(), &document.delivery),
        Fact::new(t.paper_payment_terms(), terms.map(String::as_str).unwrap_or_default()),
    ];
    let columns = Columns { labels: STOP_3, values: STOP_3 + 31.0 * MM, right: RIGHT, gap: 0.6 * MM };
    facts(press, &mut band, Tags::ROOT, columns, 0.0, &told);
    press.flow.run(band);
    press.flow.skip(10.0 * MM);
}

/// A version that another one replaced says so, between two rules.
fn superseded(press: &mut Press<'_>, document: &QuoteDocument) {
    let Some(version) = document.superseded_by else { return };
    let words = press.t.paper_superseded(version);
    between_rules(press, &words);
}

fn copy(press: &mut Press<'_>, document: &QuoteDocument) {
    if let Some(words) = copied(press.t, document) {
        between_rules(press, words);
    }
}

/// What must not be overlooked before one reads on.
fn between_rules(press: &mut Press<'_>, words: &str) {
    let mut band = Band::default();
    let para = press.para(words, Style::new(size::LARGE).face(Face::Strong), RIGHT - STOP_1);
    let node = press.flow.tags.child(Tags::ROOT, Tag::P);
    band.rule(STOP_1, RIGHT, 0.0, 0.75, Ink::Text);
    let bottom = band.text(&para, STOP_1, 2.0 * MM, Mark::In(node)) + 2.0 * MM;
    band.rule(STOP_1, RIGHT, bottom, 0.75, Ink::Text);
    press.flow.keep(band);
    press.flow.skip(8.0 * MM);
}

fn title(press: &mut Press<'_>, document: &QuoteDocument) {
    let title = document.title.split_whitespace().collect::<Vec<_>>().join(" ");
    // A title of invisible characters is none.
    if label(&title).is_empty() {
        let kind = press.t.paper_quotation();
        press.flow.stop(kind);
        return;
    }
    let style = Style::new(size::TITLE).face(Face::Strong).leading(1.25);
    let para = press.balanced(&title, style, 150.0 * MM);
    let node = press.flow.tags.child(Tags::ROOT, heading(1, &title));
    let mut band = Band::default();
    band.text(&para, STOP_1, 0.0, Mark::In(node));
    press.flow.need(band.height.min(60.0));
    press.flow.stop(&title);
    press.flow.run(band);
    press.flow.skip(4.0 * MM);
}

fn about(press: &Press<'_>, document: &QuoteDocument) -> About {
    let t = press.t;
    let which = t.paper_version(&document.number, document.version);
    let named = [t.paper_quotation(), &which].join(" ");
    // A long title is cut at its end.
    let title = [named.as_str(), copied(t, document).unwrap_or_default(), document.title.trim()];
    let signed = document.signature.as_ref().map(|signed| signed.at);
    let copy = document.copy_of.map(|_| document.lang.code()).unwrap_or_default();
    // Files made from the same version in different states are different documents.
    let id = format!("{which} {} {signed:?} {:?}{}", document.content_sha256, document.superseded_by, copy);
    let metadata = Metadata::new()
        .title(label(&joined(&title, " · ")))
        .authors(vec![label(&document.seller.name)])
        .creator("Tarjous".to_owned())
        .producer("Tarjous".to_owned())
        .document_id(id);
    let attachment = document.attached_json.clone().map(|json| Attachment {
        name: crate::ATTACHMENT,
        description: label(&format!("{} {which}", t.paper_quotation())),
        json,
    });
    About { metadata, lang: document.lang.code(), made: moment(document.made_at), attachment }
}

fn moment(at: NaiveDateTime) -> DateTime {
    let small = |value: u32| u8::try_from(value).unwrap_or_default();
    DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
}
