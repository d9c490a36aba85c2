//! On a phone: the way between lanes.
use super::desk::Desk;
use crate::{frame::currency, i18n::use_t};
use domain::formats;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// On a phone: one lane at a time, and which one.
#[component]
pub(super) fn StagePick(
    desk: Desk,
    /// Which lane stands in the middle.
    middle: RwSignal<usize>,
) -> impl IntoView {
    let t = use_t();
    let stages = move || {
        desk.board.with(|board| {
            let stage =
                |lane: &wire::crm::Lane| (lane.stage.id, lane.stage.name.clone(), lane.stage.count, lane.stage.sum);
            board.lanes.iter().map(stage).collect::<Vec<_>>()
        })
    };
    view! {
        <nav class="stagepick narrow" aria-label=t.crm_stage()>
            {move || stages().into_iter().enumerate().map(|(at, (id, name, count, sum))| view! {
                <a href=format!("#lane-{id}") aria-current=move || (middle.get() == at).then_some("true") on:click=move |event| {
                    event.prevent_default();
                    show(&format!("lane-{id}"));
                }>
                    <b>{name}</b>
                    {format!("{count} · {}", formats::money_short(t.figures(), sum, &currency()))}
                </a>
            }).collect_view()}
        </nav>
    }
}

/// The lane under the middle of the strip.
pub(super) fn middle_lane(strip: &web_sys::HtmlElement) -> usize {
    let middle = strip.scroll_left() + strip.client_width() / 2;
    let lanes = strip.children();
    let starts = (0..lanes.length()).filter_map(|at| lanes.item(at)?.dyn_into::<web_sys::HtmlElement>().ok());
    starts.take_while(|lane| lane.offset_left() <= middle).count().saturating_sub(1)
}

/// Brings a lane into the middle.
fn show(id: &str) {
    if let Some(lane) = document().get_element_by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_inline(web_sys::ScrollLogicalPosition::Center);
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        lane.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
