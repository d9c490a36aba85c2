//! Mails of strangers (RFC 5322): who writes, what they want, and what no person wrote. Any bytes have a verdict.
mod automatic;
mod calendar;
mod headers;
mod html;
mod quoted;

pub use automatic::Automatic;
pub use calendar::Calendar;
pub use quoted::split;

use crate::forms::{Lead, Mapping, Own, Role, clean_line, clean_lines};
use domain::parties::email::Email;
use mail_parser::{Message, MessageParser, MimeHeaders};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Most bytes of a mail that are kept and read.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// Most message ids of a thread that are looked at, the newest ones.
const MOST_REFERENCES: usize = 32;
/// Most attachments that are named.
const MOST_NAMED: usize = 100;
/// Longest text that is kept beside the bytes.
const LONGEST_TEXT: usize = 10_000;
/// Lines of a mail that are looked at as answers of a form.
const MOST_ANSWERS: usize = 100;
/// The longest name of such a line, in characters.
const LONGEST_LABEL: usize = 60;
/// The longest answer in it, in characters.
const LONGEST_ANSWER: usize = 500;

/// What is wrong with bytes that are no mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMail {
    /// Nothing at all.
    Empty,
    /// No header in them.
    NoHeaders,
    /// The reader itself gave up.
    Broken,
}

impl NoMail {
    /// The stored reason.
    pub const fn code(self) -> &'static str {
        match self {
            NoMail::Empty => "empty",
            NoMail::NoHeaders => "no_headers",
            NoMail::Broken => "broken",
        }
    }
}

/// A file that came along. Its bytes stay in the mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Its name; empty where it has none.
    pub name: String,
    /// Bytes.
    pub size: usize,
}

/// A mail that was read. Every text is clean and within bounds; what is missing is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// The writer's name, as the mail has it.
    pub name: String,
    /// The address an answer goes to; empty where there is none that can be one.
    pub email: String,
    /// The subject.
    pub subject: String,
    /// What was written, without what it quotes and without a signature behind `-- `.
    pub text: String,
    /// The signature and what is quoted.
    pub quoted: String,
    /// The mail's own id, without brackets.
    pub message_id: String,
    /// The ids of the mails it answers, the newest first.
    pub references: Vec<String>,
    /// The files, at most a hundred.
    pub attached: Vec<Attached>,
    /// How many files there are.
    pub files: usize,
}

impl Mail {
    /// Somebody who wrote, as web forms have it: so one rule makes opportunities of both.
    pub fn lead(&self) -> Lead {
        Lead {
            name: self.name.clone(),
            email: self.email.clone(),
            subject: self.subject.clone(),
            message: self.whole(),
            rest: Vec::new(),
            ..Lead::default()
        }
    }

    /// The lines of what was written that say `what: value`, as forms that are mailed do; the first ones.
    pub fn answers(&self) -> Vec<(String, String)> {
        let line = |line: &str| {
            let (label, value) = line.split_once(':')?;
            let (label, value) = (clean_line(label, LONGEST_LABEL + 1), clean_line(value, LONGEST_ANSWER));
            // An address of the web is no answer, and what is long is a sentence.
            let said = !label.is_empty() && label.chars().count() <= LONGEST_LABEL && !value.is_empty();
            (said && !value.starts_with("//")).then_some((label, value))
        };
        self.text.lines().filter_map(line).take(MOST_ANSWERS).collect()
    }

    /// Those lines that fill fields of a team's own, as somebody said; they stand in the message all the same.
    pub fn own(&self, mapping: &Mapping) -> Vec<Own> {
        let own = |(label, value): (String, String)| match mapping.said(&label)? {
            Role::Own(field) => Some(Own { field, label, value, in_message: true }),
            _ => None,
        };
        self.answers().into_iter().filter_map(own).collect()
    }

    /// Everything that was written and quoted: a forwarded mail says all it has to say in its quotation.
    pub fn whole(&self) -> String {
        let parts = [self.text.as_str(), self.quoted.as_str()];
        let whole = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
        whole.chars().take(LONGEST_TEXT).collect()
    }

    /// What is new in an answer; everything where nothing is new.
    pub fn news(&self) -> String {
        if self.text.is_empty() { self.whole() } else { self.text.clone() }
    }

