//! Meetings: what the invited answer, what of a meeting matters to them, and which answers are about it as it is now.
use crate::days::Instant;
use serde::{Deserialize, Serialize};

/// What somebody who is invited has answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Nothing yet.
    #[default]
    None,
    /// Comes.
    Accepted,
    /// Comes perhaps.
    Tentative,
    /// Does not come.
    Declined,
}

impl Answer {
    /// All, in the order they are offered.
    pub const ALL: [Answer; 4] = [Answer::None, Answer::Accepted, Answer::Tentative, Answer::Declined];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Answer::None => "none",
            Answer::Accepted => "accepted",
            Answer::Tentative => "tentative",
            Answer::Declined => "declined",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Answer> {
        Answer::ALL.into_iter().find(|answer| answer.code() == code)
    }

    /// As calendars write it (RFC 5545, PARTSTAT).
    pub const fn partstat(self) -> &'static str {
        match self {
            Answer::None => "NEEDS-ACTION",
            Answer::Accepted => "ACCEPTED",
            Answer::Tentative => "TENTATIVE",
            Answer::Declined => "DECLINED",
        }
    }

    /// Reads what calendars write; none where somebody else was sent, or where it is no answer at all.
    pub fn of_partstat(text: &str) -> Option<Answer> {
        Answer::ALL.into_iter().find(|answer| answer.partstat().eq_ignore_ascii_case(text.trim()))
    }
}

/// Minutes before a meeting at which a calendar may remind: those that are offered.
pub const REMINDERS: [u32; 3] = [15, 60, 1440];

/// Most that are invited to one meeting.
pub const MOST_INVITED: usize = 100;

/// What of a meeting matters to those who are invited: where it changes, they are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter<'a> {
    /// What it is.
    pub summary: &'a str,
    /// When it begins.
    pub starts: Instant,
    /// When it ends.
    pub ends: Instant,
    /// Where.
    pub place: &'a str,
    /// What the invited read.
    pub agenda: &'a str,
}

/// The number of the invitation that tells `after`: one more than that of `before`, or the same where nothing changed that
/// matters.
pub fn sequence(number: i64, before: &Matter<'_>, after: &Matter<'_>) -> i64 {
    if before == after { number } else { number + 1 }
}

/// An answer's place among others: the number of the invitation it answers, and when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of the invitation.
    pub sequence: i64,
    /// When, by the clock of whoever wrote it; zero where it does not say.
    pub stamp: Instant,
}

/// Whether an answer is about the meeting as it is now, and no older than the answer that is known: mails overtake each
/// other.
pub fn counts(answer: Place, meeting: i64, known: Instant) -> bool {
    answer.sequence >= meeting && answer.stamp >= known
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_answer_is_read_as_it_is_written() {
        for answer in Answer::ALL {
            assert_eq!(Answer::parse(answer.code()), Some(answer));
            assert_eq!(Answer::of_partstat(&answer.partstat().to_lowercase()), Some(answer));
        }
        assert_eq!(Answer::of_partstat("DELEGATED"), None);
        assert_eq!(Answer::parse("x"), None);
    }

    proptest! {
        #[test]
        fn an_invitation_has_another_number_exactly_where_something_that_matters_changed(
            number in 0i64..1000, starts in 0i64..9, length in 1i64..9, summary in "[ab]{0,2}", place in "[ab]{0,2}",
            later in 0i64..2, other in "[ab]{0,2}",
        ) {
            let (end, moved) = (Instant(starts + length), Instant(starts + later));
            let before = Matter { summary: &summary, starts: Instant(starts), ends: end, place: &place, agenda: "" };
            let after = Matter { summary: &other, starts: moved, ..before.clone() };
            let same = later == 0 && summary == other;
            prop_assert_eq!(sequence(number, &before, &after), if same { number } else { number + 1 });
        }

        #[test]
        fn of_two_answers_the_later_one_stands_in_whatever_order_they_come(one in 0i64..9, two in 0i64..9, now in 0i64..3) {
            let at = |stamp| Place { sequence: now, stamp: Instant(stamp) };
            let mut stands = Instant(0);
            for stamp in [one, two] {
                if counts(at(stamp), now, stands) {
                    stands = Instant(stamp);
                }
            }
            prop_assert_eq!(stands, Instant(one.max(two)));
            let earlier = Place { sequence: now - 1, stamp: Instant(99) };
            prop_assert!(!counts(earlier, now, stands));
        }
    }
}
