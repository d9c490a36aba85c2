//! The seller gives more time on an offer that has ended: the same offer, sent as the next version.
use super::{link, send};
use crate::{Cx, Denied, Staff, clock::Zone};
use chrono::NaiveDate;
use domain::{
    actors::Permission,
    ids::{CompanyId, QuoteId},
    lang::Lang,
    quotes::{
        letter::Place,
        recipient::{MOST_RECIPIENTS, RecipientRole},
        signing::Signing,
        state::QuoteState,
    },
    refusal::Refusal,
};
use i18n::T;
use store::{
    Conn, columns,
    quotes::{recipients, record, record::QuoteRecord, sources, time_requests},
};
use wire::quotes::{GiveTime, Recipient, SendQuote, SentQuote, TimeWish};

/// Sends the version that has ended once more, valid for the company's usual days from today, to whoever asked and
/// to those who have to approve it.
///
/// The address of the new link goes into the mail and is not answered; the old link opens the new version too.
///
/// Changes that were not sent stay out of the customer's sight: while there are any, the seller sends by hand.
/// # Errors
/// [`Denied::Stale`], [`Denied::NotFound`] where nobody asked, `not_in_this_state` with changes that were not sent, and
/// what [`send::send`] refuses.
pub async fn give_time(by: &Staff, cx: &Cx, command: GiveTime) -> Result<SentQuote, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let sender = send::Sender { alone: true, ..send::Sender::of(by, &scope) };
    let (zone, fresh) = (by.zone(), link::Fresh::several(MOST_RECIPIENTS as usize)?);
    let public_url = cx.settings.public_url.clone();
    let (key, fingerprint) = (command.key, command.clone());
    cx.store
        .once(cx.clock.now(), scope.asker(), key.0, &fingerprint, move |unit| {
            let (scope, sender, command, fresh) = (scope.clone(), sender.clone(), command.clone(), fresh.clone());
            let public_url = public_url.clone();
            Box::pin(async move {
                let mut quote = record::load_for_update(unit, &scope, command.id).await?;
                if quote.version != command.version {
                    return Err(Denied::Stale { current: quote.version });
                }
                let Some(ended) = quote.sent_version.filter(|sent| *sent == quote.draft_version) else {
                    let state = columns::code(&quote.state, QuoteState::parse)?;
                    return Err(Refusal::NotInThisState { state }.into());
                };
                let asked = time_requests::find(&mut unit.conn, scope.company, command.id, ended).await?;
                let asked = asked.ok_or(Denied::NotFound)?;
                let today = zone.day(unit.now);
                let until = until(&mut unit.conn, scope.company, today).await?;
                quote.valid_until = Some(columns::day_text(until));
                quote.touch(unit.now);
                let version = record::update(unit, &quote).await?;
                let language = columns::lang(&quote.language)?;
                let (t, day) = (T::new(language), domain::formats::date(language, until));
                let greeting = match asked.author.split_whitespace().next() {
                    Some(_) if !asked.email.is_empty() => t.mail_greeting(Place::Name.written(language)),
                    _ => t.mail_greeting_plain().to_owned(),
                };
                let name: String = asked.author.chars().take(100).collect();
                let known = recipients::list(&mut unit.conn, scope.company, command.id).await?;
                // They stay what they are, and read in the language they read in.
                let (role, theirs) = match known.iter().find(|known| known.is(&name, &asked.email)) {
                    Some(known) => (columns::code(&known.role, RecipientRole::parse)?, Lang::parse(&known.language)),
                    None => (RecipientRole::default(), None),
                };
                let mut recipients =
                    vec![Recipient { role, language: theirs, ..Recipient::signer(&name, &asked.email) }];
                let signing = columns::code(&quote.signing, Signing::parse)?;
                // It is a version of its own: who approves and who may sign is asked anew.
                for known in known.iter().filter(|known| !known.is(&name, &asked.email) && known.left_out_at.is_none())
                {
                    let role = columns::code(&known.role, RecipientRole::parse)?;
                    if role != RecipientRole::Reader && recipients.len() < MOST_RECIPIENTS as usize {
                        let language = Lang::parse(&known.language);
                        recipients.push(Recipient { role, language, ..Recipient::signer(&known.name, &known.email) });
                    }
                }
                let letter = SendQuote {
                    key,
                    id: QuoteId(quote.id),
                    version,
                    recipients,
                    signing,
                    subject: t.mail_time_given_subject(Place::Number.written(language), &day),
                    message: format!("{greeting}\n\n{}", t.mail_time_given_text(Place::Number.written(language), &day)),
                    others: Vec::new(),
                    attach_pdf: false,
                };
                send::write(unit, &scope, &sender, letter, (&fresh, &public_url)).await
            })
        })
        .await
}

/// The last day of an offer that is made today, by the company's usual days.
async fn until(conn: &mut Conn, company: CompanyId, today: NaiveDate) -> Result<NaiveDate, Denied> {
    let company = sources::company(conn, company).await?;
    Ok(today + chrono::Days::new(u64::try_from(company.valid_days).unwrap_or(30)))
}

/// What the customer asked of the version that has ended; nothing where it has not ended, or nobody asked.
/// # Errors
/// [`Denied`].
pub(super) async fn wish(
    conn: &mut Conn,
    quote: &QuoteRecord,
    today: NaiveDate,
    zone: Zone,
) -> Result<Option<TimeWish>, Denied> {
    let ended = columns::optional_day(quote.sent_valid_until.clone())?.is_some_and(|until| until < today);
    let waits = matches!(columns::code(&quote.state, QuoteState::parse)?, QuoteState::Sent | QuoteState::Expired);
    let Some(sent) = quote.sent_version.filter(|_| ended && waits) else { return Ok(None) };
    let company = CompanyId(quote.company_id);
    let Some(asked) = time_requests::find(conn, company, QuoteId(quote.id), sent).await? else { return Ok(None) };
    Ok(Some(TimeWish {
        author: asked.author,
        remark: asked.body,
        at: zone.stamp_micros(asked.asked_at),
        until: until(conn, company, today).await?,
    }))
}
