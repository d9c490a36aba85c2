//! Which goods a method is for: tags and categories, chosen one by one and shown as chips.
use crate::ui::{Chip, Field, Select};
use domain::ids::TagId;
use i18n::T;
use leptos::prelude::*;
use wire::delivery::MethodChoices;

/// Tags and categories in words, tags first.
pub(super) fn words(t: T, choices: &MethodChoices) -> Vec<(TagId, String)> {
    let tags = choices.tags.iter().map(|tag| (tag.id, t.delivery_tag(&tag.name)));
    let paths = choices.categories.paths().into_iter();
    tags.chain(paths.map(|(id, path)| (TagId(id.0), t.delivery_category(path)))).collect()
}

/// One such demand.
#[component]
pub(super) fn Labels(
    /// The reader's texts.
    t: T,
    /// Id of the field.
    id: &'static str,
    /// Its name.
    label: &'static str,
    /// What is chosen.
    value: RwSignal<Vec<TagId>>,
    /// What there is to choose from.
    words: StoredValue<Vec<(TagId, String)>>,
    /// What the server refused.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let next = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        let first = if value.with(Vec::is_empty) { t.delivery_any_goods() } else { t.delivery_add_goods() };
        let mut options = vec![(String::new(), first.to_owned())];
        words.with_value(|words| {
            let left = words.iter().filter(|(id, _)| value.with(|chosen| !chosen.contains(id)));
            options.extend(left.map(|(id, words)| (id.to_string(), words.clone())));
        });
        options
    });
    let add = move |key: String| {
        if let Ok(id) = key.parse::<TagId>() {
            value.update(|chosen| chosen.push(id));
        }
        next.set(String::new());
    };
    let name = move |id: TagId| {
        words.with_value(|words| words.iter().find(|(known, _)| *known == id).map(|(_, words)| words.clone()))
    };
    let chips = move || {
        let chip = |id: TagId| {
            let on_remove = Callback::new(move |()| value.update(|chosen| chosen.retain(|one| *one != id)));
            // One that is there no more can be taken off, and is called what it was.
            let words = name(id).unwrap_or_else(|| t.delivery_goods_gone().to_owned());
            view! { <Chip value=words on_remove/> }
        };
        let chips: Vec<_> = value.get().into_iter().map(chip).collect();
        (!chips.is_empty()).then(|| view! { <div class="row wrap">{chips}</div> })
    };
    view! {
        <div class="stack w3">
            <Field id label error hint=Some(t.delivery_goods_what().to_owned())><Select value=next options on_choose=add/></Field>
            {chips}
        </div>
    }
}
