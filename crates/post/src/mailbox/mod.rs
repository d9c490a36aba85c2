//! Reading mailboxes over IMAP: a mail is marked only after it is kept for good.
mod connect;
mod names;
mod read;

pub use read::read;

use async_imap::error::Error;
use futures::future::BoxFuture;
use std::time::Duration;
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
        Error::Io(error) => Trouble::new(TroubleKind::Unreachable, error),
        Error::ConnectionLost => Trouble::new(TroubleKind::Unreachable, "connection lost"),
        other => Trouble::new(TroubleKind::Refused, other),
    }
}

/// The words of an answer without the library's frame around them: `code: …, info: Some("…")`.
fn plain(words: &str) -> &str {
    let inside = words.rsplit_once("info: Some(\"").and_then(|(_, rest)| rest.strip_suffix("\")"));
    inside.unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn the_servers_words_stand_alone() {
        assert_eq!(plain("code: Some(X), info: Some(\"Authentication failed.\")"), "Authentication failed.");
        assert_eq!(plain("something else"), "something else");
    }
}
