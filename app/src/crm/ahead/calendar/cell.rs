//! A day of the calendar: its number, which plans something, and what is on it.
use super::{
    asked::{Asked, Span},
    desk::{Desk, Item},
    grid::focus_day,
    item::Entry,
};
use crate::{crm::ahead::words, i18n::use_t, ui::step};
use chrono::{Datelike, NaiveDate, Weekday};
use domain::formats;
use leptos::prelude::*;

/// Entries of a day in a month; the others are a press away.
const MOST: usize = 6;

/// One day.
#[component]
pub(super) fn Cell(
    desk: Desk,
    day: NaiveDate,
    /// Shows a day outside of what is shown.
    turn: Callback<NaiveDate>,
) -> impl IntoView {
    let t = use_t();
    let asked = desk.asked.get_value();
    let most = if asked.span == Span::Month { MOST } else { usize::MAX };
    let items = Memo::new(move |_| desk.on(day));
    let count = Memo::new(move |_| items.with(Vec::len));
    let shown = move || items.with(|items| items.iter().take(most).cloned().collect::<Vec<Item>>());
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let (is_today, outside) = (day == desk.today, !asked.within(day));
    let all = Asked { span: Span::Day, day, ..asked }.address(desk.today);
    let number =
        if day.day() == 1 || is_today { formats::date_short(t.lang(), day) } else { format!("{}.", day.day()) };
    let named = format!("{} {}", formats::weekday_short(t.lang(), day), formats::date_short(t.lang(), day));
    view! {
        <td
            class="calday"
            class:we=weekend
            class:out=outside
            class:is-today=is_today
            class:none=move || count.get() == 0 && !is_today
            class:over=move || desk.over.get() == Some(day)
            on:dragover=move |event| {
                if desk.held.with_untracked(Option::is_some) {
                    event.prevent_default();
                    if desk.over.get_untracked() != Some(day) {
                        desk.over.set(Some(day));
                    }
                }
            }
            on:drop=move |event| {
                event.prevent_default();
                desk.release(day);
            }
        >
            <button
                type="button"
                class="day"
                id=format!("day-{day}")
                tabindex=move || if desk.at.get() == day { "0" } else { "-1" }
                aria-current=is_today.then_some("date")
                aria-label=move || t.ahead_day_of(count.get(), words::spoken(t, day))
                on:focus=move |_| if desk.at.get_untracked() != day { desk.at.set(day) }
                on:click=move |_| desk.plan(day)
                on:keydown=move |event| {
                    if let Some(to) = step(day, &event.key(), event.shift_key()) {
                        event.prevent_default();
                        desk.at.set(to);
                        if !focus_day(to) {
                            turn.run(to);
                        }
                    }
                }
            >
                <span class="wide">{number}</span>
                <span class="narrow">{named}</span>
            </button>
            <ul>
                <For each=shown key=Item::key let:item><Entry desk item/></For>
            </ul>
            {move || (count.get() > most).then(|| view! { <a class="t-13" href=all.clone()>{t.crm_show_more(count.get() - most)}</a> })}
        </td>
    }
}
