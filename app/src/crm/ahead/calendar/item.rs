//! An activity or a closing on its day: its link, a menu, and moving it by pointer and keys.
use super::desk::{Desk, Held, Item};
use crate::{
    crm::activities,
    frame::currency,
    i18n::use_t,
    ui::{DueMark, Icon, IconName, Menu, MenuItem},
};
use domain::formats;
use leptos::{ev::KeyboardEvent, prelude::*};

/// One entry of a day.
#[component]
pub(super) fn Entry(desk: Desk, item: Item) -> impl IntoView {
    let t = use_t();
    let id = item.id();
    // Most menus are never opened: their items are made when pointer or focus comes near.
    let near = RwSignal::new(false);
    let approach = move || {
        if !near.get_untracked() {
            near.set(true);
        }
    };
    let keys = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            _ if !event.shift_key() => return,
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            "ArrowDown" => 7,
            "ArrowUp" => -7,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        desk.step(id, by);
    };
    let why = move || {
        desk.refused.with(|refused| refused.as_ref().filter(|(refused, _)| *refused == id).map(|(_, why)| why.clone()))
    };
    let label = t.crm_move_of(item.title());
    let item = StoredValue::new(item);
    let step = item.with_value(|item| matches!(item, Item::Step(_)));
    // As it is when it is pressed: its version may have moved on.
    let activity = move || match desk.item(id) {
        Some(Item::Step(one)) => Some(one.activity),
        _ => None,
    };
    let finish = move |()| activity().into_iter().for_each(|one| desk.hands.finish(one));
    let change = move |()| activity().into_iter().for_each(|one| desk.hands.change(one));
    let acts = move || {
        step.then(|| {
            view! {
                <MenuItem icon=IconName::Check on_press=finish>{t.ahead_done()}</MenuItem>
                <MenuItem icon=IconName::Edit on_press=change>{t.ahead_change()}</MenuItem>
            }
        })
    };
    view! {
        <li
            class="entry"
            class:held=move || desk.held.get() == Some(Held::Item(id))
            class:refused=move || why().is_some()
            id=format!("entry-{id}")
            draggable="true"
            on:pointerenter=move |_| approach()
            on:focusin=move |_| approach()
            on:click=move |_| approach()
            on:keydown=keys
            on:dragstart=move |event| {
                if let Some(data) = event.data_transfer() {
                    let _ = data.set_data("text/plain", &id.to_string());
                    data.set_effect_allowed("move");
                }
                desk.held.set(Some(Held::Item(id)));
            }
            on:dragend=move |_| desk.let_go()
        >
            {item.with_value(|item| shown(desk, item))}
            <Menu id=format!("entry-menu-{id}") label small=true>
                <Show when=move || near.get()>
                    <MenuItem icon=IconName::Calendar on_press=move |()| desk.ask(id)>{t.ahead_move()}</MenuItem>
                    {acts()}
                </Show>
            </Menu>
            {move || why().map(|why| view! { <p class="why" role="alert">{why}</p> })}
        </li>
    }
}

/// Its link: what is to be done about what, or what is expected to bring how much.
fn shown(desk: Desk, item: &Item) -> impl IntoView + use<> {
    let t = desk.t;
    let whose = |party: &str| if party.is_empty() { String::new() } else { format!(", {party}") };
    match item {
        Item::Step(one) => {
            let (due, state) = activities::due(t, one.activity.due_on, desk.today);
            let all = format!(
                "{}: {}{}, {}",
                one.activity.summary,
                one.title,
                whose(&one.party_name),
                one.activity.user.name
            );
            let href = format!("/opportunities/{}", one.activity.opportunity);
            let (kind, words) =
                (activities::icon(one.activity.kind), format!("{} · {}", one.activity.summary, one.title));
            view! {
                <a class="ev" href=href title=all draggable="false">
                    <DueMark due><Icon name=kind/>{words}<span class="sr">", "{state}</span></DueMark>
                </a>
            }
            .into_any()
        }
        Item::Close(one) => {
            let sum = formats::money_short(t.figures(), one.expected, &currency());
            let all = format!("{}: {}{}, {sum}", t.ahead_closing(), one.title, whose(&one.party_name));
            view! {
                <a class="ev" href=format!("/opportunities/{}", one.id) title=all draggable="false">
                    <Icon name=IconName::Flag/>
                    <span class="sr">{t.ahead_closing()}": "</span>
                    <span class="words">{one.title.clone()}" "<b>{sum}</b></span>
                </a>
            }
            .into_any()
        }
    }
}
