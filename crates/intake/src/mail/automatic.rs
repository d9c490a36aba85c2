//! Mails that a program wrote, by what their headers say: bounces, automatic answers, mass mail, loops.
use mail_parser::{HeaderName, HeaderValue, Message, MimeHeaders};

/// What kind of program wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Automatic {
    /// A mail server's word about a mail that did not arrive.
    Bounce,
    /// An automatic answer: out of office, received with thanks.
    Answer,
    /// Mass mail.
    Bulk,
    /// A mail that has been here before.
    Loop,
}

impl Automatic {
    /// The stored reason.
    pub const fn code(self) -> &'static str {
        match self {
            Automatic::Bounce => "bounce",
            Automatic::Answer => "auto_submitted",
            Automatic::Bulk => "bulk",
            Automatic::Loop => "loop",
        }
    }
}

/// A header's text in small letters; empty where it is missing.
fn said(message: &Message<'_>, name: &str) -> String {
    let found = message.headers_raw().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim().to_lowercase()).unwrap_or_default()
}

/// Whether a program wrote it. `Precedence: list` alone does not count: shared mailboxes that are groups say so of
/// everything a customer writes to them.
pub(super) fn of(message: &Message<'_>, email: &str) -> Option<Automatic> {
    let local = email.split('@').next().unwrap_or_default().to_lowercase();
    let report = message.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("multipart")
            && kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("report"))
            && kind.attribute("report-type").is_some_and(|of| of.eq_ignore_ascii_case("delivery-status"))
    });
    let unreturnable = match message.return_path() {
        HeaderValue::Text(path) => matches!(path.trim(), "" | "<>"),
        HeaderValue::Empty => message.header_raw(HeaderName::ReturnPath).is_some_and(|path| path.trim() == "<>"),
        _ => false,
    };
    if report || unreturnable || matches!(local.as_str(), "mailer-daemon" | "postmaster") {
        return Some(Automatic::Bounce);
    }
    if !said(message, "X-Loop").is_empty() {
        return Some(Automatic::Loop);
    }
    let submitted = said(message, "Auto-Submitted");
    let answers = ["X-Autoreply", "X-Autorespond", "X-Auto-Response", "Auto-Reply"];
    if !submitted.is_empty() && !submitted.starts_with("no")
        || answers.iter().any(|name| !matches!(said(message, name).as_str(), "" | "no"))
        || said(message, "Precedence") == "auto_reply"
    {
        return Some(Automatic::Answer);
    }
    matches!(said(message, "Precedence").as_str(), "bulk" | "junk").then_some(Automatic::Bulk)
}
