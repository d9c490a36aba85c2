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
/// Between two counts.
const REST: Duration = Duration::from_secs(20);

/// Counting again after changes elsewhere: soon after the first, then no more than once in [`REST`].
#[derive(Clone, Copy)]
struct Counting {
    /// A count is to come, or was a moment ago.
    busy: StoredValue<bool>,
    /// Something changed meanwhile.
    heard: StoredValue<bool>,
    read: Callback<()>,
}

impl Counting {
    fn hear(self) {
        if self.busy.get_value() {
            return self.heard.set_value(true);
        }
        self.busy.set_value(true);
        set_timeout(move || self.count(), GATHER);
    }

    fn count(self) {
        // Gone with its page meanwhile: nothing to do.
        if self.heard.try_set_value(false).is_some() {
            return;
        }
        // Behind another tab nobody reads it: whoever comes back hears of all changes at once.
        if document().hidden() {
            return self.busy.set_value(false);
        }
        self.read.run(());
        set_timeout(move || self.rested(), REST);
    }

    fn rested(self) {
        match self.heard.try_get_value() {
            Some(true) => self.count(),
            Some(false) => self.busy.set_value(false),
            None => {}
        }
    }
}

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
    // What changed may count elsewhere.
    let read = Callback::new(move |()| found.refetch());
    let counting = Counting { busy: StoredValue::new(false), heard: StoredValue::new(false), read };
    on_change("opportunity", None, move || counting.hear());
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
