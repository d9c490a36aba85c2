//! A meeting with its beginning, its end and those who are invited: in a feed, and as invitations go by mail (RFC 5546).
use super::{address, escape, put};
use crate::crm::meetings::Answer;
use chrono::NaiveDateTime;

/// Somebody with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name; may be empty.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// A meeting. Its moments are UTC: they are the same in every calendar, whatever it knows of time zones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The same for ever, in feeds and invitations.
    pub uid: String,
    /// How often something changed that matters.
    pub sequence: u32,
    /// When this was written.
    pub stamp: NaiveDateTime,
    /// When it begins.
    pub starts: NaiveDateTime,
    /// When it ends.
    pub ends: NaiveDateTime,
    /// What it is.
    pub summary: String,
    /// More about it; may be empty.
    pub description: String,
    /// Where, or a link; may be empty.
    pub place: String,
    /// Where it is looked at; empty in what strangers get.
    pub url: String,
    /// Who invites.
    pub organizer: Person,
    /// Who is invited, and what they answered.
    pub attendees: Vec<(Person, Answer)>,
    /// Minutes before it at which the calendar reminds.
    pub reminder: Option<u32>,
}

/// What a mail with a meeting does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sends {
    /// It invites, or tells what has changed.
    Request,
    /// It calls off.
    Cancel,
    /// It stays at its time: another one that was proposed does not suit.
    DeclineCounter,
}

impl Sends {
    /// As calendars write it (RFC 5546, METHOD).
    pub const fn method(self) -> &'static str {
        match self {
            Sends::Request => "REQUEST",
            Sends::Cancel => "CANCEL",
            Sends::DeclineCounter => "DECLINECOUNTER",
        }
    }
}

/// The calendar of one mail.
pub fn invitation(sends: Sends, meeting: &Meeting) -> String {
    let mut out = String::new();
    for (name, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Tarjous//Meetings//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", sends.method()),
    ] {
        put(&mut out, name, value);
    }
    event(&mut out, meeting, sends == Sends::Cancel);
    put(&mut out, "END", "VCALENDAR");
    out
}

/// The meeting itself, as feeds and mails have it.
pub(super) fn event(out: &mut String, meeting: &Meeting, cancelled: bool) {
    put(out, "BEGIN", "VEVENT");
    put(out, "UID", &escape(&meeting.uid));
    put(out, "DTSTAMP", &moment(meeting.stamp));
    put(out, "SEQUENCE", &meeting.sequence.to_string());
    put(out, "DTSTART", &moment(meeting.starts));
    put(out, "DTEND", &moment(meeting.ends));
    put(out, "SUMMARY", &escape(&meeting.summary));
    for (name, text) in [("DESCRIPTION", &meeting.description), ("LOCATION", &meeting.place)] {
        if !text.is_empty() {
            put(out, name, &escape(text));
        }
    }
    if !meeting.url.is_empty() {
        put(out, "URL", &address(&meeting.url));
    }
    put(out, "STATUS", if cancelled { "CANCELLED" } else { "CONFIRMED" });
    put(out, "TRANSP", "OPAQUE");
    if !meeting.attendees.is_empty() {
        put(out, &format!("ORGANIZER{}", named(&meeting.organizer.name)), &mailto(&meeting.organizer.email));
    }
    for (person, answer) in &meeting.attendees {
        let name =
            format!("ATTENDEE{};ROLE=REQ-PARTICIPANT;PARTSTAT={};RSVP=TRUE", named(&person.name), answer.partstat());
        put(out, &name, &mailto(&person.email));
    }
    if let Some(minutes) = meeting.reminder.filter(|_| !cancelled) {
        put(out, "BEGIN", "VALARM");
        put(out, "ACTION", "DISPLAY");
        put(out, "DESCRIPTION", &escape(&meeting.summary));
        put(out, "TRIGGER", &format!("-PT{minutes}M"));
        put(out, "END", "VALARM");
    }
    put(out, "END", "VEVENT");
}

