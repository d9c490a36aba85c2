//! What activities are called.
use crate::T;
use domain::crm::activities::ActivityKind;

/// A kind's name.
pub fn kind(t: T, kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Call => t.activities_call(),
        ActivityKind::Email => t.activities_email(),
        ActivityKind::Meeting => t.activities_meeting(),
        ActivityKind::Todo => t.activities_todo(),
        ActivityKind::Upload => t.activities_upload(),
    }
}

/// A type's name: its own, or where it has none its kind's.
pub fn named(t: T, name: &str, of: ActivityKind) -> String {
    if name.is_empty() { kind(t, of).to_owned() } else { name.to_owned() }
}
