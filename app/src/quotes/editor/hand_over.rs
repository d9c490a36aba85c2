//! Whose the quotation is: chosen first, given by a button, since whoever gives it may not see it any more.
use super::desk::Desk;
use crate::{
    quotes::api::hand_over_quote,
    ui::{Button, Field, Select, use_toasts},
    wire::AppError,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use wire::{problem::Problem, quotes::HandOver};

/// Salesperson and team, with the button.
#[component]
pub fn HandOverFields() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let toasts = use_toasts();
    let navigate = use_navigate();
    let stands = move || {
        desk.view.with(|view| {
            let id = |id: Option<String>| id.unwrap_or_default();
            (
                id(view.owner.as_ref().map(|one| one.id.to_string())),
                id(view.team.as_ref().map(|one| one.id.to_string())),
            )
        })
    };
    let (first_owner, first_team) = untrack(stands);
    let (owner, team) = (RwSignal::new(first_owner), RwSignal::new(first_team));
    // Somebody gave it on meanwhile.
    Effect::new(move |before: Option<(String, String)>| {
        let now = stands();
        if before.is_some_and(|before| before != now) {
            owner.set(now.0.clone());
            team.set(now.1.clone());
        }
        now
    });
    let problem = RwSignal::new(None::<AppError>);
    let busy = RwSignal::new(false);
    let people = move || {
        desk.view.with(|view| {
            // Who has left stays where they stand.
            let gone = view.owner.clone().filter(|owner| view.people.iter().all(|one| one.id != owner.id));
            let people = view.people.iter().cloned().chain(gone).map(|one| (one.id.to_string(), one.name));
            std::iter::once((String::new(), t.crm_nobody().to_owned())).chain(people).collect::<Vec<_>>()
        })
    };
    let teams = move || {
        desk.view.with(|view| {
            let gone = view.team.clone().filter(|team| view.teams.iter().all(|one| one.id != team.id));
            let teams = view.teams.iter().cloned().chain(gone).map(|one| (one.id.to_string(), one.name));
            std::iter::once((String::new(), t.quotes_handling_no_team().to_owned())).chain(teams).collect::<Vec<_>>()
        })
    };
    let other = Memo::new(move |_| (owner.get(), team.get()) != stands());
    let give = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let (id, version) = desk.view.with_untracked(|view| (view.id, view.version));
        let command = HandOver {
            id,
            version,
            owner: owner.get_untracked().parse().ok(),
            team: team.get_untracked().parse().ok(),
        };
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = hand_over_quote(command).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(given) => {
                    toasts.say(t.quotes_hand_over_done());
                    if !given.seen {
                        navigate("/quotations", Default::default());
                    }
                }
                Err(error) => drop(problem.try_set(Some(error))),
            }
        });
    };
    let wrong = move |field: &'static str| {
        Signal::derive(move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.at(t, field))))
    };
    let beside = move || {
        problem.with(|problem| match problem {
            Some(AppError(Problem::Refused { .. })) | None => None,
            Some(error) => Some(error.sentence(t)),
        })
    };
    view! {
        <Field id="head-owner" label=t.messages_field_owner() error=wrong("owner")>
            <Select value=owner options=Signal::derive(people)/>
        </Field>
        <Field id="head-team" label=t.messages_field_team() error=wrong("team")>
            <Select value=team options=Signal::derive(teams)/>
        </Field>
        <Show when=move || other.get()>
            <div class="span-all t-13" role="group" aria-label=t.quotes_hand_over()>
                <Button small=true busy on_press=give.clone()>{t.quotes_hand_over()}</Button>
                " "<span class="muted">{t.quotes_hand_over_what()}</span>
                {move || beside().map(|why| view! { " "<span class="error" role="alert">{why}</span> })}
            </div>
        </Show>
    }
}
