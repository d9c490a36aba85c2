//! The form for a new customer.
use super::{api::create_party, fields::PartyParts, values};
use crate::crm::Resembles;
use crate::i18n::use_t;
use crate::sheet::Sheet;
use crate::ui::{Banner, Button, IconName, Look, Tone};
use domain::quotes::content::PostalAddress;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;
use wire::{
    merge::Typed,
    parties::{CreateParty, PartyFields},
    problem::Problem,
    shared::IdempotencyKey,
};

/// The form; its button saves and opens the customer's page.
#[component]
pub(super) fn NewParty() -> impl IntoView {
    let t = use_t();
    let navigate = use_navigate();
    let begin = PartyFields {
        language: t.lang(),
        billing: PostalAddress { country: "FI".to_owned(), ..PostalAddress::default() },
        ..PartyFields::default()
    };
    let sheet = Sheet::new("party", values::values(&begin), values::check);
    let typed = Signal::derive(move || Typed {
        email: sheet.text("email").get(),
        phone: sheet.text("phone").get(),
        party: None,
        name: sheet.text("name").get(),
        business_id: sheet.text("business_id").get(),
    });
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let saving = Action::new(move |command: &CreateParty| {
        let (command, navigate) = (command.clone(), navigate.clone());
        async move {
            match create_party(command).await {
                Ok(id) => navigate(&format!("/customers/{id}"), Default::default()),
                Err(error) => {
                    let said = error.sentence(t);
                    let elsewhere = match error.0 {
                        // Nothing was made: other fields make another command, which needs a key of its own.
                        Problem::Refused { refusals } => {
                            key.set_value(IdempotencyKey(Uuid::new_v4()));
                            !sheet.refuse(refusals).is_empty()
                        }
                        _ => true,
                    };
                    wrong.set(elsewhere.then_some(said));
                    sheet.focus_first_wrong();
                }
            }
        }
    });
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        wrong.set(None);
        if saving.pending().get_untracked() {
        } else if sheet.check_all() {
            saving.dispatch(CreateParty { key: key.get_value(), fields: values::fields(&sheet.values()) });
        } else {
            sheet.focus_first_wrong();
        }
    };
    let on_leave = Callback::new(move |code: &'static str| {
        sheet.check(code);
    });
    view! {
        <Title text=t.parties_new()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.parties_path()><a href="/customers">{t.parties_customers()}</a><span>"/"</span></nav>
            <h1>{t.parties_new()}</h1>
        </header>
        <form class="form" novalidate=true on:submit=save>
            <PartyParts sheet form=true on_leave/>
            <Resembles typed/>
            <footer>
                {move || wrong.get().map(|wrong| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner>
                })}
                <Button look=Look::Primary submit=true busy=saving.pending() busy_label=t.parties_saving()>
                    {t.parties_save()}
                </Button>
                <a class="btn ghost" href="/customers">{t.parties_cancel()}</a>
            </footer>
        </form>
    }
}
