//! Beside the table of a merge: what stands there afterwards, and what moves along.
use super::words;
use crate::i18n::use_t;
use leptos::prelude::*;
use std::collections::BTreeSet;
use wire::merge::MergePreview;

/// The fields afterwards; what comes from the merged one is marked.
#[component]
pub(super) fn After(
    /// What merging would do.
    view: RwSignal<MergePreview>,
    /// Fields taken from the one that is merged, by code.
    taken: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let t = use_t();
    let facts = move || {
        let fields = view.with(|view| view.fields.clone());
        let fact = |field: wire::merge::MergeField| {
            let takes = field.stays != field.goes && taken.with(|taken| taken.contains(&field.code));
            let value = words::value(t, if takes { &field.goes } else { &field.stays });
            let shown = match (value.is_empty(), takes) {
                (true, _) => view! { <span class="faint">{t.merge_empty()}</span> }.into_any(),
                (false, true) => view! { <ins>{value}</ins> }.into_any(),
                (false, false) => view! { <span>{value}</span> }.into_any(),
            };
            view! { <dt>{words::label(t, &field)}</dt><dd>{shown}</dd> }
        };
        fields.into_iter().map(fact).collect_view()
    };
    let counts = move || {
        let counts = view.with(|view| view.counts);
        [
            (t.merge_count_activities(), counts.activities),
            (t.merge_count_quotes(), counts.quotes),
            (t.merge_count_orders(), counts.orders),
            (t.merge_count_posts(), counts.posts),
            (t.merge_count_files(), counts.files),
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
            {move || {
                let tags = view.with(|view| view.tags.join(", "));
                (!tags.is_empty()).then(|| view! { <dl class="props"><dt>{t.tags_title()}</dt><dd>{tags}</dd></dl> })
            }}
        </section>
    }
}
