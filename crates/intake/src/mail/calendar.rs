//! An answer to an invitation among a mail's parts (RFC 6047).
use domain::ical::read::{Fault, Incoming, Method, method, read};
use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

/// Parts that are looked at; programs send the same calendar twice, as a part and as a file.
const MOST_PARTS: usize = 10;

/// What came as an answer to an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// An answer or another proposal.
    Answer(Box<Incoming>),
    /// It wanted to be one.
    Unreadable(Fault),
}

/// The answer in a mail; none where it brings no calendar, or one that wants something else: an invitation of a stranger is
/// a mail like any other.
pub(super) fn of(message: &Message<'_>) -> Option<Calendar> {
    let mut found = None;
    for part in message.parts.iter().filter_map(candidate).take(MOST_PARTS) {
        match part {
            Calendar::Answer(_) => return Some(part),
            Calendar::Unreadable(_) => found = found.or(Some(part)),
        }
    }
    found
}

fn candidate(part: &MessagePart<'_>) -> Option<Calendar> {
    let kind = part.content_type()?;
    let subtype = kind.subtype().unwrap_or_default();
    let calendar = kind.ctype().eq_ignore_ascii_case("text") && subtype.eq_ignore_ascii_case("calendar")
        || kind.ctype().eq_ignore_ascii_case("application") && subtype.eq_ignore_ascii_case("ics");
    if !calendar {
        return None;
    }
    // A charset that is wrong or missing spoils names at most: ids, addresses and answers are ASCII.
    let text = match &part.body {
        PartType::Text(text) => text.to_string(),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        _ => return None,
    };
    let said = kind.attribute("method").map(Method::parse).unwrap_or_default();
    match read(&text) {
        Ok(read) => (read.method != Method::Other).then(|| Calendar::Answer(Box::new(read))),
        Err(fault) => {
            let wanted = said != Method::Other || method(&text) != Method::Other;
            wanted.then_some(Calendar::Unreadable(fault))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Calendar, Fault};
    use crate::mail::judge;

    fn mail(kind: &str, encoding: &str, body: &str) -> Option<Calendar> {
        let text = format!(
            "From: paivi@makela.example\r\nSubject: Accepted\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nOk\r\n\
             --b\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n--b--\r\n"
        );
        judge(text.as_bytes()).calendar
    }

    fn calendar(method: &str) -> String {
        format!(
            "BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:u\r\n\
             ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x.example\r\nEND:VEVENT\r\nEND:VCALENDAR"
        )
    }

    #[test]
    fn an_answer_is_found_as_a_part_and_as_a_file_in_whatever_charset() {
        for kind in [
            "text/calendar; method=REPLY; charset=utf-8",
            "TEXT/Calendar; charset=no-such-charset",
            "text/calendar; charset=\"windows-1252\"; name=invite.ics",
            "application/ics; name=\"invite.ics\"",
        ] {
            assert!(matches!(mail(kind, "8bit", &calendar("REPLY")), Some(Calendar::Answer(_))), "{kind}");
        }
        assert!(matches!(mail("text/calendar", "7bit", &calendar("COUNTER")), Some(Calendar::Answer(_))));
        // Alone, without a mail around it.
        let bare =
            format!("From: a@x.example\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n{}", calendar("REPLY"));
        assert!(matches!(judge(bare.as_bytes()).calendar, Some(Calendar::Answer(_))));
    }

    #[test]
    fn an_invitation_of_a_stranger_is_a_mail_and_a_broken_answer_says_so() {
        assert_eq!(mail("text/calendar; method=REQUEST", "7bit", &calendar("REQUEST")), None);
        assert_eq!(mail("text/plain", "7bit", &calendar("REPLY")), None);
        let broken = Some(Calendar::Unreadable(Fault::Broken));
        assert_eq!(mail("text/calendar; method=REPLY", "7bit", "BEGIN:VCALENDAR"), broken);
        assert_eq!(mail("text/calendar", "7bit", "BEGIN:VCALENDAR\r\nMETHOD:REPLY"), broken);
        assert_eq!(mail("text/calendar", "7bit", "BEGIN:VCALENDAR\r\nMETHOD:REQUEST"), None);
        let many = "ATTENDEE:mailto:a@x.example\r\n".repeat(10_000);
        let large = calendar("REPLY").replace("UID:u\r\n", &format!("UID:u\r\n{many}"));
        assert_eq!(mail("text/calendar", "7bit", &large), Some(Calendar::Unreadable(Fault::TooLarge)));
    }
}
