//! The inbox: every post with its verdict, each readable as it came, each judged again on demand.
use super::{Arrived, fields, settle};
use crate::{Cx, Denied, Staff, crm::custom};
use domain::{
    actors::Permission,
    ids::{IntakePostId, IntakeSourceId, OpportunityId, TeamId},
};
use store::intake::{
    posts::{self, PostRecord},
    sources,
};
use wire::intake::{InboxPage, InboxQuery, MailView, PostRow, PostVerdict, PostView};

/// Posts on one page.
const ROWS: i64 = 50;
/// Most bytes of a post that a page shows.
const MOST_SHOWN: usize = 256 * 1024;

/// A page of posts, newest first.
/// # Errors
/// [`Denied::NotAllowed`] for anybody who may not see what the company sends and gets.
pub async fn list(by: &Staff, cx: &Cx, query: InboxQuery) -> Result<InboxPage, Denied> {
    let company = by.scope(Permission::Outbox)?.company;
    let mut conn = cx.store.reader().await?;
    let verdict = query.verdict.map(PostVerdict::code);
    let mut found = posts::list(&mut conn, company, verdict, query.before, ROWS + 1).await?;
    let more = found.len() > usize::try_from(ROWS).unwrap_or(usize::MAX);
    if more {
        found.pop();
    }
    let rows = found.into_iter().map(|found| row(by, found)).collect::<Result<Vec<_>, _>>()?;
    let more = rows.last().filter(|_| more).map(|last| last.id);
    Ok(InboxPage { rows, more })
}

/// A post as it came.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`].
pub async fn read(by: &Staff, cx: &Cx, id: IntakePostId) -> Result<PostView, Denied> {
    let company = by.scope(Permission::Outbox)?.company;
    let mut conn = cx.store.reader().await?;
    let found = posts::load(&mut conn, company, id).await?;
    let payload = posts::payload(&mut conn, company, id).await?;
    let source = sources::load(&mut conn, company, IntakeSourceId(found.source_id)).await?;
    let own = custom::offered(&mut conn, company, source.team_id.map(TeamId)).await?;
    let (payload, mail, fields) = if found.source_kind.as_deref() == Some("mail") {
        let read = move || {
            let mail = intake::mail::judge(&payload).mail;
            let fields = fields::answers(&mail, &source);
            (shown(&payload), Some(words(mail)), fields)
        };
        tokio::task::spawn_blocking(read).await.map_err(Denied::fault)?
    } else {
        (shown(&payload), None, fields::seen(&found.content_type, &payload, &source))
    };
    Ok(PostView {
        mail,
        fields,
        own,
        adapter: found.adapter.clone(),
        content_type: found.content_type.clone(),
        referrer: found.referrer.clone(),
        user_agent: found.user_agent.clone(),
        size: found.size,
        payload,
        row: row(by, found)?,
    })
}

/// Judges a post again by today's rules. What made an opportunity makes no second one.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`].
pub async fn replay(by: &Staff, cx: &Cx, id: IntakePostId) -> Result<PostVerdict, Denied> {
    let company = by.scope(Permission::Outbox)?.company;
    let Arrived { verdict, .. } = settle::again(cx, company, id).await?;
    Ok(verdict)
}

/// The bytes as text, as far as a page shows them.
fn shown(payload: &[u8]) -> String {
    let text = String::from_utf8_lossy(payload.get(..MOST_SHOWN).unwrap_or(payload));
    text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect()
}

/// A mail as it is read.
fn words(mail: intake::mail::Mail) -> MailView {
    let count = |size: usize| i64::try_from(size).unwrap_or(i64::MAX);
    MailView {
        email: mail.email,
        text: mail.text,
        quoted: mail.quoted,
        files: mail.attached.into_iter().map(|file| (file.name, count(file.size))).collect(),
        all_files: count(mail.files),
    }
}

fn row(by: &Staff, found: PostRecord) -> Result<PostRow, Denied> {
    Ok(PostRow {
        id: IntakePostId(found.id),
        source: found.source_name.unwrap_or_default(),
        by_mail: found.source_kind.as_deref() == Some("mail"),
        subject: found.subject,
        sender: found.sender,
        at: by.zone().stamp_micros(found.received_at),
        verdict: store::columns::code(&found.verdict, PostVerdict::parse)?,
        reason: found.reason,
        opportunity: found.opportunity_id.map(OpportunityId),
    })
}
