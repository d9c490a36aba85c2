//! For whom a quotation is: one of the customers, or one that is made by its name alone.
use crate::{
    i18n::use_t,
    parties::api::{create_party, suggest_parties},
    ui::{Choice, Combobox, Extra, Field, Found, IconName},
    wire::AppError,
};
use domain::{ids::PartyId, lang::Lang};
use leptos::prelude::*;
use uuid::Uuid;
use wire::{
    parties::{CreateParty, PartyFields},
    shared::{IdempotencyKey, Suggestion},
};

/// The customer that is made by name alone, as a choice.
const NEW: &str = "new";

/// The field.
#[component]
pub fn CustomerField(
    /// Once per page.
    #[prop(into)]
    id: String,
    /// Who is chosen.
    customer: RwSignal<Option<Choice>>,
    /// Why it cannot be that one, or none.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let t = use_t();
    let search = move |typed: String| -> Found { Box::pin(find(typed)) };
    let extras = move |typed: String| {
        if typed.is_empty() {
            return Vec::new();
        }
        vec![Extra { key: NEW, words: t.quotes_create_customer(&typed), icon: IconName::Plus }]
    };
    let on_extra = move |(_, typed): (&'static str, String)| {
        customer.set(Some(Choice { fact: t.quotes_new_customer().to_owned(), ..Choice::new(NEW, typed) }));
    };
    view! {
        <Field id label=t.quotes_customer() hint=Some(t.quotes_customer_hint().to_owned()) error>
            <Combobox chosen=customer search extras on_extra autofocus=true/>
        </Field>
    }
}

/// Who was chosen; made first where it is new.
/// # Errors
/// What the server says.
pub async fn customer_of(chosen: Choice, language: Lang) -> Result<PartyId, AppError> {
    match chosen.key.parse::<PartyId>() {
        Ok(party) => Ok(party),
        Err(_) => {
            let fields = PartyFields { name: chosen.words, language, ..PartyFields::default() };
            create_party(CreateParty { key: IdempotencyKey(Uuid::new_v4()), fields }).await
        }
    }
}

async fn find(typed: String) -> Vec<Choice> {
    let found = suggest_parties(typed).await.unwrap_or_default();
    let choice = |one: Suggestion| Choice { fact: one.fact, ..Choice::new(one.id.to_string(), one.label) };
    found.into_iter().map(choice).collect()
}
