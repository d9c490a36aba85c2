//! Weeks down and days across: week number first, Monday first.
use super::{cell::Cell, desk::Desk};
use crate::{i18n::use_t, ui::Week};
use chrono::NaiveDate;
use domain::formats;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The days.
#[component]
pub(super) fn Grid(
    desk: Desk,
    /// What the table is called.
    #[prop(into)]
    label: String,
    /// Shows a day outside of what is shown.
    turn: Callback<NaiveDate>,
) -> impl IntoView {
    let t = use_t();
    let weeks = desk.asked.with_value(super::asked::Asked::weeks);
    let head = weeks.first().map(|week| {
        let name = |day: &NaiveDate| view! { <th scope="col">{formats::weekday_short(t.lang(), *day)}</th> };
        week.days.iter().map(name).collect_view()
    });
    let row = move |week: Week| {
        let named = week.days.first().map(|day| formats::week(t.lang(), *day)).unwrap_or_default();
        view! {
            <tr>
                <th scope="row"><span class="sr">{named}</span><span aria-hidden="true">{week.number}</span></th>
                {week.days.into_iter().map(|day| view! { <Cell desk day turn/> }).collect_view()}
            </tr>
        }
    };
    let columns = if weeks.iter().any(|week| week.days.len() > 1) { "weeks" } else { "weeks one" };
    view! {
        <table class=columns aria-label=label>
            <thead><tr><th scope="col">{t.ui_week_short()}</th>{head}</tr></thead>
            <tbody>{weeks.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// Puts the focus on a day; false where it is not shown.
pub(super) fn focus_day(day: NaiveDate) -> bool {
    let found = document().get_element_by_id(&format!("day-{day}")).and_then(|day| day.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|day| day.focus().is_ok())
}
