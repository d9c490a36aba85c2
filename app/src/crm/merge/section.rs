//! On an opportunity's page: what may be the same, and what was merged into it.
use crate::{
    i18n::use_t,
    merging::{Note, duplicates, notes, reasons},
};
use domain::formats;
use leptos::prelude::*;
use wire::{
    crm::OpportunityView,
    merge::{Duplicate, MergeNote, MergePreview, PartyDuplicate, TakeBackMerge},
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
                <div class="muted">{reasons(t, &one.reasons)}</div>
                <div><a class="link" href=href aria-label=t.merge_compare_of(&one.title)>{t.merge_compare()}</a></div>
            </li>
        }
        .into_any()
    };
    move || {
        let (id, found) = found.get();
        duplicates(t, found.into_iter().map(|one| row(id, one)).collect())
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
                <div class="muted">{reasons(t, &one.reasons)}</div>
                <div><a class="link" href=href aria-label=compare>{t.merge_compare()}</a></div>
            </li>
        }
        .into_any()
    };
    move || duplicates(t, found.get().into_iter().map(row).collect())
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
    let merges = Memo::new(move |_| {
        view.with(|view| {
            let note =
                |one: &MergeNote| Note { merge: one.id, name: one.title.clone(), by: one.by.clone(), at: one.at };
            view.merges.iter().map(note).collect::<Vec<_>>()
        })
    });
    let back = move |merge| TakeBackMerge { merge, version: view.with_untracked(|view| view.version) };
    notes::<MergePreview, _>(merges, back, on_change)
}
