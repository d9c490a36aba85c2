//! Peek: an opportunity beside the list, board or page it was found on; what has the focus there is what is shown.
use super::{
    activities,
    api::read_opportunity,
    board::{closing, plus},
    tags::Tags,
};
use crate::{
    frame::today,
    i18n::use_t,
    live::on_change,
    messages::Timeline,
    palette::Opener,
    ui::{Due, DueMark, Icon, IconButton, IconName, Skeleton, listen, single_keys, typing},
    wire::AppError,
};
use domain::{
    crm::activities::{Urgency, urgency},
    formats,
    ids::OpportunityId,
};
use i18n::T;
use leptos::{ev, prelude::*, task::spawn_local};
use leptos_router::hooks::use_location;
use rust_decimal::Decimal;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use wire::crm::OpportunityView;

/// Entries of the timeline it shows.
const ENTRIES: usize = 5;
/// What marks the row or card that is shown.
const SHOWN: &str = "data-peeked";

/// The panel; it is there once, in the frame.
#[component]
pub fn Peek() -> impl IntoView {
    let t = use_t();
    let at = Opener::here().peek;
    let found = RwSignal::new(None::<Result<OpportunityView, AppError>>);
    let read = move |id: OpportunityId| {
        spawn_local(async move {
            let answer = read_opportunity(id).await;
            // Another one may have been asked for meanwhile.
            if at.try_get_untracked() == Some(Some(id)) {
                found.set(Some(answer));
            }
        });
    };
    Effect::new(move |_| {
        let id = at.get();
        mark(id);
        match id {
            Some(id) => read(id),
            None => found.set(None),
        }
    });
    on_change("opportunity", None, move || {
        if let Some(id) = at.get_untracked() {
            read(id);
        }
    });
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            at.set(None);
        }
        now
    });
    let close = move |()| {
        let row = at.get_untracked().and_then(row_of);
        at.set(None);
        focus(row);
    };
    let walk = move |by: isize| {
        if let Some((id, row)) = at.get_untracked().and_then(|id| beside(id, by)) {
            at.set(Some(id));
            focus(Some(row));
        }
    };
    listen(move |event| {
        if at.get_untracked().is_none() || typing(event) {
            return;
        }
        match event.key().as_str() {
            // A row lets its choice go with the same key: then both are put away.
            "Escape" => close(()),
            "ArrowDown" if !event.default_prevented() => walk(1),
            "ArrowUp" if !event.default_prevented() => walk(-1),
            "j" if single_keys() => walk(1),
            "k" if single_keys() => walk(-1),
            _ => return,
        }
        event.prevent_default();
    });
    // What has the focus is what is shown.
    Effect::new(move |_| {
        let handle = window_event_listener(ev::focusin, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let id = target.and_then(|target| target.closest("[data-peek]").ok().flatten()).and_then(|row| id_of(&row));
            if at.get_untracked().is_some() && id.is_some() && at.get_untracked() != id {
                at.set(id);
            }
        });
        on_cleanup(move || handle.remove());
    });
    let shown = move || match found.get() {
        None => view! { <Skeleton rows=6/> }.into_any(),
        Some(Err(error)) => view! { <p role="alert">{error.sentence(t)}</p> }.into_any(),
        Some(Ok(view)) => body(t, view).into_any(),
    };
    let title = move || match &*found.read() {
        Some(Ok(view)) => view.title.clone(),
        _ => t.crm_peek().to_owned(),
    };
    view! {
        <Show when=move || at.get().is_some()>
            <aside class="peek beside" aria-label=move || t.crm_peek_at(title())>
                <header>
                    <h2>{title}</h2>
                    <span class="push"></span>
                    <a class="btn ghost icon" aria-label=t.crm_peek_open() title=t.crm_peek_open()
                        href=move || at.get().map(|id| format!("/opportunities/{id}"))>
                        <Icon name=IconName::Expand/>
                    </a>
                    <IconButton icon=IconName::Cross label=t.crm_peek_close() keys="Esc" on_press=close/>
                </header>
                <div aria-live="polite">{shown}</div>
                <p class="faint wide">{t.crm_peek_keys()}</p>
            </aside>
        </Show>
    }
}

/// What it says.
fn body(t: T, view: OpportunityView) -> impl IntoView {
    let OpportunityView { stages, stage, owner, party, expected, activities, tags, timeline, .. } = view;
    let stage = stages.into_iter().find(|one| one.id == stage).map(|one| one.name).unwrap_or_default();
    let owner = owner.map_or_else(|| t.crm_nobody().to_owned(), |owner| owner.name);
    let chance = formats::percent(t.figures(), Decimal::from(view.chance));
    let (due, close) = closing(t, view.expected_close, today());
    let next = match activities.into_iter().next() {
        Some(activity) => {
            let due = match urgency(activity.due_on, today()) {
                Urgency::Overdue => Due::Over,
                Urgency::Today => Due::Now,
                Urgency::Planned => Due::Later,
            };
            let words = t.crm_step_on(&activity.summary, formats::date(t.figures(), activity.due_on));
            view! { <DueMark due><Icon name=activities::icon(activity.kind)/>{words}</DueMark> }.into_any()
        }
        None => view! { <DueMark due=Due::None>{t.crm_step_none()}</DueMark> }.into_any(),
    };
    let mut latest = timeline;
    latest.truncate(ENTRIES);
    let nothing = latest.is_empty();
    view! {
        {party.map(|party| view! { <p><a href=format!("/customers/{}", party.id)>{party.name}</a></p> })}
        <p class="muted">{format!("{stage} · {owner}")}</p>
        <p><strong>{formats::money(t.figures(), expected.value, &expected.currency)}</strong>" "{plus(t, view.recurring.monthly)}" · "{chance}</p>
        <p><DueMark due>{close}</DueMark></p>
        <h3>{t.crm_next_step()}</h3>
        <p>{next}</p>
        <Tags tags most=6/>
        <h3>{t.crm_peek_latest()}</h3>
        {if nothing {
            view! { <p class="faint">{t.crm_peek_nothing()}</p> }.into_any()
        } else {
            view! { <Timeline entries=Signal::stored(latest)/> }.into_any()
        }}
    }
}

/// Everything in the page that can be peeked at, in its order.
fn rows() -> Vec<Element> {
    let Ok(found) = document().query_selector_all("[data-peek]") else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<Element>().ok()).collect()
}

fn id_of(row: &Element) -> Option<OpportunityId> {
    row.get_attribute("data-peek")?.parse().ok()
}

fn row_of(id: OpportunityId) -> Option<Element> {
    document().query_selector(&format!("[data-peek='{id}']")).ok().flatten()
}

/// The one so many further on the page; none beyond its ends.
fn beside(id: OpportunityId, by: isize) -> Option<(OpportunityId, Element)> {
    let rows = rows();
    let at = rows.iter().position(|row| id_of(row) == Some(id))?;
    let row = rows.into_iter().nth(at.checked_add_signed(by)?)?;
    Some((id_of(&row)?, row))
}

/// A row takes the focus itself where it can, else its link.
fn focus(row: Option<Element>) {
    let Some(row) = row else { return };
    let find = |what| row.query_selector(what).ok().flatten();
    let target = if row.has_attribute("tabindex") { Some(row.clone()) } else { find("a").or_else(|| find("button")) };
    if let Some(target) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
        let _ = target.focus();
    }
}

/// Marks the one that is shown, and no other.
fn mark(id: Option<OpportunityId>) {
    for row in rows() {
        let _ = if id_of(&row) == id { row.set_attribute(SHOWN, "") } else { row.remove_attribute(SHOWN) };
    }
}
