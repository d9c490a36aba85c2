//! The page of one customer: its fields, what happened, its quotations.
use super::{
    api::{edit_party, read_party},
    fields::{PartyParts, field_name},
    merge::Merges,
    new::NewParty,
    quotations::{NewQuotation, Quotations},
    values,
};
use crate::crm::PartyDuplicates;
use crate::frame::ProblemPage;
use crate::i18n::use_t;
use crate::messages::{NoteComposer, Timeline};
use crate::sheet::{Clashes, Keeper, KeptState, Sheet};
use crate::ui::{Avatar, Skeleton, lasting};
use crate::wire::AppError;
use domain::{formats, ids::PartyId, parties::PartyKind};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};
use wire::{
    messages::Subject,
    parties::{EditParty, PartyView},
    problem::Problem,
};

/// The page of a customer, or the form for a new one where the address says `new`.
#[component]
pub fn PartyPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_else(|| "new".to_owned()));
    move || match id.get().as_str() {
        "new" => view! { <NewParty/> }.into_any(),
        other => match other.parse::<PartyId>() {
            Ok(id) => view! { <Known id/> }.into_any(),
            Err(_) => view! { <ProblemPage error=AppError::from(Problem::NotFound)/> }.into_any(),
        },
    }
}

#[component]
fn Known(id: PartyId) -> impl IntoView {
    let first = OnceResource::new(read_party(id));
    view! {
        <Transition fallback=move || view! { <Skeleton rows=8/> }>
            {move || Suspend::new(async move {
                match first.await {
                    Ok(view) => view! { <Party first=view/> }.into_any(),
                    Err(error) => view! { <ProblemPage error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Party(first: PartyView) -> impl IntoView {
    let t = use_t();
    let id = first.id;
    let sheet = Sheet::new("party", values::values(&first.fields), values::check);
    let keeper = Keeper::new(
        t,
        sheet,
        first.version,
        move |version, values| edit_party(EditParty { id, version, fields: values::fields(&values) }),
        move || async move { read_party(id).await.map(|view| (view.version, values::values(&view.fields))) },
    );
    let usual = usual_choices(&first);
    let view = RwSignal::new(first);
    // One that was merged leads to the one it lives on in, whether it was so before or became so meanwhile.
    let lives_on = RwSignal::new(id);
    let (asked, navigate) = (use_params_map(), StoredValue::new(use_navigate()));
    Effect::new(move |_| {
        let id = lives_on.get().to_string();
        if asked.with_untracked(|asked| asked.get_str("id").is_some_and(|asked| asked != id)) {
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate.with_value(|navigate| navigate(&format!("/customers/{id}"), options));
        }
    });
    let reload = move || {
        spawn_local(async move {
            if let Ok(fresh) = read_party(id).await {
                if lives_on.is_disposed() {
                    return;
                }
                if fresh.id != id {
                    lives_on.set(fresh.id);
                    return;
                }
                keeper.refresh(fresh.version, values::values(&fresh.fields));
                view.set(fresh);
            }
        });
    };
    crate::live::on_change("party", Some(id.0), reload);
    crate::live::on_change("quote", None, reload);
    let name = Memo::new(move |_| view.with(|view| view.fields.name.clone()));
    let org = Memo::new(move |_| view.with(|view| view.fields.kind == PartyKind::Company));
    let about = move || {
        view.with(|view| {
            let since = t.parties_since(formats::date(t.figures(), view.created.local.date()));
            let owner = view.owner.as_ref().map(|owner| t.parties_owner(&owner.name));
            view! {
                {owner.map(|owner| view! { <p class="t-13 muted">{owner}</p> })}
                <p class="t-13 muted">{since}</p>
            }
        })
    };
    let on_leave = Callback::new(move |code: &'static str| keeper.leave(code));
    view! {
        <Title text=lasting(move || name.try_get())/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.parties_path()><a href="/customers">{t.parties_customers()}</a><span>"/"</span></nav>
            {move || view! { <span class="wide"><Avatar name=name.get() org=org.get() silent=true/></span> }}
            <h1>{name}</h1>
            <span class="push"></span>
            <span class="wide"><KeptState keeper/></span>
            <NewQuotation party=id/>
        </header>
        <Clashes keeper label=move |code| field_name(t, code)/>
        <div class="record">
            <aside aria-label=t.parties_facts()>
                <p class="narrow"><KeptState keeper/></p>
                <PartyParts sheet form=false on_leave usual/></aside>
            <section class="mid" aria-labelledby="party-timeline">
                <h2 class="sr" id="party-timeline">{t.parties_timeline()}</h2>
                <NoteComposer subject=Subject::Party(id) on_saved=move |()| reload()/>
                <Merges view on_change=move |()| reload()/>
                <Timeline entries=Signal::derive(move || view.with(|view| view.timeline.clone()))/>
            </section>
            <aside aria-label=t.parties_quotations()>
                <Quotations quotes=Signal::derive(move || view.with(|view| view.quotes.clone()))/>
                <PartyDuplicates of=id found=Signal::derive(move || view.with(|view| view.duplicates.clone()))/>
                <section class="panel">{about}</section>
            </aside>
        </div>
    }
}

/// Colleagues and ways of delivering by id; whoever has left stays on the list of what they look after.
fn usual_choices(view: &PartyView) -> (Vec<(String, String)>, Vec<(String, String)>) {
    let mut people: Vec<(String, String)> =
        view.people.iter().map(|one| (one.id.to_string(), one.name.clone())).collect();
    match &view.owner {
        None => people.insert(0, (String::new(), "–".to_owned())),
        Some(owner) if !view.people.contains(owner) => people.insert(0, (owner.id.to_string(), owner.name.clone())),
        Some(_) => {}
    }
    let methods = view.methods.iter().map(|one| (one.id.to_string(), one.name.clone()));
    (people, methods.collect())
}
