//! The countries whose customers get a list: chips, and one more at a time.
use crate::parties::{country_name, country_options};
use crate::ui::{Field, IconButton, IconName, Select};
use i18n::T;
use leptos::prelude::*;

/// The whole European Union, as the rules name it.
const UNION: &str = "EU";

/// What a code stands for.
pub(super) fn place_name(t: T, code: &str) -> String {
    if code == UNION { t.prices_country_union().to_owned() } else { country_name(t, code) }
}

/// The countries of a list.
#[component]
pub(super) fn Countries(
    /// The reader's texts.
    t: T,
    /// Codes parted by spaces.
    codes: RwSignal<String>,
    /// What is wrong with them.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let next = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        let chosen = codes.get();
        let taken = |code: &str| chosen.split_whitespace().any(|one| one == code);
        let mut options = vec![(String::new(), t.prices_country_add().to_owned())];
        options.push((UNION.to_owned(), place_name(t, UNION)));
        options.extend(country_options(t, "FI", false));
        options.retain(|(code, _)| !taken(code));
        options
    });
    let add = move |code: String| {
        next.set(String::new());
        if !code.is_empty() {
            codes.update(|codes| *codes = format!("{codes} {code}").trim().to_owned());
        }
    };
    let chips = move || {
        let chip = |code: &str| {
            let (code, name) = (code.to_owned(), place_name(t, code));
            let label = t.prices_country_remove(&name);
            let remove = move |()| {
                codes.update(|codes| {
                    let kept: Vec<&str> = codes.split_whitespace().filter(|one| *one != code).collect();
                    *codes = kept.join(" ");
                });
            };
            view! { <span class="badge plain">{name}<IconButton icon=IconName::Cross label small=true on_press=remove/></span> }
        };
        codes.with(|codes| codes.split_whitespace().map(chip).collect_view())
    };
    view! {
        <Field id="list-countries" label=t.prices_countries() hint=Some(t.prices_countries_what().to_owned()) class="w6" error>
            <Select value=next options on_choose=add/>
        </Field>
        <div class="row wrap">{chips}</div>
    }
}
