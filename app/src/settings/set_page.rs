//! The settings page of a set: a table of its members, drawn anew when somebody changes one, and a drawer in which one is
//! made or edited.
use crate::{
    i18n::use_t,
    ui::{Banner, Drawer, IconName, Skeleton, Tone},
    wire::AppError,
};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use serde::{Serialize, de::DeserializeOwned};
use std::future::Future;

/// What tells one such page from another. `V` is what is read, `E` what the drawer edits.
pub(crate) struct SetPage<V: 'static, E: 'static> {
    /// Heading and title.
    pub title: &'static str,
    /// What is announced when one is changed.
    pub topic: &'static str,
    /// The drawer's id.
    pub drawer: &'static str,
    /// What the drawer edits before anything is chosen.
    pub blank: E,
    /// The drawer's heading.
    pub heading: fn(T, &E) -> String,
    /// Links beside the heading.
    pub acts: Option<AnyView>,
    /// The table; it tells what is to be edited.
    pub rows: fn(T, V, Callback<E>) -> AnyView,
    /// What stands in the drawer; it closes itself when its work is done.
    pub form: fn(T, E, RwSignal<bool>) -> AnyView,
}

impl<V, E> SetPage<V, E>
where
    V: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    E: Clone + Send + Sync + 'static,
{
    /// Draws it from what `read` asks the server for.
    pub(crate) fn view<F>(self, read: fn() -> F) -> impl IntoView + use<V, E, F>
    where
        F: Future<Output = Result<V, AppError>> + Send + 'static,
    {
        let t = use_t();
        let SetPage { title, topic, drawer, blank, heading, acts, rows, form } = self;
        let found = Resource::new(|| (), move |()| read());
        crate::live::on_change(topic, None, move || found.refetch());
        // The drawer belongs to the page: what is typed in it stays when somebody else's change draws the table anew.
        let open = RwSignal::new(false);
        let edited = RwSignal::new(blank);
        let edit = Callback::new(move |what| {
            edited.set(what);
            open.set(true);
        });
        view! {
            <Title text=title/>
            <header class="top">
                <nav class="crumb wide" aria-label=t.prices_path()><a href="/settings">{t.settings_settings()}</a><span>"/"</span></nav>
                <h1>{title}</h1>
                <span class="push"></span>
                {acts}
            </header>
            <div class="setview one">
                <div class="rules">
                    <Transition fallback=move || view! { <Skeleton rows=6/> }>
                        {move || Suspend::new(async move {
                            match found.await {
                                Ok(all) => rows(t, all, edit),
                                Err(error) => view! {
                                    <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                                }.into_any(),
                            }
                        })}
                    </Transition>
                </div>
            </div>
            <Drawer id=drawer open=open title=Signal::derive(move || edited.with(|edited| heading(t, edited)))>
                {form(t, edited.get_untracked(), open)}
            </Drawer>
        }
    }
}
