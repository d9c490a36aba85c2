//! The audit chain: each entry is authenticated together with all that stand before it.
use hmac::{Hmac, Mac};
use sha2::Sha256;

pub use crate::key::Key;

/// The code of an entry that follows the one with the code `previous` (zeros for the first).
///
/// HMAC-SHA-256 over `previous` and `entry`: whoever changes, drops or inserts an entry would need the key to
/// make the codes after it right again.
pub fn link(key: &Key, previous: &[u8; 32], entry: &[u8]) -> [u8; 32] {
    // A key of 32 bytes is never refused: HMAC takes any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.bytes()) else { return [0; 32] };
    mac.update(previous);
    mac.update(entry);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_depends_on_the_key_and_on_all_before() {
        let (key, other) = (Key::from_bytes([7; 32]), Key::from_bytes([8; 32]));
        let first = link(&key, &[0; 32], b"a");
        let second = link(&key, &first, b"b");
        assert_eq!(second, link(&key, &first, b"b"));
        assert_ne!(second, link(&other, &first, b"b"));
        assert_ne!(second, link(&key, &link(&key, &[0; 32], b"A"), b"b"));
        assert_ne!(second, link(&key, &first, b"c"));
    }
}
