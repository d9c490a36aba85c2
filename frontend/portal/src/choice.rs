//! What is chosen is added up at once, by the same rules as on the server, and kept there in the background.
//!
//! Where a choice would need other rows than there are (a tax that was not there before), the page is made anew by the
//! server: the button that works without scripts is pressed.
use crate::dom::{Page, attribute, flag, get, joined, on, put};
use domain::{
    figures::parse_amount,
    formats,
    lang::Lang,
    money::Currency,
    quotes::{
        choice::Choice,
        chosen::{Choosable, Chosen},
        content::ContentLine,
        group::{self, Part},
        picks::Picks,
        totals::TaxTotal,
    },
};
use js_sys::{Object, Promise, Reflect};
use rust_decimal::Decimal;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, FormData, HtmlElement, HtmlFormElement, Response, UrlSearchParams};

/// Milliseconds of rest before a choice is kept on the server.
const REST: i32 = 600;

/// What became of adding up.
enum Added {
    /// The page shows it.
    Written,
    /// The boxes say no choice (a quantity out of its bounds): the figures stay those of the last one.
    NoChoice,
    /// The page has no place for some figure.
    NoRoom,
}

/// The choice as it stands on the page.
struct Board {
    page: Page,
    /// Where the canonical text of what is shown is posted from.
    shown: Element,
    lang: Lang,
    facts: RefCell<Option<(Choosable, Vec<Part>)>>,
    timer: RefCell<Option<i32>>,
}

pub(crate) fn follow(page: &Page) -> Option<()> {
    let shown: Element = page.id("choice")?;
    let lang = page.document.document_element().and_then(|root| root.get_attribute("lang"));
    let lang = lang.as_deref().and_then(Lang::parse).unwrap_or_default();
    let board =
        Rc::new(Board { page: page.clone(), shown, lang, facts: RefCell::new(None), timer: RefCell::new(None) });
    page.show("update", false);
    for button in page.all("[data-step]") {
        flag(&button, "hidden", false);
        let (board, own) = (board.clone(), button.clone());
        on(&button, "click", move |_: Event| {
            board.step(&own);
        });
    }
    for field in page.all("[data-pick]") {
        let board = board.clone();
        on(&field, "input", move |_: Event| board.changed());
    }
    board.fetch();
    Some(())
}

impl Board {
    /// Fetches what any choice is added up by; until it is there, nothing changes on the page.
    fn fetch(self: &Rc<Board>) -> Option<()> {
        let address = attribute(&self.shown, "data-facts")?;
        let text = Closure::once_into_js(|answer: JsValue| {
            answer.unchecked_into::<Response>().text().map(JsValue::from).unwrap_or_default()
        });
        let board = self.clone();
        let read = Closure::once_into_js(move |text: JsValue| {
            let facts = text.as_string().and_then(|text| serde_json::from_str::<Choosable>(&text).ok());
            if let Some(facts) = facts {
                let parts = group::parts(&facts.lines);
                *board.facts.borrow_mut() = Some((facts, parts));
                // What was ticked meanwhile, or what the browser remembered.
                board.added_up();
            }
        });
        let then = |promise: &Promise, next: &JsValue| -> Option<Promise> {
            let chain: js_sys::Function = Reflect::get(promise, &JsValue::from_str("then")).ok()?.unchecked_into();
            Some(chain.call1(promise, next).ok()?.unchecked_into())
        };
        let _ = then(&then(&self.page.window.fetch_with_str(&address), &text)?, &read)?;
        Some(())
    }

    /// One more or one less, within the bounds.
    fn step(self: &Rc<Board>, button: &Element) -> Option<()> {
        let frame = button.parent_element()?;
        let field = frame.query_selector("input").ok().flatten()?;
        let bound = |name| attribute(&frame, name).and_then(|bound| bound.parse::<Decimal>().ok());
        let by: Decimal = attribute(button, "data-step")?.parse().ok()?;
        let mut amount = parse_amount(&get(&field, "value").as_string()?).ok()? + by;
        if let Some(least) = bound("data-least") {
            amount = amount.max(least);
        }
        if let Some(most) = bound("data-most") {
            amount = amount.min(most);
        }
        put(&field, "value", &JsValue::from_str(&formats::quantity(self.lang, amount)));
        self.changed();
        Some(())
    }

    /// Adds up, and keeps it on the server once it rests.
    fn changed(self: &Rc<Board>) {
        match self.added_up() {
            Some(Added::Written) => {
                self.keep_soon();
            }
            // The server makes a page that has room for it.
            Some(Added::NoRoom) => {
                if let Some(button) = self.page.document.query_selector("#update button").ok().flatten() {
                    button.unchecked_into::<HtmlElement>().click();
                }
            }
            Some(Added::NoChoice) | None => {}
        }
    }

    /// What the boxes say.
    fn picks(&self) -> Picks {
        let mut picks = Picks::default();
        for field in self.page.all("[data-pick]") {
            let text = |name| get(&field, name).as_string().unwrap_or_default();
            if text("type") == "text" || get(&field, "checked").is_truthy() {
                picks.0.insert(text("name"), text("value"));
            }
        }
        picks
    }

