//! A card of the forecast: what it may bring and when, a menu that moves it, and the same by pointer and keys.
use super::desk::Desk;
use crate::{
    crm::{ahead::words, next_step, plus, tags::Tags},
    frame::currency,
    i18n::use_t,
    ui::{DueMark, IconName, Menu, MenuCaption, MenuItem, MenuRule},
};
use domain::{crm::ahead::Period, formats};
use leptos::{ev::KeyboardEvent, prelude::*};
use rust_decimal::Decimal;
use wire::ahead::ForecastCard;

/// One opportunity in its lane.
#[component]
pub(super) fn Deal(
    desk: Desk,
    /// The lane it stands in.
    period: Period,
    shown: ForecastCard,
) -> impl IntoView {
    let t = use_t();
    let ForecastCard { card, chance, .. } = shown;
    let id = card.id;
    // Most menus are never opened: their items are made when pointer or focus comes near.
    let near = RwSignal::new(false);
    let approach = move || {
        if !near.get_untracked() {
            near.set(true);
        }
    };
    let keys = move |event: KeyboardEvent| {
        let ahead = match event.key().as_str() {
            "ArrowRight" if event.shift_key() => true,
            "ArrowLeft" if event.shift_key() => false,
            _ => return,
        };
        event.prevent_default();
        desk.step(id, ahead);
    };
    let why = move || {
        desk.refused.with(|refused| refused.as_ref().filter(|(refused, _)| *refused == id).map(|(_, why)| why.clone()))
    };
    let lanes = move || {
        let lanes: Vec<Period> = desk.view.with_untracked(|view| view.lanes.iter().map(|lane| lane.period).collect());
        let item = |to: Period| {
            let day = desk.landing(id, to)?;
            let fact = day.map(|day| words::day(t, day, desk.today)).unwrap_or_default();
            let named = words::lane(t, to, desk.today);
            Some(view! { <MenuItem fact on_press=move |()| desk.move_to(id, to)>{named}</MenuItem> })
        };
        lanes.into_iter().filter(|to| *to != period).filter_map(item).collect_view()
    };
    let when = card.expected_close.map(|day| words::day(t, day, desk.today));
    let chance = formats::percent(t.figures(), Decimal::from(chance));
    let told = when.map_or_else(|| chance.clone(), |when| format!("{chance} · {when}"));
    let (due, step) = next_step(t, card.step.as_ref(), desk.today);
    view! {
        <li
            class="deal"
            class:held=move || desk.held.get() == Some(id)
            class:refused=move || why().is_some()
            id=format!("card-{id}")
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
                desk.held.set(Some(id));
            }
            on:dragend=move |_| desk.let_go()
        >
            <h3><a href=format!("/opportunities/{id}") draggable="false" title=t.ahead_drag_hint()>{card.title.clone()}</a></h3>
            {(!card.party_name.is_empty()).then(|| view! { <p class="org">{card.party_name.clone()}</p> })}
            <p class="row">
                <span><strong>{formats::money_short(t.figures(), card.expected, &currency())}</strong>" "{plus(t, card.monthly)}</span>
                <span class="t-13 muted">{told}</span>
            </p>
            <DueMark due>{step}</DueMark>
            <Tags tags=card.tags.clone() most=3/>
            {move || why().map(|why| view! { <p class="why" role="alert">{why}</p> })}
            <div class="more">
                <Menu id=format!("move-{id}") label=t.crm_move_of(&card.title) small=true>
                    <Show when=move || near.get()>
                        <MenuCaption>{t.ahead_move_to()}</MenuCaption>
                        {lanes()}
                        <MenuRule/>
                        <MenuItem icon=IconName::Calendar on_press=move |()| desk.ask(id)>{t.ahead_other_day()}</MenuItem>
                    </Show>
                </Menu>
            </div>
        </li>
    }
}
