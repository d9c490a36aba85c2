//! The inbox: every post with its verdict, each readable as it came, each judged again on demand.
use super::{Arrived, settle};
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{IntakePostId, OpportunityId},
};
use store::intake::posts::{self, PostRecord};
use wire::intake::{InboxPage, InboxQuery, PostRow, PostVerdict, PostView};

/// Posts on one page.
const ROWS: i64 = 50;

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
    let payload = String::from_utf8_lossy(&payload);
    Ok(PostView {
        adapter: found.adapter.clone(),
        content_type: found.content_type.clone(),
        referrer: found.referrer.clone(),
        user_agent: found.user_agent.clone(),
        size: found.size,
        payload: payload.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect(),
        row: row(by, found)?,
    })
}

/// Judges a post again by today's rules. What made an opportunity makes no second one.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`].
pub async fn replay(by: &Staff, cx: &Cx, id: IntakePostId) -> Result<PostVerdict, Denied> {
    let company = by.scope(Permission::Outbox)?.company;
    let (found, payload) = {
        let mut conn = cx.store.reader().await?;
        (posts::load(&mut conn, company, id).await?, posts::payload(&mut conn, company, id).await?)
    };
    // Of one that was too large nothing is left to be judged.
    let judged = (found.reason != "too_large").then(|| intake::forms::judge(&found.content_type, &payload));
    let Arrived { verdict, .. } = settle::settle(cx, company, id, judged).await?;
    Ok(verdict)
}

fn row(by: &Staff, found: PostRecord) -> Result<PostRow, Denied> {
    Ok(PostRow {
        id: IntakePostId(found.id),
        source: found.source_name.unwrap_or_default(),
        sender: found.sender,
        at: by.zone().stamp_micros(found.received_at),
        verdict: store::columns::code(&found.verdict, PostVerdict::parse)?,
        reason: found.reason,
        opportunity: found.opportunity_id.map(OpportunityId),
    })
}
