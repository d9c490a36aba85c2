//! One reading of a mailbox: what is new is fetched, kept, and only then marked or moved.
//!
//! Mails are known by the server's numbers. A mailbox that is read for the first time, or whose server has numbered it
//! anew, brings what nobody has read; from then on everything that is new, whoever has looked at it meanwhile.
use super::{answered, connect, connect::Signed, names};
use futures::TryStreamExt;
use std::time::{Duration, Instant};
use usecases::{
    Cx, Denied,
    intake::{
        MOST_MAIL_BYTES,
        mailboxes::{self, Due, Fetched, Login, Trouble, TroubleKind},
    },
};

/// Most mails of one reading; the next one goes on.
const MOST: usize = 200;
/// A reading begins no further mail after this.
const LONGEST: Duration = Duration::from_secs(180);
/// Largest head that is fetched of a mail that is too large.
const LARGEST_HEAD: usize = 64 * 1024;

/// Reads a mailbox; answers how many mails were new to it.
/// # Errors
/// [`Trouble`] with the server, with the password, or with our own database. What was kept is kept.
pub async fn read(cx: &Cx, due: &Due) -> Result<usize, Trouble> {
    let login = due.login.as_ref().map_err(Clone::clone)?;
    let begun = Instant::now();
    let mut session = connect::session(login).await?;
    let placed = place(&mut session, login).await?;
    let folder = answered(TroubleKind::Folder, session.select(names::encoded(&login.folder))).await?;
    let Some(validity) = folder.uid_validity else {
        return Err(Trouble::new(TroubleKind::Refused, "no UIDVALIDITY"));
    };
    let known = due.validity == Some(validity);
    let wanted =
        if known { format!("UID {}:* UNDELETED", due.last.saturating_add(1)) } else { "UNSEEN UNDELETED".to_owned() };
    let found = answered(TroubleKind::Refused, session.uid_search(wanted)).await?;
    // `n:*` names the last mail even where its number is smaller.
    let mut new: Vec<u32> = found.into_iter().filter(|uid| !known || *uid > due.last).collect();
    new.sort_unstable();
    let all = new.len();
    let mut done = 0;
    for uid in new.iter().copied().take(MOST) {
        if begun.elapsed() > LONGEST {
            break;
        }
        if let Some(mail) = fetch(&mut session, uid).await? {
            mailboxes::keep(cx, due, mail, known.then_some((validity, uid))).await.map_err(ours)?;
            mark(&mut session, uid, login, placed).await?;
        }
        done += 1;
    }
    if !known && done == all {
        let last = folder.uid_next.map_or_else(|| new.last().copied().unwrap_or(0), |next| next.saturating_sub(1));
        mailboxes::numbered(cx, due, validity, last).await.map_err(ours)?;
    }
    let _ = tokio::time::timeout(Duration::from_secs(2), session.logout()).await;
    Ok(done)
}

#[allow(clippy::needless_pass_by_value)] // As `map_err` hands it over.
fn ours(denied: Denied) -> Trouble {
    Trouble::new(TroubleKind::Ours, denied)
}

/// How the server moves mails.
#[derive(Clone, Copy)]
enum Place {
    /// They stay.
    Here,
    /// In one step.
    Move,
    /// Copied, then taken out.
    Copy,
    /// Copied, then marked as deleted: the server knows no taking out of single mails.
    CopyOnly,
}

/// Looks whether there is where mails are to be moved to, before any is fetched.
async fn place(session: &mut Signed, login: &Login) -> Result<Place, Trouble> {
    if login.move_to.is_empty() {
        return Ok(Place::Here);
    }
    answered(TroubleKind::MoveTo, session.status(names::encoded(&login.move_to), "(MESSAGES)")).await?;
    let able = answered(TroubleKind::Refused, session.capabilities()).await?;
    Ok(match (able.has_str("MOVE"), able.has_str("UIDPLUS")) {
        (true, _) => Place::Move,
        (false, true) => Place::Copy,
        (false, false) => Place::CopyOnly,
    })
}

/// A mail by its number; none where somebody has taken it away meanwhile. Fetching does not mark it.
async fn fetch(session: &mut Signed, uid: u32) -> Result<Option<Fetched>, Trouble> {
    let no = TroubleKind::Refused;
    let asked = uid.to_string();
    let sized = async { session.uid_fetch(&asked, "(UID RFC822.SIZE)").await?.try_collect::<Vec<_>>().await };
    let sized = answered(no, sized).await?;
    let Some(size) = sized.iter().find(|one| one.uid == Some(uid)).and_then(|one| one.size) else { return Ok(None) };
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let whole = size <= MOST_MAIL_BYTES;
    let part = if whole { "(UID BODY.PEEK[])" } else { "(UID BODY.PEEK[HEADER])" };
    let fetched = async { session.uid_fetch(&asked, part).await?.try_collect::<Vec<_>>().await };
    let fetched = answered(no, fetched).await?;
    let Some(found) = fetched.iter().find(|one| one.uid == Some(uid)) else { return Ok(None) };
    let bytes = if whole { found.body() } else { found.header() };
    let Some(bytes) = bytes else { return Ok(None) };
    let bytes = if whole { bytes } else { bytes.get(..LARGEST_HEAD).unwrap_or(bytes) };
    // Servers count lines in their own way; what was fetched counts.
    let size = if whole { bytes.len() } else { size };
    Ok(Some(Fetched { bytes: bytes.to_vec(), size }))
}

/// Marks a kept mail as read, or moves it.
async fn mark(session: &mut Signed, uid: u32, login: &Login, place: Place) -> Result<(), Trouble> {
    let asked = uid.to_string();
    let flag = if matches!(place, Place::Here) { "+FLAGS.SILENT (\\Seen)" } else { "+FLAGS.SILENT (\\Deleted)" };
    let away = names::encoded(&login.move_to);
    match place {
        Place::Here => {}
        Place::Move => return answered(TroubleKind::MoveTo, session.uid_mv(&asked, &away)).await,
        Place::Copy | Place::CopyOnly => answered(TroubleKind::MoveTo, session.uid_copy(&asked, &away)).await?,
    }
    let flagged = async { session.uid_store(&asked, flag).await?.try_collect::<Vec<_>>().await };
    answered(TroubleKind::Refused, flagged).await?;
    if matches!(place, Place::Copy) {
        let gone = async { session.uid_expunge(&asked).await?.try_collect::<Vec<_>>().await };
        answered(TroubleKind::Refused, gone).await?;
    }
    Ok(())
}
