//! E-mail addresses: one address, nothing that could become a second header or recipient.
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An e-mail address in the form people use (RFC 5321 mailbox without quotes, comments or literals).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// Reads an address; the domain is lower-cased, the local part kept. ASCII alone: most mail servers take no other
    /// address, and one that no mail reaches is told where it is typed and not when a mail comes back.
    ///
    /// # Errors
    /// [`Refusal::Required`] when empty, [`Refusal::EmailInvalid`] when it cannot be an address.
    pub fn parse(text: &str) -> Result<Email, Refusal> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Refusal::Required);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(Refusal::EmailInvalid)?;
        let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        let local_right = (1..=64).contains(&local.len())
            && local.chars().all(allowed)
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let label_right = |label: &str| {
            (1..=63).contains(&label.len())
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let domain_right = domain.len() <= 253 && domain.contains('.') && domain.split('.').all(label_right);
        if local_right && domain_right {
            Ok(Email(format!("{local}@{}", domain.to_ascii_lowercase())))
        } else {
            Err(Refusal::EmailInvalid)
        }
    }

    /// The address as it is kept: the domain in lower case, the local part as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Email {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Self, Refusal> {
        Email::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{corpora, text};

    #[test]
    fn addresses_are_one_mailbox_and_nothing_more() {
        for good in ["paivi@makela.example", "a.b+c@x-y.fi", "Paivi@xn--mkel-loa5n.example", "o'neil@x.ie"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "a@b..fi",
            "a b@c.fi",
            "a@c.fi, d@e.fi",
            "a@c.fi\r\nBcc: x@y.fi",
            "<a@c.fi>",
            ".a@c.fi",
            "a..b@c.fi",
            "a@-c.fi",
            "a@c.fi\0",
            "\"a b\"@c.fi",
            "a@[127.0.0.1]",
            "päivi@makela.example",
            "paivi@mäkelä.example",
            "paivi@makela.еxample",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
        for bad in corpora::url("mail") {
            assert!(Email::parse(&bad).is_err(), "{bad:?}");
        }
        for odd in [corpora::header(), corpora::html(), corpora::formula(), corpora::unicode()].concat() {
            let Ok(email) = Email::parse(&odd) else { continue };
            let harmless = |c: char| !c.is_whitespace() && !text::is_invisible(c) && !"<>\",;:()[]\\".contains(c);
            assert!(email.as_str().chars().all(harmless), "{odd:?}");
            assert_eq!(email.as_str().matches('@').count(), 1, "{odd:?}");
        }
    }
}
