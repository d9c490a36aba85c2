//! The timeline of a record: what happened, newest first, parted by days.
use super::{change, what};
use crate::i18n::use_t;
use crate::ui::{DayHead, Entry, Timeline as List};
use chrono::NaiveDate;
use domain::formats;
use i18n::T;
use leptos::prelude::*;
use wire::messages::{FieldChange, TimelineEntry};

/// A line of the timeline: a day, or what happened on it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Row {
    Day(NaiveDate),
    Entry(TimelineEntry),
}

impl Row {
    /// The same row keeps its place in the page when others join it.
    fn key(&self) -> String {
        match self {
            Row::Day(day) => day.to_string(),
            Row::Entry(entry) => entry.id.to_string(),
        }
    }
}

/// The timeline of a record, as its read model has it.
///
/// ```ignore
/// view! { <Timeline entries=Signal::derive(move || view.get().timeline)/> }
/// ```
#[component]
pub fn Timeline(
    /// What happened, newest first.
    #[prop(into)]
    entries: Signal<Vec<TimelineEntry>>,
) -> impl IntoView {
    let t = use_t();
    view! {
        <Show
            when=move || entries.with(|entries| !entries.is_empty())
            fallback=move || view! { <p class="muted t-13 gap-s">{t.messages_nothing_yet()}</p> }
        >
            <List label=t.messages_timeline()>
                <For each=move || entries.with(|entries| by_day(entries)) key=Row::key let:row>
                    {match row {
                        Row::Day(day) => view! { <DayHead>{day_words(t, day)}</DayHead> }.into_any(),
                        Row::Entry(entry) => entry_row(t, &entry).into_any(),
                    }}
                </For>
            </List>
        </Show>
    }
}

/// Entries with a row before the first of each day.
fn by_day(entries: &[TimelineEntry]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(entries.len() + 8);
    let mut last = None;
    for entry in entries {
        let day = entry.at.local.date();
        if last != Some(day) {
            rows.push(Row::Day(day));
            last = Some(day);
        }
        rows.push(Row::Entry(entry.clone()));
    }
    rows
}

fn day_words(t: T, day: NaiveDate) -> String {
    let mut words = formats::weekday(t.lang(), day).to_owned();
    if let Some(first) = words.get(..1).map(str::to_uppercase) {
        words.replace_range(..1, &first);
    }
    format!("{words} {}", formats::date(t.figures(), day))
}

fn entry_row(t: T, entry: &TimelineEntry) -> impl IntoView + use<> {
    let (kind, icon) = what::look(&entry.what);
    let words = what::words(t, &entry.what, !entry.actor.is_empty());
    let document = what::document(t, entry);
    // Words that announce a document end in a colon; without one the colon goes.
    let what = if document.is_empty() { words.trim_end_matches(':').to_owned() } else { format!("{words} {document}") };
    let at = entry.at.local;
    let changes = StoredValue::new(entry.changes.clone());
    let alone = entry.changes.len() == 1;
    let one = move || view! { <span>{changes.with_value(|all| all.first().map(|one| change_words(t, one)))}</span> };
    let many = (entry.changes.len() > 1).then(|| {
        let all = entry.changes.iter().map(|one| view! { <li>{change_words(t, one)}</li> }).collect_view();
        view! { <ul class="t-13 muted">{all}</ul> }
    });
    let said = !entry.body.is_empty() && entry.body != document;
    let body = said.then(|| view! { <p class="box">{entry.body.clone()}</p> });
    view! {
        <Entry
            kind
            icon
            who=entry.actor.clone()
            what
            badge=move || alone.then(one)
            time=formats::time(t.figures(), at)
            at=at.format("%Y-%m-%dT%H:%M").to_string()
        >
            {many}
            {body}
        </Entry>
    }
}

/// `Expected closing: 30.11.2026 → 11.12.2026`, the old value struck; what came new or was taken away stands alone.
fn change_words(t: T, changed: &FieldChange) -> impl IntoView + use<> {
    let label = t.messages_colon_change(change::label(t, &changed.field));
    let (old, new) = (changed.old.trim(), changed.new.trim());
    let before = (!old.is_empty()).then(|| {
        let words = (new.is_empty()).then(|| view! { <span class="sr">{t.messages_taken_away()}" "</span> });
        view! { " "{words}<s class="faint">{change::value(t, &changed.field, old)}</s> }
    });
    let arrow = (!old.is_empty() && !new.is_empty()).then(|| {
        view! { " "<span aria-hidden="true">"→"</span><span class="sr">{t.messages_becomes()}</span> }
    });
    let after = (!new.is_empty()).then(|| format!(" {}", change::value(t, &changed.field, new)));
    view! { {label}{before}{arrow}{after} }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::days::{Instant, Stamp};
    use i18n::Lang;

    fn entry(day: u32, hour: u32) -> TimelineEntry {
        let local = NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(hour, 0, 0).unwrap();
        TimelineEntry {
            id: uuid::Uuid::from_u128(u128::from(day * 100 + hour)),
            at: Stamp { utc: Instant(0), local },
            what: "note.added".into(),
            actor_kind: "staff".into(),
            actor: "Aino".into(),
            body: String::new(),
            number: String::new(),
            quote_version: None,
            changes: vec![],
        }
    }

    #[test]
    fn a_timeline_is_parted_once_by_each_day() {
        let rows = by_day(&[entry(23, 9), entry(23, 8), entry(20, 16)]);
        let days: Vec<usize> = (0..rows.len()).filter(|at| matches!(rows[*at], Row::Day(_))).collect();
        assert_eq!((rows.len(), days), (5, vec![0, 3]));
    }

    #[test]
    fn a_day_is_written_out() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        assert_eq!(day_words(T::new(Lang::Fi), day), "Perjantai 20.11.2026");
        assert_eq!(day_words(T::new(Lang::En), day), "Friday 20 Nov 2026");
    }
}
