//! Beside the table of a merge: what stands there afterwards, and what moves along.
use super::desk::{Desk, Merging};
use leptos::prelude::*;
use wire::merge::MergeField;

/// The fields afterwards; what comes from the merged one is marked. `more` stands below the counts.
pub(super) fn after<V: Merging>(desk: Desk<V>, more: AnyView) -> impl IntoView {
    let Desk { t, view, taken, .. } = desk;
    let facts = move || {
        let fact = |field: MergeField| {
            let takes = field.stays != field.goes && taken.with(|taken| taken.contains(&field.code));
            let [name, stays, goes] = V::words(t, &field);
            let value = if takes { goes } else { stays };
            let shown = match (value.is_empty(), takes) {
                // What nobody knows is no news, unless it is taken away.
                (true, false) if V::QUIET => return None,
                (true, true) if V::QUIET => view! { <ins>{t.merge_empty()}</ins> }.into_any(),
                (true, _) => view! { <span class="faint">{t.merge_empty()}</span> }.into_any(),
                (false, true) => view! { <ins>{value}</ins> }.into_any(),
                (false, false) => view! { <span>{value}</span> }.into_any(),
            };
            Some(view! { <dt>{name}</dt><dd>{shown}</dd> })
        };
        view.with(|view| view.fields().to_vec()).into_iter().map(fact).collect_view()
    };
    let counts = move || {
        let counts = view.with(|view| view.counts(t));
        counts.into_iter().map(|(name, count)| view! { <dt>{name}</dt><dd>{count}</dd> }).collect_view()
    };
    view! {
        <section class="panel" aria-labelledby="after">
            <header><h2 id="after">{t.merge_after()}</h2></header>
            <dl class="props">{facts}</dl>
        </section>
        <section class="panel" aria-labelledby="moves">
            <header><h2 id="moves">{t.merge_moves_along()}</h2></header>
            <dl class="kv">{counts}</dl>
            {more}
        </section>
    }
}
