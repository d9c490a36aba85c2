//! A choice is added up on the page itself, by the very rules that sign and order.
use crate::{
    choice::picked,
    dom::{Page, joined, put},
};
use domain::{
    figures::parse_plain,
    ids::LineId,
    lang::Lang,
    quotes::{
        facts::{Facts, NAMES},
        picks::Form,
    },
    refusal::Refusal,
};
use rust_decimal::Decimal;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// What the page knows of the version.
pub(crate) struct Engine {
    facts: Facts,
    lang: Lang,
}

/// What stands in the fields: names and values of those that are ticked or typed.
struct Fields<'a> {
    facts: &'a Facts,
    held: Vec<(String, String)>,
}

impl Engine {
    /// Nothing where the page does not say enough: the server then adds up alone.
    pub(crate) fn of(page: &Page, shown: &Element) -> Option<Engine> {
        let facts = Facts::read(&shown.get_attribute("data-facts")?)?;
        let lang = Lang::parse(&page.document.document_element()?.get_attribute("lang")?)?;
        Some(Engine { facts, lang })
    }

    /// Writes the figures of what stands in the fields, and whose figures they are. All of them or none: a choice that
    /// needs other rows than the page has is left to the server.
    pub(crate) fn show(&self, page: &Page, shown: &Element) -> Option<()> {
        let held = picked(page);
        let (choice, chosen) = self.facts.chosen(&Fields { facts: &self.facts, held })?;
        let rows = ["[data-tax]", "[data-total=before]", "[data-total=part]"].map(|places| page.all(places).len());
        if <[usize; 3]>::from(self.facts.rows(&chosen)?) != rows {
            return None;
        }
        let mut written = Vec::new();
        for name in NAMES {
            let mut keys: Vec<String> = Vec::new();
            for place in page.all(&joined(&joined("[", name), "]")) {
                let key = place.get_attribute(name)?;
                // Words, not figures: the server writes them.
                if key == "delivery" {
                    continue;
                }
                let nth = keys.iter().filter(|known| **known == key).count();
                let text = self.facts.figure(&chosen, self.lang, (name, &key, nth))?;
                keys.push(key);
                written.push((place, text));
            }
        }
        for (place, text) in &written {
            place.set_text_content(Some(text));
        }
        put(shown, "value", &JsValue::from_str(&self.facts.canonical(&choice)));
        Some(())
    }
}

impl Fields<'_> {
    fn of(&self, kind: &str, line: LineId) -> Option<&String> {
        let name = joined(kind, self.facts.id(line));
        self.held.iter().find(|(held, _)| *held == name).map(|(_, value)| value)
    }
}

impl Form for Fields<'_> {
    fn takes(&self, line: LineId) -> bool {
        self.of("take.", line).is_some()
    }

    fn picked(&self, heading: LineId) -> Option<LineId> {
        self.facts.line(self.of("one.", heading)?)
    }

    fn amount(&self, line: LineId) -> Option<Result<Decimal, Refusal>> {
        // What is typed in any other way the server reads.
        self.of("much.", line).map(|typed| parse_plain(typed).ok_or(Refusal::NotAFigure))
    }
}
