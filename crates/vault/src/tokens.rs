//! Secret tokens: 256 random bits for the one who gets it, a SHA-256 for the database.
use crate::{
    digest::sha256,
    key::{NoRandomness, random_bytes},
};
use std::fmt;

/// What a token opens; its first three letters say so, so that a leaked one is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A customer's link to a quotation: `tq_`.
    Link,
    /// A session of somebody signed in: `ts_`.
    Session,
    /// A link that works once: first sign-in, invitation, reset: `to_`.
    OneTime,
    /// The address of a web form: `tf_`. It is stored in clear, because settings show it again.
    WebForm,
    /// A key to a customer's shelf, and the session it opens: `th_`.
    Shelf,
    /// The address of a calendar feed: `tc_`.
    Calendar,
    /// The address that mails are posted to: `tm_`. It is stored in clear too.
    MailIn,
}

impl Kind {
    const fn prefix(self) -> &'static str {
        match self {
            Kind::Link => "tq_",
            Kind::Session => "ts_",
            Kind::OneTime => "to_",
            Kind::WebForm => "tf_",
            Kind::Shelf => "th_",
            Kind::Calendar => "tc_",
            Kind::MailIn => "tm_",
        }
    }
}

/// Characters of a token after its prefix.
const LENGTH: usize = 43;

/// A token in clear: given away once, never stored.
#[derive(Clone)]
pub struct PlainToken(String);

impl PlainToken {
    /// A new token from the operating system's randomness.
    /// # Errors
    /// [`NoRandomness`].
    pub fn random(kind: Kind) -> Result<PlainToken, NoRandomness> {
        Ok(PlainToken(format!("{}{}", kind.prefix(), base64url(&random_bytes()?))))
    }

    /// Reads a token that somebody sent; `None` when it cannot be one of this kind.
    pub fn parse(kind: Kind, text: &str) -> Option<PlainToken> {
        let body = text.strip_prefix(kind.prefix())?;
        let right = body.len() == LENGTH && body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        right.then(|| PlainToken(text.to_owned()))
    }

    /// The token itself: for a cookie or an address, never for a log.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database keeps.
    pub fn hashed(&self) -> HashedToken {
        HashedToken(sha256(self.0.as_bytes()))
    }
}

impl fmt::Debug for PlainToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PlainToken(…)")
    }
}

/// A token as the database keeps it. Looking one up by its hash tells a stranger nothing about the others.
#[derive(Clone, PartialEq, Eq)]
pub struct HashedToken([u8; 32]);

impl HashedToken {
    /// For a column.
    pub const fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for HashedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HashedToken(…)")
    }
}

/// URL-safe base64 without padding (RFC 4648 section 5).
fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            let index = (bits >> (18 - 6 * place)) & 63;
            out.push(char::from(ALPHABET[index as usize]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn base64_follows_the_rfc() {
        for (bytes, text) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64url(bytes.as_bytes()), text);
        }
        assert_eq!(base64url(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn tokens_are_long_different_and_mute() {
        let (a, b) = (PlainToken::random(Kind::Link).unwrap(), PlainToken::random(Kind::Link).unwrap());
        assert_ne!(a.reveal(), b.reveal());
        assert_eq!(a.reveal().len(), 46);
        assert!(!format!("{a:?} {:?}", a.hashed()).contains(a.reveal()));
        assert_eq!(PlainToken::parse(Kind::Link, a.reveal()).unwrap().hashed(), a.hashed());
        assert!(PlainToken::parse(Kind::Session, a.reveal()).is_none());
        for bad in ["", "tq_", "tq_short", &format!("{}x", a.reveal()), &a.reveal().replace(|c: char| c != '_', "é")] {
            assert!(PlainToken::parse(Kind::Link, bad).is_none());
        }
    }
}
