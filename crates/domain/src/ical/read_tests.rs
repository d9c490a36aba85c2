//! Answers as calendar programs write them, and as those who mean ill do.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::{corpora, ical::escape};
use proptest::prelude::*;

fn answer(lines: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:u1\r\n{lines}END:VEVENT\r\nEND:VCALENDAR\r\n")
}

#[test]
fn an_answer_is_read_as_programs_write_it() {
    // Folded in the middle of an address, names in quotes with signs that would end them, and a zone's own calendar in it.
    let text = "\u{feff}BEGIN:VCALENDAR\nmethod:reply\nBEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:16010101T040000\n\
        END:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:abc\nSEQUENCE:2\nDTSTAMP:20261121T081500Z\n\
        DTSTART;TZID=\"Europe/Helsinki\":20261202T140000\n\
        ATTENDEE;PARTSTAT=ACCEPTED;CN=\"Mäkelä; Päivi: x\":MAILTO:paivi@mak\n ela.example\n\
        COMMENT;LANGUAGE=fi:Tullaan\\, ja\\nkaksi meitä\nEND:VEVENT\nEND:VCALENDAR";
    let read = read(text).unwrap();
    assert_eq!((read.method, read.uid.as_str(), read.sequence), (Method::Reply, "abc", 2));
    assert_eq!(read.attendees, [(Email::parse("paivi@makela.example").unwrap(), Some(Answer::Accepted))]);
    assert_eq!(read.comment, "Tullaan, ja\nkaksi meitä");
    let at = "2026-12-02T14:00:00".parse().unwrap();
    assert_eq!(read.starts, Some(Moment::At(at, "Europe/Helsinki".into())), "and not the zone's own beginning");
    assert_eq!(read.stamp, Some("2026-11-21T08:15:00".parse().unwrap()));
    assert_eq!(method(text), Method::Reply);
}

#[test]
fn whole_days_and_clocks_without_a_place_are_read_too() {
    let read = read(&answer("DTSTART;VALUE=DATE:20261203\r\nDTEND:20261203T150000\r\n")).unwrap();
    assert_eq!(read.starts, Some(Moment::Day("2026-12-03".parse().unwrap())));
    assert_eq!(read.ends, Some(Moment::Here("2026-12-03T15:00:00".parse().unwrap())));
    assert_eq!(super::read(&answer("DTSTART:99999999T999999Z\r\n")).unwrap().starts, None);
}

#[test]
fn what_is_no_calendar_or_too_much_of_one_is_a_fault() {
    for broken in [
        String::new(),
        "BEGIN:VCALENDAR".into(),
        "END:VCALENDAR".into(),
        answer("SEQUENCE:-1\r\n"),
        answer("SEQUENCE:99999999999999999999\r\n"),
        answer("").replace("UID:u1", "UID:"),
        answer("END:VEVENT\r\nBEGIN:VEVENT\r\n"),
        answer("BEGIN:VALARM\r\n"),
    ] {
        assert_eq!(read(&broken), Err(Fault::Broken), "{broken}");
    }
    let many: String = (0..10_000).map(|at| format!("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a{at}@x.example\r\n")).collect();
    assert_eq!(read(&answer(&many)), Err(Fault::TooLarge));
    let fewer: String = (0..201).map(|at| format!("ATTENDEE:mailto:a{at}@x.example\r\n")).collect();
    assert_eq!(read(&answer(&fewer)), Err(Fault::TooLarge));
    assert_eq!(read(&answer(&"BEGIN:VTODO\r\n".repeat(9))), Err(Fault::TooLarge));
    assert_eq!(read(&answer(&format!("COMMENT:{}\r\n", "x\r\n ".repeat(20_000)))), Err(Fault::TooLarge));
    assert_eq!(read(&"\n".repeat(MOST_BYTES + 1)), Err(Fault::TooLarge));
    assert_eq!(method(&answer(&many)), Method::Reply, "what it wanted is known all the same");
}

#[test]
fn an_alarm_or_a_delegate_answers_for_nobody() {
    let inner = answer("BEGIN:VALARM\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x.example\r\nEND:VALARM\r\n");
    assert!(read(&inner).unwrap().attendees.is_empty());
    let sent = read(&answer("ATTENDEE;PARTSTAT=DELEGATED:mailto:a@x.example\r\n")).unwrap();
    assert_eq!(sent.attendees, [(Email::parse("a@x.example").unwrap(), None)]);
}

#[test]
fn no_text_of_the_corpora_breaks_the_reader() {
    for case in [corpora::header(), corpora::html(), corpora::unicode(), corpora::formula()].concat() {
        let _ = (read(&case), method(&case), read(&answer(&format!("{case}\r\n"))));
        let kept = read(&answer(&format!("COMMENT:{}\r\n", escape(&case))));
        assert!(kept.is_ok_and(|kept| kept.attendees.is_empty() && !kept.comment.contains('\r')), "{case:?}");
    }
}

proptest! {
    #[test]
    fn any_text_has_a_reading_or_a_fault(text in "(?s).{0,300}") {
        let _ = (read(&text), method(&text), understood(&text), read(&answer(&text)));
    }

    #[test]
    fn what_is_escaped_is_read_as_it_was(text in "[\\PC\n]{0,200}") {
        prop_assert_eq!(unescape(&escape(&text)), text.replace(['\u{2028}', '\u{2029}'], "\n"));
    }

    #[test]
    fn wherever_a_line_is_folded_it_is_the_same(text in "[a-zäö ,;:]{1,80}", at in 0usize..80) {
        let at = text.char_indices().map(|(at, _)| at).nth(at % text.chars().count()).unwrap();
        let folded = format!("{}\r\n\t{}", &text[..at], &text[at..]);
        let line = |text: &str| read(&answer(&format!("COMMENT:{text}\r\n"))).unwrap().comment;
        prop_assert_eq!(line(&folded), line(&text));
    }
}
