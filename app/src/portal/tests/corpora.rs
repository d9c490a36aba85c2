//! Every text of the customer's pages holds every case of the corpus, and nothing of it becomes more than text.
//!
//! The places are found in the data itself, so that a new field joins by itself. What a page is made of is compared with
//! a twin whose texts have no sign that means anything in HTML: not a tag, not an attribute more or fewer.
#[path = "../../../../testdata/corpora/corpora.rs"]
mod cases;

use super::{blocks, files, html, shell};
use crate::portal::{contact, message, page, sample, shelf};
use domain::{
    lang::Lang,
    quotes::signature::Signature,
    refusal::Refusal,
    webforms::{FormShape, Question},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::HashMap;
use wire::{
    intake::{ContactForm, ContactPage},
    payments::{Drawing, PaymentBlock},
    portal::{PortalMessage, PortalPage, PortalStanding},
    shelf::ShelfPage,
};

/// Cases that stand in one place together.
const TOGETHER: usize = 24;

/// Calls with every text of a value and where it stands.
fn each_text(value: &mut Value, at: &str, act: &mut impl FnMut(&str, &mut String)) {
    match value {
        Value::String(text) => act(at, text),
        Value::Array(list) => list.iter_mut().for_each(|one| each_text(one, &format!("{at}/*"), act)),
        Value::Object(map) => map.iter_mut().for_each(|(key, one)| each_text(one, &format!("{at}/{key}"), act)),
        _ => {}
    }
}

/// Which texts of a value a person may have written: those that may be anything. What names a thing of ours is left out.
fn places<T: Serialize + DeserializeOwned>(value: &T, known: &mut HashMap<String, bool>) -> Vec<bool> {
    let whole = serde_json::to_value(value).unwrap();
    let mut paths = Vec::new();
    each_text(&mut whole.clone(), "", &mut |at, _| paths.push(at.to_owned()));
    let ours = ["/public_id", "/content_sha256", "/sha256", "/key", "/field", "/path", "/version"];
    let mut free = Vec::new();
    for (number, path) in paths.iter().enumerate() {
        let may = known.entry(path.clone()).or_insert_with(|| {
            let mut tried = whole.clone();
            let mut at = 0;
            each_text(&mut tried, "", &mut |_, text| {
                if at == number {
                    "<x y=\"z\">".clone_into(text);
                }
                at += 1;
            });
            !ours.iter().any(|name| path.ends_with(name)) && serde_json::from_value::<T>(tried).is_ok()
        });
        free.push(*may);
    }
    free
}

/// The value with other texts in its free places; nothing where it is none then.
fn with<T: Serialize + DeserializeOwned>(value: &T, free: &[bool], text: impl Fn(usize) -> String) -> T {
    let mut whole = serde_json::to_value(value).unwrap();
    let (mut at, mut place) = (0, 0);
    each_text(&mut whole, "", &mut |_, old| {
        if free[at] {
            *old = text(place);
            place += 1;
        }
        at += 1;
    });
    serde_json::from_value(whole).unwrap()
}

/// The same text without a sign that means anything in HTML.
fn twin(text: &str) -> String {
    let other = |sign| match sign {
        '<' => '‹',
        '>' => '›',
        '"' => '”',
        '\'' => '’',
        '&' => '§',
        '=' => '~',
        '`' => '´',
        other => other,
    };
    text.chars().map(other).collect()
}

/// What a page is made of: its tags with the names of their attributes.
fn made_of(html: &str) -> Vec<(&str, bool, Vec<&str>)> {
    fn names<'a>(tag: &html::Tag<'a>) -> Vec<&'a str> {
        tag.attributes.iter().map(|(name, _)| *name).collect()
    }
    html::tags(html).iter().map(|tag| (tag.name, tag.end, names(tag))).collect()
}

fn text_of(html: &str) -> String {
    html.replace("<!---->", "").replace("<!>", "")
}

/// Holds one page to its promise, with these texts.
fn try_with<T: Serialize + DeserializeOwned>(
    name: &str,
    value: &T,
    free: &[bool],
    draw: &impl Fn(&T) -> String,
    text: impl Fn(usize) -> String,
) {
    let drawn = draw(&with(value, free, &text));
    let harmless = draw(&with(value, free, |place| twin(&text(place))));
    let shown = || text(0).chars().take(300).collect::<String>();
    html::check_well_formed(name, &drawn);
    html::check_policy(name, &drawn, "n0nce");
    let (is, should) = (made_of(&drawn), made_of(&harmless));
    let differs = is.iter().zip(&should).find(|(is, should)| is != should);
    assert!(differs.is_none() && is.len() == should.len(), "{name}: {differs:?} with {:?}", shown());
    // Some of it is on the page, as text.
    let bare = text_of(&drawn);
    let count = free.iter().filter(|free| **free).count();
    let found = (0..count).any(|place| {
        let text = text(place).trim().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        bare.contains(&text) || bare.contains(&text.replace('"', "&quot;"))
    });
    assert!(found || count == 0, "{name}: nothing of {:?} is to be seen", shown());
}

fn try_all<T: Serialize + DeserializeOwned>(
    (name, number): (&str, usize),
    value: &T,
    known: &mut HashMap<String, bool>,
    draw: impl Fn(&T) -> String,
) {
    let cases = cases::html();
    assert!(cases.len() >= 500);
    let free = places(value, known);
    let count = free.iter().filter(|free| **free).count().max(1);
    // Every case in every place, many together; then every case alone, in some place.
    let together: Vec<String> = cases.chunks(TOGETHER).map(|some| some.join(" ")).collect();
    for round in 0..together.len() {
        try_with(name, value, &free, &draw, |place| together[(round + place + number) % together.len()].clone());
    }
    for round in 0..cases.len().div_ceil(count) {
        try_with(name, value, &free, &draw, |place| cases[(round * count + place + number) % cases.len()].clone());
    }
}

