//! Secrets that must be read again, such as the password of a mailbox: sealed with the installation's key.
//!
//! ChaCha20-Poly1305 under a key that is derived from the installation's own, so that the audit trail's codes and
//! sealed secrets never share one. What a secret belongs to is bound in: moved to another row it cannot be opened.
use crate::key::{Key, NoRandomness, random_bytes};
use hmac::{Hmac, Mac};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::Sha256;

fn sealing_key(key: &Key) -> Option<LessSafeKey> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.bytes()).ok()?;
    mac.update(b"tarjous/seal/1");
    let derived = mac.finalize().into_bytes();
    UnboundKey::new(&CHACHA20_POLY1305, &derived).ok().map(LessSafeKey::new)
}

/// Seals a secret for what it belongs to.
/// # Errors
/// [`NoRandomness`].
pub fn seal(key: &Key, belongs_to: &[u8], secret: &str) -> Result<Vec<u8>, NoRandomness> {
    let mut nonce = [0; NONCE_LEN];
    nonce.copy_from_slice(random_bytes()?.get(..NONCE_LEN).ok_or(NoRandomness)?);
    let sealing = sealing_key(key).ok_or(NoRandomness)?;
    let mut inside = secret.as_bytes().to_vec();
    sealing
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(belongs_to), &mut inside)
        .map_err(|_| NoRandomness)?;
    Ok([nonce.as_slice(), &inside].concat())
}

/// Opens what was sealed; `None` with another key, for something else, or when a byte was changed.
pub fn open(key: &Key, belongs_to: &[u8], sealed: &[u8]) -> Option<String> {
    let (nonce, inside) = sealed.split_at_checked(NONCE_LEN)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut inside = inside.to_vec();
    let opened = sealing_key(key)?.open_in_place(nonce, Aad::from(belongs_to), &mut inside).ok()?;
    String::from_utf8(opened.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_secret_opens_only_where_it_belongs() {
        let (key, other) = (Key::from_bytes([7; 32]), Key::from_bytes([8; 32]));
        let sealed = seal(&key, b"mailbox 1", "sala sana").unwrap();
        assert_eq!(open(&key, b"mailbox 1", &sealed).unwrap(), "sala sana");
        assert_ne!(sealed, seal(&key, b"mailbox 1", "sala sana").unwrap());
        assert!(!sealed.windows(4).any(|bytes| bytes == b"sala"));
        assert!(open(&other, b"mailbox 1", &sealed).is_none());
        assert!(open(&key, b"mailbox 2", &sealed).is_none());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&key, b"mailbox 1", &changed).is_none());
        }
        assert!(open(&key, b"mailbox 1", b"short").is_none());
    }
}
