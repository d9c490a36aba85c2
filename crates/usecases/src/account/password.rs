//! Set a password: signed in, or by a link that works once.
use super::{SignedIn, attempts, link, me, session, sign_in::password_denied};
use crate::{Cx, Denied, Staff, actors::Agent};
use domain::{
    ids::{CompanyId, UserId},
    refusal::Refusal,
};
use store::{
    Unit,
    account::{failures, one_time, sessions, users},
    events::{By, NewEvent},
};
use vault::passwords::{NewPassword, PasswordHash};
use wire::account::SetPassword;

/// Changes one's own password; every other session of the same person ends.
/// # Errors
/// `sign_in_failed` at `present`, `too_many_attempts`, and the new password's refusals at `password`.
pub async fn set_password(by: &Staff, cx: &Cx, command: SetPassword) -> Result<(), Denied> {
    let (company, id) = (by.company(), by.user());
    let new = read_new(&command.password)?;
    let mut conn = cx.store.reader().await?;
    let user = users::load(&mut conn, company, id).await?;
    drop(conn);
    if let Some(present) = user.password_hash.clone() {
        attempts::claim(cx, &attempts::saying_present(id)).await?;
        let present = PasswordHash::stored(present);
        if !cx.settings.passwords.verify(&command.present, Some(present)).await.map_err(password_denied)? {
            return Err(Denied::at("present", Refusal::SignInFailed));
        }
    }
    let hash = cx.settings.passwords.hash(new).await.map_err(password_denied)?;
    let (before, keep) = (user.password_hash, by.session.clone().unwrap_or_default());
    let counted = forgiven(id, &user.email_key, &Agent::default());
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (hash, counted, before) = (hash.clone(), counted.clone(), before.clone());
            let (keep, who) = (keep.clone(), who.clone());
            Box::pin(async move {
                // Somebody with a link may have set another one since the present one was checked.
                if users::load(&mut unit.conn, company, id).await?.password_hash != before {
                    return Err(Denied::at("present", Refusal::SignInFailed));
                }
                keep_password(unit, (company, id), &hash, &counted, &keep).await?;
                unit.event(NewEvent::new(company, "user", id.0, "user.password_set", who));
                Ok(())
            })
        })
        .await
}

/// Sets a password by a link of any purpose, spends it, ends every session of that person and begins a new one.
/// # Errors
/// `link_spent`, and the new password's refusals at `password` (the link then still works).
pub async fn reset_password(cx: &Cx, command: SetPassword, agent: Agent) -> Result<SignedIn, Denied> {
    let hashed = link::read(&command.token)?;
    let new = read_new(&command.password)?;
    // A look before the costly hash; the link is spent further down, by one only.
    let mut conn = cx.store.reader().await?;
    one_time::unscoped_find(&mut conn, hashed.as_bytes(), cx.clock.now().0).await?.ok_or(Refusal::LinkSpent)?;
    drop(conn);
    let hash = cx.settings.passwords.hash(new).await.map_err(password_denied)?;
    let session = session::fresh()?;
    let session_hash = session.hashed();
    let (company, user) = cx
        .store
        .unit(cx.clock.now(), move |unit| {
            let (hashed, hash) = (hashed.clone(), hash.clone());
            let (session_hash, agent) = (session_hash.clone(), agent.clone());
            Box::pin(async move {
                let spent = one_time::unscoped_spend(unit, hashed.as_bytes()).await?.ok_or(Refusal::LinkSpent)?;
                let (company, id) = (CompanyId(spent.company_id), UserId(spent.user_id));
                let user = users::load(&mut unit.conn, company, id).await?;
                if user.active != 1 {
                    return Err(Refusal::LinkSpent.into());
                }
                let counted = forgiven(id, &user.email_key, &agent);
                keep_password(unit, (company, id), &hash, &counted, &[]).await?;
                session::begin(unit, &session_hash, company, id, &agent).await?;
                let who = By::Staff { user: id, name: user.name };
                unit.event(NewEvent::new(company, "user", id.0, "user.password_set", who));
                Ok::<_, Denied>((company, id))
            })
        })
        .await?;
    Ok(SignedIn { token: session.reveal().to_owned(), me: me::view(cx, company, user).await? })
}

fn read_new(password: &str) -> Result<NewPassword, Denied> {
    NewPassword::parse(password).map_err(|refusal| Denied::at("password", refusal))
}

/// What is counted no more once there is a new password: tries from where it was set, and at the present one.
fn forgiven(id: UserId, email_key: &str, agent: &Agent) -> Vec<String> {
    let [near, anywhere] = attempts::signing_in(email_key, agent);
    let [present] = attempts::saying_present(id);
    [near, anywhere, present].map(|one| one.key().to_owned()).into()
}

/// Keeps the hash; other sessions end, links not yet used stop working, failures are forgotten.
async fn keep_password(
    unit: &mut Unit,
    (company, user): (CompanyId, UserId),
    hash: &PasswordHash,
    counted: &[String],
    keep_session: &[u8],
) -> Result<(), Denied> {
    users::set_password(unit, company, user, hash.as_str()).await?;
    sessions::end_others(unit, user, keep_session).await?;
    one_time::spend_all(unit, user).await?;
    for key in counted {
        failures::clear(unit, key).await?;
    }
    Ok(())
}
