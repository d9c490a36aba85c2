//! iCalendar (RFC 5545), as far as feeds, invitations and their answers need it: text in, text out, no clock.
//!
//! A writer and a reader of our own: what is written and read is a dozen properties. The crates that offer more bring a model
//! of the whole standard, and still leave escaping of what strangers typed, and bounds for what they send, to their caller.
use chrono::{Days, NaiveDate, NaiveDateTime};

pub mod meeting;
pub mod read;

/// Longest line, in octets, without its end.
const LONGEST: usize = 75;

/// A calendar that is subscribed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// What stands in it.
    pub events: Vec<DayEvent>,
    /// What has a beginning and an end.
    pub meetings: Vec<meeting::Meeting>,
}

/// Something that is due on a day. It has no hour, and so the same day in every time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayEvent {
    /// The same for ever, in every feed.
    pub uid: String,
    /// How often it was changed.
    pub sequence: u32,
    /// When it was made, UTC.
    pub made: NaiveDateTime,
    /// The day.
    pub on: NaiveDate,
    /// What it is.
    pub summary: String,
    /// More about it; may be empty.
    pub description: String,
    /// Where it is looked at.
    pub url: String,
}

/// The calendar as it is sent: lines that end in CR LF, none longer than 75 octets.
pub fn write(calendar: &Calendar) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| put(&mut out, name, value);
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Tarjous//Activities//EN");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("NAME", &escape(&calendar.name));
    line("X-WR-CALNAME", &escape(&calendar.name));
    line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    line("X-PUBLISHED-TTL", "PT1H");
    for event in &calendar.events {
        line("BEGIN", "VEVENT");
        line("UID", &escape(&event.uid));
        line("DTSTAMP", &event.made.format("%Y%m%dT%H%M%SZ").to_string());
        line("SEQUENCE", &event.sequence.to_string());
        line("DTSTART;VALUE=DATE", &day(event.on));
        // The end is the first day that is no more part of it.
        if let Some(next) = event.on.checked_add_days(Days::new(1)) {
            line("DTEND;VALUE=DATE", &day(next));
        }
        line("SUMMARY", &escape(&event.summary));
        if !event.description.is_empty() {
            line("DESCRIPTION", &escape(&event.description));
        }
        line("URL", &address(&event.url));
        // What is due takes nobody's time away from a meeting.
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    for meeting in &calendar.meetings {
        meeting::event(&mut out, meeting, false);
    }
    put(&mut out, "END", "VCALENDAR");
    out
}

/// Writes a property: its name with its parameters, and its value.
fn put(out: &mut String, name: &str, value: &str) {
    fold(out, &format!("{name}:{value}"));
}

fn day(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// A text as a value: what means something to readers of calendars is escaped, line ends of every kind become one, and
/// other control characters, which no reader may be sent, are left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\r' => {
                let _ = signs.next_if_eq(&'\n');
                out.push_str("\\n");
            }
            '\n' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

/// An address is no text and is not escaped; what cannot stand in one is left out.
fn address(url: &str) -> String {
    url.chars().filter(|sign| sign.is_ascii_graphic()).collect()
}

