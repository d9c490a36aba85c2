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
    let starts = move || {
        let plans = desk.list.with_untracked(|list| list.starts.clone());
        let item = |plan: wire::plans::PlanRef| {
            let id = plan.id;
            view! { <MenuItem on_press=move |()| desk.change_chosen(ChangeTo::Launch(id))>{plan.name}</MenuItem> }
        };
        plans.into_iter().map(item).collect_view()
    };
    let by_plan = move || {
        let plans = desk.list.with_untracked(|list| list.plans.clone());
        let of = plans.into_iter().filter(|plan| !plan.retired).map(|plan| (Some(plan.id), plan.name));
        let item = |(id, name): (Option<domain::ids::RecurringPlanId>, String)| {
            view! { <MenuItem on_press=move |()| desk.change_chosen(ChangeTo::Plan(id))>{name}</MenuItem> }
        };
        std::iter::once((None, t.recurring_no_plan().to_owned())).chain(of).map(item).collect_view()
    };
    let (planned, recurs) = desk.list.with_untracked(|list| (!list.starts.is_empty(), !list.plans.is_empty()));
    let open = state == OpportunityState::Open;
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
                {(open && planned).then(|| view! {
                    <Menu id="bulk-start" label=t.plans_start() words=Signal::stored(t.plans_start().to_owned())
                        look=Look::Normal edge=Edge::Start>{starts()}</Menu>
                })}
                {recurs.then(|| view! {
                    <Menu id="bulk-plan" label=t.recurring_plan() words=Signal::stored(t.recurring_plan().to_owned())
                        look=Look::Normal edge=Edge::Start>{by_plan()}</Menu>
                })}
                {if open {
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
