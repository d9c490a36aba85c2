//! What reaching a mail server needs, and what can go wrong with it.
use domain::{
    refusal::{Fields, Refusal},
    text,
};
use futures::future::BoxFuture;
use wire::mailboxes::{MailEncryption, ServerFields};

/// Longest of a foreign server's words that are told, in characters: a sentence.
const LONGEST_WORDS: usize = 160;

/// A mail server with everything that reading it needs.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub encryption: MailEncryption,
    /// The user.
    pub user: String,
    /// The password, in clear.
    pub password: String,
    /// The folder that is read.
    pub folder: String,
    /// Where read mails go; empty: they stay and are marked as read.
    pub move_to: String,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The password stays out of every log.
        f.debug_struct("Login").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

/// What went wrong with a mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// No connection.
    Unreachable,
    /// A connection, but no trust in it.
    Certificate,
    /// User or password.
    Login,
    /// The folder that is to be read.
    Folder,
    /// The folder that read mails are to be moved to.
    MoveTo,
    /// No answer in time.
    TooSlow,
    /// The server said something else.
    Refused,
    /// The password was sealed with another key.
    Sealed,
    /// Our own database.
    Ours,
}

impl TroubleKind {
    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            TroubleKind::Unreachable => "unreachable",
            TroubleKind::Certificate => "certificate",
            TroubleKind::Login => "login",
            TroubleKind::Folder => "folder",
            TroubleKind::MoveTo => "move_to",
            TroubleKind::TooSlow => "too_slow",
            TroubleKind::Refused => "refused",
            TroubleKind::Sealed => "sealed",
            TroubleKind::Ours => "ours",
        }
    }
}

/// What went wrong, and the server's own words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {detail}", kind.code())]
pub struct Trouble {
    /// What.
    pub kind: TroubleKind,
    /// In the server's own words.
    pub detail: String,
}

impl Trouble {
    /// A trouble with somebody's own words, in one short line without what cannot be seen.
    pub fn new(kind: TroubleKind, detail: impl ToString) -> Trouble {
        Trouble { kind, detail: text::clean_line(&detail.to_string()).chars().take(LONGEST_WORDS).collect() }
    }
}

/// Who can reach mail servers: the one room with a network.
pub trait Mailman: std::fmt::Debug + Send + Sync {
    /// Looks into the folder and changes nothing: how many mails are there, how many of them unread.
    fn look<'a>(&'a self, login: &'a Login) -> BoxFuture<'a, Result<(u32, u32), Trouble>>;
}

/// A server as typed, checked; the password is put in later.
pub(super) fn checked(typed: &ServerFields, fields: &mut Fields) -> Login {
    let mut line =
        |name: &str, text: &str, longest| fields.take(name, text::required_line(text, longest)).unwrap_or_default();
    let host = line("host", &typed.host, 253);
    let user = line("user", &typed.user, 250);
    let folder = line("folder", &typed.folder, 200);
    let move_to = fields.take("move_to", text::optional_line(&typed.move_to, 200)).unwrap_or_default();
    if !host.is_empty() && !host.chars().all(|c| c.is_alphanumeric() || "-.:_".contains(c)) {
        fields.refuse("host", Refusal::NotAChoice);
    }
    if !move_to.is_empty() && move_to == folder {
        fields.refuse("move_to", Refusal::AlreadyTaken);
    }
    let port = match typed.port.trim() {
        "" => typed.encryption.port(),
        port => match port.parse::<u16>() {
            Ok(port) if port > 0 => port,
            _ => {
                fields.refuse("port", Refusal::NotAFigure);
                0
            }
        },
    };
    Login { host, port, encryption: typed.encryption, user, password: String::new(), folder, move_to }
}

/// A kept password goes only to the server and user that it was given for.
pub(super) fn same_account(row: &store::intake::mailboxes::MailboxRecord, login: &Login) -> bool {
    row.host == login.host
        && row.port == i64::from(login.port)
        && row.user_name == login.user
        && row.encryption == login.encryption.code()
}
