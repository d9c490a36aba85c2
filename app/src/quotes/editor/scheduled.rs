//! A sending that waits for its moment, said above the page, with the ways to change it; or why it could not go.
use super::{
    desk::Desk,
    sending_time::{Moment, When},
};
use crate::{
    quotes::api::{cancel_scheduled, move_scheduled, read_quote, send_scheduled},
    ui::{Banner, Button, Dialog, IconName, Look, Tone, use_toasts},
    wire::AppError,
};
use domain::formats;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    problem::Problem,
    quotes::{CancelScheduled, MoveScheduled, ScheduledView, SendScheduled},
    shared::IdempotencyKey,
};

/// The sending, where there is one.
#[component]
pub fn Scheduled() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let waits = Memo::new(move |_| desk.view.with(|view| view.scheduled.clone()));
    let changing = RwSignal::new(false);
    move || {
        waits.get().map(|waits| {
            let moment = formats::moment(t.lang(), t.figures(), waits.at.local);
            if let Some(why) = &waits.failed {
                let why = i18n::problem::refusal_sentence(t, why);
                let act = move || view! { <Dismiss version=waits.version/> };
                return view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert page=true act>
                        <b>{t.scheduled_failed(waits.quote_version, moment)}</b>" "{why}
                    </Banner>
                }
                .into_any();
            }
            let edited = move || {
                let draft = desk.view.with(|view| view.draft_version);
                (draft > waits.quote_version).then(|| format!(" {}", t.scheduled_edited(draft)))
            };
            let goes = t.scheduled_goes(waits.quote_version, moment, waits.to.join(", "));
            let act = {
                let waits = waits.clone();
                move || view! { <Acts version=waits.version changing/> }
            };
            view! {
                <Banner icon=IconName::Clock page=true act><b>{goes}</b>{edited}</Banner>
                <Change waits open=changing/>
            }
            .into_any()
        })
    }
}

/// Reads the quotation again.
async fn again(desk: Desk) {
    if let Ok(view) = read_quote(desk.id).await {
        desk.take_in(view);
    }
}

/// What went wrong: it has gone or was changed, most often.
fn sentence(desk: Desk, error: &AppError) -> String {
    match error.0 {
        Problem::NotFound | Problem::Stale { .. } => desk.t.scheduled_gone().to_owned(),
        _ => error.sentence(desk.t),
    }
}

#[component]
fn Acts(version: i64, changing: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::here();
    let (t, toasts) = (desk.t, use_toasts());
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let busy = RwSignal::new(false);
    let send = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = send_scheduled(SendScheduled { key: key.get_value(), id: desk.id, version }).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(_) => toasts.say(t.scheduled_went()),
                Err(error) => {
                    if error.0 != Problem::Unavailable {
                        key.set_value(IdempotencyKey(Uuid::new_v4()));
                    }
                    toasts.say(sentence(desk, &error));
                }
            }
            again(desk).await;
        });
    };
    view! {
        <div class="row wrap">
            <Button small=true on_press=move |()| changing.set(true)>{t.scheduled_change()}</Button>
            <Button small=true busy on_press=send>{t.scheduled_send_now()}</Button>
            <Button small=true busy on_press=move |()| take_back(desk, version, busy, toasts)>{t.scheduled_cancel()}</Button>
        </div>
    }
}

fn take_back(desk: Desk, version: i64, busy: RwSignal<bool>, toasts: crate::ui::Toasts) {
    busy.set(true);
    spawn_local(async move {
        let answer = cancel_scheduled(CancelScheduled { id: desk.id, version }).await;
        let _ = busy.try_set(false);
        match answer {
            Ok(_) => toasts.say(desk.t.scheduled_cancelled()),
            Err(error) => toasts.say(sentence(desk, &error)),
        }
        again(desk).await;
    });
}

#[component]
fn Dismiss(version: i64) -> impl IntoView {
    let desk = Desk::here();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let press = move |()| {
        busy.set(true);
        spawn_local(async move {
            if let Err(error) = cancel_scheduled(CancelScheduled { id: desk.id, version }).await {
                toasts.say(sentence(desk, &error));
            }
            let _ = busy.try_set(false);
            again(desk).await;
        });
    };
    view! { <Button small=true busy on_press=press>{desk.t.scheduled_dismiss()}</Button> }
}

#[component]
fn Change(waits: ScheduledView, open: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::here();
    let (t, toasts) = (desk.t, use_toasts());
    let (when, version) = (When::own(t, waits.at.local), waits.version);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        problem.set(None);
        let Some(at) = untrack(|| when.moment()) else {
            problem.set(Some(t.scheduled_out_of_reach().to_owned()));
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let answer = move_scheduled(MoveScheduled { id: desk.id, version, at }).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(_) => {
                    open.set(false);
                    toasts.say(t.scheduled_moved());
                    again(desk).await;
                }
                Err(error) => {
                    let _ = problem.try_set(Some(sentence(desk, &error)));
                }
            }
        });
    };
    view! {
        <Dialog id="change-sending" open title=t.scheduled_when() on_submit=save
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.scheduled_keep()}</Button>
                <Button look=Look::Primary submit=true busy>{t.scheduled_save()}</Button>
            }
        >
            <Moment t when error=problem/>
        </Dialog>
    }
}
