//! What calendars of strangers send back about a meeting (RFC 5546: REPLY, COUNTER). Any text has a reading or a fault.
//!
//! Everything is bounded before it is looked at closely: bytes, lines, the length of a line, depth, those who answer.
use crate::{crm::meetings::Answer, parties::email::Email};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

/// Most bytes that are read.
pub const MOST_BYTES: usize = 256 * 1024;
/// Most lines, once those that were folded are put together.
const MOST_LINES: usize = 4_000;
/// Longest line, in bytes, once put together.
const LONGEST_LINE: usize = 16 * 1024;
/// Components within one another.
const DEEPEST: usize = 8;
/// Most who can stand in it; an answer has one.
const MOST_ATTENDEES: usize = 200;

/// Why nothing can be made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// More than is read.
    TooLarge,
    /// No calendar with one event that can be known again.
    Broken,
}

/// What a calendar wants of its reader, by its `METHOD` (RFC 5546).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// It answers an invitation.
    Reply,
    /// It proposes something else.
    Counter,
    /// Anything else.
    #[default]
    Other,
}

impl Method {
    /// Reads the word of a calendar or of a mail's header.
    pub fn parse(word: &str) -> Method {
        match word.trim().to_ascii_uppercase().as_str() {
            "REPLY" => Method::Reply,
            "COUNTER" => Method::Counter,
            _ => Method::Other,
        }
    }
}

/// A moment as calendars write one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// By the clock of the world.
    Utc(NaiveDateTime),
    /// By the clock of a place, with the place's name.
    At(NaiveDateTime, String),
    /// By the reader's own clock.
    Here(NaiveDateTime),
    /// A whole day.
    Day(NaiveDate),
}

/// What a stranger's calendar says, within bounds; whether it counts is decided elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incoming {
    /// What it wants.
    pub method: Method,
    /// Which meeting.
    pub uid: String,
    /// The number of the invitation it is about.
    pub sequence: i64,
    /// When it was written.
    pub stamp: Option<NaiveDateTime>,
    /// Who answers what; no answer where it is none that is known.
    pub attendees: Vec<(Email, Option<Answer>)>,
    /// The beginning.
    pub starts: Option<Moment>,
    /// The end.
    pub ends: Option<Moment>,
    /// What the meeting is called there.
    pub summary: String,
    /// What was written with it.
    pub comment: String,
}

/// A line, understood.
struct Line {
    name: String,
    params: Vec<(String, String)>,
    value: String,
}

impl Line {
    fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What a calendar says it wants, also of one that cannot be read any further.
pub fn method(text: &str) -> Method {
    let head = text.char_indices().nth(4_096).and_then(|(at, _)| text.get(..at)).unwrap_or(text);
    let lines = unfolded(head).unwrap_or_default();
    let said = lines.iter().filter_map(|line| understood(line)).find(|line| line.name == "METHOD");
    said.map(|line| Method::parse(&line.value)).unwrap_or_default()
}

/// Reads a calendar with one event.
/// # Errors
/// [`Fault`].
pub fn read(text: &str) -> Result<Incoming, Fault> {
    if text.len() > MOST_BYTES {
        return Err(Fault::TooLarge);
    }
    let mut found = Incoming::default();
    let mut inside: Vec<String> = Vec::new();
    let mut events = 0;
    for line in unfolded(text)? {
        // A line that is none says nothing; the others still do.
        let Some(line) = understood(&line) else { continue };
        match line.name.as_str() {
            "BEGIN" => {
                inside.push(line.value.trim().to_ascii_uppercase());
                if inside.len() > DEEPEST {
                    return Err(Fault::TooLarge);
                }
                events += usize::from(is(&inside, &["VCALENDAR", "VEVENT"]));
            }
            "END" => {
                let last = inside.pop();
                if last != Some(line.value.trim().to_ascii_uppercase()) {
                    return Err(Fault::Broken);
                }
            }
            "METHOD" if is(&inside, &["VCALENDAR"]) => found.method = Method::parse(&line.value),
            _ if is(&inside, &["VCALENDAR", "VEVENT"]) => take(&mut found, &line)?,
            _ => {}
        }
    }
    // Of a calendar that was cut off the rest is not known.
    if !inside.is_empty() || events != 1 || found.uid.is_empty() { Err(Fault::Broken) } else { Ok(found) }
}

fn is(inside: &[String], wanted: &[&str]) -> bool {
    inside.iter().map(String::as_str).eq(wanted.iter().copied())
}

fn take(found: &mut Incoming, line: &Line) -> Result<(), Fault> {
    match line.name.as_str() {
        "UID" if found.uid.is_empty() => found.uid = unescape(line.value.trim()),
        "SEQUENCE" => {
            let number: u32 = line.value.trim().parse().map_err(|_| Fault::Broken)?;
            found.sequence = i64::from(number);
        }
        "DTSTAMP" => found.stamp = clock(line.value.trim_end_matches(['Z', 'z'])),
        "DTSTART" => found.starts = moment(line),
        "DTEND" => found.ends = moment(line),
        "SUMMARY" => found.summary = unescape(&line.value),
        "COMMENT" if found.comment.is_empty() => found.comment = unescape(&line.value),
        "ATTENDEE" => {
            if found.attendees.len() >= MOST_ATTENDEES {
                return Err(Fault::TooLarge);
            }
            let answer = line.param("PARTSTAT").map_or(Some(Answer::None), Answer::of_partstat);
            let address = mailbox(&line.value).or_else(|| line.param("EMAIL").and_then(mailbox));
            found.attendees.extend(address.map(|address| (address, answer)));
        }
        _ => {}
    }
    Ok(())
}

/// The address of `mailto:somebody@example.com`.
fn mailbox(value: &str) -> Option<Email> {
    let value = value.trim();
    let bare = value.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:")).and(value.get(7..));
    Email::parse(bare.unwrap_or(value)).ok()
}

/// Eight digits; signs, blanks and years that no calendar has are nothing a program wrote.
fn this_day(text: &str) -> Option<NaiveDate> {
    let text = Some(text).filter(|text| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()))?;
    NaiveDate::parse_from_str(text, "%Y%m%d").ok().filter(|day| (1900..=2999).contains(&day.year()))
}

