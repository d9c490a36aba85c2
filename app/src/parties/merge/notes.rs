//! On a customer's page: what was merged into it, each with the way back.
use crate::merging::{Note, notes};
use leptos::prelude::*;
use wire::parties::{PartyMergeNote, PartyMergePreview, PartyView, TakeBackPartyMerge};

/// Merges that can be taken apart; nothing where there are none.
#[component]
pub(in crate::parties) fn Merges(
    /// The customer.
    view: RwSignal<PartyView>,
    /// Told when something changed.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let merges = Memo::new(move |_| {
        view.with(|view| {
            let note =
                |one: &PartyMergeNote| Note { merge: one.id, name: one.name.clone(), by: one.by.clone(), at: one.at };
            view.merges.iter().map(note).collect::<Vec<_>>()
        })
    });
    let back = move |merge| TakeBackPartyMerge { merge, version: view.with_untracked(|view| view.version) };
    notes::<PartyMergePreview, _>(merges, back, on_change)
}
