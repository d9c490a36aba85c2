//! Activities: what is to be done next about an opportunity, by when, and what usually follows.
//!
//! Section 2 of the behaviour map.
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// What kind of thing is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    /// Ring somebody.
    Call,
    /// Write a mail.
    Email,
    /// Meet somebody.
    Meeting,
    /// Anything else.
    Todo,
    /// Bring a document.
    Upload,
}

impl ActivityKind {
    /// All kinds, in the order they are offered.
    pub const ALL: [ActivityKind; 5] =
        [ActivityKind::Call, ActivityKind::Email, ActivityKind::Meeting, ActivityKind::Todo, ActivityKind::Upload];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            ActivityKind::Call => "call",
            ActivityKind::Email => "email",
            ActivityKind::Meeting => "meeting",
            ActivityKind::Todo => "todo",
            ActivityKind::Upload => "upload",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<ActivityKind> {
        ActivityKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Days from today that are proposed for one of this kind.
    pub const fn days(self) -> u64 {
        match self {
            ActivityKind::Call => 2,
            ActivityKind::Email | ActivityKind::Meeting => 0,
            ActivityKind::Todo | ActivityKind::Upload => 5,
        }
    }

    /// The kind that is proposed once one of this kind is done: a call follows a mail, a mail follows what was talked.
    pub const fn follows(self) -> ActivityKind {
        match self {
            ActivityKind::Call | ActivityKind::Meeting | ActivityKind::Upload => ActivityKind::Email,
            ActivityKind::Email | ActivityKind::Todo => ActivityKind::Call,
        }
    }
}

/// The day that is proposed for an activity of a kind, counted from a day; the day itself at the end of the calendar.
pub fn proposed_day(kind: ActivityKind, from: NaiveDate) -> NaiveDate {
    from.checked_add_days(Days::new(kind.days())).unwrap_or(from)
}

/// How an open activity stands to today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Its day has passed.
    Overdue,
    /// Its day is today.
    Today,
    /// Its day comes.
    Planned,
}

/// The urgency of an activity that is due on a day.
pub fn urgency(due_on: NaiveDate, today: NaiveDate) -> Urgency {
    match due_on.cmp(&today) {
        std::cmp::Ordering::Less => Urgency::Overdue,
        std::cmp::Ordering::Equal => Urgency::Today,
        std::cmp::Ordering::Greater => Urgency::Planned,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn urgency_never_falls_as_days_pass(due in 0u64..4000, today in 0u64..4000, later in 0u64..400) {
            let day = |days| NaiveDate::from_ymd_opt(2020, 1, 1).unwrap().checked_add_days(Days::new(days)).unwrap();
            let now = urgency(day(due), day(today));
            prop_assert!(urgency(day(due), day(today + later)) <= now);
            prop_assert_eq!(now == Urgency::Today, due == today);
            prop_assert_eq!(now == Urgency::Overdue, due < today);
        }

        #[test]
        fn what_is_proposed_is_never_overdue(kind in 0usize..5, from in 0u64..4000) {
            let from = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap().checked_add_days(Days::new(from)).unwrap();
            let next = ActivityKind::ALL[kind].follows();
            prop_assert!(urgency(proposed_day(next, from), from) >= Urgency::Today);
        }
    }

    #[test]
    fn the_last_day_of_the_calendar_proposes_itself() {
        assert_eq!(proposed_day(ActivityKind::Todo, NaiveDate::MAX), NaiveDate::MAX);
    }

    #[test]
    fn every_kind_is_read_as_it_is_written() {
        for kind in ActivityKind::ALL {
            assert_eq!(ActivityKind::parse(kind.code()), Some(kind));
        }
        assert_eq!(ActivityKind::parse("dance"), None);
    }
}
