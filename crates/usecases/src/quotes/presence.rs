//! Say that one has a quotation open, and learn who else has.
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{LineId, QuoteId, UserId},
};
use store::{
    Unit,
    quotes::{presences as stored, presences::PresenceRecord, record},
};
use wire::{
    presence::{BePresent, Present},
    shared::UserRef,
};

/// Microseconds after which somebody who says nothing is no longer there: three times what a page waits between two
/// words.
pub(crate) const SILENCE: i64 = 60_000_000;

/// Notes that the actor is on the quotation, on a line of it, or goes away; answers who else is there. Pages of the
/// others are told when somebody comes, goes, or is on another line. It is no act on the quotation: its version and its
/// history stay as they are.
/// # Errors
/// [`Denied::NotFound`].
pub async fn be_present(by: &Staff, cx: &Cx, command: BePresent) -> Result<Vec<Present>, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let scope = scope.clone();
            Box::pin(async move {
                let quote = record::load(&mut unit.conn, &scope, command.quote).await?;
                let me = scope.user;
                let before = here(unit, command.quote).await?;
                let known = before.iter().find(|one| one.user_id == me.0);
                let line = command.line.map(|line| line.0);
                let differs = if command.leaving {
                    stored::go(unit, command.quote, me).await?
                } else {
                    let differs = known.is_none_or(|known| known.line_id != line);
                    stored::come(unit, quote.company_id, command.quote, me, command.line).await?;
                    differs
                };
                if differs {
                    unit.announce(scope.company, "presence", command.quote.0);
                }
                Ok(others(before, me))
            })
        })
        .await
}

/// Who else has the quotation open.
/// # Errors
/// [`Denied::NotFound`].
pub async fn who_is_here(by: &Staff, cx: &Cx, id: QuoteId) -> Result<Vec<Present>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    record::load(&mut conn, scope, id).await?;
    let mut all = stored::of_quote(&mut conn, id).await?;
    all.retain(|one| heard_of(one, cx.clock.now().0));
    Ok(others(all, scope.user))
}

async fn here(unit: &mut Unit, quote: QuoteId) -> Result<Vec<PresenceRecord>, Denied> {
    let now = unit.now.0;
    let mut all = stored::of_quote(&mut unit.conn, quote).await?;
    all.retain(|one| heard_of(one, now));
    Ok(all)
}

const fn heard_of(one: &PresenceRecord, now: i64) -> bool {
    one.seen_at + SILENCE >= now
}

fn others(all: Vec<PresenceRecord>, me: UserId) -> Vec<Present> {
    let others = all.into_iter().filter(|one| one.user_id != me.0);
    others
        .map(|one| Present { user: UserRef { id: UserId(one.user_id), name: one.name }, line: one.line_id.map(LineId) })
        .collect()
}
