//! Passwords: which are good enough, how they are hashed, how they are checked.
use crate::common_passwords;
use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::{self, SaltString},
};
use domain::refusal::Refusal;
use std::{fmt, sync::Arc};
use tokio::sync::Semaphore;

/// Fewest characters of a password.
pub const SHORTEST: u32 = 12;
/// Most characters of a password.
pub const LONGEST: u32 = 128;
/// Hashes computed at once: each takes 64 MiB.
const AT_ONCE: usize = 2;
/// Requests that may wait for their turn; more are sent away.
const WAITING: usize = 64;

/// A password somebody chose, good enough to be hashed.
pub struct NewPassword(String);

impl NewPassword {
    /// Takes a password of 12 to 128 characters that is not among the first ones anybody would try.
    ///
    /// ```
    /// use vault::passwords::NewPassword;
    /// assert!(NewPassword::parse("kolme kuivaa koivuhalkoa").is_ok());
    /// assert!(NewPassword::parse("salasana1234").is_err());
    /// ```
    ///
    /// # Errors
    /// [`Refusal::TooShort`], [`Refusal::TooLong`], [`Refusal::PasswordTooCommon`].
    pub fn parse(text: &str) -> Result<NewPassword, Refusal> {
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        if length < SHORTEST {
            Err(Refusal::TooShort { shortest: SHORTEST })
        } else if length > LONGEST {
            Err(Refusal::TooLong { longest: LONGEST, length })
        } else if common_passwords::is_common(text) {
            Err(Refusal::PasswordTooCommon)
        } else {
            Ok(NewPassword(text.to_owned()))
        }
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// A hashed password in PHC form. Not serializable, and mute.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// As it stood in its column.
    pub fn stored(text: String) -> PasswordHash {
        PasswordHash(text)
    }

    /// For its column.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// Why a password was neither hashed nor checked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too many wait already.
    #[error("too many sign-ins at once")]
    Busy,
    /// The hash or the machinery is broken.
    #[error("password hashing: {0}")]
    Fault(String),
}

/// Hashes and checks passwords, a few at a time.
#[derive(Clone)]
pub struct Passwords {
    params: Params,
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl Passwords {
    /// Argon2id with 64 MiB, three passes, one lane.
    pub fn strong() -> Passwords {
        Passwords::with(Params::new(64 * 1024, 3, 1, None).unwrap_or_default())
    }

    /// The cheapest hash there is: for tests, which sign in hundreds of times. Never for an installation.
    pub fn cheap_for_tests() -> Passwords {
        Passwords::with(Params::new(Params::MIN_M_COST, 1, 1, None).unwrap_or_default())
    }

    fn with(params: Params) -> Passwords {
        let semaphore = |permits| Arc::new(Semaphore::new(permits));
        Passwords { params, running: semaphore(AT_ONCE), waiting: semaphore(WAITING) }
    }

    /// Hashes a new password.
    /// # Errors
    /// [`PasswordError`].
    pub async fn hash(&self, password: NewPassword) -> Result<PasswordHash, PasswordError> {
        let params = self.params.clone();
        self.run(move || {
            let salt = crate::key::random_bytes().map_err(fault)?;
            let salt = SaltString::encode_b64(&salt[..16]).map_err(fault)?;
            let hash = argon2id(params).hash_password(password.0.as_bytes(), &salt).map_err(fault)?;
            Ok(PasswordHash(hash.to_string()))
        })
        .await
    }

    /// Whether `typed` is the password behind `stored`, compared in constant time. Without a stored one (an
    /// unknown account, or one that has set none) the same work is done and the answer is no.
    /// # Errors
    /// [`PasswordError`].
    pub async fn verify(&self, typed: &str, stored: Option<PasswordHash>) -> Result<bool, PasswordError> {
        // Longer than any accepted password: no need to hash megabytes, every need to take as long.
        let (typed, stored) =
            if typed.len() > LONGEST as usize * 4 { (String::new(), None) } else { (typed.to_owned(), stored) };
        let params = self.params.clone();
        self.run(move || match stored {
            Some(PasswordHash(text)) => {
                let hash = password_hash::PasswordHash::new(&text).map_err(fault)?;
                match argon2id(params).verify_password(typed.as_bytes(), &hash) {
                    Ok(()) => Ok(true),
                    Err(password_hash::Error::Password) => Ok(false),
                    Err(error) => Err(fault(error)),
                }
            }
            None => {
                let mut nothing = [0; 32];
                argon2id(params)
                    .hash_password_into(typed.as_bytes(), b"nobody's salt...", &mut nothing)
                    .map_err(fault)?;
                Ok(false)
            }
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let _waiting = self.waiting.try_acquire().map_err(|_| PasswordError::Busy)?;
        // Held by the work itself: an asker who goes away does not make room for a third one.
        let running = self.running.clone().acquire_owned().await.map_err(|_| PasswordError::Busy)?;
        let task = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(running);
            result
        });
        task.await.unwrap_or_else(|error| Err(fault(error)))
    }
}

fn argon2id(params: Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn fault(error: impl fmt::Display) -> PasswordError {
    PasswordError::Fault(error.to_string())
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Passwords({} KiB)", self.params.m_cost())
    }
}

#[cfg(test)]
#[path = "passwords_tests.rs"]
mod tests;
