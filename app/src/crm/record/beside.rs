//! The way to the previous and the next opportunity of the list or board the reader came from.
use super::acts::Acts;
use crate::{
    crm::{api::neighbours, views::followed},
    i18n::use_t,
    live::on_change,
    palette::Opener,
    ui::{IconButton, IconName, on_key},
};
use domain::ids::OpportunityId;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use wire::opportunities::{MOST_CHANGED, Neighbours};

/// Its place, and both ways; nothing where the list does not have it.
#[component]
pub(super) fn Beside(acts: Acts) -> impl IntoView {
    let t = use_t();
    let view = acts.view;
    let found = RwSignal::new(None::<Neighbours>);
    let peek = Opener::here().peek;
    let read = move || {
        let Some((board, filter)) = followed() else { return };
        let Some(id) = view.try_with_untracked(|view| view.id) else { return };
        spawn_local(async move {
            let answer = neighbours(filter, board, id).await.ok().flatten();
            if !found.is_disposed() {
                found.set(answer);
            }
        });
    };
    Effect::new(move |_| read());
    on_change("opportunity", None, read);
    let navigate = use_navigate();
    let go = Callback::new(move |id: Option<OpportunityId>| {
        if let Some(id) = id {
            navigate(&format!("/opportunities/{id}"), Default::default());
        }
    });
    let next = move || found.get().and_then(|found| found.next);
    let previous = move || found.get().and_then(|found| found.previous);
    on_key("j", move || {
        if peek.get_untracked().is_none() {
            go.run(untrack(next));
        }
    });
    on_key("k", move || {
        if peek.get_untracked().is_none() {
            go.run(untrack(previous));
        }
    });
    let place = move || {
        found.get().map(|found| {
            let count = |count: u32| if count > MOST_CHANGED { format!("{MOST_CHANGED}+") } else { count.to_string() };
            t.crm_neighbours_place(count(found.place), count(found.total))
        })
    };
    view! {
        <Show when=move || found.with(Option::is_some)>
            <span class="row nowrap" role="group" aria-label=t.crm_neighbours()>
                <span class="faint wide">{place}</span>
                <IconButton icon=IconName::Left label=t.crm_neighbours_previous() keys="k"
                    disabled=Signal::derive(move || previous().is_none()) on_press=move |()| go.run(untrack(previous))/>
                <IconButton icon=IconName::Right label=t.crm_neighbours_next() keys="j"
                    disabled=Signal::derive(move || next().is_none()) on_press=move |()| go.run(untrack(next))/>
            </span>
        </Show>
    }
}