fn clock(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    let (day, time) = text.split_once('T')?;
    let time = Some(time).filter(|time| time.len() == 6 && time.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(this_day(day)?.and_time(NaiveTime::parse_from_str(time, "%H%M%S").ok()?))
}

fn moment(line: &Line) -> Option<Moment> {
    let value = line.value.trim();
    if let Some(utc) = value.strip_suffix(['Z', 'z']) {
        return clock(utc).map(Moment::Utc);
    }
    match (clock(value), line.param("TZID")) {
        (Some(at), Some(place)) => Some(Moment::At(at, place.to_owned())),
        (Some(at), None) => Some(Moment::Here(at)),
        (None, _) => this_day(value).map(Moment::Day),
    }
}

/// The lines, with those put together that were folded.
fn unfolded(text: &str) -> Result<Vec<String>, Fault> {
    let mut lines: Vec<String> = Vec::new();
    for raw in text.trim_start_matches('\u{feff}').split('\n') {
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        match (raw.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            (Some(_), None) => {}
            (None, _) if raw.is_empty() => {}
            (None, _) => lines.push(raw.to_owned()),
        }
        if lines.len() > MOST_LINES || lines.last().is_some_and(|last| last.len() > LONGEST_LINE) {
            return Err(Fault::TooLarge);
        }
    }
    Ok(lines)
}

/// Name, parameters and value of a line.
fn understood(text: &str) -> Option<Line> {
    let (name, mut rest) = text.split_at_checked(text.find([';', ':'])?)?;
    let name = name.trim().to_ascii_uppercase();
    if name.is_empty() || !name.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-') {
        return None;
    }
    let mut params = Vec::new();
    while let Some(after) = rest.strip_prefix(';') {
        let (key, after) = after.split_once('=')?;
        let (value, left) = param_value(after)?;
        params.push((key.trim().to_ascii_uppercase(), value));
        rest = left;
    }
    rest.strip_prefix(':').map(|value| Line { name, params, value: value.to_owned() })
}

/// A parameter's value up to what ends it; between quotes nothing does.
fn param_value(text: &str) -> Option<(String, &str)> {
    let (mut value, mut quoted) = (String::new(), false);
    for (at, sign) in text.char_indices() {
        match sign {
            '"' => quoted = !quoted,
            ':' | ';' if !quoted => return text.get(at..).map(|left| (value, left)),
            sign => value.push(sign),
        }
    }
    None
}

/// A text without its escapes.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        if sign != '\\' {
            out.push(sign);
            continue;
        }
        match signs.next() {
            Some('n' | 'N') => out.push('\n'),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
