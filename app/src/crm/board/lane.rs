//! A lane of the board: its stage with count and sums, its cards, more of them by pages.
use super::{
    card::Deal,
    desk::{Desk, Drop},
};
use crate::{
    frame::currency,
    i18n::use_t,
    ui::{Bar, Button, Fill, Icon, IconButton, IconName},
};
use domain::formats;
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use wire::crm::{Card, Lane, LaneId, StageSum, StepCounts};

/// One lane.
#[component]
pub(super) fn LaneView(desk: Desk, stage: LaneId) -> impl IntoView {
    let t = use_t();
    let lane = Memo::new(move |_| {
        desk.board.with(|board| board.lanes.iter().find(|lane| lane.stage.id == stage).map(sums)).unwrap_or_default()
    });
    let cards = move || {
        desk.board.with(|board| {
            board.lanes.iter().find(|lane| lane.stage.id == stage).map(|lane| lane.cards.clone()).unwrap_or_default()
        })
    };
    let of_stage = |lane: &&Lane| lane.stage.id == stage;
    let (folded, retired) = desk.board.with_untracked(|board| {
        board.lanes.iter().find(of_stage).map(|lane| (lane.stage.folded, lane.stage.retired)).unwrap_or_default()
    });
    let folded = RwSignal::new(folded);
    let fetching = RwSignal::new(false);
    let heading = StoredValue::new(format!("lane-{stage}-name"));
    let money = move |value: Decimal| formats::money_short(t.figures(), value, &currency());
    let steps = move || {
        let StepCounts { late, today, planned, none } = lane.read().steps;
        t.crm_steps(planned, today, late, none)
    };
    let left = move || {
        // A lane of several kinds together shows none of its cards.
        let lane = lane.read();
        if lane.shown == 0 { 0 } else { (lane.count - lane.shown).clamp(0, i64::from(wire::crm::LANE_CARDS)) }
    };
    let more = move |()| {
        fetching.set(true);
        spawn_local(async move {
            desk.more(stage).await;
            fetching.set(false);
        });
    };
    view! {
        <section
            class="lane"
            class:shut=move || folded.get()
            class:over=move || desk.over.get() == Some(Drop::Lane(stage))
            id=format!("lane-{stage}")
            aria-labelledby=heading.get_value()
            on:dragover=move |event| {
                event.prevent_default();
                aim(desk, Drop::Lane(stage));
            }
            on:drop=move |event| {
                event.prevent_default();
                release(desk, Drop::Lane(stage));
            }
        >
            <Show
                when=move || !folded.get()
                fallback=move || {
                    view! {
                        <button type="button" aria-expanded="false" title=t.crm_unfold(&lane.read().name) on:click=move |_| folded.set(false)>
                            <Icon name=IconName::Right/>
                            <b id=heading.get_value()>{move || lane.read().name.clone()}</b>
                            {move || format!("{} · {}", lane.read().count, money(lane.read().sum))}
                        </button>
                    }
                }
            >
                <header>
                    <h2>
                        <span id=heading.get_value()>{move || lane.read().name.clone()}</span>
                        <b>{move || formats::figure(t.figures(), lane.read().count.into(), 0)}</b>
                        <span class="push"></span>
                        <span class="wide">
                            <IconButton small=true icon=IconName::Left label=t.crm_fold(&lane.read_untracked().name) on_press=move |()| folded.set(true)/>
                        </span>
                    </h2>
                    <p class="sums">
                        <strong>{move || money(lane.read().sum)}</strong>
                        <span>{move || t.crm_weighted(money(lane.read().weighted))}</span>
                        {move || recurs(t, lane.read().monthly, lane.read().monthly_weighted)}
                        {move || (!lane.read().takes).then(|| view! { <span>{t.crm_group_fixed()}</span> })}
                    </p>
                    <span class="stepbar" title=steps><Bar parts=Signal::derive(move || stacked(lane.read().steps))/></span>
                    <span class="sr">{steps}</span>
                </header>
                {retired.then(|| view! { <p class="none">{t.stages_lane_retired()}</p> })}
                <Show when=move || lane.read().count == 0>
                    <p class="none">{t.crm_lane_empty()}</p>
                </Show>
                <ul>
                    <For each=cards key=key let:card><Deal desk stage card/></For>
                </ul>
                <Show when=move || { left() > 0 }>
                    <div class="gap-s">
                        {move || view! {
                            <Button small=true block=true busy=fetching busy_label=t.crm_loading() on_press=more>
                                {t.crm_show_more(left())}
                            </Button>
                        }}
                    </div>
                </Show>
            </Show>
        </section>
    }
}