    /// Writes what is chosen on the page; nothing where the facts are not there yet.
    fn added_up(&self) -> Option<Added> {
        let facts = self.facts.borrow();
        let (facts, parts) = facts.as_ref()?;
        let choice = self.picks().read(parts);
        let wrong: Vec<&str> =
            choice.as_ref().err().into_iter().flatten().map(|refusal| refusal.field.as_str()).collect();
        for field in self.page.all(".qty > input") {
            let id = field.id();
            let said = wrong.iter().any(|line| id.strip_prefix("f-") == Some(*line));
            let _ = field.set_attribute("aria-invalid", if said { "true" } else { "false" });
        }
        let Ok(choice) = choice else { return Some(Added::NoChoice) };
        let Ok(chosen) = facts.chosen(&choice) else { return Some(Added::NoChoice) };
        if !self.fits(&chosen) {
            return Some(Added::NoRoom);
        }
        self.write(&chosen, &choice, &facts.currency);
        Some(Added::Written)
    }

    /// Whether the page has a place for every figure.
    fn fits(&self, chosen: &Chosen) -> bool {
        let rows = self.page.all("[data-tax]");
        let same =
            |(row, tax): (&Element, &TaxTotal)| attribute(row, "data-tax").is_some_and(|key| key == tax_key(tax));
        let notes = self.page.id::<Element>("sum").and_then(|sum| attribute(&sum, "data-notes"));
        // Lines are there from the start; only a discount on the whole may need another one.
        let placed = |line: &ContentLine| {
            let sold = !matches!(line, ContentLine::Product { mark, .. } if !mark.is_sold());
            sold || self.page.of::<Element>("l-", &line.id().to_string()).is_some()
        };
        let parts = chosen.schedule.as_ref().map_or(0, |schedule| schedule.parts.len());
        rows.len() == chosen.totals.taxes.len()
            && rows.iter().zip(&chosen.totals.taxes).all(same)
            && notes.and_then(|notes| notes.parse().ok()) == Some(chosen.totals.notes().len())
            && self.page.all("[data-total=discounts]").is_empty() == chosen.totals.discounts.is_zero()
            && self.page.all("[data-total=part]").len() == parts
            && chosen.lines.iter().all(placed)
    }

    fn write(&self, chosen: &Chosen, choice: &Choice, currency: &Currency) {
        let money = |amount| formats::money(self.lang, amount, currency);
        let figure = |amount| formats::figure(self.lang, amount, currency.decimals());
        let totals = &chosen.totals;
        for (name, amount) in [
            ("before", totals.before_discounts),
            ("discounts", -totals.discounts),
            ("net", totals.net),
            ("tax", totals.tax),
            ("gross", totals.gross),
        ] {
            self.put_all("data-total", name, &money(amount));
        }
        for tax in &totals.taxes {
            self.put_all("data-tax", &tax_key(tax), &money(tax.tax));
            self.put_all("data-base", &tax_key(tax), &figure(tax.base));
        }
        for line in &chosen.lines {
            let id = line.id().to_string();
            match line {
                ContentLine::Product { net, quantity, unit_price, .. } => {
                    self.put_all("data-net", &id, &figure(*net));
                    let before = domain::money::round(quantity * unit_price, currency.decimals());
                    self.put_all("data-before", &id, &figure(before));
                }
                ContentLine::Section { net, .. } => self.put_all("data-sum", &id, &figure(*net)),
                ContentLine::Note { .. } => {}
            }
        }
        if let Some(schedule) = &chosen.schedule {
            for (place, part) in self.page.all("[data-total=part]").iter().zip(&schedule.parts) {
                place.set_text_content(Some(&money(part.amount)));
            }
            if let Some(early) = &schedule.early {
                self.put_all("data-total", "early", &money(early.amount));
            }
        }
        put(&self.shown, "value", &JsValue::from_str(&choice.canonical()));
    }

    fn put_all(&self, attribute: &str, value: &str, text: &str) {
        let mut selector = joined("[", attribute);
        for part in ["=\"", value, "\"]"] {
            selector.push_str(part);
        }
        for place in self.page.all(&selector) {
            place.set_text_content(Some(text));
        }
    }

    /// Posts the form to where the choice is kept, after a rest.
    fn keep_soon(self: &Rc<Board>) -> Option<()> {
        let window = &self.page.window;
        if let Some(timer) = self.timer.take() {
            window.clear_timeout_with_handle(timer);
        }
        let board = self.clone();
        let act = Closure::once_into_js(move || {
            board.keep();
        });
        let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), REST).ok()?;
        *self.timer.borrow_mut() = Some(timer);
        Some(())
    }

    fn keep(&self) -> Option<()> {
        let form: HtmlFormElement = self.page.id("sign-form")?;
        let fields = FormData::new_with_form(&form).ok()?;
        let posted = UrlSearchParams::new_with_str("").ok()?;
        for name in ["version", "content_sha256"] {
            posted.set(name, &fields.get(name).as_string()?);
        }
        for (name, value) in &self.picks().0 {
            posted.set(name, value);
        }
        let how = Object::new();
        let set = |name: &str, value: &JsValue| Reflect::set(&how, &JsValue::from_str(name), value).is_ok();
        set("method", &JsValue::from_str("POST"));
        set("body", &posted);
        set("redirect", &JsValue::from_str("manual"));
        set("keepalive", &JsValue::TRUE);
        // Nobody waits for the answer: what is accepted is what the form says then.
        let _ = self.page.window.fetch_with_str_and_init(&attribute(&self.shown, "data-kept")?, how.unchecked_ref());
        Some(())
    }
}

/// What tells a tax's row from the others, as the page has it.
fn tax_key(tax: &TaxTotal) -> String {
    let mut key = tax.percent.normalize().to_string();
    key.push(' ');
    key.push_str(&tax.name);
    key
}
