//! Sign in with address and password.
use super::{SignedIn, attempts, me, session};
use crate::{Cx, Denied, actors::Agent};
use domain::{
    ids::{CompanyId, UserId},
    refusal::Refusal,
};
use store::{
    account::{failures, users},
    events::{By, NewEvent},
};
use vault::passwords::{PasswordError, PasswordHash};
use wire::account::SignIn;

/// Begins a session. An unknown address, a wrong password, somebody who may not sign in or has no password yet:
/// the same answer after the same work.
/// # Errors
/// `sign_in_failed`, `too_many_attempts`.
pub async fn sign_in(cx: &Cx, command: SignIn, agent: Agent) -> Result<SignedIn, Denied> {
    let key = users::email_key(&command.email);
    let counted = attempts::signing_in(&key, &agent);
    attempts::claim(cx, &counted).await?;
    let mut conn = cx.store.reader().await?;
    let user = users::unscoped_find_by_email(&mut conn, &key).await?.filter(|user| user.active == 1);
    drop(conn);
    let hash = user.as_ref().and_then(|user| user.password_hash.clone()).map(PasswordHash::stored);
    let right = cx.settings.passwords.verify(&command.password, hash).await.map_err(password_denied)?;
    let Some(user) = user.filter(|_| right) else { return Err(Refusal::SignInFailed.into()) };

    let token = session::fresh()?;
    let (company, id, hashed) = (CompanyId(user.company_id), UserId(user.id), token.hashed());
    let counted = counted.map(|one| one.key().to_owned());
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (counted, hashed, agent, name) = (counted.clone(), hashed.clone(), agent.clone(), user.name.clone());
            Box::pin(async move {
                for key in &counted {
                    failures::clear(unit, key).await?;
                }
                session::begin(unit, &hashed, company, id, &agent).await?;
                let who = By::Staff { user: id, name };
                unit.event(NewEvent::new(company, "user", id.0, "user.signed_in", who));
                Ok::<_, Denied>(())
            })
        })
        .await?;
    Ok(SignedIn { token: token.reveal().to_owned(), me: me::view(cx, company, id).await? })
}

/// What became of a password that could not be checked.
pub(crate) fn password_denied(error: PasswordError) -> Denied {
    match error {
        PasswordError::Busy => Denied::Unavailable(error.to_string()),
        PasswordError::Fault(reason) => Denied::Fault(reason),
    }
}
