//! Links that are asked for by whoever knows an address: looked up and mailed after the answer, so that neither its words
//! nor its time tell whether anybody has the address.
use std::time::Duration;
use tokio::sync::mpsc::{self, Receiver, Sender, error::TrySendError};
use usecases::{Cx, Denied, account, actors::Agent, housekeeping, shelf};

/// Most that wait their turn.
const MOST: usize = 1_000;
/// Tries while the database is away, and the time between them.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_secs(2);

/// What is asked for.
#[derive(Debug)]
pub enum Wish {
    /// A key to the customer's shelf, by address.
    Key(String),
    /// A link that sets a new password.
    Reset {
        /// The address, as it was typed.
        email: String,
        /// Who asks.
        agent: Agent,
    },
}

/// Where it is put.
#[derive(Clone)]
pub struct Links(Sender<Wish>);

impl Links {
    /// The queue, and its end for [`work`].
    pub fn new() -> (Links, Receiver<Wish>) {
        let (sender, receiver) = mpsc::channel(MOST);
        (Links(sender), receiver)
    }

    /// Takes it down.
    /// # Errors
    /// [`Denied::Unavailable`] while the database is away, or where too many wait already.
    pub async fn ask(&self, cx: &Cx, wish: Wish) -> Result<(), Denied> {
        housekeeping::database_answers(cx).await?;
        self.0.try_send(wish).map_err(|error| match error {
            TrySendError::Full(_) => Denied::Unavailable("too many links are asked for".to_owned()),
            TrySendError::Closed(_) => Denied::Unavailable("stopping".to_owned()),
        })
    }
}

/// Does what was asked, one after the other, until nobody is left who could ask.
pub async fn work(cx: Cx, mut queue: Receiver<Wish>) {
    while let Some(wish) = queue.recv().await {
        for tried in 1..=TRIES {
            match one(&cx, &wish).await {
                Err(Denied::Unavailable(_)) if tried < TRIES => tokio::time::sleep(PAUSE).await,
                Err(error) => {
                    tracing::warn!(%error, "a link that was asked for could not be made");
                    break;
                }
                Ok(()) => break,
            }
        }
    }
}

async fn one(cx: &Cx, wish: &Wish) -> Result<(), Denied> {
    match wish {
        Wish::Key(email) => shelf::ask(cx, email).await,
        Wish::Reset { email, agent } => account::request_reset(cx, email, agent).await,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{account as doors, router::tests::site, shelf as shelves};
    use axum::{body::Body, extract::Request, http::header};
    use testkit::{Sent, offers::sending, on_both};
    use tower::ServiceExt;

    /// The answer to a form: status, where it leads, and what it says but for what is new in each answer.
    async fn posted(site: &crate::router::Site, path: &str, email: &str) -> (u16, String) {
        let body = format!("email={}&lang=en", email.replace('@', "%40"));
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let pages = shelves::routes().merge(doors::routes()).with_state(site.clone());
        let answer = pages.oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        (answer.status().as_u16(), to.unwrap_or_default())
    }

    #[test]
    fn who_asks_for_a_link_is_answered_before_anybody_looks_whether_the_address_is_known() {
        on_both(async |app| {
            let house = app.house("Salmela Oy").await;
            let anna = house.seller("Anna Salo").await;
            let quote = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
            let mut command = sending(quote, house.read(&anna, quote).await.version);
            command.recipients = vec![wire::quotes::Recipient::signer("Päivi", "paivi@asiakas.test")];
            Sent::of(quote, &usecases::quotes::send(&anna, &app.cx, command).await.unwrap());
            let own = account::me(&anna, &app.cx).await.unwrap().email;

            let (site, queue) = site(&app.cx, "http://127.0.0.1:3000");
            let before = app.snapshot().await;
            for (path, known) in [("/my", "paivi@asiakas.test"), ("/sign-in/forgotten", own.as_str())] {
                let told = posted(&site, path, known).await;
                assert_eq!(told, posted(&site, path, "nobody@talo.test").await, "{path}");
                assert!([200, 303].contains(&told.0) && !told.1.contains("problem"), "{path}: {told:?}");
            }
            let none: Vec<String> = Vec::new();
            assert_eq!(app.snapshot().await.changed(&before), none, "nothing was looked up or written yet");

            // Afterwards all of it is done, and ends when nobody is left to ask.
            drop(site);
            work(app.cx.clone(), queue).await;
            let mails = app.texts("SELECT body FROM outbox WHERE topic = 'mail'").await;
            let with = |words: &str| mails.iter().filter(|mail| mail.contains(words)).count();
            assert_eq!((with("/my/th_"), with("/set-password?token=")), (1, 1), "{mails:?}");
        });
    }
}
