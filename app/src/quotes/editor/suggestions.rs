//! Products offered while one types: asked for after a short rest, remembered, the last answer wins.
use super::desk::{Desk, Row};
use crate::{frame::use_me, quotes::api::offer_products};
use domain::{actors::Permission, lang::Lang, text::fold};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::{collections::HashMap, time::Duration};
use wire::offers::{OfferProducts, Offered};

/// Milliseconds of rest before the server is asked.
const REST: u64 = 200;

/// What is offered.
#[derive(Clone, Copy)]
pub struct Suggestions {
    /// The products that fit.
    pub found: RwSignal<Vec<Offered>>,
    /// The text they fit.
    pub asked: RwSignal<String>,
    /// The text that was answered: until then nobody knows whether there is such a product.
    answered: RwSignal<Option<String>>,
    /// The one Enter takes.
    pub active: RwSignal<Option<usize>>,
    /// Whether they are shown.
    pub open: RwSignal<bool>,
    eager: bool,
    /// Whether the reader may make products.
    makes: bool,
    desk: Desk,
    row: Row,
    timer: StoredValue<Option<TimeoutHandle>>,
    remembered: Remembered,
}

/// Answers of this page, by what was asked: text, list, language and quantity.
#[derive(Clone, Copy)]
pub struct Remembered(StoredValue<HashMap<String, Vec<Offered>>>);

impl Remembered {
    /// Nothing asked yet. Provide it once per page.
    pub fn new() -> Remembered {
        Remembered(StoredValue::new(HashMap::new()))
    }

    /// Asks anew from now on: there are other products.
    pub fn forget(self) {
        self.0.update_value(HashMap::clear);
    }
}

/// What is taken of what is offered.
pub enum Taken {
    /// A product.
    Product(Box<Offered>),
    /// A product that is made out of what was typed.
    New(String),
}

impl Suggestions {
    /// Nothing offered yet; `eager` makes the first one found the one Enter takes.
    pub fn new(eager: bool, desk: Desk, row: Row) -> Suggestions {
        Suggestions {
            found: RwSignal::new(Vec::new()),
            asked: RwSignal::new(String::new()),
            answered: RwSignal::new(None),
            active: RwSignal::new(None),
            open: RwSignal::new(false),
            eager,
            makes: use_me().is_some_and(|me| me.role.may(Permission::Catalog)),
            desk,
            row,
            timer: StoredValue::new(None),
            remembered: use_context::<Remembered>().unwrap_or_else(Remembered::new),
        }
    }

    fn question(self, text: &str) -> OfferProducts {
        let desk = self.desk;
        OfferProducts {
            quote: desk.id,
            list: untrack(|| desk.price_list()),
            language: desk.head.language.with_untracked(|code| Lang::parse(code)).unwrap_or_default(),
            quantity: self.row.data.with_untracked(|data| data.quantity.get()),
            text: text.to_owned(),
            beside: None,
            chosen: None,
            shelf: None,
        }
    }

    /// Offers what fits a text: at once when it is remembered, else after a rest.
    pub fn ask(self, text: String) {
        let text = text.trim().to_owned();
        let timer = self.timer.try_update_value(Option::take).flatten();
        if let Some(timer) = timer {
            timer.clear();
        }
        self.asked.set(text.clone());
        let question = self.question(&text);
        let key = key(&question);
        if let Some(known) = self.remembered.0.with_value(|known| known.get(&key).cloned()) {
            self.answer(&text, known);
            return;
        }
        self.narrow(&text);
        let ask = move || {
            let (text, question, key) = (text.clone(), question.clone(), key.clone());
            spawn_local(async move {
                if let Ok(found) = offer_products(question).await {
                    let _ = self.remembered.0.try_update_value(|known| known.insert(key, found.clone()));
                    self.answer(&text, found);
                }
            });
        };
        self.timer.set_value(set_timeout_with_handle(ask, Duration::from_millis(REST)).ok());
    }

    /// Until the answer comes, of what is shown only that fits what is typed: whoever types faster than the server answers
    /// takes with Enter what they see, and never what fitted something else.
    fn narrow(self, text: &str) {
        let near: Vec<Offered> =
            self.found.with_untracked(|found| found.iter().filter(|one| fits(one, text)).cloned().collect());
        if text.is_empty() || near.is_empty() {
            self.active.set(None);
        } else {
            self.offer(text, near);
        }
    }

    fn answer(self, text: &str, found: Vec<Offered>) {
        if self.answered.try_set(Some(text.to_owned())).is_none() {
            self.offer(text, found);
        }
    }

    fn offer(self, text: &str, found: Vec<Offered>) {
        // The input may be gone, or ask for something else by now.
        if self.asked.try_with_untracked(|asked| asked == text) != Some(true) {
            return;
        }
        self.active.set((self.eager && !text.is_empty() && !found.is_empty()).then_some(0));
        self.found.set(found);
        self.open.set(untrack(|| self.count()) > 0);
    }

    /// What a new product would be called: what was typed, where the reader may make one and none is called so. Tracked.
    pub fn new_name(self) -> Option<String> {
        let text = self.asked.get();
        let known = self.found.with(|found| found.iter().any(|one| fold(&one.product.name) == fold(&text)));
        let answered = self.answered.with(|answered| answered.as_ref() == Some(&text));
        (self.makes && answered && !text.is_empty() && !known).then_some(text)
    }

    /// How many can be taken. Tracked.
    fn count(self) -> usize {
        self.found.with(Vec::len) + usize::from(self.new_name().is_some())
    }

    /// Goes to the next or the one before; whether there is any.
    pub fn step(self, by: isize) -> bool {
        let count = untrack(|| self.count());
        if count == 0 || !self.open.get_untracked() {
            return false;
        }
        self.active.update(|active| {
            *active = match (*active, by) {
                (None, 1) => Some(0),
                (None, _) => Some(count - 1),
                (Some(at), _) => at.checked_add_signed(by).filter(|at| *at < count),
            };
        });
        true
    }

    /// What Enter takes.
    pub fn chosen(self) -> Option<Taken> {
        let at = self.active.get_untracked().filter(|_| self.open.get_untracked())?;
        match self.found.with_untracked(|found| found.get(at).cloned()) {
            Some(product) => Some(Taken::Product(Box::new(product))),
            None => untrack(|| self.new_name()).map(Taken::New),
        }
    }

    /// Offers nothing more for now; whether something was shown.
    pub fn close(self) -> bool {
        self.active.set(None);
        let shown = self.open.get_untracked();
        self.open.set(false);
        shown
    }
}

/// Whether a product's name or code has the text in it.
fn fits(offered: &Offered, text: &str) -> bool {
    let text = fold(text);
    [&offered.product.name, &offered.product.code].into_iter().any(|words| fold(words).contains(&text))
}

/// What tells two questions apart.
fn key(question: &OfferProducts) -> String {
    let list = question.list.map(|list| list.to_string()).unwrap_or_default();
    format!("{list} {} {} {}", question.language.code(), question.quantity, question.text)
}
