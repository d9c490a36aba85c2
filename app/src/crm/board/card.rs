//! A card of the board: at most five facts, a menu that moves it, and the same by pointer and keys.
use super::desk::{Desk, Drop};
use crate::{
    crm::{activities, tags::Tags},
    frame::{currency, today},
    i18n::use_t,
    palette::Opener,
    ui::{Avatar, Badge, Due, DueMark, Icon, IconName, Menu, MenuCaption, MenuItem, MenuRule, Size, Tone},
};
use chrono::NaiveDate;
use domain::{
    crm::{
        activities::{Urgency, urgency},
        health::Concern,
    },
    formats,
    quotes::state::QuoteState,
};
use i18n::T;
use leptos::{ev::KeyboardEvent, html, prelude::*};
use rust_decimal::Decimal;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use wire::{
    crm::{Card, CardStep, Lane, LaneId},
    opportunities::Group,
};

/// One opportunity on the board.
#[component]
pub(super) fn Deal(
    desk: Desk,
    /// The lane it stands in.
    stage: LaneId,
    card: Card,
) -> impl IntoView {
    let t = use_t();
    let id = card.id;
    let node = NodeRef::<html::Li>::new();
    // Most menus are never opened: their items are made when pointer or focus comes near.
    let near = RwSignal::new(false);
    let approach = move || {
        if !near.get_untracked() {
            near.set(true)
        }
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowRight" if event.shift_key() => (event.prevent_default(), desk.step(id, 1)).1,
        "ArrowLeft" if event.shift_key() => (event.prevent_default(), desk.step(id, -1)).1,
        "s" if !event.ctrl_key() && !event.meta_key() && !event.alt_key() => {
            event.prevent_default();
            let button = node.get_untracked().and_then(|card| card.query_selector("button").ok().flatten());
            if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
                button.click();
            }
        }
        _ => {}
    };
    let held = move || desk.held.get() == Some(id);
    let why = move || {
        desk.refused.with(|refused| refused.as_ref().filter(|(refused, _)| *refused == id).map(|(_, why)| why.clone()))
    };
    let opener = Opener::here();
    let by_stage = desk.group() == Group::Stage;
    let item = move |lane: &Lane| {
        let to = lane.stage.id;
        let name = lane.stage.name.clone();
        let chance =
            if by_stage { formats::percent(t.figures(), Decimal::from(lane.stage.chance)) } else { String::new() };
        view! { <MenuItem fact=chance on_press=move |()| desk.move_to(id, to)>{name}</MenuItem> }
    };
    let stages = move || {
        desk.board.with_untracked(|board| {
            let others = board.lanes.iter().filter(|lane| lane.takes && lane.stage.id != stage);
            others.map(item).collect_view()
        })
    };
    view! {
        <li
            class="deal"
            class:held=held
            class:refused=move || why().is_some()
            id=format!("card-{id}")
            data-peek=id.to_string()
            draggable="true"
            node_ref=node
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
            on:dragend=move |_| {
                desk.held.set(None);
                desk.over.set(None);
            }
        >
            <h3><a href=format!("/opportunities/{id}") draggable="false" title=t.crm_drag_hint()>{card.title.clone()}</a></h3>
            {(!card.party_name.is_empty()).then(|| view! { <p class="org">{card.party_name.clone()}</p> })}
            {(!card.stage_name.is_empty()).then(|| view! { <p class="org">{card.stage_name.clone()}</p> })}
            <p class="row">
                <span><strong>{formats::money_short(t.figures(), card.expected, &currency())}</strong>" "{plus(t, card.monthly)}</span>
                {match quotation(t, card.quote, card.open_questions) {
                    Some((tone, icon, words)) => view! { <Badge tone icon>{words}</Badge> }.into_any(),
                    None => card.owner.clone().map(|owner| view! { <Avatar name=owner.name size=Size::Xs/> }).into_any(),
                }}
            </p>
            {
                let (due, words) = next_step(t, card.step.as_ref(), today());
                let drawn = card.step.as_ref().map(|step| view! { <Icon name=activities::icon(step.kind)/> });
                view! { <DueMark due>{drawn}{words}</DueMark> }
            }
            {more_concerns(t, &card, today()).into_iter().map(|(due, words)| view! { <DueMark due>{words}</DueMark> }).collect_view()}
            {card.facts.iter().map(|fact| view! { <p class="org">{fact.clone()}</p> }).collect_view()}
            <Tags tags=card.tags.clone() most=3/>
            {move || why().map(|why| view! { <p class="why" role="alert">{why}</p> })}
            <div class="more">
                <Menu id=format!("move-{id}") label=t.crm_move_of(&card.title) small=true>
                    <Show when=move || near.get()>
                        <MenuCaption>{if by_stage { t.crm_move_to() } else { t.crm_group_move_to() }}</MenuCaption>
                        {stages()}
                        <MenuRule/>
                        <MenuItem icon=IconName::Eye on_press=move |()| opener.peek_at(Some(id))>{t.crm_peek()}</MenuItem>
                        <MenuItem icon=IconName::Flag on_press=move |()| desk.drop(id, Drop::Won)>{t.crm_won()}</MenuItem>
                        <MenuItem icon=IconName::Cross on_press=move |()| desk.drop(id, Drop::Lost)>{t.crm_lost_give_reason()}</MenuItem>
                    </Show>
                </Menu>
            </div>
        </li>
    }
}

