//! Reading mailboxes over IMAP: a mail is marked only after it is kept for good.
mod connect;
mod names;
mod read;

pub use read::read;

use async_imap::error::Error;
use futures::future::BoxFuture;
use std::{io, time::Duration};
use tokio_rustls::rustls;
use usecases::intake::mailboxes::{Login, Mailman, Trouble, TroubleKind};

/// Longest time for one answer of a mail server.
const LONGEST_ANSWER: Duration = Duration::from_secs(60);

/// Looks into mailboxes.
#[derive(Clone, Copy, Debug)]
pub struct Imap;

impl Mailman for Imap {
    fn look<'a>(&'a self, login: &'a Login) -> BoxFuture<'a, Result<(u32, u32), Trouble>> {
        Box::pin(async move {
            // Whoever asks waits in front of the page.
            let looked = tokio::time::timeout(Duration::from_secs(20), look(login)).await;
            looked.unwrap_or_else(|_| Err(Trouble::new(TroubleKind::TooSlow, "")))
        })
    }
}

async fn look(login: &Login) -> Result<(u32, u32), Trouble> {
    let mut session = connect::session(login).await?;
    let folder = answered(TroubleKind::Folder, session.examine(names::encoded(&login.folder))).await?;
    let unread = answered(TroubleKind::Refused, session.uid_search("UNSEEN UNDELETED")).await?.len();
    if !login.move_to.is_empty() {
        let place = session.status(names::encoded(&login.move_to), "(MESSAGES)");
        answered(TroubleKind::MoveTo, place).await?;
    }
    let _ = tokio::time::timeout(Duration::from_secs(2), session.logout()).await;
    Ok((folder.exists, u32::try_from(unread).unwrap_or(u32::MAX)))
}

/// Waits for an answer; a "no" of the server is a trouble of that kind.
async fn answered<T>(no: TroubleKind, answer: impl Future<Output = Result<T, Error>>) -> Result<T, Trouble> {
    match tokio::time::timeout(LONGEST_ANSWER, answer).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(told(no, &error)),
        Err(_) => Err(Trouble::new(TroubleKind::TooSlow, "")),
    }
}

fn told(no: TroubleKind, error: &Error) -> Trouble {
    match error {
        Error::No(words) | Error::Bad(words) => Trouble::new(no, plain(words)),
        Error::Io(error) => Trouble::new(TroubleKind::Unreachable, broken(error)),
        Error::ConnectionLost => Trouble::new(TroubleKind::Unreachable, "connection lost"),
        // What could not be read is in the library's words, and so is what was sent: it is nobody's business here.
        _ => Trouble::new(TroubleKind::Refused, "not understood"),
    }
}

/// What is told of a connection that broke: this machine's own words, or those of the encryption. Whatever else answers at
/// an address does not speak through this program: nobody reads another service's greeting by calling it a mail server.
fn broken(error: &io::Error) -> String {
    let inner = error.get_ref();
    if error.raw_os_error().is_some() || inner.is_some_and(|inner| inner.is::<rustls::Error>()) {
        return error.to_string();
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset => "connection closed".to_owned(),
        _ => "no mail server answered".to_owned(),
    }
}

/// The words of an answer without the library's frame around them: `code: …, info: Some("…")`.
fn plain(words: &str) -> &str {
    let inside = words.rsplit_once("info: Some(\"").and_then(|(_, rest)| rest.strip_suffix("\")"));
    inside.unwrap_or(words)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::Write;
    use wire::mailboxes::MailEncryption;

    #[test]
    fn the_servers_words_stand_alone() {
        assert_eq!(plain("code: Some(X), info: Some(\"Authentication failed.\")"), "Authentication failed.");
        assert_eq!(plain("something else"), "something else");
    }

    /// What is told of a service that says `words` to whoever calls.
    fn called(words: &'static [u8]) -> Trouble {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let login = Login {
            host: "127.0.0.1".into(),
            port: listener.local_addr().unwrap().port(),
            encryption: MailEncryption::None,
            user: "a".into(),
            password: "b".into(),
            folder: "INBOX".into(),
            move_to: String::new(),
        };
        let answering = std::thread::spawn(move || {
            let (mut line, _) = listener.accept().unwrap();
            line.write_all(words).unwrap();
            let _ = std::io::copy(&mut line, &mut std::io::sink());
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let trouble = runtime.block_on(look(&login)).unwrap_err();
        answering.join().unwrap();
        trouble
    }

    #[test]
    fn another_services_greeting_is_not_told() {
        for words in [b"SSH-2.0-OpenSSH_9.6p1 inside\r\n".as_slice(), b"HTTP/1.1 400 inside\r\n\r\n"] {
            let trouble = called(words);
            assert_eq!((trouble.kind, trouble.detail.as_str()), (TroubleKind::Unreachable, "no mail server answered"));
        }
    }

    #[test]
    fn a_servers_no_is_told_in_one_short_line() {
        let long = "x".repeat(5_000);
        let trouble = told(TroubleKind::Login, &Error::No(format!("code: None, info: Some(\"No\u{7}\r\n{long}\")")));
        assert!(trouble.detail.starts_with("No x") && trouble.detail.len() <= 160, "{}", trouble.detail);
    }
}
