//! Where a mail stops saying something new: its signature, and what it quotes.
//!
//! The rule is cautious: it cuts only where a known mark stands and nothing unquoted follows a run of `>` lines.

/// Lines with which programs head what they quote below.
const HEADS: [&str; 8] = [
    "-----original message-----",
    "-----alkuperäinen viesti-----",
    "-----ursprungligt meddelande-----",
    "-----forwarded message-----",
    "---------- forwarded message",
    "---------- välitetty viesti",
    "---------- vidarebefordrat meddelande",
    "begin forwarded message:",
];
/// Ends of the line above a quotation, in the languages customers write.
const SAID: [&str; 9] = [
    "wrote:",
    "kirjoitti:",
    "kirjoitti seuraavasti:",
    "skrev:",
    "schrieb:",
    "a écrit :",
    "writes:",
    "scrisse:",
    "escribió:",
];
/// The first word of the head of a quoted mail, and those one of which follows it.
const FROM: [&str; 3] = ["from:", "lähettäjä:", "från:"];
const SENT: [&str; 7] = ["sent:", "date:", "lähetetty:", "päiväys:", "skickat:", "datum:", "to:"];

/// What was written, and what is quoted or signed, both trimmed.
pub fn split(text: &str) -> (String, String) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().collect();
    let at = cut(&lines);
    let join = |lines: &[&str]| lines.join("\n").trim().to_owned();
    let (new, old) = lines.split_at(at);
    (join(new), join(old))
}

/// The first line of what is quoted or signed.
fn cut(lines: &[&str]) -> usize {
    let marked = (0..lines.len()).find(|at| {
        let line = lines.get(*at).map_or("", |line| line.trim_end());
        let small = line.trim_start_matches(['>', ' ']).to_lowercase();
        line == "--" || line == "-- " || HEADS.iter().any(|head| small.starts_with(head)) || heads_a_mail(lines, *at)
    });
    let end = marked.unwrap_or(lines.len());
    let before = lines.get(..end).unwrap_or_default();
    tail(before).unwrap_or(end)
}

/// Whether a line begins the head of a quoted mail: `From:` with `Sent:` or `Date:` close below.
fn heads_a_mail(lines: &[&str], at: usize) -> bool {
    let plain = |at: usize| lines.get(at).map(|line| line.trim_start_matches(['>', ' ', '*']).to_lowercase());
    let begins =
        |at: usize, words: &[&str]| plain(at).is_some_and(|line| words.iter().any(|word| line.starts_with(word)));
    at > 0 && begins(at, &FROM) && (at + 1..at + 4).any(|at| begins(at, &SENT))
}

/// Where a run of `>` lines at the end begins, with the line above that says whose words they are. `None` where the
/// last words are not quoted: somebody answers between the lines, and all of it is needed.
fn tail(lines: &[&str]) -> Option<usize> {
    let last = lines.iter().rposition(|line| !line.trim().is_empty())?;
    let quoted = |at: usize| lines.get(at).is_some_and(|line| line.trim_start().starts_with('>'));
    if !quoted(last) {
        return said(lines, last).then_some(last);
    }
    let mut first = last;
    while first > 0 && (quoted(first - 1) || lines.get(first - 1).is_some_and(|line| line.trim().is_empty())) {
        first -= 1;
    }
    // A quotation further up means answers between the lines.
    if (0..first).any(quoted) {
        return None;
    }
    // The line above says whose words they are; some programs break it in two.
    let begins = |at: usize| lines.get(at).is_some_and(|line| line.trim_start().starts_with("On "));
    if first > 0 && said(lines, first - 1) {
        first -= 1;
        if first > 0 && !begins(first) && begins(first - 1) {
            first -= 1;
        }
    }
    Some(first)
}

fn said(lines: &[&str], at: usize) -> bool {
    let line = lines.get(at).map(|line| line.trim().to_lowercase()).unwrap_or_default();
    SAID.iter().any(|end| line.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn new(text: &str, expected: &str) {
        assert_eq!(split(text).0, expected);
    }

    #[test]
    fn an_answer_is_what_stands_above_its_quotation() {
        new("Sopii.\n\nma 23.11.2026 klo 9.31 Aino Lehtonen kirjoitti:\n> Hei\n>\n> Tarjous ohessa.\n", "Sopii.");
        new("Fine.\n\nOn Mon, 23 Nov 2026 at 09:31, Aino Lehtonen <aino@x.example>\nwrote:\n\n> Hi\n", "Fine.");
        new("Ja.\n\n-----Ursprungligt meddelande-----\nFrån: A\nHej", "Ja.");
        new("Yes.\n\nFrom: Aino <a@x.example>\nSent: Monday\nTo: Mika\nSubject: x\n\nHi", "Yes.");
        new("Terve\n-- \nMika Aro\n040 123", "Terve");
    }

    #[test]
    fn answers_between_the_lines_stay_whole() {
        let text = "> Montako?\nKaksi.\n> Milloin?\nHeti.";
        assert_eq!(split(text), (text.to_owned(), String::new()));
        let text = "Kaksi.\n> Milloin?";
        assert_eq!(split(text).0, "Kaksi.");
        let mixed = "> Montako?\nKaksi.\n> Milloin?";
        assert_eq!(split(mixed).0, mixed);
    }

    #[test]
    fn what_only_quotes_is_kept_as_quoted() {
        let (new, old) = split("---------- Forwarded message ---------\nFrom: X\n\nHei");
        assert_eq!(new, "");
        assert!(old.ends_with("Hei"));
        assert_eq!(split("Puh: 040 123 4567\nTerveisin\nFrom: here to there").0.lines().count(), 3);
        assert_eq!(split(""), (String::new(), String::new()));
    }
}
