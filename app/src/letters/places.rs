//! The fields that are filled in for each reader, to be put where the caret stands.
use domain::{lang::Lang, quotes::letter::Place};
use i18n::T;
use leptos::{prelude::*, wasm_bindgen::JsCast};

/// A button for each field, folded away.
#[component]
pub(crate) fn Places(
    /// The reader's texts.
    t: T,
    /// Id of the text area the fields go into.
    #[prop(into)]
    area: String,
    /// What is typed in it.
    value: RwSignal<String>,
    /// The language the text is written in.
    language: Lang,
) -> impl IntoView {
    let area = StoredValue::new(area);
    let one = move |place: Place| {
        let written = place.written(language);
        let words = written.clone();
        let put = move |_| area.with_value(|area| insert(area, value, &written));
        view! {
            <button type="button" class="btn sm" on:click=put>{words}</button>
        }
    };
    view! {
        <details class="places">
            <summary class="link">{t.letters_insert()}</summary>
            <div class="row wrap" lang=language.code()>{Place::ALL.map(one).collect_view()}</div>
        </details>
    }
}

/// Puts words where the caret stands, and the caret behind them.
fn insert(area: &str, value: RwSignal<String>, words: &str) {
    let found =
        document().get_element_by_id(area).and_then(|node| node.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    // The browser counts in UTF-16.
    let units: Vec<u16> = value.with_untracked(|text| text.encode_utf16().collect());
    let at = found.as_ref().and_then(|node| node.selection_start().ok().flatten());
    let at = at.map_or(units.len(), |at| (at as usize).min(units.len()));
    let (before, after) = units.split_at(at);
    value.set([String::from_utf16_lossy(before).as_str(), words, &String::from_utf16_lossy(after)].concat());
    if let Some(node) = found {
        let behind = u32::try_from(at + words.encode_utf16().count()).unwrap_or(u32::MAX);
        request_animation_frame(move || {
            let _ = node.focus();
            let _ = node.set_selection_range(behind, behind);
        });
    }
}
