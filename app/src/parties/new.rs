//! The form for a new customer.
use super::{api::create_party, fields::PartyParts, values};
use crate::crm::Resembles;
use crate::i18n::use_t;
use crate::sheet::{Begin, Sheet};
use domain::quotes::content::PostalAddress;
use leptos::prelude::*;
use leptos_meta::Title;
use wire::{
    merge::Typed,
    parties::{CreateParty, PartyFields},
};

/// The form; its button saves and opens the customer's page.
#[component]
pub(super) fn NewParty() -> impl IntoView {
    let t = use_t();
    let begin = PartyFields {
        language: t.company_lang(),
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
    let on_leave = Callback::new(move |code: &'static str| {
        sheet.check(code);
    });
    let fields = view! {
        <PartyParts sheet form=true on_leave/>
        <Resembles typed/>
    }
    .into_any();
    let (save, saving, cancel) = (t.parties_save(), t.parties_saving(), t.parties_cancel());
    let form = Begin { back: "/customers", save, saving, cancel, fields }.view(t, sheet, |key, sheet| {
        let command = CreateParty { key, fields: values::fields(&sheet.values()) };
        async move { create_party(command).await.map(|id| format!("/customers/{id}")) }
    });
    view! {
        <Title text=t.parties_new()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.parties_path()><a href="/customers">{t.parties_customers()}</a><span>"/"</span></nav>
            <h1>{t.parties_new()}</h1>
        </header>
        {form}
    }
}
