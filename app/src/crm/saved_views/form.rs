//! What is shown becomes a view; a view gets another name, is shared, or is taken away.
use super::api::{list_views, remove_view, save_view};
use crate::{
    frame::use_pipeline,
    i18n::use_t,
    listing::escaped,
    palette::Opener,
    ui::{Banner, Button, Check, Dialog, Field, IconName, Look, Select, TextInput, Tone, use_toasts},
    wire::AppError,
};
use domain::{
    crm::saved_views::{GONE, LONGEST},
    refusal::FieldRefusal,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_location, use_query_map};
use uuid::Uuid;
use wire::{
    problem::Problem,
    saved_views::{RemoveView, SaveView, SavedView},
    shared::IdempotencyKey,
};

/// The dialog; it is there once, in the frame.
#[component]
pub fn SavedViewForm() -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let open = Opener::here().views;
    let way = use_pipeline();
    let path = use_location().pathname;
    let asked = use_query_map();
    let views = RwSignal::new(Vec::<SavedView>::new());
    let which = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let shared = RwSignal::new(false);
    let usual = RwSignal::new(false);
    let renew = RwSignal::new(false);
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let here = move || {
        let pairs = asked.with_untracked(|asked| {
            // `new` opens a form and shows nothing else.
            let kept = asked.clone().into_iter().filter(|(key, _)| !["new", GONE].contains(&&**key));
            kept.map(|(key, value)| format!("{}={}", escaped(&key), escaped(&value))).collect::<Vec<_>>()
        });
        let path = path.get_untracked();
        if pairs.is_empty() { path } else { format!("{path}?{}", pairs.join("&")) }
    };
    let picked = move || {
        which.with(|which| views.with(|views| views.iter().find(|view| view.id.to_string() == *which).cloned()))
    };
    let may = move || picked().is_none_or(|view| view.may);
    // Another view: its own name and circle; a new one begins empty.
    let fill = move || {
        let view = untrack(picked);
        name.set(view.as_ref().map(|view| view.name.clone()).unwrap_or_default());
        shared.set(view.as_ref().is_some_and(|view| view.shared));
        usual.set(view.as_ref().is_some_and(|view| view.usual));
        renew.set(false);
        refused.set(Vec::new());
        wrong.set(None);
    };
    Effect::new(move |_| {
        if open.get() {
            views.set(Vec::new());
            which.set(String::new());
            fill();
            spawn_local(async move {
                let found = list_views().await.unwrap_or_default();
                let here = here();
                let known = found
                    .iter()
                    .find(|view| view.address == here || opens(view) == here)
                    .map(|view| view.id.to_string());
                if views.is_disposed() {
                    return;
                }
                views.set(found);
                // What was typed meanwhile stays.
                if let Some(known) = known.filter(|_| name.with_untracked(String::is_empty)) {
                    which.set(known);
                    fill();
                }
            });
        }
    });
    let refuse = move |error: AppError| {
        let said = if error.is_stale() { t.views_stale().to_owned() } else { error.sentence(t) };
        match error.0 {
            Problem::Refused { refusals } if refusals.iter().any(|one| one.field == "name") => refused.set(refusals),
            _ => wrong.set(Some(said)),
        }
    };
    let save = move |()| {
        if busy.get_untracked() {
            return;
        }
        let view = untrack(picked);
        let address = match &view {
            Some(view) if !renew.get_untracked() => view.address.clone(),
            _ => here(),
        };
        let command = SaveView {
            key: IdempotencyKey(Uuid::new_v4()),
            id: view.as_ref().map(|view| view.id),
            version: view.as_ref().map_or(0, |view| view.version),
            name: name.get_untracked(),
            address,
            shared: shared.get_untracked(),
            usual: usual.get_untracked(),
        };
        refused.set(Vec::new());
        wrong.set(None);
        busy.set(true);
        spawn_local(async move {
            let said = t.views_kept(command.name.trim());
            let answer = save_view(command).await;
            busy.set(false);
            match answer {
                Ok(_) => {
                    toasts.say(said);
                    open.set(false);
                    lead_there(way).await;
                }
                Err(error) => refuse(error),
            }
        });
    };
    let remove = move |()| {
        let Some(view) = untrack(picked).filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        spawn_local(async move {
            let command = RemoveView { key: IdempotencyKey(Uuid::new_v4()), id: view.id, version: view.version };
            let answer = remove_view(command).await;
            busy.set(false);
            match answer {
                Ok(()) => {
                    toasts.say(t.views_removed(&view.name));
                    open.set(false);
                    lead_there(way).await;
                }
                Err(error) => refuse(error),
            }
        });
    };
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t.views_new().to_owned())];
        views.with(|views| options.extend(views.iter().map(|view| (view.id.to_string(), view.name.clone()))));
        options
    });
    let name_error = Signal::derive(move || {
        refused.with(|all| all.first().map(|one| i18n::problem::refusal_sentence(t, &one.refusal)))
    });
    view! {
        <Dialog id="views" open title=t.views_title()
            footer=move || view! {
                {move || (picked().is_some() && may()).then(|| view! {
                    <Button look=Look::Danger on_press=remove>{t.views_remove()}</Button>
                    <span class="push"></span>
                })}
                <Button on_press=move |()| open.set(false)>{t.views_cancel()}</Button>
                <Button look=Look::Primary submit=true busy busy_label=t.views_saving()>{t.views_save()}</Button>
            }
            on_submit=save
        >
            {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
            <div class="stack">
                <Field id="view-which" label=t.views_which()><Select value=which options on_choose=move |_: String| fill()/></Field>
                {move || if may() {
                    view! {
                        <Field id="view-name" label=t.views_name() error=name_error><TextInput value=name longest=LONGEST as u32/></Field>
                        {move || picked().is_some().then(|| view! { <Check value=renew>{t.views_renew()}</Check> })}
                        <Check value=shared>{t.views_share()}</Check>
                    }.into_any()
                } else {
                    let owner = picked().map(|view| view.owner).unwrap_or_default();
                    view! { <p class="muted">{t.views_not_yours(&owner)}</p> }.into_any()
                }}
                <Check value=usual>{t.views_usual()}</Check>
                <p class="faint">{t.views_usual_what()}</p>
            </div>
        </Dialog>
    }
}

/// What a view opens with, without the mark that something is left out.
fn opens(view: &SavedView) -> &str {
    let opens = view.opens.strip_suffix("gone=1").unwrap_or(&view.opens);
    opens.trim_end_matches(['?', '&'])
}

/// The way to one's pipeline leads to the view one has chosen for it, from now on.
async fn lead_there(way: RwSignal<Option<String>>) {
    if let Ok(views) = list_views().await {
        let _ = way.try_set(views.into_iter().find(|view| view.usual).map(|view| view.opens));
    }
}
