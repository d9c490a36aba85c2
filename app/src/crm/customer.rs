//! Choosing a customer by typing, and making one on the way.
use crate::{
    i18n::use_t,
    parties::api::{create_party, suggest_parties},
    ui::{Choice, Combobox, Extra, Found, IconName},
    wire::AppError,
};
use domain::{ids::PartyId, lang::Lang};
use leptos::prelude::*;
use uuid::Uuid;
use wire::{
    parties::{CreateParty, PartyFields, PartyRef},
    shared::{IdempotencyKey, Suggestion},
};

/// The key of a customer that is to be made by its name alone.
const NEW: &str = "new";

/// The field; inside a [`crate::ui::Field`].
#[component]
pub(super) fn CustomerInput(
    /// Who is chosen, in both directions.
    chosen: RwSignal<Option<Choice>>,
    /// Told of each choice a person makes.
    #[prop(optional, into)]
    on_choose: Option<Callback<Option<Choice>>>,
) -> impl IntoView {
    let t = use_t();
    let search = move |typed: String| -> Found { Box::pin(find(typed)) };
    let extras = move |typed: String| {
        let typed = typed.trim();
        if typed.is_empty() {
            return Vec::new();
        }
        vec![Extra { key: NEW, words: t.quotes_create_customer(typed), icon: IconName::Plus }]
    };
    let told = move |choice: Option<Choice>| {
        if let Some(on_choose) = on_choose {
            on_choose.run(choice);
        }
    };
    let on_extra = move |(_, typed): (&'static str, String)| {
        let made = Choice { fact: t.quotes_new_customer().to_owned(), ..Choice::new(NEW, typed) };
        chosen.set(Some(made.clone()));
        told(Some(made));
    };
    view! { <Combobox chosen search extras on_extra on_choose=told/> }
}

/// A known customer as a choice.
pub(super) fn choice(party: &PartyRef) -> Choice {
    Choice::new(party.id.to_string(), party.name.clone())
}

/// Who is meant; one that is new is made first.
/// # Errors
/// When it could not be made.
pub(super) async fn settle(chosen: Option<Choice>, language: Lang) -> Result<Option<PartyId>, AppError> {
    let Some(chosen) = chosen else { return Ok(None) };
    if let Ok(known) = chosen.key.parse::<PartyId>() {
        return Ok(Some(known));
    }
    let fields = PartyFields { name: chosen.words, language, ..PartyFields::default() };
    create_party(CreateParty { key: IdempotencyKey(Uuid::new_v4()), fields }).await.map(Some)
}

async fn find(typed: String) -> Vec<Choice> {
    let found = suggest_parties(typed).await.unwrap_or_default();
    let choice = |one: Suggestion| Choice::new(one.id.to_string(), one.label).fact(one.fact);
    found.into_iter().map(choice).collect()
}
