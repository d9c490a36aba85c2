//! How the record does: what is not as it should be, or that it is on track.
use crate::{crm::health::health, i18n::use_t, ui::DueMark};
use domain::crm::OpportunityState;
use leptos::prelude::*;
use wire::crm::OpportunityView;

/// The line; nothing once it ended.
#[component]
pub(super) fn Health(view: RwSignal<OpportunityView>) -> impl IntoView {
    let t = use_t();
    let concerns =
        Memo::new(move |_| view.with(|view| (view.state == OpportunityState::Open).then(|| view.concerns.clone())));
    move || {
        concerns.get().map(|concerns| {
            let said = health(t, &concerns).into_iter();
            let said = said.map(|(due, words)| view! { <li><DueMark due>{words}</DueMark></li> }).collect_view();
            view! { <ul class="health" aria-label=t.crm_health()>{said}</ul> }
        })
    }
}
