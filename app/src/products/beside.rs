//! Products that are offered beside one: names with a cross, and a field that adds.
use crate::i18n::use_t;
use crate::prices::product_choices;
use crate::sheet::Sheet;
use crate::ui::{Badge, Chip, Choice, Combobox, Field};
use leptos::prelude::*;
use std::collections::HashMap;
use wire::products::ProductName;

/// One kind of them; the sheet holds their ids, parted by commas.
#[component]
pub(super) fn BesideLine(
    /// The texts.
    sheet: Sheet,
    /// The field.
    code: &'static str,
    /// Its name.
    label: &'static str,
    /// What it means.
    hint: &'static str,
    /// Names of those that are known.
    names: StoredValue<Vec<ProductName>>,
    /// Shown, not changed.
    read_only: bool,
    /// Told when one was added or taken off.
    on_leave: Callback<&'static str>,
) -> impl IntoView {
    let t = use_t();
    let text = sheet.text(code);
    let known = names.with_value(|names| {
        names.iter().map(|one| (one.id.to_string(), one.name.clone())).collect::<HashMap<String, String>>()
    });
    let known = RwSignal::new(known);
    let ids = move || {
        text.with(|text| text.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect::<Vec<String>>())
    };
    let name = move |id: &str| known.with(|known| known.get(id).cloned().unwrap_or_default());
    let remove = move |id: &str| {
        let left: Vec<String> = untrack(ids).into_iter().filter(|one| one != id).collect();
        text.set(left.join(","));
        on_leave.run(code);
    };
    let chosen = RwSignal::new(None::<Choice>);
    let add = move |choice: Option<Choice>| {
        let Some(choice) = choice else { return };
        known.update(|known| {
            known.insert(choice.key.clone(), choice.words.clone());
        });
        let mut all = untrack(ids);
        if !all.contains(&choice.key) {
            all.push(choice.key);
            text.set(all.join(","));
            on_leave.run(code);
        }
    };
    let search = product_choices(t, crate::frame::currency());
    let chips = move || {
        let chip = |id: String| {
            let value = name(&id);
            match read_only {
                true => view! { <Badge>{value}</Badge> }.into_any(),
                false => view! { <Chip value on_remove=move |()| remove(&id)/> }.into_any(),
            }
        };
        let chips: Vec<_> = ids().into_iter().map(chip).collect();
        (!chips.is_empty()).then(|| view! { <div class="row wrap">{chips}</div> })
    };
    view! {
        <div class="stack w3">
            <Field id=sheet.id(code) label hint=Some(hint.to_owned()) error=sheet.error(t, code)>
                {(!read_only).then(|| view! { <Combobox chosen search=search adding=true on_choose=add/> })}
            </Field>
            {chips}
        </div>
    }
}
