//! What the worker that reads mailboxes writes: who reads which, each mail before it is marked, how it went.
use super::{
    super::{
        mail::{self, MailWay, RawMail},
        settle,
    },
    Login, Trouble, TroubleKind,
};
use crate::{Cx, Denied};
use domain::ids::{CompanyId, IntakePostId, IntakeSourceId};
use store::intake::{mailboxes, posts};
use wire::mailboxes::MailEncryption;

const SECOND: i64 = 1_000_000;
/// One server reads a mailbox so long; then another may.
const LEASE: i64 = 300 * SECOND;
/// Between two readings of a mailbox.
const PAUSE: i64 = 60 * SECOND;
/// The longest time until a mailbox that fails is tried again.
const LONGEST_PAUSE: i64 = 1_800 * SECOND;
/// Mailboxes read at one time.
const MOST: i64 = 8;

/// A mailbox that is to be read now.
#[derive(Clone, Debug)]
pub struct Due {
    way: MailWay,
    attempts: i64,
    /// How it is reached; or why that cannot be.
    pub login: Result<Login, Trouble>,
    /// The server's numbering that `last` belongs to; none where it was never read.
    pub validity: Option<u32>,
    /// Up to which number everything is kept.
    pub last: u32,
}

/// A mail that was fetched.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// Its bytes; of one that is too large its head.
    pub bytes: Vec<u8>,
    /// How many bytes it has.
    pub size: usize,
}

/// Claims the mailboxes that are due; nobody else reads them meanwhile.
/// # Errors
/// [`Denied::Unavailable`].
pub async fn claim(cx: &Cx) -> Result<Vec<Due>, Denied> {
    let now = cx.clock.now();
    {
        let mut conn = cx.store.reader().await?;
        if !mailboxes::unscoped_any_due(&mut conn, now.0).await? {
            return Ok(Vec::new());
        }
    }
    let rows = cx
        .store
        .unit(now, move |unit| {
            Box::pin(async move { Ok::<_, Denied>(mailboxes::unscoped_claim(unit, now.0 + LEASE, MOST).await?) })
        })
        .await?;
    rows.into_iter()
        .map(|row| {
            let (company, id) = (CompanyId(row.company_id), IntakeSourceId(row.source_id));
            let encryption = store::columns::code(&row.encryption, MailEncryption::parse)?;
            let password = vault::seal::open(cx.store.key(), id.0.as_bytes(), &row.password);
            let login = password.ok_or_else(|| Trouble::new(TroubleKind::Sealed, "")).map(|password| Login {
                host: row.host,
                port: u16::try_from(row.port).unwrap_or_default(),
                encryption,
                user: row.user_name,
                password,
                folder: row.folder,
                move_to: row.move_to,
            });
            Ok(Due {
                way: MailWay { id, company },
                attempts: row.attempts,
                login,
                validity: row.uid_validity.and_then(|validity| u32::try_from(validity).ok()),
                last: u32::try_from(row.last_uid).unwrap_or_default(),
            })
        })
        .collect()
}

/// Keeps a mail, and, where `read_to` says so, that everything up to its number in that numbering is kept, in one unit
/// of work; then judges it. The same bytes are not kept twice. Once this has answered, the mail may be marked.
/// # Errors
/// [`Denied::Unavailable`] and faults: the mail must stay unmarked, and is fetched again.
pub async fn keep(cx: &Cx, due: &Due, mail: Fetched, read_to: Option<(u32, u32)>) -> Result<(), Denied> {
    let way = due.way;
    let raw = RawMail { user_agent: "IMAP".to_owned(), bytes: mail.bytes, size: mail.size };
    let row = mail::kept_row(way, cx, &raw);
    let id = IntakePostId(row.id);
    let fresh = cx
        .store
        .unit(cx.clock.now(), move |unit| {
            let (row, raw) = (row.clone(), raw.clone());
            Box::pin(async move {
                let fresh = !posts::kept(&mut unit.conn, way.id, &row.sha256).await?;
                if fresh {
                    mail::keep(unit, &row, &raw.bytes).await?;
                }
                if let Some((validity, last)) = read_to {
                    mailboxes::read_to(unit, way.company, way.id, i64::from(validity), i64::from(last)).await?;
                }
                Ok::<_, Denied>(fresh)
            })
        })
        .await?;
    // It is kept: what goes wrong from here on is mended by `judge_waiting`.
    if fresh && let Err(error) = settle::again(cx, way.company, id).await {
        tracing::warn!(%id, %error, "a mail is kept and could not be judged yet");
    }
    Ok(())
}

/// Notes that everything up to a number is kept, in the server's numbering.
/// # Errors
/// [`Denied::Unavailable`].
pub async fn numbered(cx: &Cx, due: &Due, validity: u32, last: u32) -> Result<(), Denied> {
    let way = due.way;
    cx.store
        .unit(cx.clock.now(), move |unit| {
            Box::pin(async move {
                let (validity, last) = (i64::from(validity), i64::from(last));
                Ok::<_, Denied>(mailboxes::read_to(unit, way.company, way.id, validity, last).await?)
            })
        })
        .await
}

/// Notes that a mailbox was read to its end.
/// # Errors
/// [`Denied::Unavailable`].
pub async fn went(cx: &Cx, due: &Due) -> Result<(), Denied> {
    let (way, now) = (due.way, cx.clock.now());
    cx.store
        .unit(now, move |unit| {
            Box::pin(async move {
                mailboxes::went(unit, way.company, way.id, now.0 + PAUSE).await?;
                unit.announce(way.company, "mailbox", way.id.0);
                Ok::<_, Denied>(())
            })
        })
        .await
}

/// Notes why a mailbox could not be read. It is tried again, each time after a longer pause.
/// # Errors
/// [`Denied::Unavailable`].
pub async fn failed(cx: &Cx, due: &Due, trouble: &Trouble) -> Result<(), Denied> {
    let (way, now, trouble) = (due.way, cx.clock.now(), trouble.clone());
    let doublings = u32::try_from(due.attempts).unwrap_or(u32::MAX).min(10);
    let next = now.0 + (30 * SECOND * 2_i64.pow(doublings)).min(LONGEST_PAUSE);
    cx.store
        .unit(now, move |unit| {
            let trouble = trouble.clone();
            Box::pin(async move {
                let why = (trouble.kind.code(), trouble.detail.as_str());
                mailboxes::failed(unit, way.company, way.id, next, why).await?;
                unit.announce(way.company, "mailbox", way.id.0);
                Ok::<_, Denied>(())
            })
        })
        .await
}