/// Writes a line in pieces of at most 75 octets, each after the first begun with a space; no character is cut through.
fn fold(out: &mut String, line: &str) {
    let mut length = 0;
    for sign in line.chars() {
        if length + sign.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(sign);
        length += sign.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::corpora;
    use proptest::prelude::*;

    /// As a reader puts folded lines together, and takes a text's escapes out.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    fn unescaped(text: &str) -> String {
        let mut out = String::new();
        let mut signs = text.chars();
        while let Some(sign) = signs.next() {
            match (sign, sign == '\\') {
                (_, true) => match signs.next() {
                    Some('n' | 'N') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => {}
                },
                (sign, false) => out.push(sign),
            }
        }
        out
    }

    fn event(summary: &str, description: &str) -> DayEvent {
        DayEvent {
            uid: "0192f0c0-0000-7000-8000-000000000001".into(),
            sequence: 2,
            made: "2026-03-28T22:30:00".parse().unwrap(),
            on: "2026-03-29".parse().unwrap(),
            summary: summary.into(),
            description: description.into(),
            url: "https://offers.example/opportunities/1".into(),
        }
    }

    #[test]
    fn a_day_is_a_day_whatever_the_clock_does_on_it() {
        let text =
            write(&Calendar { name: "Tarjous: Anna".into(), events: vec![event("Soita", "")], meetings: Vec::new() });
        for line in [
            "DTSTART;VALUE=DATE:20260329",
            "DTEND;VALUE=DATE:20260330",
            "DTSTAMP:20260328T223000Z",
            "SEQUENCE:2",
            "UID:0192f0c0-0000-7000-8000-000000000001",
            "X-WR-CALNAME:Tarjous: Anna",
        ] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line}\n{text}");
        }
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
        assert!(!text.contains("DESCRIPTION"));
    }

    #[test]
    fn what_strangers_typed_adds_no_line_of_its_own() {
        let hostile = "Soita\r\nEND:VEVENT\nBEGIN:VALARM\u{2028}ATTACH:x\u{85}a;b,c\\n\u{0}\u{7}";
        let text =
            write(&Calendar { name: hostile.into(), events: vec![event(hostile, hostile)], meetings: Vec::new() });
        let lines = unfolded(&text);
        assert_eq!(lines.iter().filter(|line| *line == "END:VEVENT").count(), 1);
        assert!(lines.iter().all(|line| !line.starts_with("BEGIN:VALARM") && !line.starts_with("ATTACH")));
        assert!(text.contains("SUMMARY:Soita\\nEND:VEVENT\\n"));
        let crooked = DayEvent { url: "https://a.example/\r\nATTACH:x".into(), ..event("", "") };
        assert!(
            write(&Calendar { name: String::new(), events: vec![crooked], meetings: Vec::new() })
                .contains("URL:https://a.example/ATTACH:x\r\n")
        );
    }

    #[test]
    fn no_text_of_the_corpora_adds_a_line() {
        let plain = write(&Calendar { name: "x".into(), events: vec![event("x", "x")], meetings: Vec::new() });
        let names = |text: &str| -> Vec<String> {
            unfolded(text).iter().map(|line| line.split([':', ';']).next().unwrap_or_default().to_owned()).collect()
        };
        for case in [corpora::header(), corpora::html(), corpora::unicode(), corpora::formula()].concat() {
            let odd = DayEvent { url: case.clone(), uid: case.clone(), ..event(&case, &format!("x{case}")) };
            let text = write(&Calendar { name: case.clone(), events: vec![odd], meetings: Vec::new() });
            assert_eq!(names(&text), names(&plain), "{case:?}");
            let cut = |line: &str| line.contains(|sign: char| sign.is_control() && sign != '\t');
            assert!(!text.split_terminator("\r\n").any(cut), "{case:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_folded_and_escaped_is_read_as_it_was_written(summary in "\\PC{0,200}", description in "[\\PC\n]{0,400}") {
            let text = write(&Calendar { name: "Tarjous".into(), events: vec![event(&summary, &description)], meetings: Vec::new() });
            for line in text.split_terminator("\r\n") {
                prop_assert!(line.len() <= LONGEST && !line.contains(['\r', '\n']));
            }
            let lines = unfolded(&text);
            let value = |name: &str| lines.iter().find_map(|line| line.strip_prefix(name)).map(unescaped);
            // Every way to end a line is one.
            let lines = |text: String| text.replace(['\u{2028}', '\u{2029}'], "\n");
            prop_assert_eq!(value("SUMMARY:").unwrap(), lines(summary));
            prop_assert_eq!(value("DESCRIPTION:").unwrap_or_default(), lines(description));
        }
    }
}
