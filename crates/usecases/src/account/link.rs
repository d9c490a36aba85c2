//! Links that work once: made for a first sign-in, an invitation, a new password; spent by a post, never by
//! opening them.
use super::{SignedIn, me, session};
use crate::{Cx, Denied, actors::Agent};
use domain::{
    ids::{CompanyId, UserId},
    refusal::Refusal,
};
use store::{
    Unit,
    account::{one_time, users},
    events::{By, NewEvent},
};
use vault::tokens::{HashedToken, Kind, PlainToken};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The first administrator of an installation, from its terminal.
    First,
    /// Somebody who was added.
    Invite,
    /// Somebody who has forgotten the password.
    Reset,
}

impl Purpose {
    const fn code(self) -> &'static str {
        match self {
            Purpose::First => "first",
            Purpose::Invite => "invite",
            Purpose::Reset => "reset",
        }
    }

    /// A mail may lie unread over a weekend; what was asked for this minute is used within the half hour.
    const fn lasts_seconds(self) -> i64 {
        match self {
            Purpose::First | Purpose::Reset => 30 * 60,
            Purpose::Invite => 7 * 86_400,
        }
    }
}

/// A new token for a link.
/// # Errors
/// A fault when the system has no randomness.
pub(crate) fn fresh() -> Result<PlainToken, Denied> {
    PlainToken::random(Kind::OneTime).map_err(Denied::fault)
}

/// Writes a link; an earlier one of the same purpose stops working.
pub(crate) async fn put(
    unit: &mut Unit,
    token: &HashedToken,
    company: CompanyId,
    user: UserId,
    purpose: Purpose,
) -> Result<(), Denied> {
    let expires = unit.now.plus_seconds(purpose.lasts_seconds()).0;
    Ok(one_time::make(unit, token.as_bytes(), company, user, purpose.code(), expires).await?)
}

/// Writes a link beside those in force, which go on working; `false`, and nothing written, where there are `most`.
pub(crate) async fn put_beside(
    unit: &mut Unit,
    token: &HashedToken,
    (company, user): (CompanyId, UserId),
    purpose: Purpose,
    most: i64,
) -> Result<bool, Denied> {
    if one_time::in_force(unit, user, purpose.code()).await? >= most {
        return Ok(false);
    }
    let expires = unit.now.plus_seconds(purpose.lasts_seconds()).0;
    one_time::add(unit, token.as_bytes(), company, user, purpose.code(), expires).await?;
    Ok(true)
}

/// A link for a person, made by whoever runs the installation: the token stands in the page's address.
/// # Errors
/// [`Denied::NotFound`].
pub async fn make(cx: &Cx, company: CompanyId, user: UserId, purpose: Purpose) -> Result<String, Denied> {
    let token = fresh()?;
    let hashed = token.hashed();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let hashed = hashed.clone();
            Box::pin(async move {
                users::load(&mut unit.conn, company, user).await?;
                put(unit, &hashed, company, user, purpose).await
            })
        })
        .await?;
    Ok(token.reveal().to_owned())
}

/// The hash of a token that somebody sent.
/// # Errors
/// `link_spent` when it cannot be one.
pub(crate) fn read(token: &str) -> Result<HashedToken, Denied> {
    PlainToken::parse(Kind::OneTime, token.trim()).map(|token| token.hashed()).ok_or_else(|| Refusal::LinkSpent.into())
}

/// Begins a session by a link for the first sign-in or an invitation, and spends it. Of many who try at once, one
/// gets in. A reset link sets a password instead: see [`super::reset_password`].
/// # Errors
/// `link_spent` for a used, replaced, unknown or old one.
pub async fn open_one_time_link(cx: &Cx, token: &str, agent: Agent) -> Result<SignedIn, Denied> {
    let (hashed, session) = (read(token)?, session::fresh()?);
    let session_hash = session.hashed();
    let (company, user) = cx
        .store
        .unit(cx.clock.now(), move |unit| {
            let (hashed, session_hash, agent) = (hashed.clone(), session_hash.clone(), agent.clone());
            Box::pin(async move {
                let spent = one_time::unscoped_spend(unit, hashed.as_bytes()).await?;
                let spent = spent.filter(|link| link.purpose != Purpose::Reset.code()).ok_or(Refusal::LinkSpent)?;
                let (company, id) = (CompanyId(spent.company_id), UserId(spent.user_id));
                let user = users::load(&mut unit.conn, company, id).await?;
                if user.active != 1 {
                    return Err(Refusal::LinkSpent.into());
                }
                session::begin(unit, &session_hash, company, id, &agent).await?;
                let who = By::Staff { user: id, name: user.name };
                unit.event(NewEvent::new(company, "user", id.0, "user.signed_in", who));
                Ok::<_, Denied>((company, id))
            })
        })
        .await?;
    Ok(SignedIn { token: session.reveal().to_owned(), me: me::view(cx, company, user).await? })
}
