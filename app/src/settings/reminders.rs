//! When customers are reminded of offers that end.
use super::api::{read_reminder_days, set_reminder_days};
use crate::i18n::use_t;
use crate::quotes::days_refusal;
use crate::ui::{Button, Field, TextInput, use_toasts};
use i18n::T;
use leptos::prelude::*;
use wire::settings::ReminderDays;

/// The section.
#[component]
pub(super) fn Reminders() -> impl IntoView {
    let t = use_t();
    let days = Resource::new(|| (), |()| read_reminder_days());
    view! {
        <section id="reminders">
            <h2>{t.reading_reminders()}<small>{t.reading_reminders_what()}</small></h2>
            <Transition>
                {move || days.get().and_then(Result::ok).map(|days| view! { <Form t days/> })}
            </Transition>
        </section>
    }
}

#[component]
fn Form(t: T, days: ReminderDays) -> impl IntoView {
    let toasts = use_toasts();
    let typed = RwSignal::new(days.days);
    let wrong = RwSignal::new(None::<String>);
    let saving = Action::new(move |command: &ReminderDays| {
        let command = command.clone();
        async move {
            match set_reminder_days(command).await {
                Ok(()) => toasts.say(t.reading_saved()),
                Err(error) => wrong.set(Some(days_refusal(t, error))),
            }
        }
    });
    let save = move |()| {
        wrong.set(None);
        saving.dispatch(ReminderDays { days: typed.get_untracked() });
    };
    view! {
        <div>
            <div class="cols">
                <Field id="reminder-days" label=t.reading_days() hint=t.reading_days_hint().to_owned() class="w3" error=wrong>
                    <TextInput value=typed longest=40/>
                </Field>
            </div>
            <div class="row gap"><Button busy=saving.pending() on_press=save>{t.reading_save()}</Button></div>
        </div>
    }
}
