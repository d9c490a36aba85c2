//! Tabs: parts of one thing, one shown at a time. Saved views that are pages are plain links in `<nav class="tabs">`.
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// What the signal holds when it is chosen.
    pub key: String,
    /// What is read.
    pub words: String,
    /// How many are behind it, in grey.
    pub count: Option<String>,
}

impl Tab {
    /// A tab of words alone.
    pub fn new(key: impl Into<String>, words: impl Into<String>) -> Tab {
        Tab { key: key.into(), words: words.into(), count: None }
    }

    /// The same with a count.
    #[must_use]
    pub fn count(mut self, count: impl ToString) -> Tab {
        self.count = Some(count.to_string());
        self
    }
}

/// The row of tabs; arrows, Home and End move between them. Each part is a [`TabPanel`] with the same `id`.
///
/// ```ignore
/// let part = RwSignal::new("timeline".to_owned());
/// view! {
///     <Tabs id="parts" label=t.parts() chosen=part tabs=vec![Tab::new("timeline", t.timeline()), Tab::new("files", t.files()).count(2)]/>
///     <TabPanel tabs="parts" key="timeline" chosen=part>…</TabPanel>
/// }
/// ```
#[component]
pub fn Tabs(
    /// Once per page; panels name it.
    #[prop(into)]
    id: String,
    /// What they are parts of.
    #[prop(into)]
    label: String,
    /// Key of the chosen one, in both directions.
    chosen: RwSignal<String>,
    /// In the order shown.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let row = NodeRef::<html::Div>::new();
    let keys = StoredValue::new(tabs.iter().map(|tab| tab.key.clone()).collect::<Vec<_>>());
    let walk = move |event: KeyboardEvent| {
        let key = event.key();
        let to = keys.with_value(|keys| {
            let at = chosen.with_untracked(|chosen| keys.iter().position(|key| key == chosen));
            step(&key, at.unwrap_or_default(), keys.len())
        });
        let Some(to) = to else { return };
        event.prevent_default();
        if let Some(key) = keys.with_value(|keys| keys.get(to).cloned()) {
            chosen.set(key);
        }
        let tab = row.get_untracked().and_then(|row| row.children().item(u32::try_from(to).unwrap_or_default()));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            let _ = tab.focus();
        }
    };
    let tabs = tabs
        .into_iter()
        .map(|tab| {
            let mine = StoredValue::new(tab.key.clone());
            let on = move || chosen.with(|chosen| mine.with_value(|mine| mine == chosen));
            view! {
                <button
                    type="button"
                    role="tab"
                    id=format!("{id}-{}-tab", tab.key)
                    aria-controls=format!("{id}-{}", tab.key)
                    aria-selected=move || super::button::flag(on())
                    tabindex=move || if on() { "0" } else { "-1" }
                    on:click=move |_| chosen.set(mine.get_value())
                >
                    {tab.words}
                    {tab.count.map(|count| view! { <span class="n">{count}</span> })}
                </button>
            }
        })
        .collect_view();
    view! { <div node_ref=row class="tabs" role="tablist" aria-label=label on:keydown=walk>{tabs}</div> }
}

/// What a tab shows. It stays in the page while hidden, so that what was typed in it is kept.
#[component]
pub fn TabPanel(
    /// Id of its [`Tabs`].
    #[prop(into)]
    tabs: String,
    /// Key of its tab.
    #[prop(into)]
    key: String,
    /// Key of the chosen one.
    #[prop(into)]
    chosen: Signal<String>,
    /// The part.
    children: Children,
) -> impl IntoView {
    let id = format!("{tabs}-{key}");
    let tab = format!("{id}-tab");
    view! {
        <div role="tabpanel" id=id aria-labelledby=tab hidden=move || chosen.with(|chosen| *chosen != key)>
            {children()}
        </div>
    }
}

/// Where a key leads from tab `at` of `count`; round at both ends.
fn step(key: &str, at: usize, count: usize) -> Option<usize> {
    match key {
        _ if count == 0 => None,
        "ArrowRight" => Some((at + 1) % count),
        "ArrowLeft" => Some((at + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn arrows_walk_the_tabs_round() {
        assert_eq!(step("ArrowRight", 2, 3), Some(0));
        assert_eq!(step("ArrowLeft", 0, 3), Some(2));
        assert_eq!(step("End", 0, 3), Some(2));
        assert_eq!(step("a", 0, 3), None);
        assert_eq!(step("Home", 0, 0), None);
    }
}
