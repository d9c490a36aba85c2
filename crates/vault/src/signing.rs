//! The key of an organisation's seal: Ed25519. Its secret is 32 random bytes, which are kept sealed ([`crate::seal`]).
use crate::{
    digest::{hex, unhex},
    key::{NoRandomness, random_bytes},
};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use std::fmt;

/// A key that seals.
pub struct SealKey(Ed25519KeyPair);

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
        Ed25519KeyPair::from_seed_unchecked(&unhex(secret)?).ok().map(SealKey)
    }

    /// What anybody may know: with it a seal is checked. In hex.
    pub fn public(&self) -> String {
        hex(self.0.public_key().as_ref())
    }

    /// The signature of a text, in hex. The same text always gets the same one.
    pub fn sign(&self, text: &str) -> String {
        hex(self.0.sign(text.as_bytes()).as_ref())
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealKey(…)")
    }
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
    }

    #[test]
    fn it_is_ed25519_as_everybody_computes_it() {
        // RFC 8032, section 7.1, test 1.
        let key = SealKey::from_secret("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").unwrap();
        assert_eq!(key.public(), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assert!(key.sign("").starts_with("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"));
    }
}
