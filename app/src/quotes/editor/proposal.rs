//! The customer proposes changes: said above the page, answered on a page of its own.
use super::desk::Desk;
use crate::ui::{Banner, IconName, Tone};
use domain::formats;
use leptos::prelude::*;

/// The proposal that waits, where one does.
#[component]
pub fn Proposal() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let waits = Memo::new(move |_| desk.view.with(|view| view.proposal.clone()));
    move || {
        waits.get().map(|waits| {
            let time = formats::moment(t.lang(), t.figures(), waits.at.local);
            let said = (!waits.why.is_empty()).then(|| view! { " " <q dir="auto">{waits.why}</q> });
            let href = format!("/quotations/{}/proposal", desk.id);
            let act = move || view! { <a class="btn sm primary" href=href.clone()>{t.proposals_weigh()}</a> };
            view! {
                <Banner tone=Tone::Amber icon=IconName::Scale page=true act>
                    <b>{t.proposals_note(waits.author, time)}</b>" "{t.proposals_note_count(waits.changes)}{said}
                </Banner>
            }
        })
    }
}
