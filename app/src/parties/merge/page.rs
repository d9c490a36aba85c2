//! The page on which two customers are compared and merged.
use super::{
    after::After,
    api::{merge_parties, preview_party_merge, take_back_party_merge, tell_apart},
    words,
};
use crate::{
    crm::{ChoiceRow, merge_reasons},
    frame::ProblemPage,
    i18n::use_t,
    live::on_change,
    ui::{Banner, Button, Icon, IconName, Look, Skeleton, Tone, use_toasts},
    wire::AppError,
};
use domain::{formats, ids::PartyId};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};
use std::collections::BTreeSet;
use uuid::Uuid;
use wire::{
    merge::MergeField,
    parties::{MergeParties, PartyMergePreview, PartySide, TakeBackPartyMerge, TellApart},
    problem::Problem,
    shared::IdempotencyKey,
};

/// `/customers/:id/merge/:other`: the first stays, the other is merged into it.
#[component]
pub fn PartyMergePage() -> impl IntoView {
    let params = use_params_map();
    let id = move |name: &str| params.with(|params| params.get_str(name).and_then(|id| id.parse::<PartyId>().ok()));
    let two = Memo::new(move |_| id("id").zip(id("other")));
    let found = Resource::new_blocking(
        move || two.get(),
        |two| async move {
            match two {
                Some((stays, goes)) => preview_party_merge(stays, goes).await,
                None => Err(AppError::from(Problem::NotFound)),
            }
        },
    );
    view! {
        <Transition fallback=move || view! { <div class="page"><Skeleton rows=8/></div> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(first) => view! { <Comparison first/> }.into_any(),
                    Err(error) => view! { <ProblemPage error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Comparison(first: PartyMergePreview) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let navigate = StoredValue::new(use_navigate());
    let go = move |to: String| navigate.with_value(|navigate| navigate(&to, NavigateOptions::default()));
    let (stays, goes) = (first.stays.id, first.goes.id);
    let by_rule = first.fields.iter().filter(|field| field.takes).map(|field| field.code.clone()).collect();
    let taken = RwSignal::new(by_rule);
    let why = if first.reasons.is_empty() { t.merge_no_reason().to_owned() } else { merge_reasons(t, &first.reasons) };
    let days = first.days;
    let view = RwSignal::new(first);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    // What was chosen stays when something changed elsewhere.
    let read = move || {
        spawn_local(async move {
            let fresh = preview_party_merge(stays, goes).await;
            if view.is_disposed() || busy.get_untracked() {
                return;
            }
            match fresh {
                Ok(fresh) => view.set(fresh),
                Err(error) => problem.set(Some(error.sentence(t))),
            }
        });
    };
    on_change("party", Some(stays.0), read);
    on_change("party", Some(goes.0), read);
    let failed = move |error: AppError| {
        if view.is_disposed() {
            toasts.warn(error.sentence(t));
            return;
        }
        // Another try is another command: what it is based on differs.
        key.set_value(IdempotencyKey(Uuid::new_v4()));
        busy.set(false);
        problem.set(Some(error.sentence(t)));
        if error.is_stale() {
            read();
        }
    };
    let merge = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let (command, name) = view
            .with_untracked(|view| (command(view, key.get_value(), &taken.get_untracked()), view.goes.name.clone()));
        spawn_local(async move {
            match merge_parties(command).await {
                Ok(done) => {
                    let back = TakeBackPartyMerge { merge: done.merge, version: done.version };
                    toasts.undo(t.merge_said(&name), move || {
                        let (back, name) = (back.clone(), name.clone());
                        spawn_local(async move {
                            match take_back_party_merge(back).await {
                                Ok(back) => toasts.say(words::taken_apart(t, &name, &back.kept)),
                                Err(error) => toasts.warn(error.sentence(t)),
                            }
                        });
                    });
                    if !view.is_disposed() {
                        go(format!("/customers/{stays}"));
                    }
                }
                Err(error) => failed(error),
            }
        });
    };
    let different = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let command = TellApart { key: key.get_value(), one: stays, other: goes };
        let (names, next) = view.with_untracked(|view| {
            let names = (view.stays.name.clone(), view.goes.name.clone());
            (names, view.place.and_then(|place| place.next.or(place.previous)))
        });
        spawn_local(async move {
            match tell_apart(command).await {
                Ok(()) => {
                    toasts.say(t.party_merge_said_different(&names.0, &names.1));
                    if !view.is_disposed() {
                        go(next.map_or_else(|| "/customers/duplicates".to_owned(), address));
                    }
                }
                Err(error) => failed(error),
            }
        });
    };
    view! {
        <Title text=t.party_merge_title()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.party_merge_path()>
                <a href="/customers">{t.parties_customers()}</a><span>"/"</span>
                <a href="/customers/duplicates">{t.party_merge_pairs()}</a><span>"/"</span>
            </nav>
            <h1>{t.party_merge_title()}</h1>
            <span class="push"></span>
            <Place view/>
            <Button busy busy_label=t.party_merge_telling() on_press=different>{t.party_merge_different()}</Button>
            <a class="btn wide" href=address((goes, stays))>{t.merge_swap()}</a>
        </header>
        <div class="mergeview">
            <section aria-label=t.party_merge_title()>
                <p class="why">{why}</p>
                <Choices view taken/>
            </section>
            <aside aria-label=t.merge_after()>
                <After view taken/>
                {move || problem.get().map(|problem| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{problem}</Banner>
                })}
                <Button look=Look::Primary block=true icon=IconName::Merge busy busy_label=t.merge_merging() on_press=merge>
                    {t.merge_verb()}
                </Button>
                <p class="muted t-13">{t.party_merge_hint(days.to_string())}</p>
                <p class="narrow"><a class="link" href=address((goes, stays))>{t.merge_swap()}</a></p>
            </aside>
        </div>
    }
}

