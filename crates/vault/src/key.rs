//! The installation's secret key: 32 bytes from a file that only its owner may read, or from the environment.
use crate::digest::{hex, unhex};
use std::{fmt, fs, io, io::Write, path::Path};

/// The secret key of an installation.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The text is not 64 hex digits.
    #[error("the key must be 64 hexadecimal digits; make one with `openssl rand -hex 32`")]
    Unreadable,
    /// The file cannot be read or made.
    #[error("the key file {file}: {error}")]
    File {
        /// Which file.
        file: String,
        /// What the system said.
        error: io::Error,
    },
    /// The system gave no randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

/// The operating system has no random bytes to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no random bytes")]
pub struct NoRandomness;

/// 32 random bytes of the operating system.
/// # Errors
/// [`NoRandomness`].
pub fn random_bytes() -> Result<[u8; 32], NoRandomness> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

impl Key {
    /// A key of these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Key {
        Key(bytes)
    }

    /// A new random key.
    /// # Errors
    /// [`NoRandomness`].
    pub fn random() -> Result<Key, NoRandomness> {
        random_bytes().map(Key)
    }

    /// Reads 64 hex digits, as in an environment variable.
    /// # Errors
    /// [`KeyError::Unreadable`].
    pub fn parse(text: &str) -> Result<Key, KeyError> {
        let bytes = unhex(text.trim()).ok_or(KeyError::Unreadable)?;
        bytes.try_into().map(Key).map_err(|_| KeyError::Unreadable)
    }

    /// Reads the key from `file`; at the first start makes one there, readable by its owner only.
    /// # Errors
    /// [`KeyError`].
    pub fn load_or_make(file: &Path) -> Result<Key, KeyError> {
        let failed = |error| KeyError::File { file: file.display().to_string(), error };
        match fs::read_to_string(file) {
            Ok(text) => Key::parse(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = Key::random()?;
                match write_new(file, &key) {
                    Ok(()) => Ok(key),
                    // Another process was first: its key counts.
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                        fs::read_to_string(file).map_err(failed).and_then(|text| Key::parse(&text))
                    }
                    Err(error) => Err(failed(error)),
                }
            }
            Err(error) => Err(failed(error)),
        }
    }

    pub(crate) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Written whole under another name first, so that nobody ever reads half a key; linking refuses to replace.
fn write_new(file: &Path, key: &Key) -> io::Result<()> {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{}", std::process::id()));
    let beside = Path::new(&name);
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(beside)?;
    writeln!(out, "{}", hex(&key.0))?;
    out.sync_all()?;
    let linked = fs::hard_link(beside, file);
    fs::remove_file(beside)?;
    linked
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_key_is_made_once_and_is_its_owners_alone() {
        let file = std::env::temp_dir().join(format!("tarjous-key-{}", std::process::id()));
        let _ = fs::remove_file(&file);
        let made = Key::load_or_make(&file).unwrap();
        assert_eq!(Key::load_or_make(&file).unwrap(), made);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::write(&file, "short").unwrap();
        assert!(matches!(Key::load_or_make(&file), Err(KeyError::Unreadable)), "a broken key is never replaced");
        fs::remove_file(&file).unwrap();
    }

    #[test]
    fn a_key_is_64_hex_digits() {
        assert!(Key::parse(&"0a".repeat(32)).is_ok());
        for bad in ["", "0a", &"0g".repeat(32), &"0a".repeat(33)] {
            assert!(Key::parse(bad).is_err());
        }
        assert_eq!(format!("{:?}", Key::from_bytes([1; 32])), "Key(…)");
    }
}