/// What comes in a month besides; nothing where nothing recurs.
pub(crate) fn plus(t: T, monthly: Decimal) -> Option<impl IntoView> {
    (!monthly.is_zero()).then(|| {
        let amount = formats::money_short(t.figures(), monthly, &currency());
        view! { <span class="t-12 muted">{t.recurring_plus(amount)}</span> }
    })
}

/// The state of the newest quotation; a question that waits comes first.
fn quotation(t: T, state: Option<QuoteState>, questions: i64) -> Option<(Tone, IconName, String)> {
    let (tone, icon, words) = match state? {
        QuoteState::Sent if questions > 0 => return Some((Tone::Amber, IconName::Ask, t.crm_questions(questions))),
        QuoteState::Draft => (Tone::Plain, IconName::Document, t.crm_quote_draft()),
        QuoteState::Sent => (Tone::Plain, IconName::Send, t.crm_quote_sent()),
        QuoteState::Accepted => (Tone::Solid, IconName::Check, t.crm_quote_accepted()),
        QuoteState::Declined => (Tone::Danger, IconName::Cross, t.crm_quote_declined()),
        QuoteState::Expired => (Tone::Off, IconName::Clock, t.crm_quote_expired()),
        QuoteState::Cancelled => (Tone::Off, IconName::Cross, t.crm_quote_cancelled()),
    };
    Some((tone, icon, words.to_owned()))
}

/// What is not as it should be beside the next step, which has its line: too long in the stage, or a closing day that has
/// passed. Other closing days stand on the record.
fn more_concerns(t: T, card: &Card, today: NaiveDate) -> Vec<(Due, String)> {
    let stuck = card.concerns.iter().filter(|one| matches!(one, Concern::Stuck { .. }));
    let stuck = stuck.map(|one| crate::crm::health::concern(t, *one));
    stuck.chain(Some(closing(t, card.expected_close, today)).filter(|(due, _)| *due == Due::Over)).collect()
}

/// What is to be done next, and how that stands to today.
pub(crate) fn next_step(t: T, step: Option<&CardStep>, today: NaiveDate) -> (Due, String) {
    let Some(step) = step else { return (Due::None, t.crm_step_none().to_owned()) };
    let on = step.due_on;
    match urgency(on, today) {
        Urgency::Overdue => {
            let late = usize::try_from((today - on).num_days()).unwrap_or_default();
            (Due::Over, t.crm_step_days_late(late, &step.summary))
        }
        Urgency::Today => (Due::Now, t.crm_step_today(&step.summary)),
        Urgency::Planned => {
            let day = format!("{} {}", formats::weekday_short(t.lang(), on), formats::date_short(t.lang(), on));
            (Due::Later, t.crm_step_on(&step.summary, day))
        }
    }
}

/// How the expected closing stands to today.
pub(crate) fn closing(t: T, day: Option<NaiveDate>, today: NaiveDate) -> (Due, String) {
    let Some(day) = day else { return (Due::None, t.crm_no_close().to_owned()) };
    let words = if chrono::Datelike::year(&day) == chrono::Datelike::year(&today) {
        formats::date_short(t.lang(), day)
    } else {
        formats::date(t.figures(), day)
    };
    match day.cmp(&today) {
        std::cmp::Ordering::Less => (Due::Over, t.crm_should_have_closed(words)),
        std::cmp::Ordering::Equal => (Due::Now, t.crm_closes_today().to_owned()),
        std::cmp::Ordering::Greater => (Due::Later, t.crm_closes(words)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use i18n::Lang;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_closing_day_says_how_it_stands() {
        let t = T::new(Lang::Fi);
        let today = day("2026-11-23");
        assert_eq!(closing(t, Some(day("2026-11-20")), today), (Due::Over, "Päätöksen piti olla 20.11.".to_owned()));
        assert_eq!(closing(t, Some(today), today).0, Due::Now);
        assert_eq!(closing(t, Some(day("2027-01-08")), today), (Due::Later, "Päätös 8.1.2027".to_owned()));
        assert_eq!(closing(t, None, today).0, Due::None);
    }

    #[test]
    fn the_next_step_says_how_it_stands() {
        let t = T::new(Lang::En);
        let today = day("2026-11-23");
        let step = |on: &str| CardStep {
            kind: domain::crm::activities::ActivityKind::Call,
            summary: "Call Liisa".to_owned(),
            due_on: day(on),
            urgency: Urgency::Today,
        };
        let said = |on: &str| next_step(t, Some(&step(on)), today);
        assert_eq!(said("2026-11-19"), (Due::Over, "Call Liisa, 4 days late".to_owned()));
        assert_eq!(said("2026-11-22"), (Due::Over, "Call Liisa, one day late".to_owned()));
        assert_eq!(said("2026-11-23"), (Due::Now, "Call Liisa, today".to_owned()));
        assert_eq!(said("2026-11-25").0, Due::Later);
        assert_eq!(next_step(t, None, today), (Due::None, "No next step".to_owned()));
    }

    #[test]
    fn a_waiting_question_comes_before_the_state() {
        let t = T::new(Lang::En);
        assert_eq!(quotation(t, Some(QuoteState::Sent), 2).unwrap().2, "2 questions");
        assert_eq!(quotation(t, Some(QuoteState::Accepted), 2).unwrap().2, "Accepted");
        assert_eq!(quotation(t, None, 0), None);
    }
}
