//! What the goods on the lines weigh and fill, beside the totals.
use super::{
    desk::Desk,
    why_figure::{Askable, Figure},
};
use crate::delivery::words::{volume, weight};
use leptos::prelude::*;

/// The panel; nothing before the server has said it, and without goods.
#[component]
pub fn LoadPanel() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let load =
        Memo::new(move |_| desk.delivering.answer.with(|answer| answer.as_ref().map(|found| found.load.clone())));
    move || {
        let load = load.get().filter(|load| load.goods > 0)?;
        let unknown = load.unweighed.len();
        Some(view! {
            <section class="panel" aria-labelledby="load">
                <header>
                    <h2 id="load">{t.delivery_load()}</h2>
                    <span class="push"></span>
                    <span>
                        <b><Askable figure=Figure::Weight words=weight(t, load.weight)/></b>
                        {(!load.volume.is_zero()).then(|| view! { " "<span class="faint"><Askable figure=Figure::Volume words=volume(t, load.volume)/></span> })}
                    </span>
                </header>
                {(unknown > 0).then(|| view! { <p class="faint t-12">{t.delivery_unweighed(unknown)}</p> })}
            </section>
        })
    }
}
