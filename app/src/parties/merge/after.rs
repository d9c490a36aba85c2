//! Beside the table of a merge of customers: what stands there afterwards, and what moves along.
use super::words;
use crate::i18n::use_t;
use leptos::prelude::*;
use std::collections::BTreeSet;
use wire::{merge::MergeField, parties::PartyMergePreview};

/// The fields afterwards; what comes from the merged one is marked.
#[component]
pub(super) fn After(
    /// What merging would do.
    view: RwSignal<PartyMergePreview>,
    /// Fields taken from the one that is merged, by code.
    taken: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let t = use_t();
    let facts = move || {
        let fact = |field: MergeField| {
            let takes = field.stays != field.goes && taken.with(|taken| taken.contains(&field.code));
            let (stays, goes) = words::values(t, &field);
            let value = if takes { goes } else { stays };
            let shown = match (value.is_empty(), takes) {
                // What nobody knows is no news, unless it is taken away.
                (true, false) => return None,
                (true, true) => view! { <ins>{t.merge_empty()}</ins> }.into_any(),
                (false, true) => view! { <ins>{value}</ins> }.into_any(),
                (false, false) => view! { <span>{value}</span> }.into_any(),
            };
            Some(view! { <dt>{words::label(t, &field.code)}</dt><dd>{shown}</dd> })
        };
        view.with(|view| view.fields.clone()).into_iter().map(fact).collect_view()
    };
    let counts = move || {
        let counts = view.with(|view| view.counts);
        [
            (t.party_merge_count_opportunities(), counts.opportunities),
            (t.merge_count_quotes(), counts.quotes),
            (t.merge_count_orders(), counts.orders),
            (t.merge_count_entries(), counts.entries),
        ]
        .map(|(name, count)| view! { <dt>{name}</dt><dd>{count}</dd> })
        .collect_view()
    };
    view! {
        <section class="panel" aria-labelledby="after">
            <header><h2 id="after">{t.merge_after()}</h2></header>
            <dl class="props">{facts}</dl>
        </section>
        <section class="panel" aria-labelledby="moves">
            <header><h2 id="moves">{t.merge_moves_along()}</h2></header>
            <dl class="kv">{counts}</dl>
            <p class="muted t-13">{t.party_merge_links()}</p>
        </section>
    }
}
