//! Sessions: how they begin, how long they last, how they end.
use crate::{Cx, Denied, Staff, actors::Agent};
use domain::{
    days::Instant,
    ids::{CompanyId, UserId},
    text,
};
use std::fmt;
use store::{Unit, account::sessions};
use vault::tokens::{HashedToken, Kind, PlainToken};
use wire::account::Me;

/// Seconds a session lasts without a request.
const IDLE_SECONDS: i64 = 8 * 3_600;
/// Seconds a session lasts at most.
const LONGEST_SECONDS: i64 = 14 * 86_400;

/// A session that has begun.
pub struct SignedIn {
    /// For the cookie; nobody else gets it.
    pub token: String,
    /// Who.
    pub me: Me,
}

impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignedIn({})", self.me.id)
    }
}

/// When a session that began at `created_at` and was used `now` ends.
pub(crate) fn ends_at(created_at: i64, now: Instant) -> i64 {
    now.plus_seconds(IDLE_SECONDS).0.min(Instant(created_at).plus_seconds(LONGEST_SECONDS).0)
}

/// A new token for a session.
/// # Errors
/// A fault when the system has no randomness.
pub(crate) fn fresh() -> Result<PlainToken, Denied> {
    PlainToken::random(Kind::Session).map_err(Denied::fault)
}

/// Begins a session within a unit of work.
pub(crate) async fn begin(
    unit: &mut Unit,
    token: &HashedToken,
    company: CompanyId,
    user: UserId,
    agent: &Agent,
) -> Result<(), Denied> {
    let described = text::clean_line(&agent.user_agent).chars().take(200).collect::<String>();
    let ends = ends_at(unit.now.0, unit.now);
    Ok(sessions::begin(unit, token.as_bytes(), company, user, ends, &described).await?)
}

/// Ends the session one is in.
/// # Errors
/// [`Denied`].
pub async fn sign_out(by: &Staff, cx: &Cx) -> Result<(), Denied> {
    let Some(hash) = by.session.clone() else { return Ok(()) };
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let hash = hash.clone();
            Box::pin(async move { Ok(sessions::end(unit, &hash).await?) })
        })
        .await
}
