//! What comes with a part and is there once it was asked for: forms and windows that no page begins with.
use super::{Stages, apart};
use crate::{crm, palette};
use leptos::prelude::*;

/// The form for a new opportunity, which comes with the records: it is there once it was asked for.
#[component]
pub(crate) fn NewOpportunity(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Stages by id and name, in their order.
    stages: Vec<(String, String)>,
) -> impl IntoView {
    let here = RwSignal::new(false);
    let path = leptos_router::hooks::use_location().pathname;
    Effect::new(move |_| {
        if open.get() && !here.get_untracked() {
            leptos::task::spawn_local(async move {
                apart::fetch_new_opportunity(&path.get_untracked()).await;
                here.set(true);
            });
        }
    });
    move || if here.get() { apart::new_opportunity(open, stages.clone()) } else { None }
}

pub(super) fn form(open: RwSignal<bool>, stages: Stages) -> AnyView {
    view! { <crm::NewOpportunity open stages/> }.into_any()
}

/// The palette, the list of keys, the form of saved views and what is shown beside a list, which come with the records: they
/// are there once one of them was asked for.
#[component]
pub(crate) fn Palette(
    /// Which of them is shown.
    opener: palette::Opener,
) -> impl IntoView {
    let open = opener.palette;
    let here = RwSignal::new(false);
    let path = leptos_router::hooks::use_location().pathname;
    Effect::new(move |_| {
        let asked = open.get() || opener.keys.get() || opener.views.get() || opener.peek.get().is_some();
        if asked && !here.get_untracked() {
            leptos::task::spawn_local(async move {
                apart::fetch_palette(&path.get_untracked()).await;
                here.set(true);
            });
        }
    });
    move || if here.get() { apart::palette(open) } else { None }
}

pub(super) fn finder(open: RwSignal<bool>) -> AnyView {
    view! { <palette::Palette open/> <palette::Shortcuts open=palette::Opener::here().keys/> <crm::SavedViewForm/> <crm::Peek/> }
        .into_any()
}
