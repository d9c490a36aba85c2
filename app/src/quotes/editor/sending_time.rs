//! When a quotation goes out: now, tomorrow morning, on Monday, or at a moment one chooses.
use crate::{
    frame::{now, today},
    ui::{DateInput, Field, Segment, Segmented, TextInput},
};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};
use domain::{days::parse_time, formats};
use i18n::T;
use leptos::prelude::*;

/// Goes at once.
const NOW: &str = "now";
/// A moment one types.
const OWN: &str = "own";

/// What is chosen.
#[derive(Clone, Copy)]
pub struct When {
    /// `now`, `own`, or the moment itself in ISO form.
    choice: RwSignal<String>,
    /// The day one types.
    day: RwSignal<Option<NaiveDate>>,
    /// The time of day one types.
    time: RwSignal<String>,
}

impl When {
    /// Now.
    pub fn new() -> When {
        When { choice: RwSignal::new(NOW.to_owned()), day: RwSignal::new(None), time: RwSignal::new("8.00".to_owned()) }
    }

    /// A moment one types, beginning with another.
    pub fn own(t: T, at: NaiveDateTime) -> When {
        let when = When::new();
        when.choice.set(OWN.to_owned());
        when.day.set(Some(at.date()));
        when.time.set(formats::time(t.figures(), at));
        when
    }

    /// Back to now.
    pub fn reset(self) {
        self.choice.set(NOW.to_owned());
    }

    /// Whether it does not go at once.
    pub fn later(self) -> bool {
        self.choice.with(|choice| choice != NOW)
    }

    /// The moment, by the company's clock; none for now, and where none can be read.
    pub fn moment(self) -> Option<NaiveDateTime> {
        self.choice.with(|choice| match choice.as_str() {
            NOW => None,
            OWN => Some(self.day.get()?.and_time(self.time.with(|time| parse_time(time))?)),
            moment => moment.parse().ok(),
        })
    }
}

/// Tomorrow at eight, and next Monday at eight where that is another day.
fn quick(at: NaiveDateTime) -> Vec<NaiveDateTime> {
    let eight = NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default();
    let tomorrow = at.date() + Days::new(1);
    let to_monday = 7 - u64::from(at.date().weekday().num_days_from_monday());
    let mut days = vec![tomorrow, at.date() + Days::new(to_monday)];
    days.dedup();
    days.into_iter().map(|day| day.and_time(eight)).collect()
}

/// The choice.
#[component]
pub fn SendingTime(
    /// The reader's texts.
    t: T,
    /// What is chosen.
    when: When,
    /// Why the moment was refused.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let today = now().local;
    let soon = quick(today).into_iter().map(move |at| {
        let words = format!("{} {}", formats::weekday_short(t.lang(), at.date()), formats::time(t.figures(), at));
        // On a Monday "Monday" alone would be understood as today.
        let words = if at.weekday() == today.weekday() { t.scheduled_next_week(words) } else { words };
        Segment::new(at.format("%Y-%m-%dT%H:%M:%S").to_string(), words)
    });
    let options: Vec<Segment> = std::iter::once(Segment::new(NOW, t.scheduled_now()))
        .chain(soon)
        .chain([Segment::new(OWN, t.scheduled_choose())])
        .collect();
    let own = Memo::new(move |_| when.choice.with(|choice| choice == OWN));
    view! {
        <div class="stack">
            <span class="t-13 muted" aria-hidden="true">{t.scheduled_when()}</span>
            <Segmented id="send-when" label=t.scheduled_when() value=when.choice small=true options/>
            {move || own.get().then(|| view! { <Moment t when error/> })}
            {move || when.later().then(|| view! { <p class="hint">{t.scheduled_frozen()}</p> })}
        </div>
    }
}

/// A day and a time of day.
#[component]
pub fn Moment(
    /// The reader's texts.
    t: T,
    /// What is chosen.
    when: When,
    /// Why the moment was refused.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let unreadable = Signal::derive(move || {
        let read = when.time.with(|time| time.trim().is_empty() || parse_time(time).is_some());
        (!read).then(|| t.scheduled_time_unreadable().to_owned())
    });
    view! {
        <div class="cols-2">
            <Field id="send-day" label=t.scheduled_day() error><DateInput value=when.day today=today()/></Field>
            <Field id="send-time" label=t.scheduled_time() hint=t.scheduled_time_hint().to_owned() error=unreadable>
                <TextInput value=when.time longest=10 autocomplete="off"/>
            </Field>
        </div>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::quick;

    #[test]
    fn quick_choices_are_tomorrow_and_monday_and_never_the_same_twice() {
        let at = |text: &str| quick(text.parse().unwrap()).into_iter().map(|at| at.to_string()).collect::<Vec<_>>();
        assert_eq!(at("2026-11-24T15:00:00"), ["2026-11-25 08:00:00", "2026-11-30 08:00:00"]);
        assert_eq!(at("2026-11-29T23:59:00"), ["2026-11-30 08:00:00"]);
        assert_eq!(at("2026-11-30T07:00:00"), ["2026-12-01 08:00:00", "2026-12-07 08:00:00"]);
    }
}