fn address((stays, goes): (PartyId, PartyId)) -> String {
    format!("/customers/{stays}/merge/{goes}")
}

/// What is sent: of the fields that were chosen those that differ.
fn command(view: &PartyMergePreview, key: IdempotencyKey, taken: &BTreeSet<String>) -> MergeParties {
    let differ = |code: &&String| view.fields.iter().any(|field| field.code == **code && field.stays != field.goes);
    MergeParties {
        key,
        stays: view.stays.id,
        stays_version: view.stays.version,
        goes: view.goes.id,
        goes_version: view.goes.version,
        taken: taken.iter().filter(differ).cloned().collect(),
    }
}

/// Where the two stand among the pairs, and the ways to the pairs beside.
#[component]
fn Place(view: RwSignal<PartyMergePreview>) -> impl IntoView {
    let t = use_t();
    let way = move |to: Option<(PartyId, PartyId)>, name: &'static str, icon: IconName| {
        to.map(|to| view! { <a class="btn ghost icon" href=address(to) aria-label=name><Icon name=icon/></a> })
    };
    move || {
        view.with(|view| view.place).map(|place| {
            view! {
                <span class="muted t-13 nowrap">{t.party_merge_place(place.at.to_string(), place.of.to_string())}</span>
                {way(place.previous, t.party_merge_previous(), IconName::Left)}
                {way(place.next, t.party_merge_next(), IconName::Right)}
            }
        })
    }
}

/// The two customers side by side.
#[component]
fn Choices(view: RwSignal<PartyMergePreview>, taken: RwSignal<BTreeSet<String>>) -> impl IntoView {
    let t = use_t();
    let all = move |of_merged: bool| {
        let codes = view.with_untracked(|view| view.fields.iter().map(|field| field.code.clone()).collect());
        taken.set(if of_merged { codes } else { BTreeSet::new() });
    };
    let head = move |side: PartySide, what: &'static str, of_merged: bool| {
        let mut about = vec![t.party_merge_since(formats::date(t.figures(), side.created.local.date()))];
        if side.opportunities > 0 {
            about.push(t.party_merge_hangs_opportunities(side.opportunities.to_string()));
        }
        if side.orders > 0 {
            about.push(t.party_merge_hangs_orders(side.orders.to_string()));
        }
        let label = t.merge_take_all_of(&side.name);
        view! {
            <th scope="col">
                <span class="faint">{what}</span>
                <a href=format!("/customers/{}", side.id)><b>{side.name}</b></a>
                <span class="muted">{about.join(", ")}</span>
                <button type="button" class="link" aria-label=label on:click=move |_| all(of_merged)>{t.merge_take_all()}</button>
            </th>
        }
    };
    let row = move |field: MergeField| {
        let (stays, goes) = words::values(t, &field);
        let (name, same) = (words::label(t, &field.code), field.stays == field.goes);
        // What neither knows is nothing to choose.
        let said = !stays.is_empty() || !goes.is_empty();
        said.then(|| view! { <ChoiceRow code=field.code name stays goes same taken/> })
    };
    view! {
        <table class="table merging">
            <thead>
                <tr>
                    <th scope="col"><span class="sr">{t.merge_field()}</span></th>
                    {move || {
                        let (stays, goes) = view.with(|view| (view.stays.clone(), view.goes.clone()));
                        (head(stays, t.merge_stays(), false), head(goes, t.merge_goes(), true))
                    }}
                </tr>
            </thead>
            <tbody>{move || view.with(|view| view.fields.clone()).into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
