//! Secrets: password hashes, tokens, seals, the audit chain, and the key they hang on.
//!
//! Nothing here is written to a log: what is secret has a mute `Debug` and no `Serialize`.
pub mod chain;
pub mod common_passwords;
pub mod digest;
pub mod file_signer;
pub mod key;
pub mod passwords;
pub mod seal;
pub mod signing;
pub mod tokens;
