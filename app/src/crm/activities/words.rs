//! Kinds and days in words.
use crate::ui::{Due, IconName};
use chrono::NaiveDate;
use domain::{
    crm::activities::{ActivityKind, Urgency, urgency},
    formats,
};
use i18n::T;

/// A kind's name.
pub(crate) fn kind(t: T, kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Call => t.activities_call(),
        ActivityKind::Email => t.activities_email(),
        ActivityKind::Meeting => t.activities_meeting(),
        ActivityKind::Todo => t.activities_todo(),
        ActivityKind::Upload => t.activities_upload(),
    }
}

/// A kind's drawing.
pub(crate) const fn icon(kind: ActivityKind) -> IconName {
    match kind {
        ActivityKind::Call => IconName::Phone,
        ActivityKind::Email => IconName::Mail,
        ActivityKind::Meeting => IconName::People,
        ActivityKind::Todo => IconName::CheckBox,
        ActivityKind::Upload => IconName::Upload,
    }
}

/// How it stands to today, as a mark and in words.
pub(crate) fn due(t: T, on: NaiveDate, today: NaiveDate) -> (Due, String) {
    let day = format!("{} {}", formats::weekday_short(t.lang(), on), formats::date_short(t.lang(), on));
    match urgency(on, today) {
        Urgency::Overdue => {
            let late = usize::try_from((today - on).num_days()).unwrap_or_default();
            (Due::Over, t.activities_late(late, day))
        }
        Urgency::Today => (Due::Now, t.activities_today().to_owned()),
        Urgency::Planned => (Due::Later, t.activities_on(day)),
    }
}
