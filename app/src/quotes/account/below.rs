//! A figure of a dialog, a drawer or a note: its account opens below, for a popover beside a dialog cannot be reached.
use crate::i18n::use_t;
use leptos::prelude::*;

/// The figure, as a button that opens its account and closes it again.
#[component]
pub fn AskBelow<K>(
    /// Which of the figures that share a place.
    which: K,
    /// The one that is asked.
    open: RwSignal<Option<K>>,
    /// The id of the [`AnswerBelow`] that tells it.
    #[prop(into)]
    place: String,
    /// What the figure says.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView
where
    K: Copy + PartialEq + Send + Sync + 'static,
{
    let t = use_t();
    let is_open = move || open.get() == Some(which);
    view! {
        <button type="button" class="link ask" title=t.quotes_why_figure() aria-controls=place
            aria-expanded=move || is_open().to_string()
            on:click=move |_| open.update(|open| *open = (*open != Some(which)).then_some(which))
        >{words}</button>
    }
}

/// Where the account of what is asked stands; nothing while nothing is.
#[component]
pub fn AnswerBelow<K>(
    /// Once per page.
    #[prop(into)]
    id: String,
    /// The one that is asked.
    open: RwSignal<Option<K>>,
    /// Its account.
    account: Callback<K, AnyView>,
) -> impl IntoView
where
    K: Copy + PartialEq + Send + Sync + 'static,
{
    move || open.get().map(|which| view! { <div class="asked" id=id.clone()>{account.run(which)}</div> })
}
