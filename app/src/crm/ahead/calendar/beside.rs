//! Beside the days: what nothing is planned for, what closes in which week, and the way to one's own calendar.
use super::{
    asked::Asked,
    desk::{Desk, Held, Item},
};
use crate::{
    crm::{thousandths, views::Look},
    frame::currency,
    i18n::use_t,
    ui::{Bar, Due, DueMark, Fill},
};
use chrono::NaiveDate;
use domain::formats;
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::{ahead::Unplanned, opportunities::OpportunityFilter, shared::few, steps::StepFilter};

/// The panel.
#[component]
pub(super) fn Beside(desk: Desk) -> impl IntoView {
    let t = use_t();
    let asked = desk.asked.get_value();
    let (steps, closings) = (asked.query().activities, asked.query().closings);
    let idle = steps.then(|| view! { <Idle desk filter=asked.filter.clone()/> });
    let weeks = closings.then(|| view! { <Weeks desk asked/> });
    view! {
        <aside class="calside" aria-label=t.ahead_beside()>
            {idle}
            {weeks}
            <section>
                <h2>{t.ahead_subscribe_title()}</h2>
                <p class="muted t-13">{t.ahead_subscribe_what()}</p>
                <a class="t-13" href="/account#calendar">{t.ahead_subscribe()}</a>
            </section>
        </aside>
    }
}

/// Opportunities without a next step: dragged to a day, or planned by key.
#[component]
fn Idle(desk: Desk, filter: OpportunityFilter) -> impl IntoView {
    let t = desk.t;
    let none = Memo::new(move |_| desk.idle.with(|(idle, _)| idle.is_empty()));
    let count = move || desk.idle.with(|(_, count)| few(*count));
    let rest = Memo::new(move |_| desk.idle.with(|(idle, count)| (*count as usize) > idle.len()));
    let all = Look::List.address(&OpportunityFilter { step: Some(StepFilter::None), ..filter });
    view! {
        <section aria-labelledby="calside-idle">
            <h2><span id="calside-idle">{t.ahead_unplanned()}</span>" "<span class="n">{count}</span></h2>
            <Show when=move || !none.get() fallback=move || view! { <p class="muted t-13">{t.ahead_unplanned_none()}</p> }>
                <p class="faint t-13 wide">{t.ahead_unplanned_how()}</p>
            </Show>
            <ul>
                <For each=move || desk.idle.with(|(idle, _)| idle.clone()) key=|one| (one.id, one.title.clone(), one.party_name.clone()) let:one>
                    <One desk one/>
                </For>
            </ul>
            <Show when=move || rest.get()><a class="t-13" href=all.clone()>{t.views_all()}</a></Show>
        </section>
    }
}

#[component]
fn One(desk: Desk, one: Unplanned) -> impl IntoView {
    let t = desk.t;
    let id = one.id;
    let named = t.ahead_plan_step_of(&one.title);
    let plan = move || desk.plan_about(id, desk.at.get_untracked());
    view! {
        <li
            class="idle"
            class:held=move || desk.held.get() == Some(Held::Idle(id))
            draggable="true"
            on:keydown=move |event| {
                if event.key() == "t" && !event.ctrl_key() && !event.alt_key() && !event.meta_key() {
                    event.prevent_default();
                    event.stop_propagation();
                    plan();
                }
            }
            on:dragstart=move |event| {
                if let Some(data) = event.data_transfer() {
                    let _ = data.set_data("text/plain", &id.to_string());
                    data.set_effect_allowed("move");
                }
                desk.held.set(Some(Held::Idle(id)));
            }
            on:dragend=move |_| desk.let_go()
        >
            <a href=format!("/opportunities/{id}") draggable="false">{one.title.clone()}</a>
            {(!one.party_name.is_empty()).then(|| view! { <span class="muted t-13">{one.party_name.clone()}</span> })}
            <button type="button" class="link t-13" aria-label=named on:click=move |_| plan()>
                <DueMark due=Due::None>{t.ahead_plan_step()}</DueMark>
            </button>
        </li>
    }
}

/// What closes in each of the weeks that are shown.
#[component]
fn Weeks(desk: Desk, asked: Asked) -> impl IntoView {
    let t = desk.t;
    let weeks: Vec<Vec<NaiveDate>> = asked.weeks().into_iter().map(|week| week.days).collect();
    let sums = Memo::new(move |_| desk.items.with(|items| by_week(&weeks, items)));
    let rows = move || {
        let sums = sums.get();
        let most = sums.iter().map(|(_, sum)| *sum).max().unwrap_or_default();
        let row = |(day, sum): (NaiveDate, Decimal)| {
            let bar = vec![(thousandths(sum, most), Fill::Amount)];
            view! {
                <tr>
                    <th scope="row">{formats::week(t.lang(), day)}</th>
                    <td><Bar parts=bar/></td>
                    <td class="num">{formats::money_short(t.figures(), sum, &currency())}</td>
                </tr>
            }
        };
        sums.into_iter().map(row).collect_view()
    };
    view! {
        <Show when=move || !sums.read().is_empty()>
            <section>
                <h2 id="calside-weeks">{t.ahead_weeks()}</h2>
                <table aria-labelledby="calside-weeks"><tbody>{rows}</tbody></table>
            </section>
        </Show>
    }
}

/// The first day of each week in which something closes, and what that brings.
fn by_week(weeks: &[Vec<NaiveDate>], items: &[Item]) -> Vec<(NaiveDate, Decimal)> {
    let of = |days: &Vec<NaiveDate>| {
        let closing = items.iter().filter_map(|item| match item {
            Item::Close(one) if days.contains(&one.on) => Some(one.expected),
            _ => None,
        });
        let sums: Vec<Decimal> = closing.collect();
        let first = days.first().filter(|_| !sums.is_empty())?;
        Some((*first, sums.into_iter().sum()))
    };
    weeks.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::ids::OpportunityId;
    use uuid::Uuid;
    use wire::ahead::Closing;

    #[test]
    fn weeks_hold_what_closes_on_their_days_and_no_other() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let week = |monday: &str| day(monday).iter_days().take(7).collect::<Vec<_>>();
        let closing = |on: &str, expected: i64| {
            Item::Close(Closing {
                id: OpportunityId(Uuid::from_u128(1)),
                version: 1,
                title: String::new(),
                party_name: String::new(),
                expected: expected.into(),
                on: day(on),
                owner: None,
            })
        };
        let weeks = [week("2026-11-23"), week("2026-11-30"), week("2026-12-07")];
        let items =
            [closing("2026-11-23", 1), closing("2026-11-29", 2), closing("2026-12-07", 4), closing("2026-12-14", 8)];
        let found = by_week(&weeks, &items);
        assert_eq!(found, [(day("2026-11-23"), Decimal::from(3)), (day("2026-12-07"), Decimal::from(4))]);
    }
}
