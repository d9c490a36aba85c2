//! What a combobox knows and does: typing, asking, moving, choosing, leaving.
use super::Found;
use super::choices::{Choice, Extra, matching};
use crate::ui::place::{Edge, place};
use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Wait so long after the last key before asking elsewhere.
const PAUSE: Duration = Duration::from_millis(200);
/// From memory, no more than this many rows.
const ROWS: usize = 50;

/// What the page asked of the combobox.
#[derive(Clone, Copy)]
pub(super) struct Wishes {
    pub chosen: RwSignal<Option<Choice>>,
    pub options: Signal<Vec<Choice>>,
    pub search: Option<Callback<String, Found>>,
    pub extras: Option<Callback<String, Vec<Extra>>>,
    pub on_extra: Option<Callback<(&'static str, String)>>,
    pub on_choose: Option<Callback<Option<Choice>>>,
    pub bare: bool,
    pub adding: bool,
}

#[derive(Clone, Copy)]
pub(super) struct Finder {
    wishes: Wishes,
    /// The text in the input.
    pub typed: RwSignal<String>,
    /// What the rows answer to: nothing just after opening, so that all are offered.
    pub query: RwSignal<String>,
    pub open: RwSignal<bool>,
    /// The row that Enter takes.
    pub active: RwSignal<Option<usize>>,
    pub searching: RwSignal<bool>,
    pub rows: Memo<Vec<Choice>>,
    pub last_rows: Memo<Vec<Extra>>,
    pub input: NodeRef<html::Input>,
    pub list: NodeRef<html::Div>,
    list_id: StoredValue<String>,
    remote: RwSignal<Option<Vec<Choice>>>,
    /// Numbers the questions, so that a late answer to an old one is dropped.
    asked: StoredValue<u32>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Finder {
    pub fn new(wishes: Wishes, id: &str) -> Finder {
        let query = RwSignal::new(String::new());
        let remote = RwSignal::new(None::<Vec<Choice>>);
        let rows = Memo::new(move |_| {
            let query = query.get();
            match remote.get() {
                Some(found) if wishes.search.is_some() && !query.trim().is_empty() => found,
                _ => {
                    let mut found = wishes.options.with(|options| matching(options, &query));
                    found.truncate(ROWS);
                    found
                }
            }
        });
        let last_rows = Memo::new(move |_| {
            let query = query.get();
            wishes.extras.map_or_else(Vec::new, |extras| extras.run(query.trim().to_owned()))
        });
        Finder {
            wishes,
            typed: RwSignal::new(name(wishes.chosen)),
            query,
            open: RwSignal::new(false),
            active: RwSignal::new(None),
            searching: RwSignal::new(false),
            rows,
            last_rows,
            input: NodeRef::new(),
            list: NodeRef::new(),
            list_id: StoredValue::new(format!("{id}-list")),
            remote,
            asked: StoredValue::new(0),
            timer: StoredValue::new(None),
        }
    }

    pub fn list_id(self) -> String {
        self.list_id.get_value()
    }

    pub fn row_id(self, at: usize) -> String {
        self.list_id.with_value(|list| format!("{list}-{at}"))
    }

    fn count(self) -> usize {
        self.rows.with_untracked(Vec::len) + self.last_rows.with_untracked(Vec::len)
    }

    /// Puts the name of what is chosen back into the input.
    pub fn restore(self) {
        self.typed.set(name(self.wishes.chosen));
        self.query.set(String::new());
        self.remote.set(None);
    }

    pub fn show(self) {
        if !self.open.get_untracked() {
            self.open.set(true);
            if let Some(list) = self.list.get_untracked() {
                let _ = list.show_popover();
            }
        }
        request_animation_frame(move || self.settle());
    }

    pub fn hide(self) {
        self.forget();
        self.searching.set(false);
        self.active.set(None);
        if self.open.get_untracked() {
            self.open.set(false);
            if let Some(list) = self.list.get_untracked() {
                let _ = list.hide_popover();
            }
        }
    }

    /// Under the frame of the input, as wide as it; in a grid under the text, as wide as the rows.
    fn settle(self) {
        let (Some(input), Some(list)) = (self.input.get_untracked(), self.list.get_untracked()) else {
            return;
        };
        let frame = input.parent_element().and_then(|parent| parent.dyn_into::<HtmlElement>().ok());
        match frame {
            Some(frame) if !self.wishes.bare => place(&frame, &list, Edge::Start, true),
            _ => place(&input, &list, Edge::Start, false),
        }
    }

    /// What is typed by a person.
    pub fn hear(self, text: String) {
        self.typed.set(text.clone());
        self.query.set(text.clone());
        if self.wishes.search.is_none() {
            self.active.set((self.count() > 0).then_some(0));
        }
        self.show();
        self.ask(text);
    }

    /// Drops what was asked and not yet answered.
    fn forget(self) {
        if let Some(handle) = self.timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
        self.asked.update_value(|asked| *asked = asked.wrapping_add(1));
    }

    fn ask(self, text: String) {
        let Some(search) = self.wishes.search else {
            return;
        };
        self.forget();
        if text.trim().is_empty() {
            self.remote.set(None);
            self.searching.set(false);
            return;
        }
        let mine = self.asked.get_value();
        self.searching.set(true);
        let later = set_timeout_with_handle(
            move || {
                let answer = search.run(text.trim().to_owned());
                spawn_local(async move {
                    let found = answer.await;
                    if self.asked.try_get_value() == Some(mine) {
                        self.searching.set(false);
                        self.remote.set(Some(found));
                        self.active.set((self.count() > 0).then_some(0));
                        request_animation_frame(move || self.settle());
                    }
                });
            },
            PAUSE,
        );
        self.timer.set_value(later.ok());
    }

    /// Moves through the rows, round at both ends, and keeps the row in sight.
    pub fn step(self, down: bool) {
        let count = self.count();
        let to = match (self.active.get_untracked(), down) {
            _ if count == 0 => None,
            (None, true) => Some(0),
            (None, false) => Some(count - 1),
            (Some(at), true) => Some((at + 1) % count),
            (Some(at), false) => Some((at + count - 1) % count),
        };
        self.active.set(to);
        if let Some(row) = to.and_then(|at| document().get_element_by_id(&self.row_id(at))) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }

    /// Takes a row: a choice, or an act on what was typed.
    pub fn pick(self, at: usize) {
        let known = self.rows.with_untracked(Vec::len);
        if let Some(choice) = self.rows.with_untracked(|rows| rows.get(at).cloned()) {
            self.take(Some(choice));
            return;
        }
        let extra = self.last_rows.with_untracked(|rows| rows.get(at.checked_sub(known)?).cloned());
        if let Some(extra) = extra {
            let text = self.query.get_untracked().trim().to_owned();
            self.hide();
            if let Some(on_extra) = self.wishes.on_extra {
                on_extra.run((extra.key, text));
            }
        }
    }

    fn take(self, choice: Option<Choice>) {
        self.hide();
        if !self.wishes.adding {
            self.wishes.chosen.set(choice.clone());
        }
        self.restore();
        if let Some(on_choose) = self.wishes.on_choose {
            on_choose.run(choice);
        }
    }

    /// The focus goes: an emptied text clears the choice, any other text that was not chosen goes back.
    pub fn leave(self) {
        // A field taken off the page loses the focus when its signals are gone already.
        let Some(emptied) = self.typed.try_with_untracked(|typed| typed.trim().is_empty()) else { return };
        if emptied && self.wishes.chosen.with_untracked(Option::is_some) {
            self.take(None);
        } else {
            self.hide();
            self.restore();
        }
    }
}

fn name(chosen: RwSignal<Option<Choice>>) -> String {
    chosen.with_untracked(|chosen| chosen.as_ref().map_or_else(String::new, |one| one.words.clone()))
}
