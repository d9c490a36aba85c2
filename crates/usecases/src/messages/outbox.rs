//! The outbox's screen: what waits, what went, what was given up; and trying again.
use crate::{Cx, Denied, Staff, mail};
use domain::{
    actors::Permission,
    ids::{OutboxId, QuoteId},
};
use store::outbox as stored;
use wire::{
    messages::{OutboxRow, OutboxState},
    shared::{ListQuery, PAGE_ROWS, Page},
};

/// A page of the outbox, newest first. Filters: none, `waiting`, `done`, `dead`.
/// # Errors
/// [`Denied::NotAllowed`].
pub async fn outbox(by: &Staff, cx: &Cx, query: ListQuery) -> Result<Page<OutboxRow>, Denied> {
    let scope = by.scope(Permission::Outbox)?;
    let state = Some(query.filter.as_str()).filter(|state| ["waiting", "done", "dead"].contains(state));
    let rows = i64::from(PAGE_ROWS);
    let mut conn = cx.store.reader().await?;
    let (found, total) = stored::list(&mut conn, scope.company, state, rows, i64::from(query.page) * rows).await?;
    let rows = found.into_iter().map(|found| row(found, by)).collect();
    Ok(Page { rows, total, page: query.page })
}

fn row(found: stored::OutboxRow, by: &Staff) -> OutboxRow {
    let mail: Option<mail::Mail> =
        if found.topic == mail::TOPIC { serde_json::from_str(&found.body).ok() } else { None };
    let state = match found.state.as_str() {
        "done" => OutboxState::Done,
        "dead" => OutboxState::Dead,
        _ => OutboxState::Waiting,
    };
    let shown = |mail: mail::Mail| match mail.opens_account() && !by.role.may(Permission::Settings) {
        // Whoever reads it could sign in as somebody else, an administrator too.
        true => mail::Mail { link: String::new(), ..mail },
        false => mail,
    };
    let (to, subject, text) =
        mail.map(shown).map(|mail| (mail.to.clone(), mail.subject.clone(), mail.full_text())).unwrap_or_default();
    OutboxRow {
        id: OutboxId(found.id),
        topic: found.topic,
        state,
        attempts: found.attempts,
        error: found.error,
        created: by.zone().stamp_micros(found.created_at),
        next: (state == OutboxState::Waiting).then(|| by.zone().stamp_micros(found.not_before)),
        to,
        subject,
        text,
        quote: found.subject_id.filter(|_| found.subject_kind == "quote").map(QuoteId),
    }
}

/// Makes waiting or given-up work due at once.
/// # Errors
/// [`Denied::NotFound`] when it is done or not there.
pub async fn retry(by: &Staff, cx: &Cx, id: OutboxId) -> Result<(), Denied> {
    let company = by.scope(Permission::Outbox)?.company;
    cx.store
        .unit(cx.clock.now(), move |unit| Box::pin(async move { Ok(stored::retry(unit, company, id).await?) }))
        .await
}
