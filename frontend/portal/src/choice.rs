//! What is chosen is added up at once, by the very rules that sign and order: on the page itself where it carries them
//! (`engine`), and then by the server, which keeps the choice and has the last word.
//!
//! The form is posted as the button without scripts posts it. Of the page that comes back the figures are taken over
//! where they stand, so that nobody loses their place; a page with other rows than this one (a tax that was not there
//! before) is opened in its place.
//!
//! Only a hand chooses: what a scanner's script presses or ticks is not kept.
use crate::dom::{Page, flag, get, joined, on, put};
#[cfg(feature = "engine")]
use crate::engine::Engine;
use js_sys::{Function, Object, Promise, Reflect};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Document, DomParser, Element, Event, FormData, HtmlFormElement, Response, SupportedType, UrlSearchParams,
};

/// Milliseconds of rest before a choice is added up: a tick at once, figures that are typed when they are whole.
const REST: i32 = 150;
/// Everything a choice changes, in the order of the page.
const FIGURES: &str = "[data-total],[data-net],[data-before],[data-sum],[data-tax],[data-base]";

/// The choice as it stands on the page.
struct Board {
    page: Page,
    /// Holds the choice whose figures are shown.
    shown: Element,
    /// Counts what was posted: only the last answer is taken over.
    turn: Cell<u32>,
    timer: Cell<Option<i32>>,
    /// Adds up on the page itself, where the page says enough.
    #[cfg(feature = "engine")]
    engine: Option<Engine>,
}

pub(crate) fn follow(page: &Page) -> Option<()> {
    let shown: Element = page.id("choice")?;
    let board = Rc::new(Board {
        #[cfg(feature = "engine")]
        engine: Engine::of(page, &shown),
        page: page.clone(),
        shown,
        turn: Cell::new(0),
        timer: Cell::new(None),
    });
    page.show("update", false);
    for button in page.all("[data-step]") {
        flag(&button, "hidden", false);
        let (board, own) = (board.clone(), button.clone());
        on(&button, "click", move |event: Event| {
            if event.is_trusted() && step(&own).is_some() {
                board.changed();
            }
        });
    }
    // What a box tells is trusted even where a script ticked it: what counts is whether a hand was at the page.
    let hand = Rc::new(Cell::new(false));
    for name in ["pointerdown", "keydown", "click"] {
        let hand = hand.clone();
        on(&page.window, name, move |event: Event| hand.set(hand.get() || event.is_trusted()));
    }
    for field in page.all("[data-pick]") {
        let board = board.clone();
        let hand = hand.clone();
        on(&field, "input", move |_: Event| {
            if hand.get() {
                board.changed();
            }
        });
    }
    Some(())
}

/// One more or one less, within the bounds; what stands behind the comma stays.
fn step(button: &Element) -> Option<()> {
    let frame = button.parent_element()?;
    let field = frame.query_selector("input").ok().flatten()?;
    let text = get(&field, "value").as_string()?;
    let (amount, rest) = whole(&text)?;
    let more = button.get_attribute("data-step")? == "1";
    let amount = if more { amount + 1 } else { amount - 1 };
    let bound = |name| frame.get_attribute(name).and_then(|text| Some((whole(&text)?.0, text)));
    let text = match (bound("data-least"), bound("data-most")) {
        (Some((least, text)), _) if !more && amount < least => text,
        (_, Some((most, text))) if more && amount >= most => text,
        _ => joined(&amount.to_string(), &rest),
    };
    put(&field, "value", &JsValue::from_str(&text));
    Some(())
}

/// The whole part of a figure, and the rest of its text.
fn whole(text: &str) -> Option<(i32, String)> {
    // Spaces group thousands.
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    Some((digits.parse().ok()?, rest.to_owned()))
}

