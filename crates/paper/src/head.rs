//! The head and the foot of every page.

use crate::band::{Band, Item};
use crate::fonts::Face;
use crate::input::QuoteDocument;
use crate::measure::{FOOT, Ink, MM, RIGHT, STOP_1, STOP_3, TOP, size};
use crate::press::Press;
use crate::prose::heading;
use crate::signature::joined;
use crate::tags::{Mark, Tags};
use crate::text::{Style, UNBROKEN};
use domain::formats;
use domain::lang::Lang;
use i18n::T;
use krilla::tagging::{ArtifactType, Tag};
use std::rc::Rc;

/// Room between the parts of the foot.
const BETWEEN: f32 = 3.0 * MM;
/// Where a line above the foot's rule begins, seen from the rule.
const ABOVE_RULE: f32 = -5.0 * MM;
/// What is longer than this would be cut from the foot anyway.
const LONGEST: usize = 300;

/// The head: who sells, what this is, which one, of what day. `level` makes its kind a heading.
pub fn head(press: &mut Press<'_>, document: &QuoteDocument, kind: &str, level: Option<u16>) -> Band {
    let mut band = Band::default();
    let strong = Style::new(size::SELLER).face(Face::Strong).leading(1.2);
    let seller = press.setter.para(&document.seller.name, strong, STOP_3 - STOP_1 - 4.0 * MM);
    let node = press.flow.tags.child(Tags::ROOT, Tag::P);
    band.text(&Rc::new(seller.cut(3)), STOP_1, 0.0, Mark::In(node));

    let strong = Style::new(size::LARGE).face(Face::Strong);
    let text = Style::new(size::TEXT);
    let number = press.t.paper_version(&document.number, document.version);
    let date = formats::date(document.lang, document.date);
    let mut top = 0.0;
    for (words, style, is_kind) in [(kind, strong, true), (&number, text, false), (&date, text, false)] {
        let node = match level.filter(|_| is_kind) {
            Some(level) => press.flow.tags.child(Tags::ROOT, heading(level, words)),
            None => press.flow.tags.child(Tags::ROOT, Tag::P),
        };
        let para = press.setter.para(words, style, RIGHT - STOP_3 - 16.0 * MM);
        top = band.text(&Rc::new(para.cut(2)), STOP_3, top, Mark::In(node));
    }
    band
}

/// That this is a copy to read, and in which language the quotation itself is; none where it is no copy.
pub fn copied(t: T, document: &QuoteDocument) -> Option<&'static str> {
    Some(match document.copy_of? {
        Lang::Fi => t.paper_copy_of_fi(),
        Lang::Sv => t.paper_copy_of_sv(),
        Lang::En => t.paper_copy_of_en(),
    })
}

/// Adds page numbers and feet, once the number of pages is known.
pub fn feet(press: &mut Press<'_>, document: &QuoteDocument) {
    let small = Style::new(size::FOOT).ink(Ink::Soft);
    let seller = &document.seller;
    let id = Some(seller.business_id.trim()).filter(|id| !id.is_empty());
    let id = id.map(|id| press.t.paper_business_id(id)).unwrap_or_default();
    let address = joined(&seller.address.iter().map(String::as_str).collect::<Vec<_>>(), ", ");
    // A phone number stays on one line.
    let phone = seller.phone.replace(' ', "\u{a0}");
    let about = [seller.name.as_str(), &id, &address, &phone, &seller.email];
    let about = joined(&about, " · ");

    let number = press.t.paper_number_short(&document.number, document.version);
    let number = Rc::new(press.setter.para(&number, small, 45.0 * MM).cut(1));
    let hash = short_hash(&document.content_sha256);
    let hash = press.para(&hash, small.face(Face::Mono), UNBROKEN);
    let pages = press.flow.pages.len();
    // The last page has the widest number. All but the number is set once.
    let widest = press.t.paper_page(pages, pages);
    let widest = press.para(&widest, small, UNBROKEN).width;
    let mark = Mark::Artifact(ArtifactType::Footer);
    let mut foot = Band::default();
    foot.rule(STOP_1, RIGHT, 0.0, 0.25, Ink::Faint);
    let top = 2.0 * MM;
    let mut right = RIGHT - widest - BETWEEN;
    for para in [&hash, &number] {
        if para.width > 0.0 {
            foot.flush(para, right, top, mark);
            right -= para.width + BETWEEN;
        }
    }
    let about: String = about.chars().take(LONGEST).collect();
    let about = press.setter.para(&about, small, right - STOP_1 - BETWEEN).cut(2);
    foot.text(&Rc::new(about), STOP_1, top, mark);
    // On each page: a single one may be handed on.
    if let Some(words) = copied(press.t, document) {
        let strong = small.face(Face::Strong).ink(Ink::Text);
        let words = press.setter.para(words, strong, RIGHT - STOP_1).cut(1);
        foot.text(&Rc::new(words), STOP_1, ABOVE_RULE, mark);
    }

    for at in 0..pages {
        let words = press.t.paper_page(at + 1, pages);
        let faint = Style::new(size::TEXT).ink(Ink::Faint);
        let upper = press.para(&words, faint, UNBROKEN);
        let lower = press.para(&words, small, UNBROKEN);
        let mut head = Band::default();
        head.flush(&upper, RIGHT, TOP, Mark::Artifact(ArtifactType::Header));
        let mut foot = foot.clone();
        foot.flush(&lower, RIGHT, top, mark);
        foot.items.iter_mut().for_each(|item| item.top += FOOT);
        for item in head.items.into_iter().chain(foot.items) {
            place(press, at, item);
        }
    }
}

fn place(press: &mut Press<'_>, page: usize, item: Item) {
    if let Some(page) = press.flow.pages.get_mut(page) {
        page.push(crate::flow::Placed { item, slot: None });
    }
}

/// `8f3a 91c2 … 44be`: enough to tell two versions apart at a glance.
fn short_hash(hash: &str) -> String {
    let digits: Vec<char> = hash.chars().filter(char::is_ascii_hexdigit).collect();
    if digits.len() < 16 {
        return digits.into_iter().collect();
    }
    let part = |from: usize| digits.iter().skip(from).take(4).collect::<String>();
    format!("{} {} … {}", part(0), part(4), part(digits.len() - 4))
}
