//! What runs beside the answers: the outbox, imports, mailboxes, expiry, reminders, keeping house.
use post::{PostError, Postman};
use std::time::Duration;
use store::{live::Heard, outbox::Work};
use tokio::sync::watch;
use usecases::{
    Cx,
    intake::mailboxes::{self, Trouble, TroubleKind},
    outbox, parties,
    portal::accept::SIGNED_PDF,
};

/// How often the outbox is looked into when nothing announces itself.
const PAUSE: Duration = Duration::from_secs(2);
/// How often expiry and housekeeping run.
const MINUTE: Duration = Duration::from_secs(60);
/// How often mailboxes are looked up when nothing announces itself.
const MAILBOX_PAUSE: Duration = Duration::from_secs(5);
/// Longest reading of a mailbox: shorter than the lease on it.
const LONGEST_READING: Duration = Duration::from_secs(270);

/// Does the outbox's work until the program stops; what is begun is finished.
pub async fn outbox(cx: Cx, postman: Option<Postman>, mut stopping: watch::Receiver<bool>) {
    let mut bus = cx.store.bus().listen();
    loop {
        let worked = match outbox::claim(&cx).await {
            Ok(claimed) => {
                let any = !claimed.is_empty();
                for work in claimed {
                    one(&cx, postman.as_ref(), &work).await;
                }
                any
            }
            Err(error) => {
                tracing::warn!(%error, "the outbox cannot be read");
                false
            }
        };
        if *stopping.borrow() {
            return;
        }
        if worked {
            continue;
        }
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(PAUSE) => {}
            () = until(&mut bus, "outbox") => {}
        }
    }
}

/// Waits for news of a kind.
async fn until(bus: &mut tokio::sync::broadcast::Receiver<Heard>, kind: &str) {
    loop {
        match bus.recv().await {
            Ok(Heard::Changed(topic)) if topic.kind == kind => return,
            Ok(Heard::Resync) | Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => return,
            Ok(_) => {}
            Err(tokio::sync::broadcast::error::RecvError::Closed) => std::future::pending().await,
        }
    }
}

async fn one(cx: &Cx, postman: Option<&Postman>, work: &Work) {
    let done = match (work.topic.as_str(), postman) {
        (SIGNED_PDF, _) => outbox::draw_signed_pdf(cx, work).await.map_err(|error| error.to_string()),
        (parties::RENAMED, _) => parties::go_on_renaming(cx, work).await.map_err(|error| error.to_string()),
        (usecases::mail::TOPIC, Some(postman)) => mail(cx, postman, work).await,
        (usecases::mail::TOPIC, None) => Err("no mail server is set up".to_owned()),
        (topic, _) => Err(format!("unknown work {topic}")),
    };
    if let Err(error) = done {
        tracing::warn!(id = %work.id, topic = %work.topic, %error, "outbox work failed");
        if let Err(error) = outbox::failed(cx, work, &error).await {
            tracing::warn!(%error, "the failure could not be noted; the lease runs out");
        }
    }
}

async fn mail(cx: &Cx, postman: &Postman, work: &Work) -> Result<(), String> {
    let mail = outbox::prepare_mail(cx, work).await.map_err(|error| error.to_string())?;
    postman.send(&mail).await.map_err(|error: PostError| error.to_string())?;
    outbox::mail_sent(cx, work).await.map_err(|error| error.to_string())
}

/// Judges, writes and takes back imports until the program stops; what a batch begins is finished.
pub async fn imports(cx: Cx, mut stopping: watch::Receiver<bool>) {
    let mut bus = cx.store.bus().listen();
    loop {
        let worked = match usecases::imports::work::step(&cx).await {
            Ok(worked) => worked,
            Err(error) => {
                tracing::warn!(%error, "an import cannot go on yet");
                tokio::time::sleep(PAUSE).await;
                false
            }
        };
        if *stopping.borrow() {
            return;
        }
        if worked {
            continue;
        }
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(PAUSE) => {}
            () = until(&mut bus, usecases::imports::TOPIC) => {}
        }
    }
}

/// Reads the mailboxes that are due until the program stops. A reading may be broken off anywhere: what is kept is
/// kept, and what is not kept was not marked.
pub async fn mailboxes(cx: Cx, mut stopping: watch::Receiver<bool>) {
    let mut bus = cx.store.bus().listen();
    loop {
        let due = match mailboxes::claim(&cx).await {
            Ok(due) => due,
            Err(error) => {
                tracing::warn!(%error, "mailboxes cannot be looked up");
                Vec::new()
            }
        };
        // One slow server holds up no other.
        let reading = futures::future::join_all(due.iter().map(|due| mailbox(&cx, due)));
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            _ = reading => {}
        }
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(MAILBOX_PAUSE) => {}
            () = until(&mut bus, "mailbox") => {}
        }
    }
}

async fn mailbox(cx: &Cx, due: &mailboxes::Due) {
    let read = tokio::time::timeout(LONGEST_READING, post::mailbox::read(cx, due)).await;
    let noted = match read.unwrap_or_else(|_| Err(Trouble::new(TroubleKind::TooSlow, ""))) {
        Ok(_) => mailboxes::went(cx, due).await,
        Err(trouble) => {
            tracing::warn!(%trouble, "a mailbox could not be read");
            mailboxes::failed(cx, due, &trouble).await
        }
    };
    if let Err(error) = noted {
        tracing::warn!(%error, "how a mailbox went could not be noted; the lease runs out");
    }
}

/// Marks what has expired, sends what has waited for its moment, reminds of what will, and forgets what need not be kept, once a minute.
pub async fn minutely(cx: Cx, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(error) = usecases::quotes::expire::expire_due(&cx).await {
            tracing::warn!(%error, "expiry could not be looked at");
        }
        if let Err(error) = usecases::quotes::send_due(&cx).await {
            tracing::warn!(%error, "sendings that wait could not be looked at");
        }
        if let Err(error) = usecases::quotes::remind_due(&cx).await {
            tracing::warn!(%error, "reminders could not be looked at");
        }
        if let Err(error) = usecases::intake::judge_waiting(&cx).await {
            tracing::warn!(%error, "posts that wait could not be looked at");
        }
        if let Err(error) = usecases::housekeeping::turn_tax_rates(&cx).await {
            tracing::warn!(%error, "tax rates could not be looked at");
        }
        if let Err(error) = usecases::parties::look_for_pairs(&cx).await {
            tracing::warn!(%error, "customers could not be looked through for doubles");
        }
        if let Err(error) = usecases::housekeeping::forget_old(&cx).await {
            tracing::warn!(%error, "old answers could not be forgotten");
        }
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(MINUTE) => {}
        }
    }
}
