//! Won and lost: dashed rails at the right that take a card and say how the month went.
use super::{
    desk::{Desk, Drop},
    lane::{aim, release},
};
use crate::{
    frame::currency,
    i18n::use_t,
    ui::{Icon, IconName},
};
use domain::formats;
use leptos::prelude::*;

/// Both rails.
#[component]
pub(super) fn Rails(desk: Desk) -> impl IntoView {
    let t = use_t();
    let rail = move |place: Drop, class: &'static str, icon: IconName, words: &'static str| {
        let sums = move || {
            let board = desk.board.read();
            let sum = if place == Drop::Won { &board.won } else { &board.lost };
            format!("{} · {}", sum.count, formats::money_short(t.figures(), sum.sum, &currency()))
        };
        view! {
            <section
                class=class
                class:over=move || desk.over.get() == Some(place)
                aria-label=words
                on:dragover=move |event| {
                    event.prevent_default();
                    aim(desk, place);
                }
                on:drop=move |event| {
                    event.prevent_default();
                    release(desk, place);
                }
            >
                <p><Icon name=icon/>{words}<span>{sums}</span></p>
            </section>
        }
    };
    view! {
        {rail(Drop::Won, "lane drop won", IconName::Flag, t.crm_won_month())}
        {rail(Drop::Lost, "lane drop lost", IconName::Cross, t.crm_lost_month())}
    }
}