    /// The subject without the marks of answers and forwards, small: so two mails of one matter are known.
    pub fn matter(&self) -> String {
        matter(&self.subject)
    }
}

/// A subject without `Re:`, `Vs:`, `Sv:`, `Fwd:` and the like, in small letters.
pub fn matter(subject: &str) -> String {
    const MARKS: [&str; 12] = ["re", "vs", "sv", "fw", "fwd", "vl", "vb", "aw", "wg", "antw", "tr", "rv"];
    let mut rest = subject.trim();
    while let Some((mark, after)) = rest.split_once(':') {
        let mark = mark.trim_end_matches(|c: char| c == ']' || c == '[' || c.is_ascii_digit());
        if !MARKS.iter().any(|known| mark.trim().eq_ignore_ascii_case(known)) {
            break;
        }
        rest = after.trim_start();
    }
    rest.to_lowercase()
}

/// What a mail is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Somebody who can be answered.
    Mail,
    /// Written by a program: answering it would begin a loop, or nobody wants an offer.
    Automatic(Automatic),
    /// There is no address to answer to.
    NoSender,
    /// No mail.
    Unreadable(NoMail),
}

/// A mail, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// What could be read.
    pub mail: Mail,
    /// What it is.
    pub verdict: Verdict,
    /// The answer to an invitation that it brings, whoever or whatever wrote the mail around it.
    pub calendar: Option<Calendar>,
}

impl Judged {
    fn unreadable(why: NoMail) -> Judged {
        Judged { mail: Mail::default(), verdict: Verdict::Unreadable(why), calendar: None }
    }
}

/// Judges the bytes of a mail by nothing but themselves.
pub fn judge(bytes: &[u8]) -> Judged {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Judged::unreadable(NoMail::Empty);
    }
    // A fault of the reader is a verdict on this mail; the mails behind it must still come in.
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or_else(|_| Judged::unreadable(NoMail::Broken))
}

fn read(bytes: &[u8]) -> Judged {
    let bytes: &[u8] = &headers::legible(bytes);
    let parsed = MessageParser::default().parse(bytes).filter(|message| !headers::none(message));
    let Some(message) = parsed else { return Judged::unreadable(NoMail::NoHeaders) };
    let (name, email) = headers::writer(&message);
    let (text, quoted) = quoted::split(&body(&message));
    let mail = Mail {
        name: clean_line(&name, 100),
        email: Email::parse(&email).map(String::from).unwrap_or_default(),
        subject: clean_line(message.subject().unwrap_or_default(), 200),
        text: clean_lines(&text),
        quoted: clean_lines(&quoted),
        message_id: headers::id(message.message_id().unwrap_or_default()),
        references: headers::references(&message).into_iter().take(MOST_REFERENCES).collect(),
        attached: message.attachments().take(MOST_NAMED).map(attached).collect(),
        files: message.attachment_count(),
    };
    let verdict = match automatic::of(&message, &email) {
        Some(automatic) => Verdict::Automatic(automatic),
        None if mail.email.is_empty() => Verdict::NoSender,
        None => Verdict::Mail,
    };
    Judged { mail, verdict, calendar: calendar::of(&message) }
}

fn attached(part: &mail_parser::MessagePart<'_>) -> Attached {
    Attached { name: clean_line(part.attachment_name().unwrap_or_default(), 200), size: part.len() }
}

/// The text parts in their order; where there are none, the words of HTML.
fn body(message: &Message<'_>) -> String {
    let mut parts = Vec::new();
    for part in message.text_bodies().take(20) {
        match &part.body {
            mail_parser::PartType::Text(text) => parts.push(text.to_string()),
            mail_parser::PartType::Html(text) => parts.push(html::words(text)),
            _ => {}
        }
    }
    parts.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matter_is_the_subject_without_its_marks() {
        for subject in ["Pumput", "Re: Pumput", "VS: Re: pumput", "Sv:Fwd: Pumput", "RE[2]: Pumput"] {
            assert_eq!(matter(subject), "pumput", "{subject}");
        }
        assert_eq!(matter("Tarjous: pumput"), "tarjous: pumput");
    }
}
