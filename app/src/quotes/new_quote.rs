//! A new quotation: for whom, and what it is about.
use super::{
    api::create_quote,
    customer_field::{CustomerField, customer_of},
    problem_words,
};
use crate::{
    i18n::use_t,
    templates::api::list_templates,
    ui::{Banner, Button, Choice, Dialog, Field, IconName, Look, Select, TextInput, Tone},
    wire::AppError,
};
use domain::ids::{QuoteId, TemplateId};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use uuid::Uuid;
use wire::{problem::Problem, quotes::CreateQuote, shared::IdempotencyKey, templates::TemplateRow};

/// The dialog; when the quotation is made, its editor opens.
#[component]
pub fn NewQuote(
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let t = use_t();
    let navigate = StoredValue::new(use_navigate());
    let customer = RwSignal::new(None::<Choice>);
    let title = RwSignal::new(String::new());
    let (template, templates) = (RwSignal::new(String::new()), RwSignal::new(Vec::<TemplateRow>::new()));
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let missing = RwSignal::new(false);
    let key = StoredValue::new(IdempotencyKey(Uuid::nil()));
    Effect::new(move |_| {
        if open.get() {
            key.set_value(IdempotencyKey(Uuid::new_v4()));
            customer.set(None);
            title.set(String::new());
            problem.set(None);
            missing.set(false);
            // Read anew each time: another one may have been made since.
            spawn_local(async move {
                let found = list_templates().await.unwrap_or_default();
                let found: Vec<TemplateRow> = found.into_iter().filter(|row| row.active).collect();
                let usual = found.iter().find(|row| row.usual).map(|row| row.id.to_string());
                let _ = templates.try_set(found);
                let _ = template.try_set(usual.unwrap_or_default());
            });
        }
    });
    let offered = Signal::derive(move || {
        let blank = (String::new(), t.templates_blank().to_owned());
        let rows = templates.get().into_iter().map(|row| (row.id.to_string(), row.name));
        std::iter::once(blank).chain(rows).collect::<Vec<_>>()
    });
    let make = move |()| {
        let Some(chosen) = customer.get_untracked() else {
            missing.set(true);
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let template = template.get_untracked().parse().ok();
            let made = make(chosen, title.get_untracked(), template, key.get_value(), t.company_lang()).await;
            busy.set(false);
            match made {
                Ok(id) => {
                    open.set(false);
                    navigate.with_value(|navigate| navigate(&format!("/quotations/{id}"), NavigateOptions::default()));
                }
                Err(error) => {
                    key.set_value(IdempotencyKey(Uuid::new_v4()));
                    problem.set(Some(error.0));
                }
            }
        });
    };
    let error = Signal::derive(move || {
        (missing.get() && customer.with(Option::is_none)).then(|| t.quotes_customer_needed().to_owned())
    });
    view! {
        <Dialog
            id="new-quote"
            open
            title=t.quotes_new()
            on_submit=make
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.quotes_not_now()}</Button>
                <Button look=Look::Primary submit=true busy busy_label=t.quotes_making()>{t.quotes_make()}</Button>
            }
        >
            <div class="stack loose">
                {move || problem.get().map(|problem| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{problem_words(t, &problem)}</Banner>
                })}
                <CustomerField id="new-customer" customer error/>
                <Show when=move || templates.with(|templates| !templates.is_empty())>
                    <Field id="new-template" label=t.templates_one()><Select value=template options=offered/></Field>
                </Show>
                <Field id="new-title" label=t.quotes_field_title()><TextInput value=title/></Field>
            </div>
        </Dialog>
    }
}

/// Makes the customer where it is new, then the quotation.
async fn make(
    chosen: Choice,
    title: String,
    template: Option<TemplateId>,
    key: IdempotencyKey,
    language: domain::lang::Lang,
) -> Result<QuoteId, AppError> {
    let party = customer_of(chosen, language).await?;
    create_quote(CreateQuote { key, opportunity: None, party: Some(party), title, lines: Vec::new(), template }).await
}
