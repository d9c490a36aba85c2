//! Keeping a quotation as a template: under which name.
use super::api::save_as_template;
use crate::{
    i18n::use_t,
    ui::{Banner, Button, Dialog, Field, IconName, Look, TextInput, Tone, use_toasts},
};
use domain::ids::QuoteId;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{problem::Problem, shared::IdempotencyKey, templates::SaveAsTemplate};

/// The dialog.
#[component]
pub fn SaveAs(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The quotation.
    quote: QuoteId,
    /// A name to begin with.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let name = RwSignal::new(String::new());
    let (busy, problem, refused) = (RwSignal::new(false), RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let key = StoredValue::new(IdempotencyKey(Uuid::nil()));
    Effect::new(move |_| {
        if open.get() {
            key.set_value(IdempotencyKey(Uuid::new_v4()));
            name.set(title.get_untracked());
            problem.set(None);
            refused.set(None);
        }
    });
    let save = move |()| {
        busy.set(true);
        spawn_local(async move {
            let command = SaveAsTemplate { key: key.get_value(), quote, name: name.get_untracked() };
            let answer = save_as_template(command).await;
            busy.set(false);
            match answer {
                Ok(_) => {
                    open.set(false);
                    toasts.say(t.templates_made());
                }
                Err(error) => {
                    key.set_value(IdempotencyKey(Uuid::new_v4()));
                    let at_name = match &error.0 {
                        Problem::Refused { refusals } => refusals.iter().find(|one| one.field == "name"),
                        _ => None,
                    };
                    let sentence = at_name.map(|one| i18n::problem::refusal_sentence(t, &one.refusal));
                    problem.set(sentence.is_none().then(|| error.sentence(t)));
                    refused.set(sentence);
                }
            }
        });
    };
    view! {
        <Dialog
            id="save-as-template"
            open
            title=t.templates_save_as()
            lead=Some(t.templates_save_as_what().to_owned())
            on_submit=save
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.quotes_not_now()}</Button>
                <Button look=Look::Primary submit=true busy busy_label=t.prices_saving()>{t.templates_save()}</Button>
            }
        >
            <div class="stack">
                {move || problem.get().map(|problem| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{problem}</Banner>
                })}
                <Field id="template-name" label=t.prices_name() error=refused><TextInput value=name longest=100 autofocus=true/></Field>
            </div>
        </Dialog>
    }
}
