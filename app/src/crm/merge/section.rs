//! On an opportunity's page: what may be the same, and what was merged into it.
use super::{api::take_back_merge, words};
use crate::{
    i18n::use_t,
    ui::{Button, Icon, IconName, use_toasts},
};
use domain::formats;
use leptos::{prelude::*, task::spawn_local};
use wire::{
    crm::OpportunityView,
    merge::{Duplicate, MergeNote, PartyDuplicate, TakeBackMerge},
};

/// The quiet panel of possible duplicates; nothing where there are none.
#[component]
pub(in crate::crm) fn Duplicates(
    /// The record.
    view: RwSignal<OpportunityView>,
) -> impl IntoView {
    let t = use_t();
    let found = Memo::new(move |_| view.with(|view| (view.id, view.duplicates.clone())));
    let row = move |id: domain::ids::OpportunityId, one: Duplicate| {
        let href = match one.stays {
            true => format!("/opportunities/{id}/merge/{}", one.id),
            false => format!("/opportunities/{}/merge/{id}", one.id),
        };
        let stage = if one.lost { t.merge_lost().to_owned() } else { one.stage.clone() };
        let about = [one.party_name, stage, one.owner, formats::date(t.figures(), one.created.local.date())];
        let about = about.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        view! {
            <li>
                <div><a href=format!("/opportunities/{}", one.id)><b>{one.title.clone()}</b></a></div>
                <div class="muted">{about}</div>
                <div class="muted">{words::reasons(t, &one.reasons)}</div>
                <div><a class="link" href=href aria-label=t.merge_compare_of(&one.title)>{t.merge_compare()}</a></div>
            </li>
        }
    };
    move || {
        let (id, found) = found.get();
        (!found.is_empty()).then(|| {
            let count = found.len();
            view! {
                <section class="panel" aria-labelledby="duplicates">
                    <header><h2 id="duplicates">{t.merge_duplicates(count.to_string())}</h2></header>
                    <ul class="rel">{found.into_iter().map(|one| row(id, one)).collect_view()}</ul>
                </section>
            }
        })
    }
}

/// The same for a customer. The older one stays, unless one decides otherwise on the page of the two.
#[component]
pub(crate) fn PartyDuplicates(
    /// Whose page it is.
    of: domain::ids::PartyId,
    /// Customers that may be the same.
    #[prop(into)]
    found: Signal<Vec<PartyDuplicate>>,
) -> impl IntoView {
    let t = use_t();
    let row = move |one: PartyDuplicate| {
        let href = format!("/customers/{}/merge/{}", of.min(one.id), of.max(one.id));
        let compare = t.merge_compare_of(&one.name);
        view! {
            <li>
                <div><a href=format!("/customers/{}", one.id)><b>{one.name}</b></a>" "<span class="muted">{one.city}</span></div>
                <div class="muted">{words::reasons(t, &one.reasons)}</div>
                <div><a class="link" href=href aria-label=compare>{t.merge_compare()}</a></div>
            </li>
        }
    };
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            let count = found.len();
            view! {
                <section class="panel" aria-labelledby="duplicates">
                    <header><h2 id="duplicates">{t.merge_duplicates(count.to_string())}</h2></header>
                    <ul class="rel">{found.into_iter().map(row).collect_view()}</ul>
                </section>
            }
        })
    }
}

/// What was merged into the record, each with the way back.
#[component]
pub(in crate::crm) fn Merges(
    /// The record.
    view: RwSignal<OpportunityView>,
    /// Told when something changed.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let merges = Memo::new(move |_| view.with(|view| view.merges.clone()));
    let busy = RwSignal::new(false);
    let apart = move |merge: MergeNote| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let version = view.with_untracked(|view| view.version);
        spawn_local(async move {
            match take_back_merge(TakeBackMerge { merge: merge.id, version }).await {
                Ok(back) => toasts.say(words::taken_apart(t, &merge.title, &back.kept)),
                Err(error) => toasts.warn(error.sentence(t)),
            }
            if !busy.is_disposed() {
                busy.set(false);
                on_change.run(());
            }
        });
    };
    let row = move |merge: MergeNote| {
        let when = t.merge_note_when(&merge.by, formats::date(t.figures(), merge.at.local.date()));
        let label = t.merge_take_apart_of(&merge.title);
        let title = t.merge_note(&merge.title);
        view! {
            <li>
                <Icon name=IconName::Merge/>
                <span>{title}" "<span class="faint">{when}</span></span>
                <Button small=true busy busy_label=t.merge_taking_apart() on_press=move |()| apart(merge.clone())>
                    <span aria-hidden="true">{t.merge_take_apart()}</span><span class="sr">{label}</span>
                </Button>
            </li>
        }
    };
    move || {
        let merges = merges.get();
        (!merges.is_empty())
            .then(|| view! { <ul class="merges t-13">{merges.into_iter().map(row).collect_view()}</ul> })
    }
}