/// A drop on the way: says where it would land.
pub(super) fn aim(desk: Desk, place: Drop) {
    if desk.held.with_untracked(Option::is_some) && desk.over.get_untracked() != Some(place) {
        desk.over.set(Some(place));
    }
}

/// The card is let go.
pub(super) fn release(desk: Desk, place: Drop) {
    let held = desk.held.get_untracked();
    desk.held.set(None);
    desk.over.set(None);
    if let Some(id) = held {
        desk.drop(id, place);
    }
}

/// The same card with the same facts keeps its place in the page.
fn key(card: &Card) -> String {
    let Card {
        id,
        title,
        party_name,
        expected,
        monthly,
        expected_close,
        owner,
        quote,
        open_questions,
        step,
        concerns,
        stage_name,
        facts,
        ..
    } = card;
    let tags: Vec<_> = card.tags.iter().map(|tag| (&tag.name, tag.tint)).collect();
    let owner = owner.as_ref().map(|owner| owner.id);
    format!(
        "{id} {title} {party_name} {expected} {monthly} {expected_close:?} {owner:?} {quote:?} {open_questions} {step:?} {concerns:?} {tags:?} {stage_name} {facts:?}"
    )
}

/// What the head of a lane shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Sums {
    takes: bool,
    name: String,
    count: i64,
    sum: Decimal,
    weighted: Decimal,
    monthly: Decimal,
    monthly_weighted: Decimal,
    shown: i64,
    steps: StepCounts,
}

fn sums(lane: &Lane) -> Sums {
    let StageSum { name, count, sum, weighted, monthly, monthly_weighted, steps, .. } = lane.stage.clone();
    let shown = lane.cards.len() as i64;
    Sums { takes: lane.takes, name, count, sum, weighted, monthly, monthly_weighted, shown, steps }
}

/// What the cards of a lane bring in a month, and that weighted; nothing where nothing recurs.
pub(crate) fn recurs(t: T, monthly: Decimal, weighted: Decimal) -> Option<impl IntoView> {
    let money = |value| formats::money_short(t.figures(), value, &currency());
    (!monthly.is_zero()).then(|| view! { <span>{t.recurring_plus_weighted(money(monthly), money(weighted))}</span> })
}

/// Next steps as parts of a bar, what is planned first; those without one are its track.
fn stacked(steps: StepCounts) -> Vec<(u32, Fill)> {
    let StepCounts { late, today, planned, none } = steps;
    let whole = Decimal::from(late + today + planned + none);
    [(planned, Fill::Amount), (today, Fill::Amber), (late, Fill::Danger)]
        .into_iter()
        .map(|(part, fill)| (thousandths(Decimal::from(part), whole), fill))
        .collect()
}

/// The part of a whole, in thousandths.
pub(crate) fn thousandths(part: Decimal, whole: Decimal) -> u32 {
    let share = part.checked_mul(Decimal::ONE_THOUSAND).and_then(|part| part.checked_div(whole));
    share.and_then(|share| share.to_u32()).unwrap_or_default().min(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_leaves_free_what_has_no_next_step() {
        let steps = StepCounts { late: 1, today: 1, planned: 2, none: 4 };
        assert_eq!(stacked(steps), [(250, Fill::Amount), (125, Fill::Amber), (125, Fill::Danger)]);
        assert!(stacked(StepCounts::default()).iter().all(|(part, _)| *part == 0));
    }

    #[test]
    fn a_share_of_nothing_is_nothing() {
        assert_eq!(thousandths(Decimal::from(5), Decimal::ZERO), 0);
        assert_eq!(thousandths(Decimal::from(1), Decimal::from(3)), 333);
        assert_eq!(thousandths(Decimal::from(-1), Decimal::from(3)), 0);
        assert_eq!(thousandths(Decimal::from(7), Decimal::from(3)), 1000);
    }
}
