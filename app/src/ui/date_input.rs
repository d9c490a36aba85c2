//! Dates: text first (`11.12.`, `+14d`, `vko 50`), the day in full below; a calendar for those who want one.
use super::bind::{bind_text, event_text};
use super::button::{IconButton, flag};
use super::calendar::Calendar;
use super::field::FieldLink;
use super::icon::IconName;
use super::place::{Edge, place};
use super::words::words;
use chrono::NaiveDate;
use domain::days::{DayError, parse_day};
use domain::formats::{date, week, weekday};
use i18n::{Lang, T};
use leptos::{html, prelude::*};

/// A day as text. Inside a [`super::field::Field`] the day in full stands below as its hint.
///
/// ```ignore
/// view! {
///     <Field id="valid" label=t.valid_until()><DateInput value=valid_until today on_leave=move |day| save(day)/></Field>
/// }
/// ```
#[component]
pub fn DateInput(
    /// The day; none while empty.
    value: RwSignal<Option<NaiveDate>>,
    /// Today, as the company has it: what `+14d` and a missing year count from.
    today: NaiveDate,
    /// Name in a form that is posted.
    #[prop(optional, into)]
    name: Option<String>,
    /// Id, when no field gives one.
    #[prop(optional, into)]
    id: Option<String>,
    /// Spoken label, when no field gives one.
    #[prop(optional, into)]
    label: Option<String>,
    /// Told when the focus leaves, or a day is picked, and the day has changed.
    #[prop(optional, into)]
    on_leave: Option<Callback<Option<NaiveDate>>>,
) -> impl IntoView {
    let t = words();
    let link = FieldLink::here(id);
    let node = NodeRef::<html::Input>::new();
    let frame = NodeRef::<html::Span>::new();
    let popover = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let text = RwSignal::new(shown(value.get_untracked()));
    let before = StoredValue::new(value.get_untracked());
    let say = move |day: Option<NaiveDate>| {
        link.echo.set(Some(day.map_or_else(|| t.ui_day_help().to_owned(), |day| full(t, day))));
    };
    say(value.get_untracked());
    let hear = move |typed: String| {
        if let Ok(day) = read(&typed, today) {
            link.problem.set(None);
            say(day);
            if value.get_untracked() != day {
                value.set(day);
            }
        }
        text.set(typed);
    };
    bind_text(move || node.get(), text.into(), hear);
    Effect::new(move |_| {
        let day = value.get();
        if read(&text.get_untracked(), today).ok() != Some(day) {
            link.problem.set(None);
            say(day);
            text.set(shown(day));
        }
    });
    let tell = move || {
        let now = value.get_untracked();
        if before.get_value() != now {
            before.set_value(now);
            if let Some(on_leave) = on_leave {
                on_leave.run(now);
            }
        }
    };
    let leave = move || {
        // A field taken off the page loses the focus when its signals are gone already.
        let Some(typed) = text.try_get_untracked() else { return };
        match read(&typed, today) {
            Ok(day) => text.set(shown(day)),
            Err(_) => link.problem.set(Some(t.ui_day_wrong().to_owned())),
        }
        tell();
    };
    let close = move || {
        if let Some(popover) = popover.get_untracked() {
            let _ = popover.hide_popover();
        }
    };
    let show = move || {
        let Some(popover) = popover.get_untracked() else { return };
        if open.get_untracked() {
            close();
            return;
        }
        open.set(true);
        let _ = popover.show_popover();
        request_animation_frame(move || {
            if let Some(frame) = frame.get_untracked() {
                place(&frame, &popover, Edge::Start, false);
            }
        });
    };
    let pick = move |day: NaiveDate| {
        close();
        hear(shown(Some(day)));
        if let Some(input) = node.get_untracked() {
            let _ = input.focus();
        }
        tell();
    };
    let popover_id = link.id.with_value(|id| format!("{id}-calendar"));
    view! {
        <span class="input" node_ref=frame>
            <input
                node_ref=node
                type="text"
                autocomplete="off"
                id=link.id()
                name=name
                value=text.get_untracked()
                aria-label=label
                aria-describedby=link.described_by
                aria-invalid=move || link.invalid.get().then_some("true")
                on:input=move |event| hear(event_text(&event))
                on:focus=move |_| before.set_value(value.get_untracked())
                on:blur=move |_| leave()
            />
            <IconButton small=true icon=IconName::Calendar label=t.ui_open_calendar() on_press=move || show()
                attr:aria-expanded=move || flag(open.get()) attr:aria-controls=popover_id.clone()/>
            <div
                node_ref=popover
                id=popover_id
                class="pop calpop sheet"
                popover="auto"
                role="dialog"
                aria-label=t.ui_open_calendar()
                on:toggle=move |_| open.set(popover.get_untracked().is_some_and(|pop| pop.matches(":popover-open").unwrap_or_default()))
            >
                {move || open.get().then(|| view! { <Calendar picked=value today on_pick=pick/> })}
            </div>
        </span>
    }
}

/// An empty text is no day, which is not wrong.
fn read(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>, DayError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    parse_day(text, today).map(Some)
}

/// The form people edit, the same in every language: `11.12.2026`. The words stand below.
fn shown(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |day| date(Lang::Fi, day))
}

/// The day in full: weekday, date, week.
fn full(t: T, day: NaiveDate) -> String {
    let name = weekday(t.lang(), day);
    let mut letters = name.chars();
    let name = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    t.ui_day_echo(name, date(t.figures(), day), week(t.lang(), day))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_form_shown_reads_back_as_the_same_day() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        for day in [today, NaiveDate::from_ymd_opt(2027, 1, 3).unwrap()] {
            assert_eq!(read(&shown(Some(day)), today).unwrap(), Some(day));
        }
        assert_eq!(read(" ", today).unwrap(), None);
        assert!(read("soon", today).is_err());
    }

    #[test]
    fn the_echo_names_weekday_and_week() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 11).unwrap();
        assert_eq!(full(T::new(Lang::Fi), day), "Perjantai 11.12.2026, vko\u{a0}50");
    }
}
