//! What is done with the chosen rows.
use super::desk::Desk;
use crate::{
    crm::lose::LoseDialog,
    frame::currency,
    ui::{Button, Edge, IconButton, IconName, Look, Menu, MenuItem},
};
use domain::{crm::OpportunityState, formats};
use leptos::prelude::*;
use wire::opportunities::ChangeTo;

/// The bar over the rows, while some are chosen.
#[component]
pub(super) fn Bulk(desk: Desk) -> impl IntoView {
    let t = desk.t;
    let asking = RwSignal::new(false);
    let any = Memo::new(move |_| desk.chosen.with(|chosen| !chosen.is_empty()));
    let total = move || i64::from(desk.list.with(|list| list.total));
    let said = move || match desk.all.get() {
        true => t.crm_list_all_chosen(total()),
        false => t.crm_list_chosen(desk.chosen.with(std::collections::BTreeSet::len) as i64),
    };
    let state = desk.filter.with_value(|filter| filter.state);
    let stages = move || {
        let stages = desk.list.with_untracked(|list| list.stages.clone());
        let item = |stage: wire::opportunities::StageRef| {
            let id = stage.id;
            view! { <MenuItem on_press=move |()| desk.change_chosen(ChangeTo::Stage(id))>{stage.name}</MenuItem> }
        };
        stages.into_iter().filter(|stage| !stage.retired).map(item).collect_view()
    };
    let owners = move || {
        let owners = desk.list.with_untracked(|list| list.owners.clone());
        let item = |owner: wire::shared::UserRef| {
            let id = owner.id;
            view! { <MenuItem on_press=move |()| desk.change_chosen(ChangeTo::Owner(Some(id)))>{owner.name}</MenuItem> }
        };
        owners.into_iter().map(item).collect_view()
    };
    let tags = move |on: bool| {
        let tags = desk.list.with_untracked(|list| list.tags.clone());
        let item = |tag: wire::tags::TagRef| {
            let to = if on { ChangeTo::Tag(tag.id) } else { ChangeTo::Untag(tag.id) };
            view! { <MenuItem on_press=move |()| desk.change_chosen(to.clone())>{tag.name}</MenuItem> }
        };
        tags.into_iter().map(item).collect_view()
    };
    let tagged = desk.list.with_untracked(|list| !list.tags.is_empty());
    view! {
        <Show when=move || any.get()>
            <div class="bulk" role="group" aria-label=said aria-busy=move || desk.busy.get().then_some("true")>
                <b>{said}</b>
                <Show when=move || !desk.all.get() && desk.whole()>
                    <button type="button" class="link" on:click=move |_| desk.all.set(true)>
                        {move || t.crm_list_choose_all(total())}
                    </button>
                </Show>
                <Menu id="bulk-stage" label=t.crm_move_to() words=Signal::stored(t.crm_move_to().to_owned())
                    look=Look::Normal edge=Edge::Start>{stages()}</Menu>
                <Menu id="bulk-owner" label=t.crm_list_give() words=Signal::stored(t.crm_list_give().to_owned())
                    look=Look::Normal edge=Edge::Start>{owners()}</Menu>
                {tagged.then(|| view! {
                    <Menu id="bulk-tag" label=t.tags_give() words=Signal::stored(t.tags_give().to_owned())
                        look=Look::Normal edge=Edge::Start>{tags(true)}</Menu>
                    <Menu id="bulk-untag" label=t.tags_give_off() words=Signal::stored(t.tags_give_off().to_owned())
                        look=Look::Normal edge=Edge::Start>{tags(false)}</Menu>
                })}
                {if state == OpportunityState::Open {
                    view! { <Button icon=IconName::Cross on_press=move |()| asking.set(true)>{t.crm_mark_lost()}</Button> }.into_any()
                } else {
                    view! {
                        <Button icon=IconName::Undo on_press=move |()| desk.change_chosen(ChangeTo::Open)>{t.crm_reopen()}</Button>
                    }.into_any()
                }}
                <span class="push">
                    {move || (!desk.all.get()).then(|| t.crm_list_sum(formats::money(t.figures(), desk.sum(), &currency())))}
                </span>
                <IconButton icon=IconName::Cross label=t.crm_list_let_go() on_press=move |()| desk.let_go()/>
            </div>
        </Show>
        <LoseDialog open=asking lead=Signal::derive(move || Some(said())) on_lose=move |reason: String| {
            asking.set(false);
            desk.change_chosen(ChangeTo::Lost(reason));
        }/>
    }
}
