//! Calendar: a page of one month to pick a day from, by pointer or keys.
use super::button::{IconButton, flag};
use super::icon::IconName;
use super::month::{month_away, step, weeks};
use super::words::words;
use chrono::{Datelike, NaiveDate};
use domain::formats::{date, weekday, weekday_short};
use i18n::T;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// One month. Arrows move by day and week, Page keys by month (with Shift by year), Enter picks.
#[component]
pub fn Calendar(
    /// The day that is picked, if any.
    #[prop(into)]
    picked: Signal<Option<NaiveDate>>,
    /// Today, as the company has it.
    today: NaiveDate,
    /// Told of the day a person picks.
    #[prop(into)]
    on_pick: Callback<NaiveDate>,
) -> impl IntoView {
    let t = words();
    let table = NodeRef::<html::Table>::new();
    // The day that has the focus, and with it the month shown.
    let at = RwSignal::new(picked.get_untracked().unwrap_or(today));
    let focus_soon = move || {
        request_animation_frame(move || {
            let day = table
                .get_untracked()
                .and_then(|table| table.query_selector("[tabindex='0']").ok().flatten())
                .and_then(|day| day.dyn_into::<HtmlElement>().ok());
            if let Some(day) = day {
                let _ = day.focus();
            }
        });
    };
    let title = move || format!("{} {}", month_name(t, at.get().month()), at.get().year());
    let cell = move |day: NaiveDate| {
        let out = move || day.month() != at.get().month();
        let is_picked = move || picked.get() == Some(day);
        view! {
            <td>
                <button
                    type="button"
                    class:out=out
                    tabindex=move || if at.get() == day { "0" } else { "-1" }
                    aria-pressed=move || flag(is_picked())
                    aria-current=(day == today).then_some("date")
                    aria-label=format!("{} {}", weekday(t.lang(), day), date(t.figures(), day))
                    on:click=move |_| on_pick.run(day)
                >
                    {day.day()}
                </button>
            </td>
        }
    };
    view! {
        <div class="row">
            <b aria-live="polite">{title}</b>
            <span class="push"></span>
            <IconButton small=true icon=IconName::Left label=t.ui_previous_month() on_press=move || at.update(|at| *at = month_away(*at, -1))/>
            <IconButton small=true icon=IconName::Right label=t.ui_next_month() on_press=move || at.update(|at| *at = month_away(*at, 1))/>
        </div>
        <table
            node_ref=table
            class="cal"
            on:keydown=move |event| {
                if let Some(day) = step(at.get_untracked(), &event.key(), event.shift_key()) {
                    event.prevent_default();
                    at.set(day);
                    focus_soon();
                }
            }
        >
            <thead>
                <tr>
                    <th scope="col">{t.ui_week_short()}</th>
                    {weeks(today).first().map(|week| week.days.iter().map(|day| view! { <th scope="col">{weekday_short(t.lang(), *day)}</th> }).collect_view())}
                </tr>
            </thead>
            <tbody>
                {move || weeks(at.get()).into_iter().map(|week| view! {
                    <tr><th scope="row">{week.number}</th>{week.days.into_iter().map(cell).collect_view()}</tr>
                }).collect_view()}
            </tbody>
        </table>
    }
}

/// A month's name, as a heading has it.
pub(crate) fn month_name(t: T, month: u32) -> &'static str {
    match month {
        1 => t.ui_month_1(),
        2 => t.ui_month_2(),
        3 => t.ui_month_3(),
        4 => t.ui_month_4(),
        5 => t.ui_month_5(),
        6 => t.ui_month_6(),
        7 => t.ui_month_7(),
        8 => t.ui_month_8(),
        9 => t.ui_month_9(),
        10 => t.ui_month_10(),
        11 => t.ui_month_11(),
        _ => t.ui_month_12(),
    }
}
