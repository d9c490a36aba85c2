//! Choosing payment terms: one of the company's, written out in the document's language, or own words.
use super::api::terms_choices;
use crate::i18n::use_t;
use crate::ui::{Field, Select, TextInput};
use domain::lang::Lang;
use leptos::prelude::*;
use wire::terms::TermsChoice;

/// The choice of own words.
const OWN: &str = "own";

/// What a choice of payment terms is made of, and follows.
#[derive(Clone, Copy)]
pub struct ChosenTerms {
    /// What the document says of its payment; the choice is read from it and written into it.
    pub text: RwSignal<String>,
    /// The terms to choose from.
    pub choices: Signal<Vec<TermsChoice>>,
    /// The document's language.
    pub language: Signal<Lang>,
    /// Told when a person has chosen, or left the own words.
    pub on_choose: Callback<()>,
}

/// A field that offers the company's payment terms; own words are typed under it.
#[component]
pub fn TermsField(
    /// Id of the choice; that of the own words ends in `-own`.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// What is chosen.
    chosen: ChosenTerms,
    /// What helps to choose.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// Why it was refused.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let t = use_t();
    let ChosenTerms { text, choices, language, on_choose } = chosen;
    let key_of = move |text: &str| {
        choices.with(|choices| {
            TermsChoice::find(choices, text).map_or_else(|| OWN.to_owned(), |choice| choice.terms.id.to_string())
        })
    };
    let value = RwSignal::new(untrack(|| text.with(|text| key_of(text))));
    // Own words that happen to be terms are not snatched away from under the typing.
    let own = RwSignal::new(false);
    Effect::new(move |_| {
        let key = text.with(|text| key_of(text));
        if !own.get() && value.get_untracked() != key {
            value.set(key);
        }
    });
    let sentence = move |key: &str| {
        let words = |choice: &TermsChoice| choice.sentence.of(language.get_untracked()).to_owned();
        choices.with_untracked(|choices| choices.iter().find(|one| one.terms.id.to_string() == key).map(words))
    };
    // Another language of the document says the same in other words.
    Effect::new(move |before: Option<Lang>| {
        let now = language.get();
        if before.is_some_and(|before| before != now)
            && let Some(words) = sentence(&value.get_untracked())
        {
            text.set(words);
            on_choose.run(());
        }
        now
    });
    let options = move || {
        let now = value.get();
        let offered = |choice: &&TermsChoice| choice.active || choice.terms.id.to_string() == now;
        let option =
            |choice: &TermsChoice| (choice.terms.id.to_string(), choice.sentence.of(language.get()).to_owned());
        let own = (OWN.to_owned(), t.terms_own_words().to_owned());
        choices.with(|choices| choices.iter().filter(offered).map(option).chain([own]).collect::<Vec<_>>())
    };
    let choose = move |key: String| {
        own.set(key == OWN);
        if let Some(words) = sentence(&key) {
            text.set(words);
        }
        on_choose.run(());
    };
    let written = Memo::new(move |_| value.get() == OWN);
    view! {
        <div class="stack">
            <Field id label hint error=Signal::derive(move || if written.get() { None } else { error.get() })>
                <Select value options=Signal::derive(options) on_choose=choose/>
            </Field>
            <Show when=move || written.get()>
                <Field id=format!("{id}-own") label=t.terms_own_words_label() error>
                    <TextInput value=text longest=300 on_leave=move |_| on_choose.run(())/>
                </Field>
            </Show>
        </div>
    }
}

/// The sentences of the company's payment terms, for a text field to offer.
#[component]
pub fn TermsWords(
    /// What the field names.
    id: &'static str,
    /// Their language.
    language: Signal<Lang>,
) -> impl IntoView {
    let choices = Resource::new(|| (), |()| terms_choices());
    let words = move || {
        let all = choices.get().and_then(Result::ok).unwrap_or_default();
        let word =
            |choice: TermsChoice| view! { <option value=choice.sentence.of(language.get()).to_owned()></option> };
        all.into_iter().filter(|choice| choice.active).map(word).collect_view()
    };
    view! {
        <datalist id=id>
            <Transition>{words}</Transition>
        </datalist>
    }
}
