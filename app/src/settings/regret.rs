//! What a customer can do after accepting: the minutes to take it back, and a consumer's right to withdraw.
use super::api::{read_regret, set_regret};
use crate::i18n::use_t;
use crate::ui::{Banner, Button, Field, IconName, TextArea, TextInput, Tone, use_toasts};
use crate::wire::error_at;
use domain::refusal::FieldRefusal;
use i18n::T;
use leptos::prelude::*;
use wire::{problem::Problem, settings::RegretFields};

/// The section.
#[component]
pub(super) fn Regret() -> impl IntoView {
    let t = use_t();
    let fields = Resource::new(|| (), |()| read_regret());
    view! {
        <section id="regret">
            <h2>{t.regret_settings()}<small>{t.regret_settings_what()}</small></h2>
            <Transition>
                {move || fields.get().and_then(Result::ok).map(|fields| view! { <Form t fields/> })}
            </Transition>
        </section>
    }
}

#[component]
fn Form(t: T, fields: RegretFields) -> impl IntoView {
    let toasts = use_toasts();
    let RegretFields { grace, days, fi, sv, en } = fields;
    let [grace, days, fi, sv, en] = [grace, days, fi, sv, en].map(RwSignal::new);
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let saving = Action::new(move |fields: &RegretFields| {
        let fields = fields.clone();
        async move {
            match set_regret(fields).await {
                Ok(()) => toasts.say(t.regret_saved()),
                Err(error) => {
                    wrong.set(Some(error.sentence(t)));
                    if let Problem::Refused { refusals } = error.0 {
                        refused.set(refusals);
                    }
                }
            }
        }
    });
    let save = move |()| {
        wrong.set(None);
        refused.set(Vec::new());
        saving.dispatch(untrack(|| RegretFields {
            grace: grace.get(),
            days: days.get(),
            fi: fi.get(),
            sv: sv.get(),
            en: en.get(),
        }));
    };
    let error = move |code: &'static str| error_at(t, refused, move || code);
    let words = move |code: &'static str, label: &'static str, value: RwSignal<String>| {
        view! {
            <Field id=format!("regret-{code}") label class="w6" error=error(code)>
                <TextArea value rows=6 longest=4_000/>
            </Field>
        }
    };
    view! {
        <div>
            {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
            <div class="cols">
                <Field id="regret-grace" label=t.regret_grace() hint=t.regret_grace_hint().to_owned() class="w3" error=error("grace")>
                    <TextInput value=grace longest=4/>
                </Field>
                <Field id="regret-days" label=t.regret_days() hint=t.regret_days_hint().to_owned() class="w3" error=error("days")>
                    <TextInput value=days longest=3/>
                </Field>
                {words("fi", t.regret_words_fi(), fi)}
                {words("sv", t.regret_words_sv(), sv)}
                {words("en", t.regret_words_en(), en)}
            </div>
            <p class="muted t-13">{t.regret_words_hint("{days}")}</p>
            <div class="row gap"><Button busy=saving.pending() on_press=save>{t.regret_save()}</Button></div>
        </div>
    }
}
