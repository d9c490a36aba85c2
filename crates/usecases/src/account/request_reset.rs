//! Ask for a link that sets a new password.
use super::{
    attempts,
    link::{self, Purpose},
};
use crate::{Cx, Denied, actors::Agent, mail::Mail};
use domain::ids::{CompanyId, UserId};
use i18n::T;
use store::{
    account::users,
    columns,
    events::{By, NewEvent},
};

/// Links of one person that are in force at a time: a stranger who asks in somebody's name ends none of hers, and
/// does not fill her mailbox either.
const MOST_LINKS: i64 = 3;

/// Puts a mail with the link in the outbox, where somebody who may sign in has the address. The answer is the
/// same in every case, also when it was asked too often, or links enough are in force: then no further mail is made.
/// # Errors
/// [`Denied`] when machinery broke.
pub async fn request_reset(cx: &Cx, email: &str, agent: &Agent) -> Result<(), Denied> {
    let key = users::email_key(email);
    // Counted apart from sign-ins: asking for a link must not keep anybody out, nor the other way round.
    match attempts::claim(cx, &attempts::asking(&key, agent)).await {
        Err(Denied::Refused(_)) => return Ok(()),
        other => other?,
    }
    let token = link::fresh()?;
    let url = format!("{}/set-password?token={}", cx.settings.public_url, token.reveal());
    let hashed = token.hashed();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (key, hashed, url) = (key.clone(), hashed.clone(), url.clone());
            Box::pin(async move {
                let user = users::unscoped_find_by_email(&mut unit.conn, &key).await?;
                let Some(user) = user.filter(|user| user.active == 1) else { return Ok(()) };
                let (company, id) = (CompanyId(user.company_id), UserId(user.id));
                if !link::put_beside(unit, &hashed, (company, id), Purpose::Reset, MOST_LINKS).await? {
                    return Ok(());
                }
                let language = columns::lang(&user.language)?;
                let t = T::new(language);
                let mail = Mail {
                    to: user.email,
                    to_name: user.name,
                    reply_to: None,
                    subject: t.mail_reset_subject().to_owned(),
                    text: t.mail_reset_text().to_owned(),
                    link: url,
                    after: None,
                    language,
                    pdf: None,
                };
                mail.put_later(unit, company, "user", id.0).await?;
                unit.event(NewEvent::new(company, "user", id.0, "user.reset_requested", By::System));
                Ok(())
            })
        })
        .await
}
