//! The row of saved views above board and list: links, and the way to the form, which comes with the records.
use super::api::list_views;
use crate::{
    i18n::use_t,
    live::on_change,
    palette::Opener,
    ui::{Icon, IconName},
};
use domain::crm::saved_views::GONE;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::time::Duration;
use wire::{saved_views::SavedView, shared::few};

/// Changes heard within this time are counted together.
const GATHER: Duration = Duration::from_secs(2);

/// All, one's own, then the saved ones.
#[component]
pub(in crate::crm) fn SavedViews(
    /// The address of what is shown, as links to it are written.
    #[prop(into)]
    here: Signal<String>,
) -> impl IntoView {
    let t = use_t();
    let opener = Opener::here();
    let found = Resource::new(|| (), |()| list_views());
    on_change("saved_view", None, move || found.refetch());
    // What changed may count elsewhere; many changes count once.
    let waits = StoredValue::new(false);
    on_change("opportunity", None, move || {
        if !waits.get_value() {
            waits.set_value(true);
            let again = move || {
                if waits.try_set_value(false).is_none() {
                    found.refetch();
                }
            };
            set_timeout(again, GATHER);
        }
    });
    // The address says that something was left out of what the view names.
    let asked = use_query_map();
    let without = Memo::new(move |_| asked.with(|asked| asked.get(GONE).is_some()));
    let path = Signal::derive(move || here.with(|here| here.split('?').next().unwrap_or_default().to_owned()));
    // The same question on another page is the same view.
    let current = move |address: &str| {
        let asked = |address: &str| {
            let query = address.split_once('?').map_or("", |(_, query)| query);
            query.strip_suffix("gone=1").unwrap_or(query).trim_end_matches('&').to_owned()
        };
        here.with(|here| asked(here) == asked(address)).then_some("page")
    };
    let tab = move |view: SavedView| {
        let words = if view.owner.is_empty() { None } else { Some(t.views_shared_by(&view.name, &view.owner)) };
        let (address, missing) = (StoredValue::new(view.opens.clone()), view.missing);
        let here = move || address.with_value(|address| current(address)).filter(|_| without.get() == missing);
        view! {
            <a href=view.opens title=words aria-current=here>
                {view.name}
                {missing.then(|| view! { <Icon name=IconName::Alert/><span class="sr">{t.views_incomplete()}</span> })}
                {view.count.map(|count| view! { " "<span class="n">{few(count)}</span> })}
            </a>
        }
    };
    let mine = move || format!("{}?mine=1", path.read());
    let row = move |views: Vec<SavedView>| {
        let missing = move || without.get().then(|| t.views_missing());
        let all = move |address: &str| current(address).filter(|_| !without.get());
        view! {
            <nav class="tabs" aria-label=t.views_saved()>
                <a href=path aria-current=move || all(&path.read())>{t.views_all()}</a>
                <a href=mine aria-current=move || all(&mine())>{t.views_mine()}</a>
                {views.into_iter().map(tab).collect_view()}
                <button type="button" aria-haspopup="dialog" aria-label=t.views_open() title=t.views_open()
                    on:click=move |_| opener.views.set(true)>
                    <Icon name=IconName::Plus/>
                </button>
            </nav>
            <p class="viewnote" role="status">{missing}</p>
        }
    };
    view! {
        <div class="viewtabs">
            <Transition>
                {move || Suspend::new(async move { row(found.await.unwrap_or_default()) })}
            </Transition>
        </div>
    }
}
