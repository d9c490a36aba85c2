//! The page on which two opportunities are compared and merged.
use super::{
    after::After,
    api::{merge_opportunities, preview_merge, take_back_merge},
    choice::Choices,
    words,
};
use crate::{
    frame::ProblemPage,
    i18n::use_t,
    live::on_change,
    ui::{Banner, Button, IconName, Look, Skeleton, Tone, use_toasts},
    wire::AppError,
};
use domain::ids::OpportunityId;
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};
use std::collections::BTreeSet;
use uuid::Uuid;
use wire::{
    merge::{MergeOpportunities, MergePreview, TakeBackMerge},
    problem::Problem,
    shared::IdempotencyKey,
};

/// `/opportunities/:id/merge/:other`: the first stays, the other is merged into it.
#[component]
pub fn MergePage() -> impl IntoView {
    let params = use_params_map();
    let id =
        move |name: &str| params.with(|params| params.get_str(name).and_then(|id| id.parse::<OpportunityId>().ok()));
    let two = Memo::new(move |_| id("id").zip(id("other")));
    let found = Resource::new_blocking(
        move || two.get(),
        |two| async move {
            match two {
                Some((stays, goes)) => preview_merge(stays, goes).await,
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
fn Comparison(first: MergePreview) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let navigate = StoredValue::new(use_navigate());
    let (stays, goes) = (first.stays.id, first.goes.id);
    let by_rule = first.fields.iter().filter(|field| field.takes).map(|field| field.code.clone()).collect();
    let taken = RwSignal::new(by_rule);
    let why = if first.reasons.is_empty() { t.merge_no_reason().to_owned() } else { words::reasons(t, &first.reasons) };
    let view = RwSignal::new(first);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    // What was chosen stays when something changed elsewhere.
    let read = move || {
        spawn_local(async move {
            let fresh = preview_merge(stays, goes).await;
            if view.is_disposed() || busy.get_untracked() {
                return;
            }
            match fresh {
                Ok(fresh) => view.set(fresh),
                Err(error) => problem.set(Some(error.sentence(t))),
            }
        });
    };
    on_change("opportunity", Some(stays.0), read);
    on_change("opportunity", Some(goes.0), read);
    let merge = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let (command, title) = view.with_untracked(|view| {
            let differ =
                |code: &String| view.fields.iter().any(|field| field.code == *code && field.stays != field.goes);
            let taken: BTreeSet<String> = taken.get_untracked();
            let command = MergeOpportunities {
                key: key.get_value(),
                stays,
                stays_version: view.stays.version,
                goes,
                goes_version: view.goes.version,
                taken: taken.into_iter().filter(differ).collect(),
            };
            (command, view.goes.title.clone())
        });
        spawn_local(async move {
            let answer = merge_opportunities(command).await;
            match answer {
                Ok(done) => {
                    let back = TakeBackMerge { merge: done.merge, version: done.version };
                    let name = title.clone();
                    toasts.undo(t.merge_said(&title), move || {
                        let (back, name) = (back.clone(), name.clone());
                        spawn_local(async move {
                            match take_back_merge(back).await {
                                Ok(back) => toasts.say(words::taken_apart(t, &name, &back.kept)),
                                Err(error) => toasts.warn(error.sentence(t)),
                            }
                        });
                    });
                    if !view.is_disposed() {
                        let to = format!("/opportunities/{stays}");
                        navigate.with_value(|navigate| navigate(&to, NavigateOptions::default()));
                    }
                }
                Err(error) if !view.is_disposed() => {
                    // Another try is another command: what it is based on differs.
                    key.set_value(IdempotencyKey(Uuid::new_v4()));
                    busy.set(false);
                    problem.set(Some(error.sentence(t)));
                    if error.is_stale() {
                        read();
                    }
                }
                Err(error) => toasts.warn(error.sentence(t)),
            }
        });
    };
    view! {
        <Title text=t.merge_title()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.crm_breadcrumb()>
                <a href="/pipeline">{t.crm_pipeline()}</a><span>"/"</span>
            </nav>
            <h1>{t.merge_title()}</h1>
            <span class="push"></span>
            <a class="btn" href=format!("/opportunities/{goes}/merge/{stays}")>{t.merge_swap()}</a>
        </header>
        <div class="mergeview">
            <section aria-label=t.merge_title()>
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
                <p class="muted t-13">{t.merge_hint()}</p>
            </aside>
        </div>
    }
}
