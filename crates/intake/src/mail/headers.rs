//! Out of a mail's headers: who wrote it, its id, and the ids of what it answers.
use mail_parser::{Addr, Address, HeaderName, HeaderValue, Message};
use std::borrow::Cow;

/// The mail with its head in UTF-8: old programs write names and subjects in Windows-1252 without saying so.
pub(super) fn legible(bytes: &[u8]) -> Cow<'_, [u8]> {
    let blank = bytes.windows(2).position(|pair| pair == b"\n\n" || pair == b"\n\r");
    let (head, body) = bytes.split_at(blank.unwrap_or(bytes.len()));
    if std::str::from_utf8(head).is_ok() {
        return Cow::Borrowed(bytes);
    }
    let (head, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(head);
    Cow::Owned([head.as_bytes(), body].concat())
}

/// Whether there is nothing in it that a mail has.
pub(super) fn none(message: &Message<'_>) -> bool {
    let known = |name: &HeaderName<'_>| !matches!(name, HeaderName::Other(_));
    !message.headers().iter().any(|header| known(&header.name))
}

/// Name and address of whom an answer reaches: `Reply-To`, else `From`, else `Sender`. The name is the writer's own.
pub(super) fn writer(message: &Message<'_>) -> (String, String) {
    let first = |address: Option<&Address<'_>>| {
        let found: Option<&Addr<'_>> = address.and_then(|address| address.iter().find(|one| one.address().is_some()));
        found
            .map(|one| (one.name().unwrap_or_default().to_owned(), one.address().unwrap_or_default().trim().to_owned()))
    };
    let from = first(message.from()).or_else(|| first(message.sender()));
    let reply = first(message.reply_to());
    match (from, reply) {
        (Some((name, _)), Some((other, address))) => (if name.is_empty() { other } else { name }, address),
        (Some(from), None) => from,
        (None, Some(reply)) => reply,
        (None, None) => Default::default(),
    }
}

/// A message id without brackets and spaces, so long at most.
pub(super) fn id(text: &str) -> String {
    let inside = text.trim().trim_start_matches('<').trim_end_matches('>');
    inside.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(250).collect()
}

/// What it answers, the newest first: `In-Reply-To`, then `References` from its end.
pub(super) fn references(message: &Message<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut put = |text: &str| {
        let text = id(text);
        if !text.is_empty() && !found.contains(&text) && found.len() < 200 {
            found.push(text);
        }
    };
    for (value, backwards) in [(message.in_reply_to(), false), (message.references(), true)] {
        match value {
            HeaderValue::Text(text) => put(text),
            HeaderValue::TextList(texts) if backwards => texts.iter().rev().take(200).for_each(|text| put(text)),
            HeaderValue::TextList(texts) => texts.iter().take(200).for_each(|text| put(text)),
            _ => {}
        }
    }
    found
}
