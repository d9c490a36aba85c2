//! Mailboxes: ways by which mail comes in, each posted to or fetched from a mail server.
use crate::shared::{IdempotencyKey, TeamRef, UserRef};
use domain::{
    days::Stamp,
    ids::{IntakeSourceId, TeamId, UserId},
};
use serde::{Deserialize, Serialize};

/// How the connection to the mail server is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailEncryption {
    /// Encrypted from the start (port 993).
    #[default]
    Tls,
    /// Plain first, encrypted before anything is said (port 143).
    Starttls,
    /// Not at all: a mail server on the same machine.
    None,
}

impl MailEncryption {
    /// All, the usual one first.
    pub const ALL: [MailEncryption; 3] = [MailEncryption::Tls, MailEncryption::Starttls, MailEncryption::None];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            MailEncryption::Tls => "tls",
            MailEncryption::Starttls => "starttls",
            MailEncryption::None => "none",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<MailEncryption> {
        MailEncryption::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The port that goes with it.
    pub const fn port(self) -> u16 {
        match self {
            MailEncryption::Tls => 993,
            MailEncryption::Starttls | MailEncryption::None => 143,
        }
    }
}

/// The mailboxes of the company, and who can get what comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxesView {
    /// By name.
    pub mailboxes: Vec<MailboxForm>,
    /// Teams to choose from.
    pub teams: Vec<TeamRef>,
    /// Owners to choose from.
    pub owners: Vec<UserRef>,
}

/// A mailbox with what changing it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxForm {
    /// Which.
    pub id: IntakeSourceId,
    /// For saving: the version that was read.
    pub version: i64,
    /// Where programs post mails to.
    pub post_url: String,
    /// Whether a password is kept; it is never shown.
    pub has_password: bool,
    /// How reading it goes.
    pub state: MailboxState,
    /// The fields.
    pub fields: MailboxFields,
}

/// How reading a mailbox goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxState {
    /// When it was last read to its end.
    pub last_ok: Option<Stamp>,
    /// When that last failed.
    pub last_error: Option<Stamp>,
    /// Whether the last try failed.
    pub failing: bool,
    /// Why, by code.
    pub trouble: String,
    /// Why, in the server's own words.
    pub detail: String,
}

/// A mailbox, as shown and as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailboxFields {
    /// What the company calls it.
    pub name: String,
    /// The team that gets what comes in.
    pub team: Option<TeamId>,
    /// Who gets it.
    pub owner: Option<UserId>,
    /// The source of the opportunities.
    pub source: String,
    /// Whether mails are taken.
    pub active: bool,
    /// Whether mails are fetched from a mail server.
    pub fetched: bool,
    /// The mail server.
    pub server: ServerFields,
}

/// A mail server and what is read there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerFields {
    /// Its name or address.
    pub host: String,
    /// Its port; the usual one where it is empty.
    pub port: String,
    /// How the connection is encrypted.
    pub encryption: MailEncryption,
    /// The user.
    pub user: String,
    /// The folder that is read.
    pub folder: String,
    /// The folder that read mails are moved to; empty: they stay and are marked as read.
    pub move_to: String,
}

impl Default for ServerFields {
    fn default() -> Self {
        let blank = String::new();
        ServerFields {
            host: blank.clone(),
            port: blank.clone(),
            encryption: MailEncryption::default(),
            user: blank.clone(),
            folder: "INBOX".to_owned(),
            move_to: blank,
        }
    }
}

/// Keep a mailbox.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveMailbox {
    /// Same key, one save.
    pub key: IdempotencyKey,
    /// Which; none for a new one.
    pub id: Option<IntakeSourceId>,
    /// The version that was read; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub fields: MailboxFields,
    /// The password; empty where the kept one stays.
    pub password: String,
    /// Whether it gets another address for posting; the old one ends.
    pub renew: bool,
}

impl std::fmt::Debug for SaveMailbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The password stays out of every log.
        f.debug_struct("SaveMailbox").field("id", &self.id).field("fields", &self.fields).finish_non_exhaustive()
    }
}

/// Try whether a mailbox can be read as typed. Nothing is changed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TryMailbox {
    /// Whose kept password is used where none is typed.
    pub id: Option<IntakeSourceId>,
    /// The server.
    pub server: ServerFields,
    /// The password; empty for the kept one.
    pub password: String,
}

impl std::fmt::Debug for TryMailbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TryMailbox").field("id", &self.id).field("server", &self.server).finish_non_exhaustive()
    }
}

/// How that went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "tried", rename_all = "snake_case")]
pub enum Tried {
    /// It can be read.
    Fine {
        /// Mails in the folder.
        mails: u32,
        /// Those that nobody has read.
        unread: u32,
    },
    /// It cannot.
    Trouble {
        /// Why, by code.
        trouble: String,
        /// Why, in the server's own words.
        detail: String,
    },
}
