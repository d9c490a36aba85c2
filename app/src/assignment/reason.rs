//! On a record: by which rule it is where it is.
use crate::{frame::currency, i18n::use_t};
use domain::formats;
use leptos::prelude::*;
use wire::crm::OpportunityView;

/// The quiet panel; nothing where a person decided.
#[component]
pub(crate) fn WhyOwned(
    /// The record.
    view: RwSignal<OpportunityView>,
) -> impl IntoView {
    let t = use_t();
    let note = Memo::new(move |_| view.with(|view| view.assigned.clone()));
    move || {
        note.get().map(|note| {
            let heading = match &note.reason.member {
                Some(member) => t.assignment_because(&member.name),
                None => t.assignment_nobody_because().to_owned(),
            };
            let said = i18n::assignment::reason(t, &note.reason, currency());
            let said = said.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
            view! {
                <section class="panel" aria-labelledby="why-owned">
                    <header><h2 id="why-owned">{heading}</h2></header>
                    <ul class="t-13 muted stack tight">{said}</ul>
                    <p class="t-13 faint">{formats::date_time(t.figures(), note.at.local)}</p>
                </section>
            }
        })
    }
}
