//! Ask for a key to one's shelf, by mail.
use super::key_of;
use crate::{Cx, Denied, mail::Mail};
use domain::{ids::CompanyId, parties::email::Email};
use i18n::T;
use store::{columns, shelf};
use vault::tokens::{Kind, PlainToken};

/// Seconds a key can be turned.
pub const KEY_SECONDS: i64 = 30 * 60;
/// Most keys of one address within an hour: a mailbox is not flooded by whoever knows its address.
const MOST_KEYS: i64 = 3;

/// The address in what was typed, as it is compared.
/// # Errors
/// `required`, `email_invalid` at `email`.
pub fn address(typed: &str) -> Result<String, Denied> {
    let email = Email::parse(typed).map_err(|refusal| Denied::at("email", refusal))?;
    Ok(key_of(email.as_str()))
}

/// Mails a key to the address, where anything was sent to it. Whether it was is not told: the answer is the same. It may
/// not take the same time; who answers strangers does this afterwards.
/// # Errors
/// `required`, `email_invalid` at `email`.
pub async fn ask(cx: &Cx, typed: &str) -> Result<(), Denied> {
    let email = address(typed)?;
    let token = PlainToken::random(Kind::Shelf).map_err(Denied::fault)?;
    let link = format!("{}/my/{}", cx.settings.public_url, token.reveal());
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (email, token, link) = (email.clone(), token.clone(), link.clone());
            Box::pin(async move {
                let since = unit.now.plus_seconds(-3_600).0;
                let asked = shelf::recent(unit, &email, since).await?;
                let Some(known) = shelf::unscoped_known(&mut unit.conn, &email).await?.filter(|_| asked < MOST_KEYS)
                else {
                    return Ok(());
                };
                let until = unit.now.plus_seconds(KEY_SECONDS).0;
                shelf::insert_key(unit, token.hashed().as_bytes(), &email, until).await?;
                let language = columns::lang(&known.language)?;
                let t = T::new(language);
                let mail = Mail {
                    to: email,
                    to_name: known.recipient_name,
                    reply_to: None,
                    subject: t.shelf_mail_subject().to_owned(),
                    text: t.shelf_mail_text().to_owned(),
                    link,
                    after: None,
                    language,
                    pdf: None,
                };
                let company = CompanyId(known.company_id);
                mail.put_later(unit, company, "company", company.0).await?;
                Ok(())
            })
        })
        .await
}
