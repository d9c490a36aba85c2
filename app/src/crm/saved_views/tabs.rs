//! The row of saved views above board and list: links, and the way to the form, which comes with the records.
use super::api::list_views;
use crate::{
    i18n::use_t,
    live::on_change,
    palette::Opener,
    ui::{Icon, IconName},
};
use leptos::prelude::*;
use wire::saved_views::SavedView;

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
    let path = Signal::derive(move || here.with(|here| here.split('?').next().unwrap_or_default().to_owned()));
    // The same question on another page is the same view.
    let current = move |address: &str| {
        let asked = |address: &str| address.split_once('?').map(|(_, query)| query.to_owned());
        here.with(|here| asked(here) == asked(address)).then_some("page")
    };
    let tab = move |view: SavedView| {
        let words = if view.owner.is_empty() { None } else { Some(t.views_shared_by(&view.name, &view.owner)) };
        let address = StoredValue::new(view.address.clone());
        view! {
            <a href=view.address title=words aria-current=move || address.with_value(|address| current(address))>{view.name}</a>
        }
    };
    let mine = move || format!("{}?mine=1", path.read());
    let row = move |views: Vec<SavedView>| {
        let broken: Vec<String> = views.iter().filter(|view| view.missing).map(|view| view.address.clone()).collect();
        let missing = move || broken.iter().any(|address| current(address).is_some()).then(|| t.views_missing());
        view! {
            <nav class="tabs" aria-label=t.views_saved()>
                <a href=path aria-current=move || current(&path.read())>{t.views_all()}</a>
                <a href=mine aria-current=move || current(&mine())>{t.views_mine()}</a>
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
