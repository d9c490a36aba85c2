//! The key of an organisation's seal: Ed25519. Its secret is 32 random bytes, which are kept sealed ([`crate::seal`]).
use crate::{
    digest::{hex, unhex},
    file_signer::{FileSigner, Organisation},
    key::{NoRandomness, random_bytes},
};
use hmac::{Hmac, Mac};
use p256::SecretKey;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::Sha256;
use std::fmt;

/// A key that seals, and the one that hangs on it for what PDF readers look for: they know P-256, and few know Ed25519.
pub struct SealKey {
    seal: Ed25519KeyPair,
    file: SecretKey,
}

impl SealKey {
    /// A new key, and its secret as a text to be kept sealed.
    /// # Errors
    /// [`NoRandomness`].
    pub fn random() -> Result<(SealKey, String), NoRandomness> {
        let secret = hex(&random_bytes()?);
        let key = SealKey::from_secret(&secret).ok_or(NoRandomness)?;
        Ok((key, secret))
    }

    /// The key of a secret; `None` where it is none.
    pub fn from_secret(secret: &str) -> Option<SealKey> {
        let seed = unhex(secret)?;
        let seal = Ed25519KeyPair::from_seed_unchecked(&seed).ok()?;
        Some(SealKey { seal, file: derived(&seed)? })
    }

    /// Signs files in the name of an organisation; `None` where that has no name.
    pub fn file_signer(&self, organisation: Organisation<'_>) -> Option<FileSigner> {
        FileSigner::new(&self.file, organisation)
    }

    /// What anybody may know: with it a seal is checked. In hex.
    pub fn public(&self) -> String {
        hex(self.seal.public_key().as_ref())
    }

    /// The signature of a text, in hex. The same text always gets the same one.
    pub fn sign(&self, text: &str) -> String {
        hex(self.seal.sign(text.as_bytes()).as_ref())
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealKey(…)")
    }
}

/// The key for files: nobody who knows it learns the seed. Not every 32 bytes are a key on the curve (all but one in four
/// thousand million are), so the next ones are tried.
fn derived(seed: &[u8]) -> Option<SecretKey> {
    (0..=u8::MAX).find_map(|round| {
        let mut mac = Hmac::<Sha256>::new_from_slice(seed).ok()?;
        mac.update(b"tarjous/file-signature/1");
        mac.update(&[round]);
        SecretKey::from_slice(&mac.finalize().into_bytes()).ok()
    })
}

/// Whether a signature is that of this text by the key with this public half; both in hex.
pub fn holds(public: &str, text: &str, signature: &str) -> bool {
    let (Some(public), Some(signature)) = (unhex(public), unhex(signature)) else { return false };
    UnparsedPublicKey::new(&ED25519, public).verify(text.as_bytes(), &signature).is_ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_seal_holds_for_its_text_and_key_alone() {
        let (key, secret) = SealKey::random().unwrap();
        let signature = key.sign("Tarjous 1");
        assert_eq!(signature.len(), 128);
        assert!(holds(&key.public(), "Tarjous 1", &signature));
        // Opened again from its secret it is the same key, and says the same.
        let again = SealKey::from_secret(&secret).unwrap();
        assert_eq!((again.public(), again.sign("Tarjous 1")), (key.public(), signature.clone()));

        assert!(!holds(&key.public(), "Tarjous 2", &signature));
        assert!(!holds(&SealKey::random().unwrap().0.public(), "Tarjous 1", &signature));
        for at in 0..signature.len() {
            let mut changed = signature.clone().into_bytes();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            assert!(!holds(&key.public(), "Tarjous 1", &String::from_utf8(changed).unwrap()), "{at}");
        }
        for bad in ["", "0g", "00", &"0".repeat(64), &"ä".repeat(64)] {
            assert!(!holds(bad, "Tarjous 1", &signature));
            assert!(!holds(&key.public(), "Tarjous 1", bad));
        }
        assert!(SealKey::from_secret("00").is_none());
        assert_eq!(format!("{key:?}"), "SealKey(…)", "a secret is never printed");

        let files = |key: &SealKey| {
            let organisation = Organisation { name: "Oy", business_id: "", since: 0 };
            key.file_signer(organisation).unwrap().certificate().to_vec()
        };
        assert_eq!(files(&key), files(&again), "the same key for files as well");
        assert_ne!(files(&key), files(&SealKey::random().unwrap().0));
    }

    #[test]
    fn it_is_ed25519_as_everybody_computes_it() {
        // RFC 8032, section 7.1, test 1.
        let key = SealKey::from_secret("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").unwrap();
        assert_eq!(key.public(), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assert!(key.sign("").starts_with("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"));
    }
}
