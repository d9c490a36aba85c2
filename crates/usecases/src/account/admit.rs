//! The gate: who may act as staff, by a session's token; and whom the command line acts for.
use super::session;
use crate::{Cx, Denied, Staff, clock::Zone};
use domain::{
    actors::Role,
    ids::{CompanyId, TeamId, UserId},
    lang::Lang,
};
use store::{
    Scope, StoreError,
    account::{
        sessions::{self, SessionRecord},
        users,
    },
    columns,
};
use vault::tokens::{Kind, PlainToken};

/// Seconds between two notes that somebody is still there: not every request writes.
const NOTED_EVERY_SECONDS: i64 = 300;

/// The person behind a session's token.
/// # Errors
/// [`Denied::SignedOut`] for no session, an ended one, or somebody who may not sign in any more.
pub async fn admit_staff(cx: &Cx, token: &str) -> Result<Staff, Denied> {
    let Some(token) = PlainToken::parse(Kind::Session, token) else { return Err(Denied::SignedOut) };
    let hash = token.hashed().as_bytes().to_vec();
    let now = cx.clock.now();
    let found = find(cx, &hash).await?;
    if now.0 - found.seen_at > NOTED_EVERY_SECONDS * 1_000_000 {
        let (hash, expires) = (hash.clone(), session::ends_at(found.created_at, now));
        cx.store
            .unit(now, move |unit| {
                let hash = hash.clone();
                Box::pin(async move { Ok::<_, Denied>(sessions::touch(unit, &hash, expires).await?) })
            })
            .await?;
    }
    staff(found, hash)
}

/// The same person as they are now, for whoever goes on listening: another role or team counts at once. Listening is no
/// use of a session, which ends by itself as if nobody did.
/// # Errors
/// [`Denied::SignedOut`] when the session has ended or its person may not sign in any more.
pub async fn still_admitted(by: &Staff, cx: &Cx) -> Result<Staff, Denied> {
    let hash = by.session.clone().ok_or(Denied::SignedOut)?;
    staff(find(cx, &hash).await?, hash)
}

async fn find(cx: &Cx, hash: &[u8]) -> Result<SessionRecord, Denied> {
    let mut conn = cx.store.reader().await?;
    match sessions::unscoped_find(&mut conn, hash).await {
        Ok(found) if found.expires_at > cx.clock.now().0 && found.active == 1 => Ok(found),
        Ok(_) | Err(StoreError::NotFound) => Err(Denied::SignedOut),
        Err(error) => Err(error.into()),
    }
}

fn staff(found: SessionRecord, hash: Vec<u8>) -> Result<Staff, Denied> {
    let role = columns::code(&found.role, Role::parse)?;
    Ok(Staff {
        scope: Scope {
            company: CompanyId(found.company_id),
            user: UserId(found.user_id),
            team: found.team_id.map(TeamId),
            reach: role.reach(),
        },
        name: found.name,
        role,
        sees_margin: role.sees_margin(found.sellers_see_margin == 1),
        language: Lang::parse(&found.language).unwrap_or_default(),
        zone: Zone::named(&found.time_zone),
        currency: columns::currency(&found.currency)?,
        session: Some(hash),
    })
}

/// The company's first administrator, for the command line of whoever owns the machine.
/// # Errors
/// [`Denied::NotFound`] where the company has none.
pub async fn operator(cx: &Cx, company: CompanyId) -> Result<Staff, Denied> {
    let mut conn = cx.store.reader().await?;
    let user = users::first_administrator(&mut conn, company).await?;
    let home = users::home(&mut conn, company).await?;
    let role = columns::code(&user.role, Role::parse)?;
    Ok(Staff {
        scope: Scope { company, user: UserId(user.id), team: user.team_id.map(TeamId), reach: role.reach() },
        name: user.name,
        role,
        sees_margin: role.sees_margin(false),
        language: columns::lang(&user.language)?,
        zone: Zone::named(&home.time_zone),
        currency: columns::currency(&home.currency)?,
        session: None,
    })
}
