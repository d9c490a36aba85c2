//! Places left open in a rendered page, so that one rendering serves many requests.
use uuid::Uuid;
use wire::payments::Drawing;

/// A place that is filled for each request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Nonce,
    Style,
    CommentKey,
    AcceptKey,
    DeclineKey,
    MoreTimeKey,
    ProposeKey,
    ApproveKey,
    TakeBackKey,
    WithdrawKey,
    Visitor,
    /// Says by a class whether there is a code to go on with at another device.
    HandOver,
    HandOverBox,
    HandOverPath,
}

impl Slot {
    const ALL: [(Slot, char); 14] = [
        (Slot::Nonce, 'n'),
        (Slot::Style, 's'),
        (Slot::CommentKey, 'c'),
        (Slot::AcceptKey, 'a'),
        (Slot::DeclineKey, 'd'),
        (Slot::MoreTimeKey, 'm'),
        (Slot::ProposeKey, 'p'),
        (Slot::ApproveKey, 'r'),
        (Slot::TakeBackKey, 't'),
        (Slot::WithdrawKey, 'w'),
        (Slot::Visitor, 'v'),
        (Slot::HandOver, 'h'),
        (Slot::HandOverBox, 'b'),
        (Slot::HandOverPath, 'q'),
    ];
}

/// What stands in a place while the page is rendered: a word nobody can guess, so no content can hold it.
pub(super) struct Marks {
    word: String,
}

impl Marks {
    pub(super) fn new() -> Marks {
        Marks { word: Uuid::new_v4().simple().to_string() }
    }

    pub(super) fn at(&self, slot: Slot) -> String {
        let sign = Slot::ALL.into_iter().find(|(known, _)| *known == slot).map_or('-', |(_, sign)| sign);
        format!("{}{sign}", self.word)
    }
}

/// What differs between two requests for the same page. Keys are new for each; they go into the forms as they are.
#[derive(Clone, Copy, Debug, Default)]
pub struct PerRequest<'a> {
    /// The nonce that the answer's Content-Security-Policy names.
    pub nonce: &'a str,
    /// What stands in `portal.css`: the same for all, and too long to be kept with each page.
    pub sheet: &'a str,
    /// Idempotency key of a comment.
    pub comment_key: &'a str,
    /// Idempotency key of an acceptance.
    pub accept_key: &'a str,
    /// Idempotency key of a decline.
    pub decline_key: &'a str,
    /// Idempotency key of a wish for more time.
    pub more_time_key: &'a str,
    /// Idempotency key of a proposal.
    pub propose_key: &'a str,
    /// Idempotency key of an approver's answer.
    pub approve_key: &'a str,
    /// Idempotency key of taking the acceptance back.
    pub take_back_key: &'a str,
    /// Idempotency key of a withdrawal.
    pub withdraw_key: &'a str,
    /// Who reads, offered as the signer's name.
    pub visitor: &'a str,
    /// The reader's personal link as a code; none where this browser has not opened it.
    pub hand_over: Option<&'a Drawing>,
}

/// A rendered page with open places.
///
/// It stays right as long as these stay the same: the built files, the company's day, and of the page all but the
/// visitor's name and the forms' keys, that is version, the version read before, language, standing, the list of
/// versions, comments, proposals, notice, and forms that hold nothing else. A page with typed values is never to be kept.
#[derive(Clone, Debug)]
pub struct Prepared {
    parts: Vec<(String, Option<Slot>)>,
    length: usize,
}

impl Prepared {
    /// Cuts the rendered page at its marks.
    pub(super) fn cut(html: &str, marks: &Marks) -> Prepared {
        let mut parts = Vec::new();
        let mut rest = html;
        while let Some((before, after)) = rest.split_once(&marks.word) {
            let sign = after.chars().next();
            let slot = Slot::ALL.into_iter().find(|(_, known)| Some(*known) == sign).map(|(slot, _)| slot);
            parts.push((before.to_owned(), slot));
            rest = after.get(1..).unwrap_or_default();
        }
        parts.push((rest.to_owned(), None));
        Prepared { parts, length: html.len() }
    }

    /// The document for one request.
    pub fn fill(&self, request: &PerRequest<'_>) -> String {
        let mut out = String::with_capacity(self.length + request.sheet.len() + 512);
        let side = request.hand_over.map_or(0, |code| code.width + 2 * super::hand_over::QUIET);
        let frame = format!("0 0 {side} {side}");
        for (text, slot) in &self.parts {
            out.push_str(text);
            let word = match slot {
                Some(Slot::Nonce) => request.nonce,
                Some(Slot::Style) => {
                    out.push_str(request.sheet);
                    continue;
                }
                Some(Slot::CommentKey) => request.comment_key,
                Some(Slot::AcceptKey) => request.accept_key,
                Some(Slot::DeclineKey) => request.decline_key,
                Some(Slot::MoreTimeKey) => request.more_time_key,
                Some(Slot::ProposeKey) => request.propose_key,
                Some(Slot::ApproveKey) => request.approve_key,
                Some(Slot::TakeBackKey) => request.take_back_key,
                Some(Slot::WithdrawKey) => request.withdraw_key,
                Some(Slot::Visitor) => request.visitor,
                Some(Slot::HandOver) => request.hand_over.map_or("none", |_| ""),
                Some(Slot::HandOverBox) => &frame,
                Some(Slot::HandOverPath) => request.hand_over.map_or("", |code| &code.path),
                None => continue,
            };
            escape(word, &mut out);
        }
        out
    }

    /// Whether it has a place for the code to go on with at another device.
    pub fn hands_over(&self) -> bool {
        self.parts.iter().any(|(_, slot)| *slot == Some(Slot::HandOver))
    }

    /// Bytes it takes to keep.
    pub fn size(&self) -> usize {
        self.length
    }
}

/// All places but the style are attribute values in double quotes.
fn escape(word: &str, out: &mut String) {
    for c in word.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_cannot_leave_its_attribute() {
        let marks = Marks::new();
        let html = format!("<i a=\"{}\" b=\"{}\">x", marks.at(Slot::Visitor), marks.at(Slot::Nonce));
        let request = PerRequest { visitor: "\"><script>&", nonce: "n1", ..PerRequest::default() };
        assert_eq!(Prepared::cut(&html, &marks).fill(&request), "<i a=\"&quot;&gt;&lt;script&gt;&amp;\" b=\"n1\">x");
    }
}
