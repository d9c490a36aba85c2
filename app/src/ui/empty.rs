//! Empty state: nothing here yet. Filtered to nothing is another thing, and says which filters.
use leptos::prelude::*;

/// One sentence, one act, a few quiet links. `small` for a list that is filtered to nothing.
///
/// ```ignore
/// view! {
///     <Empty title=t.no_quotations()><p>{t.no_quotations_why()}</p><a class="btn primary" href="…">{t.new_quotation()}</a></Empty>
///     <Empty small=true><p>{t.nothing_matches(filters)}</p><Button on_press=clear>{t.clear_filters()}</Button></Empty>
/// }
/// ```
#[component]
pub fn Empty(
    /// The heading.
    #[prop(optional, into)]
    title: Option<String>,
    /// In a card, lower.
    #[prop(optional)]
    small: bool,
    /// Stands for the whole page, whose heading this is.
    #[prop(optional)]
    page: bool,
    /// Sentence and acts.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=if small { "card empty" } else { "empty" }>
            {title.map(|title| if page {
                view! { <h1>{title}</h1> }.into_any()
            } else {
                view! { <h2>{title}</h2> }.into_any()
            })}
            {children()}
        </div>
    }
}
