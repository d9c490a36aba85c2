//! What is said of a customer's reading: which part of the page, and how long in steps too coarse to watch anybody by.
use serde::{Deserialize, Serialize};

/// Seconds in sight before a page counts as read; a human act must join them.
pub const LEAST_SECONDS: u16 = 3;

/// A part of the customer's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Letter, texts and pictures.
    Text,
    /// Lines and totals.
    Prices,
    /// Terms and instalments.
    Terms,
    /// Questions and proposals.
    Talk,
    /// The form that accepts.
    Decision,
}

impl Part {
    /// Every part, from the top of the page to its end.
    pub const ALL: [Part; 5] = [Part::Text, Part::Prices, Part::Terms, Part::Talk, Part::Decision];

    /// As it is kept.
    pub const fn code(self) -> &'static str {
        match self {
            Part::Text => "text",
            Part::Prices => "prices",
            Part::Terms => "terms",
            Part::Talk => "talk",
            Part::Decision => "decision",
        }
    }

    /// Reads a part as it is kept; none for a code that no part has.
    pub fn parse(code: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.code() == code)
    }
}

/// How long a part was in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Less than ten seconds.
    Moment,
    /// Less than half a minute.
    HalfMinute,
    /// Less than two minutes.
    TwoMinutes,
    /// Two minutes or more.
    Longer,
}

impl Step {
    const ALL: [Step; 4] = [Step::Moment, Step::HalfMinute, Step::TwoMinutes, Step::Longer];

    /// The step that so many seconds fall into.
    pub const fn of_seconds(seconds: u32) -> Step {
        match seconds {
            0..10 => Step::Moment,
            10..30 => Step::HalfMinute,
            30..120 => Step::TwoMinutes,
            _ => Step::Longer,
        }
    }

    /// As it is kept and told: 0 to 3.
    pub const fn rank(self) -> u8 {
        match self {
            Step::Moment => 0,
            Step::HalfMinute => 1,
            Step::TwoMinutes => 2,
            Step::Longer => 3,
        }
    }

    const fn sign(self) -> char {
        match self {
            Step::Moment => '0',
            Step::HalfMinute => '1',
            Step::TwoMinutes => '2',
            Step::Longer => '3',
        }
    }

    /// Reads a rank; a page that tells another is not believed.
    pub fn ranked(rank: i64) -> Option<Step> {
        Step::ALL.into_iter().find(|step| i64::from(step.rank()) == rank)
    }
}

/// The part that was read longest, where one stands out from all others.
pub fn longest(times: &[(Part, Step)]) -> Option<(Part, Step)> {
    let most = times.iter().map(|(_, step)| *step).max()?;
    let mut at_most = times.iter().filter(|(_, step)| *step == most);
    let first = at_most.next().copied();
    first.filter(|_| at_most.next().is_none())
}

/// What a page tells of its parts: one sign for each in their order, `-` for one that was not in sight.
pub fn told(seconds: [u16; 5]) -> String {
    let sign = |seconds: u16| match seconds {
        0 => '-',
        seconds => Step::of_seconds(u32::from(seconds)).sign(),
    };
    seconds.map(sign).into_iter().collect()
}

/// Reads what a page tells; what is no such word says nothing.
pub fn read(told: &str) -> Vec<(Part, Step)> {
    if told.len() != Part::ALL.len() {
        return Vec::new();
    }
    let step = |sign: char| Step::ranked(i64::from(sign.to_digit(10)?));
    Part::ALL.into_iter().zip(told.chars()).filter_map(|(part, sign)| Some((part, step(sign)?))).collect()
}

/// Whether a page counts as read: so long in sight, and a hand that did something. What opens links by itself shows
/// neither, and own people are not customers.
pub const fn counts(seconds: u16, acted: bool, own_people: bool) -> bool {
    seconds >= LEAST_SECONDS && acted && !own_people
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_person_who_stays_and_acts_counts_as_a_reader() {
        assert!(counts(3, true, false));
        assert!(!counts(2, true, false), "a glance");
        assert!(!counts(600, false, false), "a page left open by a scanner");
        assert!(!counts(60, true, true), "own people");
    }

    #[test]
    fn times_are_told_in_four_steps() {
        let ranks = [0, 9, 10, 29, 30, 119, 120, u32::MAX].map(|seconds| Step::of_seconds(seconds).rank());
        assert_eq!(ranks, [0, 0, 1, 1, 2, 2, 3, 3]);
        assert_eq!((Step::ranked(3), Step::ranked(4), Step::ranked(-1)), (Some(Step::Longer), None, None));
    }

    #[test]
    fn the_longest_part_is_named_only_where_it_stands_out() {
        let times = [(Part::Text, Step::HalfMinute), (Part::Prices, Step::Longer), (Part::Terms, Step::Moment)];
        assert_eq!(longest(&times), Some((Part::Prices, Step::Longer)));
        assert_eq!(longest(&[(Part::Text, Step::Longer), (Part::Prices, Step::Longer)]), None);
        assert_eq!(longest(&[]), None);
    }

    #[test]
    fn a_page_tells_steps_and_no_seconds() {
        assert_eq!(told([12, 200, 0, 3, 0]), "13-0-");
        let heard = [(Part::Text, Step::HalfMinute), (Part::Prices, Step::Longer), (Part::Talk, Step::Moment)];
        assert_eq!(read("13-0-"), heard);
        assert_eq!(read("13-0-9"), []);
        assert_eq!(read("97531"), [(Part::Talk, Step::Longer), (Part::Decision, Step::HalfMinute)]);
        assert_eq!(read("ääkk"), []);
    }

    #[test]
    fn codes_are_read_as_they_are_written() {
        assert!(Part::ALL.into_iter().all(|part| Part::parse(part.code()) == Some(part)));
        assert_eq!(Part::parse("mind"), None);
    }
}