impl Board {
    /// Shows at once what the choice comes to, and posts it after a rest.
    fn changed(self: &Rc<Board>) -> Option<()> {
        // What was on its way is an answer to another choice.
        self.turn.set(self.turn.get() + 1);
        #[cfg(feature = "engine")]
        if let Some(engine) = &self.engine {
            engine.show(&self.page, &self.shown);
        }
        let window = &self.page.window;
        if let Some(timer) = self.timer.take() {
            window.clear_timeout_with_handle(timer);
        }
        let board = self.clone();
        let act = Closure::once_into_js(move || {
            board.post();
        });
        let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), REST).ok()?;
        self.timer.set(Some(timer));
        Some(())
    }

    fn post(self: &Rc<Board>) -> Option<()> {
        let form: HtmlFormElement = self.page.id("sign-form")?;
        let fields = FormData::new_with_form(&form).ok()?;
        let posted = UrlSearchParams::new_with_str("").ok()?;
        for name in ["version", "content_sha256"] {
            posted.set(name, &fields.get(name).as_string()?);
        }
        for (name, value) in picked(&self.page) {
            posted.set(&name, &value);
        }
        // The name that stands there is nothing that was typed: the page may be answered by its address.
        posted.set("name", &self.shown.get_attribute("data-name")?);
        let how = Object::new();
        let set = |name: &str, value: &JsValue| Reflect::set(&how, &JsValue::from_str(name), value).is_ok();
        set("method", &JsValue::from_str("POST"));
        set("body", &posted);
        let address = self.shown.get_attribute("data-choose")?;
        let answer = self.page.window.fetch_with_str_and_init(&address, how.unchecked_ref());
        let turn = self.turn.get() + 1;
        self.turn.set(turn);
        let text = Closure::once_into_js(|answer: JsValue| {
            answer.unchecked_into::<Response>().text().map(JsValue::from).unwrap_or_default()
        });
        let board = self.clone();
        let taken = Closure::once_into_js(move |text: JsValue| {
            if board.turn.get() == turn {
                board.take_over(&text.as_string().unwrap_or_default());
            }
        });
        let _ = then(&then(&answer, &text)?, &taken)?;
        Some(())
    }

    /// Whether the page adds up by itself.
    fn adds_up(&self) -> bool {
        #[cfg(feature = "engine")]
        return self.engine.is_some();
        #[cfg(not(feature = "engine"))]
        false
    }

    /// Takes over what the page that came back says.
    fn take_over(&self, html: &str) -> Option<()> {
        let other = DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
        // A quantity that is refused leaves the figures of the last choice that could be.
        let mut refused = false;
        for field in self.page.all(".qty > input") {
            let wrong = other.get_element_by_id(&field.id()).and_then(|field| field.get_attribute("aria-invalid"));
            refused |= wrong.as_deref() == Some("true");
            let _ = field.set_attribute("aria-invalid", wrong.as_deref().unwrap_or("false"));
        }
        if refused && self.adds_up() {
            return None;
        }
        let shown = other.get_element_by_id("choice");
        let (mine, theirs) = (self.page.all(FIGURES), all(&other, FIGURES));
        let same =
            mine.len() == theirs.len() && mine.iter().zip(&theirs).all(|(mine, theirs)| key(mine) == key(theirs));
        let Some(shown) = shown.filter(|_| same) else {
            // Accepted meanwhile, superseded, or with other rows: the page itself says so.
            let _ = self.page.window.location().reload();
            return None;
        };
        for (mine, theirs) in mine.iter().zip(&theirs) {
            mine.set_text_content(theirs.text_content().as_deref());
        }
        put(&self.shown, "value", &get(&shown, "value"));
        Some(())
    }
}

/// Names and values of the fields a choice is made in: of those that are ticked or typed.
pub(crate) fn picked(page: &Page) -> Vec<(String, String)> {
    let one = |field: Element| {
        let text = |name| get(&field, name).as_string().unwrap_or_default();
        let held = text("type") == "text" || get(&field, "checked").is_truthy();
        held.then(|| (text("name"), text("value")))
    };
    page.all("[data-pick]").into_iter().filter_map(one).collect()
}

/// What comes after a promise.
pub(crate) fn then(promise: &Promise, next: &JsValue) -> Option<Promise> {
    let chain: Function = Reflect::get(promise, &JsValue::from_str("then")).ok()?.unchecked_into();
    Some(chain.call1(promise, next).ok()?.unchecked_into())
}

fn all(document: &Document, selector: &str) -> Vec<Element> {
    let Ok(list) = document.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|at| Some(list.get(at)?.unchecked_into())).collect()
}

/// Which figure an element shows: what its attributes say.
fn key(element: &Element) -> Option<String> {
    ["data-total", "data-net", "data-before", "data-sum", "data-tax", "data-base"]
        .into_iter()
        .find_map(|name| element.get_attribute(name))
}