fn moment(at: NaiveDateTime) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A name as a parameter: in quotes, in which all stands but a quote and what cannot be seen.
fn named(name: &str) -> String {
    let name: String = name.chars().map(|sign| if sign == '"' { '\'' } else { sign }).collect();
    let name = crate::text::clean_line(&name);
    if name.is_empty() { name } else { format!(";CN=\"{name}\"") }
}

/// An address stands in a value as it is; what would end it is left out.
fn mailto(email: &str) -> String {
    let email: String = email.chars().filter(|sign| !sign.is_control() && !sign.is_whitespace()).collect();
    format!("mailto:{email}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        corpora,
        ical::read::{Method, Moment, read},
    };
    use proptest::prelude::*;

    fn meeting(text: &str) -> Meeting {
        Meeting {
            uid: "0192f0c0-0000-7000-8000-000000000002".into(),
            sequence: 3,
            stamp: "2026-11-20T08:00:00".parse().unwrap(),
            starts: "2026-12-02T12:00:00".parse().unwrap(),
            ends: "2026-12-02T13:00:00".parse().unwrap(),
            summary: text.into(),
            description: text.into(),
            place: text.into(),
            url: String::new(),
            organizer: Person { name: text.into(), email: "myynti@talo.example".into() },
            attendees: vec![(Person { name: text.into(), email: "paivi@makela.example".into() }, Answer::None)],
            reminder: Some(15),
        }
    }

    #[test]
    fn an_invitation_says_who_when_where_and_what_it_is() {
        let text = invitation(Sends::Request, &meeting("Käynti; kohteessa"));
        for line in [
            "METHOD:REQUEST",
            "DTSTART:20261202T120000Z",
            "DTEND:20261202T130000Z",
            "SEQUENCE:3",
            "STATUS:CONFIRMED",
            "LOCATION:Käynti\\; kohteessa",
            "ORGANIZER;CN=\"Käynti; kohteessa\":mailto:myynti@talo.example",
            "TRIGGER:-PT15M",
        ] {
            assert!(text.replace("\r\n ", "").contains(&format!("\r\n{line}\r\n")), "{line}\n{text}");
        }
        let off = invitation(Sends::Cancel, &meeting("x"));
        let stays = invitation(Sends::DeclineCounter, &meeting("x"));
        assert!(stays.contains("METHOD:DECLINECOUNTER\r\n") && stays.contains("STATUS:CONFIRMED\r\n"));
        assert!(off.contains("METHOD:CANCEL\r\n") && off.contains("STATUS:CANCELLED\r\n") && !off.contains("VALARM"));
    }

    #[test]
    fn no_text_of_the_corpora_adds_a_line_to_an_invitation() {
        let names = |text: &str| -> Vec<String> {
            let unfolded = text.replace("\r\n ", "");
            unfolded.split_terminator("\r\n").map(|line| line.split([':', ';']).next().unwrap().to_owned()).collect()
        };
        let plain = names(&invitation(Sends::Request, &meeting("x")));
        for case in [corpora::header(), corpora::html(), corpora::unicode(), corpora::formula()].concat() {
            let odd = meeting(&format!("x{case}"));
            assert_eq!(names(&invitation(Sends::Request, &odd)), plain, "{case:?}");
        }
    }

    proptest! {
        #[test]
        fn what_goes_out_is_read_as_it_was_written(text in "\\PC{0,120}", name in "[^\"\\p{C}]{0,60}") {
            let mut sent = meeting(&text);
            sent.attendees[0].0.name = name;
            let back = read(&invitation(Sends::Request, &sent)).unwrap();
            prop_assert_eq!(back.method, Method::Other);
            prop_assert_eq!(&back.uid, &sent.uid);
            prop_assert_eq!(back.sequence, 3);
            prop_assert_eq!(back.starts, Some(Moment::Utc(sent.starts)));
            prop_assert_eq!(back.ends, Some(Moment::Utc(sent.ends)));
            prop_assert_eq!(back.summary, text.replace(['\u{2028}', '\u{2029}'], "\n"));
            prop_assert_eq!(back.attendees.len(), 1);
            prop_assert_eq!(back.attendees[0].0.as_str(), "paivi@makela.example");
        }
    }
}
