//! Who else has the quotation open: told to the server while the page stands, shown beside the number.
use super::desk::Desk;
use crate::{
    live::on_change,
    quotes::api::{be_present, who_is_here},
    ui::avatar::Avatar,
};
use domain::ids::LineId;
use leptos::{ev, prelude::*, task::spawn_local};
use std::time::Duration;
use wasm_bindgen::JsCast;
use wire::presence::{BePresent, Present};

/// Seconds between two words; the server forgets after three times as many.
const PAUSE: u64 = 20;
/// Milliseconds of rest before another line is told.
const REST: u64 = 400;

/// The colleagues, with the line each of them is on.
#[component]
pub fn AlsoHere() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let present = RwSignal::new(Vec::<Present>::new());
    let line = StoredValue::new(None::<LineId>);
    let say = move |leaving: bool| {
        let Some(line) = line.try_get_value() else { return };
        spawn_local(async move {
            if let Ok(others) = be_present(BePresent { quote: desk.id, line, leaving }).await {
                let _ = present.try_set(others);
            }
        });
    };
    let timer = StoredValue::new(None);
    Effect::new(move |_| {
        say(false);
        let every = set_interval_with_handle(move || say(false), Duration::from_secs(PAUSE)).ok();
        // The focus tells the line; told when it rests.
        let moved = window_event_listener(ev::focusin, move |event| {
            let now =
                event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).and_then(|element| {
                    element.closest("[data-line]").ok().flatten()?.get_attribute("data-line")?.parse::<LineId>().ok()
                });
            if line.try_get_value().is_none_or(|before| before == now) {
                return;
            }
            line.set_value(now);
            let later = set_timeout_with_handle(move || say(false), Duration::from_millis(REST)).ok();
            if let Some(Some(before)) = timer.try_update_value(|timer| std::mem::replace(timer, later)) {
                let before: leptos::leptos_dom::helpers::TimeoutHandle = before;
                before.clear();
            }
        });
        let gone = window_event_listener(ev::pagehide, move |_| say(true));
        on_cleanup(move || {
            if let Some(every) = every {
                every.clear();
            }
            moved.remove();
            gone.remove();
            let leaving = BePresent { quote: desk.id, line: None, leaving: true };
            spawn_local(async move { drop(be_present(leaving).await) });
        });
    });
    on_change("presence", Some(desk.id.0), move || {
        spawn_local(async move {
            if let Ok(others) = who_is_here(desk.id).await {
                let _ = present.try_set(others);
            }
        });
    });
    let words = move |one: &Present| {
        let number = one
            .line
            .and_then(|line| desk.rows.with(|rows| rows.iter().find(|row| row.id == line).map(|row| row.number.get())));
        match number {
            Some(number) if number > 0 => t.quotes_here_on_line(&one.user.name, number),
            _ => t.quotes_here(&one.user.name),
        }
    };
    let people = move || {
        let person = |one: &Present| {
            view! { <span class="present" title=words(one)><Avatar name=one.user.name.clone() silent=true/><span class="wide t-12">{words(one)}</span></span> }
        };
        present.with(|present| present.iter().map(person).collect_view())
    };
    view! { <span class="presents" role="status">{people}</span> }
}