/// The accepted page with what is to be paid.
fn paying(lang: Lang) -> PortalPage {
    let mut page = sample::accepted(lang, Signature::Typed { text: "Päivi Mäkelä".into() }, true);
    if let PortalStanding::Accepted { facts } = &mut page.standing {
        let code = |text: &str| Some(Drawing { text: text.into(), path: "M0 0h1".into(), width: 9, height: 9 });
        let block = serde_json::json!({
            "payee": { "name": "Havulämpö Oy", "iban": "FI2112345600000785", "bic": "NDEAFIHH" },
            "reference": "11112", "amount": { "value": "372.30", "currency": "EUR" }, "open": "372.30",
            "due_on": "2026-12-07", "state": "open", "bar": code("4"), "qr": code("BCD"),
        });
        facts.payment = Some(serde_json::from_value::<PaymentBlock>(block).unwrap());
    }
    page
}

/// Pages that between them hold every text; the others only say the same elsewhere.
fn every_page() -> Vec<(&'static str, PortalPage)> {
    let again = ["long", "consumer", "turn-sign", "turn-wait", "turn-approved", "turn-read", "accepted", "superseded"];
    let mut pages = sample::pages(Lang::Fi);
    pages.retain(|(name, _)| !again.contains(name));
    pages.extend([("rich", blocks::rich(Lang::Fi)), ("files", files::rich(Lang::Fi)), ("paying", paying(Lang::Fi))]);
    pages
}

#[test]
fn every_text_of_every_page_stays_text() {
    let pages = every_page();
    std::thread::scope(|scope| {
        for half in pages.chunks(pages.len().div_ceil(2)) {
            scope.spawn(|| {
                let mut known = HashMap::new();
                for (number, (name, input)) in half.iter().enumerate() {
                    try_all((*name, number), input, &mut known, |input| page(input, &shell()));
                }
            });
        }
    });
}

#[test]
fn every_text_of_the_other_pages_stays_text() {
    let mut known = HashMap::new();
    for (number, (name, said)) in sample::messages().iter().enumerate() {
        if matches!(said, PortalMessage::Revoked { .. } | PortalMessage::Fault { .. }) {
            try_all((*name, number), said, &mut known, |said| message(said, Lang::Sv, "/q/01j8k2", &shell()));
        }
    }
    let mut known = HashMap::new();
    let refusal = Some(Refusal::EmailInvalid);
    let shelves = [
        ShelfPage::Door { typed: "a".into(), refusal },
        ShelfPage::Key { token: "k".into(), unsure: true },
        super::shelves::full(),
    ];
    for (number, input) in shelves.iter().enumerate() {
        try_all(("shelf", number), input, &mut known, |input| shelf(input, Lang::En, &shell()));
    }
    let mut known = HashMap::new();
    let typed = |text: &str| text.to_owned();
    let form = ContactForm {
        name: typed("a"),
        company: typed("b"),
        email: typed("c"),
        phone: typed("d"),
        message: typed("e"),
        referrer: typed("f"),
        answers: [("q0".to_owned(), typed("g")), ("q1".to_owned(), typed("h"))].into(),
        ..ContactForm::default()
    };
    let question = |long| Question { words: "Kysymys".into(), long, must: true, field: None };
    let shape = FormShape { questions: vec![question(false), question(true)], ..FormShape::default() };
    try_all(("contact", 0), &form, &mut known, |form| {
        let (company, path) = (form.company.clone(), "/f/1".into());
        let input = ContactPage {
            company,
            lang: Lang::Fi,
            path,
            typed: form.clone(),
            refusals: Vec::new(),
            shape: shape.clone(),
        };
        contact(&input, &shell())
    });
}

#[test]
fn nothing_odd_in_a_text_breaks_a_page() {
    let mut known = HashMap::new();
    for text in [cases::unicode(), cases::header(), cases::formula()].map(|cases| cases.join(" ")) {
        for (name, input) in every_page() {
            let free = places(&input, &mut known);
            let drawn = page(&with(&input, &free, |_| text.clone()), &shell());
            html::check_well_formed(name, &drawn);
            html::check_policy(name, &drawn, "n0nce");
        }
    }
}

#[test]
fn no_address_leads_anywhere_but_the_web_or_a_mailbox() {
    let addresses = [cases::url("link"), cases::url("open"), cases::html()].concat();
    assert!(addresses.len() >= 100);
    let rich = blocks::rich(Lang::Fi);
    for some in addresses.chunks(TOGETHER) {
        let text: String = some.iter().map(|address| format!("[x]({address}) **[y]({address})**\n\n")).collect();
        let mut input = rich.clone();
        input.content.blocks = some
            .iter()
            .enumerate()
            .map(|(at, address)| blocks::linked(at, address, if at == 0 { &text } else { "" }))
            .collect();
        let drawn = page(&input, &shell());
        html::check_well_formed("links", &drawn);
        html::check_policy("links", &drawn, "n0nce");
        for tag in html::tags(&drawn).iter().filter(|tag| tag.name == "a" && !tag.end) {
            let leads = tag.attribute("href").unwrap_or_default().to_lowercase();
            let elsewhere = tag.attribute("rel") == Some("noopener noreferrer nofollow");
            let kinds: &[&str] =
                if elsewhere { &["https://", "http://", "mailto:"] } else { &["/", "#", "tel:", "mailto:"] };
            assert!(kinds.iter().any(|kind| leads.starts_with(kind)) && !leads.starts_with("//"), "{leads}");
        }
    }
}
