//! The question before somebody is switched off: what is theirs to do, and who goes on with it. For somebody who is off
//! already it hands on alone.
use super::{
    api::{hand_on, switch_user, user_holds},
    person::refused,
};
use crate::{
    i18n::use_t,
    ui::{Banner, Button, Dialog, Field, IconName, Look, Select, Skeleton, Tone, use_toasts},
    wire::AppError,
};
use domain::ids::UserId;
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    problem::Problem,
    settings::UserRow,
    shared::IdempotencyKey,
    users::{HandOn, SwitchUser, UserHolds},
};

/// The dialog.
#[component]
pub(super) fn SwitchOff(
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// Who.
    person: RwSignal<Option<UserRow>>,
    /// Reads the settings again.
    reload: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let holds = RwSignal::new(None::<UserHolds>);
    let to = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    Effect::new(move |_| {
        let opened = open.get();
        let Some(asked) = person.get_untracked().filter(|_| opened) else { return };
        holds.set(None);
        to.set(String::new());
        missing.set(false);
        wrong.set(None);
        key.set_value(IdempotencyKey(Uuid::new_v4()));
        spawn_local(async move {
            match user_holds(asked.id).await {
                // Another may be asked about by now.
                Ok(found) if person.try_get_untracked().flatten().is_some_and(|now| now.id == asked.id) => {
                    holds.set(Some(found));
                }
                Ok(_) => {}
                Err(error) => {
                    let _ = wrong.try_set(Some(error.sentence(t)));
                }
            }
        });
    });
    let switching = Action::new(move |asked: &UserRow| {
        let asked = asked.clone();
        let (taker, key) = (to.with_untracked(|to| to.parse::<UserId>().ok()), key.get_value());
        async move {
            if asked.active {
                let command = SwitchUser { key, id: asked.id, version: asked.version, active: false };
                if let Err(error) = switch_user(command).await {
                    wrong.set(Some(said(t, error)));
                    return;
                }
                toasts.say(t.users_switched_off(asked.name.clone()));
            }
            if let Some(taker) = taker {
                let others = holds.with_untracked(|holds| holds.as_ref().map(|holds| holds.others.clone()));
                let name = others.into_iter().flatten().find(|other| other.id == taker).map(|other| other.name);
                match hand(asked.id, taker).await {
                    Ok((given, stayed)) => {
                        toasts.say(t.users_handed(name.unwrap_or_default(), t.figure(given.into())));
                        if stayed > 0 {
                            toasts.warn(t.users_stayed(stayed));
                        }
                    }
                    // Who is switched off is off; the rest can be handed on again.
                    Err(error) => toasts.warn(error.sentence(t)),
                }
            }
            open.set(false);
            reload.run(());
        }
    });
    let press = move |()| {
        let Some(asked) = person.get_untracked().filter(|_| !switching.pending().get_untracked()) else { return };
        if !asked.active && to.with_untracked(String::is_empty) {
            // Where nothing is left there is nobody to choose either.
            let left = holds.with_untracked(|holds| holds.as_ref().is_some_and(|found| !nothing(found)));
            missing.set(left);
            open.set(left);
            return;
        }
        wrong.set(None);
        switching.dispatch(asked);
    };
    let off = move || person.with(|person| person.as_ref().is_some_and(|person| !person.active));
    let title = Signal::derive(move || {
        let name = person.with(|person| person.as_ref().map(|person| person.name.clone())).unwrap_or_default();
        if off() { t.users_hand_on_title(name) } else { t.users_switch_off_title(name) }
    });
    let lead = Signal::derive(move || (!off()).then(|| t.users_switch_off_what().to_owned()));
    let others = Signal::derive(move || {
        let first = if off() { t.users_hand_to_choose() } else { t.users_hand_to_nobody() };
        let known = holds.with(|holds| holds.as_ref().map(|holds| holds.others.clone())).unwrap_or_default();
        let known = known.into_iter().map(|other| (other.id.to_string(), other.name));
        std::iter::once((String::new(), first.to_owned())).chain(known).collect::<Vec<_>>()
    });
    let needed =
        Signal::derive(move || (missing.get() && to.with(String::is_empty)).then(|| t.problem_required().to_owned()));
    view! {
        <Dialog
            id="switch-off"
            open
            title
            lead
            on_submit=press
            footer=move || {
                let (verb, busy) = match off() {
                    true => (t.users_hand_on_verb(), t.users_handing()),
                    false => (t.users_switch_off_verb(), t.users_switching()),
                };
                let look = if off() { Look::Primary } else { Look::Danger };
                view! {
                    <Button on_press=move |()| open.set(false)>{t.settings_not_now()}</Button>
                    <Button look submit=true busy=switching.pending() busy_label=busy>{verb}</Button>
                }
            }
        >
            <div class="stack">
                {move || wrong.get().map(|wrong| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner>
                })}
                {move || match holds.get() {
                    None if wrong.with(Option::is_some) => ().into_any(),
                    None => view! { <Skeleton rows=3/> }.into_any(),
                    Some(found) if nothing(&found) => view! { <p>{t.users_holds_nothing()}</p> }.into_any(),
                    Some(found) => view! {
                        <Left t found whose=person.with_untracked(|person| person.as_ref().map(|person| person.id))/>
                        <Field id="hand-to" label=t.users_hand_to() error=needed><Select value=to options=others/></Field>
                    }.into_any(),
                }}
            </div>
        </Dialog>
    }
}

/// What is left to do, in words.
#[component]
fn Left(t: T, found: UserHolds, whose: Option<UserId>) -> impl IntoView {
    let mut lines: Vec<AnyView> = Vec::new();
    if found.opportunities > 0 {
        let to = whose.map(|id| format!("/opportunities?owner={id}"));
        let words = t.users_holds_opportunities(found.opportunities);
        lines.push(view! { <li><a class="link" href=to>{words}</a></li> }.into_any());
    }
    if found.quotations > 0 {
        lines.push(view! { <li>{t.users_holds_quotations(found.quotations)}</li> }.into_any());
    }
    if found.activities > 0 {
        lines.push(view! { <li>{t.users_holds_activities(found.activities)}</li> }.into_any());
    }
    view! { <div><p class="muted t-13">{t.users_holds()}</p><ul>{lines}</ul></div> }
}

fn nothing(found: &UserHolds) -> bool {
    found.opportunities + found.quotations + found.activities == 0
}

/// Batch by batch; answers how much was given, and how much a rule refused.
async fn hand(from: UserId, to: UserId) -> Result<(u32, u32), AppError> {
    let (mut given, mut stayed, mut after) = (0, 0, None);
    loop {
        let done = hand_on(HandOn { key: IdempotencyKey(Uuid::new_v4()), from, to, after }).await?;
        given += done.opportunities + done.quotations + done.activities;
        stayed += done.stayed;
        after = done.next;
        if after.is_none() {
            return Ok((given, stayed));
        }
    }
}

fn said(t: T, error: AppError) -> String {
    if error.is_stale() {
        return t.users_stale().to_owned();
    }
    match &error.0 {
        Problem::Refused { refusals } => refused(t, refusals),
        _ => error.sentence(t),
    }
}
