//! What is known of the customer's reading, in one line, and the reminders before the offer ends.
use super::desk::Desk;
use crate::{
    quotes::{
        api::{read_quote, set_reminders},
        days_refusal,
    },
    ui::{Button, Field, Icon, IconName, TextInput, use_toasts},
};
use chrono::NaiveDate;
use domain::{
    days::Stamp,
    formats,
    quotes::reading::{Part, Step},
};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    quotes::{ReadingNote, ReminderState, ReminderStep, SetReminders},
    shared::IdempotencyKey,
};

/// `Read twice, last today 9:12, longest at the prices: under two minutes`.
pub(super) fn summary(t: T, note: &ReadingNote) -> String {
    let Some(last) = note.last.filter(|_| note.times > 0) else { return t.reading_not_yet().to_owned() };
    let when = when(t, last, note.today);
    let mut said = match note.times {
        1 => t.reading_once(&when),
        2 => t.reading_twice(&when),
        count => t.reading_often(t.figure(i64::from(count)), &when),
    };
    if let Some((part, step)) = note.longest {
        said.push_str(", ");
        said.push_str(&t.reading_longest(part_words(t, part), step_words(t, step)));
    }
    said
}

fn when(t: T, at: Stamp, today: Option<NaiveDate>) -> String {
    let (day, time) = (at.local.date(), formats::time(t.figures(), at.local));
    match today.map(|today| (today - day).num_days()) {
        Some(0) => t.reading_today(&time),
        Some(1) => t.reading_yesterday(&time),
        _ => formats::moment(t.lang(), t.figures(), at.local),
    }
}

fn part_words(t: T, part: Part) -> &'static str {
    match part {
        Part::Text => t.reading_part_text(),
        Part::Prices => t.reading_part_prices(),
        Part::Terms => t.reading_part_terms(),
        Part::Talk => t.reading_part_talk(),
        Part::Decision => t.reading_part_decision(),
    }
}

fn step_words(t: T, step: Step) -> &'static str {
    match step {
        Step::Moment => t.reading_step_moment(),
        Step::HalfMinute => t.reading_step_half_minute(),
        Step::TwoMinutes => t.reading_step_two_minutes(),
        Step::Longer => t.reading_step_longer(),
    }
}

/// The line above the timeline; nothing before the first sending.
#[component]
pub(super) fn ReadingLine() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let said =
        Memo::new(move |_| desk.view.with(|view| view.sent_version.is_some().then(|| summary(t, &view.reading))));
    move || {
        said.get().map(|said| {
            view! { <p class="row t-13 muted gap" id="reading"><Icon name=IconName::Eye/><span>{said}</span></p> }
        })
    }
}

/// The panel beside the lines: what was read, what is planned; nothing before the first sending.
#[component]
pub(super) fn ReadingPanel() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let sent = Memo::new(move |_| desk.view.with(|view| view.sent_version.is_some()));
    let said = Memo::new(move |_| desk.view.with(|view| summary(t, &view.reading)));
    view! {
        <Show when=move || sent.get()>
            <section class="panel" id="reading-panel">
                <header><h2>{t.reading_panel()}</h2></header>
                <p class="t-13">{move || said.get()}</p>
                <Reminders/>
            </section>
        </Show>
    }
}

fn step_line(t: T, step: &ReminderStep) -> String {
    let day = formats::date(t.figures(), step.on);
    match step.state {
        ReminderState::Planned => t.reading_planned(&day),
        ReminderState::Sent => t.reading_sent(&day),
        ReminderState::NotNeeded => t.reading_not_needed(&day),
        ReminderState::Nobody => t.reading_nobody(&day),
    }
}

