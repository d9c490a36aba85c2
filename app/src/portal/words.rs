//! Small turns of words: groups of digits, paragraphs, telephone links, initials, reasons, refusals.
use super::view::View;
use domain::{quotes::decision::DeclineReason, refusal::Refusal};
use i18n::T;
use wire::portal::PortalStanding;

/// Characters in groups: `8f3a91c2` by four is `8f3a 91c2`.
pub(super) fn groups(text: &str, size: usize) -> String {
    let mut out = String::with_capacity(text.len() * 5 / 4);
    for (at, c) in text.chars().enumerate() {
        if at > 0 && at % size == 0 {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// Text for the inside of a `textarea`. The first line feed there is dropped by browsers, so one is put before.
pub(super) fn escaped(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut out = String::with_capacity(text.len() + 16);
    out.push('\n');
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

/// Paragraphs of a longer text: what stands between blank lines.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The address of a telephone link, where the text has enough digits to be dialled.
pub(super) fn telephone(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    (digits.len() >= 5).then(|| format!("tel:{digits}"))
}

/// First letters of the first and the last name.
pub(super) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

/// The version to name in an address: only one that is no longer valid needs to be named.
pub(super) fn version_query(view: &View<'_>) -> Option<u32> {
    matches!(view.page.standing, PortalStanding::Superseded { .. }).then(|| view.content().version)
}

/// A reason for declining, in words.
pub(super) fn reason(t: T, reason: DeclineReason) -> &'static str {
    match reason {
        DeclineReason::Price => t.portal_reason_price(),
        DeclineReason::Schedule => t.portal_reason_schedule(),
        DeclineReason::OtherSupplier => t.portal_reason_other_supplier(),
        DeclineReason::ProjectEnded => t.portal_reason_project_ended(),
        DeclineReason::Other => t.portal_reason_other(),
    }
}

/// What a rule said, as a sentence that tells how to go on.
pub(super) fn refusal(t: T, refusal: &Refusal) -> String {
    i18n::problem::refusal_sentence(t, refusal)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn initials_and_numbers_are_read_from_what_people_write() {
        assert_eq!(initials("päivi Mäkelä"), "PM");
        assert_eq!(initials("Anna Maija von Essen"), "AE");
        assert_eq!(initials("  "), "");
        assert_eq!(telephone("+358 40 555 0117").unwrap(), "tel:+358405550117");
        assert_eq!(telephone("ask"), None);
        assert_eq!(groups("8f3a91c2", 4), "8f3a 91c2");
        assert_eq!(paragraphs("a\nb\n\n\n c "), ["a\nb", "c"]);
    }
}
