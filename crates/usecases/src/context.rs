//! What every use-case works with: the store, the clock, the public address.
use crate::clock::Clock;
use std::sync::Arc;
use store::Store;

/// The surroundings of a use-case. Cheap to clone.
#[derive(Clone)]
pub struct Cx {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Settings of the installation.
    pub settings: Arc<Settings>,
}

/// Settings of the installation that use-cases need.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where customers reach the program, without a slash at the end: `https://offers.example`.
    pub public_url: String,
    /// Whether a mail server is set up.
    pub mail_ready: bool,
    /// How passwords are hashed: cheaply in tests, with care elsewhere.
    pub passwords: vault::passwords::Passwords,
    /// Who can look into mailboxes; nobody in tests that need no network.
    pub mailman: Option<Arc<dyn crate::intake::mailboxes::Mailman>>,
}