#[component]
fn Reminders() -> impl IntoView {
    let desk = Desk::here();
    let (t, toasts) = (desk.t, use_toasts());
    let reminders = Memo::new(move |_| desk.view.with(|view| view.reminders.clone()));
    let (editing, typed) = (RwSignal::new(false), RwSignal::new(String::new()));
    let (wrong, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let set = move |days: Option<String>, done: &'static str| {
        let version = reminders.with_untracked(|known| known.version);
        let command = SetReminders { key: IdempotencyKey(Uuid::new_v4()), id: desk.id, version, days };
        wrong.set(None);
        busy.set(true);
        spawn_local(async move {
            let answer = set_reminders(command).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(()) => {
                    let _ = editing.try_set(false);
                    toasts.say(done);
                }
                Err(error) if error.is_stale() => toasts.warn(t.reading_stale()),
                Err(error) => {
                    let _ = wrong.try_set(Some(days_refusal(t, error)));
                }
            }
            if let Ok(view) = read_quote(desk.id).await {
                desk.take_in(view);
            }
        });
    };
    let change = move |()| {
        typed.set(reminders.with_untracked(|known| known.days.clone()));
        wrong.set(None);
        editing.set(true);
    };
    let usual = move || {
        let known = reminders.get();
        let own = known.version > 0;
        let days = if known.usual.is_empty() { "–".to_owned() } else { known.usual };
        own.then(|| view! {
            <button type="button" class="link" on:click=move |_| set(None, t.reading_saved())>{t.reading_as_usual(&days)}</button>
        })
    };
    let planned = move || reminders.with(|known| !known.days.is_empty());
    view! {
        <h3 class="t-13 gap">{t.reading_reminders()}</h3>
        <Show when=move || reminders.with(|known| known.steps.is_empty())>
            <p class="faint t-12">{t.reading_none()}</p>
        </Show>
        <ul class="rel">
            {move || reminders.with(|known| {
                known.steps.iter().map(|step| view! { <li class="t-13">{step_line(t, step)}</li> }).collect_view()
            })}
        </ul>
        <Show
            when=move || editing.get()
            fallback=move || view! {
                <div class="row wrap">
                    <button type="button" class="link" on:click=move |_| change(())>{t.reading_change_days()}</button>
                    <Show when=planned>
                        <button type="button" class="link" on:click=move |_| set(Some(String::new()), t.reading_called_off())>{t.reading_call_off()}</button>
                    </Show>
                    {usual}
                </div>
            }
        >
            <Field id="own-reminder-days" label=t.reading_days() hint=t.reading_days_hint().to_owned() error=wrong>
                <TextInput value=typed longest=40/>
            </Field>
            <div class="row gap">
                <Button small=true busy on_press=move |()| set(Some(typed.get_untracked()), t.reading_saved())>{t.reading_save()}</Button>
                <Button small=true on_press=move |()| editing.set(false)>{t.quotes_close()}</Button>
            </div>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::days::Instant;
    use i18n::Lang;

    fn note(times: u32, day: &str, longest: Option<(Part, Step)>) -> ReadingNote {
        let local = day.parse::<NaiveDate>().unwrap().and_hms_opt(9, 12, 0).unwrap();
        let last = (times > 0).then_some(Stamp { utc: Instant(0), local });
        ReadingNote { times, last, today: "2026-12-09".parse().ok(), longest }
    }

    #[test]
    fn reading_is_said_in_one_line() {
        let said = |lang, note: &ReadingNote| summary(T::new(lang), note);
        let prices = Some((Part::Prices, Step::Longer));
        assert_eq!(
            said(Lang::En, &note(2, "2026-12-09", prices)),
            "Read twice, last today 9:12, longest at the prices: two minutes or more"
        );
        assert_eq!(said(Lang::Fi, &note(1, "2026-12-08", None)), "Luettu kerran, eilen klo 9.12");
        assert_eq!(said(Lang::Sv, &note(3, "2026-11-23", None)), "Läst 3 gånger, senast 23.11.2026 kl. 9.12");
        assert!(said(Lang::En, &note(0, "2026-12-09", None)).starts_with("Not read yet"));
    }
}
