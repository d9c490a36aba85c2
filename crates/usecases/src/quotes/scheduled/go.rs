//! Send what waits: at its moment, by the program's own work once a minute, or at once, by whoever presses.
use super::{
    super::{link, send},
    command, give_back, waiting, what,
};
use crate::{
    Cx, Denied, Staff,
    approvals::standing,
    clock::Zone,
    portal::tell_seller::{Telling, tell, tell_seller},
};
use domain::{
    actors::{Permission, Role},
    formats,
    ids::{CompanyId, PartyId, QuoteId, UserId},
    quotes::state::{QuoteEvent, QuoteState},
    refusal::Refusal,
};
use i18n::T;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use store::{
    StoreError, Unit,
    account::users,
    columns,
    events::{By, EventData, NewEvent},
    quotes::{
        record::{self, QuoteRecord},
        scheduled::{self as stored, ScheduledRecord},
        sources,
    },
};
use uuid::Uuid;
use wire::quotes::{SendScheduled, SentQuote};

/// Sendings looked at in one go.
const PAGE: i64 = 100;

/// Sends what waits at once, as it was frozen; it is signed by whoever presses, and says today as its day.
///
/// A retry answers without addresses: secrets are not kept to be told twice.
/// # Errors
/// [`Denied::NotFound`] where it has gone already, [`Denied::Stale`], and what a sending is refused for.
pub async fn send_scheduled(by: &Staff, cx: &Cx, ask: SendScheduled) -> Result<SentQuote, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let sender = send::Sender::of(by, &scope);
    let found = stored::find(&mut cx.store.reader().await?, ask.id).await?;
    let named = found.map(|row| command(&row)).transpose()?.map(|command| command.recipients).unwrap_or_default();
    let fresh = link::Fresh::several(named.len())?;
    let urls: Vec<String> = fresh.iter().map(|fresh| fresh.url(cx)).collect();
    let (made, public_url) = (Arc::new(AtomicBool::new(false)), cx.settings.public_url.clone());
    let wrote = made.clone();
    let mut sent: SentQuote = cx
        .store
        .once(cx.clock.now(), scope.asker(), ask.key.0, &ask, move |unit| {
            let (scope, sender, fresh) = (scope.clone(), sender.clone(), fresh.clone());
            let (wrote, public_url) = (wrote.clone(), public_url.clone());
            Box::pin(async move {
                let quote = record::load_for_update(unit, &scope, ask.id).await?;
                let row = waiting(unit, &quote, ask.version).await?;
                if command(&row)?.recipients.len() != fresh.len() {
                    return Err(Denied::Stale { current: row.version });
                }
                let sent = go(unit, quote, &sender, row, (&fresh, &public_url)).await?;
                wrote.store(true, Ordering::SeqCst);
                Ok::<_, Denied>(sent)
            })
        })
        .await?;
    if made.load(Ordering::SeqCst) {
        send::tell(&mut sent, named, urls);
    }
    Ok(sent)
}

/// Sends what is due. Each goes in one unit of work, under the quotation's lock, that takes its row away: killed before the
/// commit it is still waiting, killed after it has gone, and of two workers one finds nothing. What cannot go is kept
/// with the reason, and whoever scheduled it gets a mail. Answers how many went.
/// # Errors
/// [`Denied`].
pub async fn send_due(cx: &Cx) -> Result<usize, Denied> {
    let now = cx.clock.now();
    let (mut after, mut sent) = ((i64::MIN, Uuid::nil()), 0);
    loop {
        let due = stored::unscoped_due(&mut cx.store.reader().await?, now.0, after, PAGE).await?;
        let whole = due.len() as u64 == PAGE.unsigned_abs();
        for (company, quote, goes_at) in due {
            after = (goes_at, quote);
            // One that cannot go keeps nobody else waiting.
            match one(cx, CompanyId(company), QuoteId(quote)).await {
                Ok(true) => sent += 1,
                Ok(false) => {}
                Err(error) => tracing::warn!(%quote, %error, "a sending that was due could not go"),
            }
        }
        if !whole {
            return Ok(sent);
        }
    }
}

async fn one(cx: &Cx, company: CompanyId, id: QuoteId) -> Result<bool, Denied> {
    let Some(row) = stored::find(&mut cx.store.reader().await?, id).await?.filter(ScheduledRecord::waits) else {
        return Ok(false);
    };
    // Secrets are made before the unit of work.
    let fresh = link::Fresh::several(command(&row)?.recipients.len())?;
    let (version, public_url) = (row.version, cx.settings.public_url.clone());
    let tried = cx
        .store
        .unit(cx.clock.now(), {
            let public_url = public_url.clone();
            move |unit| {
                let (fresh, public_url) = (fresh.clone(), public_url.clone());
                Box::pin(async move {
                    let Some((quote, row)) = still_due(unit, company, id, version).await? else { return Ok(false) };
                    let sender = sender(unit, &row).await?;
                    go(unit, quote, &sender, row, (&fresh, &public_url)).await?;
                    Ok::<bool, Denied>(true)
                })
            }
        })
        .await;
    let refused = match tried {
        Err(Denied::Refused(refusals)) => refusals.into_iter().next().map(|one| one.refusal),
        other => return other,
    };
    let Some(refused) = refused else { return Ok(false) };
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (refused, public_url) = (refused.clone(), public_url.clone());
            Box::pin(async move {
                if let Some((quote, row)) = still_due(unit, company, id, version).await? {
                    keep_back(unit, quote, row, refused, &public_url).await?;
                }
                Ok(false)
            })
        })
        .await
}

/// As it is behind the lock: another worker may have been here, or the seller has moved it.
async fn still_due(
    unit: &mut Unit,
    company: CompanyId,
    id: QuoteId,
    version: i64,
) -> Result<Option<(QuoteRecord, ScheduledRecord)>, Denied> {
    let quote = record::unscoped_load_for_update(unit, company, id).await?;
    let row = stored::find(&mut unit.conn, id).await?;
    let now = unit.now.0;
    let row = row.filter(|row| row.waits() && row.version == version && row.goes_at <= now);
    Ok(row.map(|row| (quote, row)))
}

/// Whoever scheduled it, as they are now.
/// # Errors
/// `sender_gone` where they may not send any more.
async fn sender(unit: &mut Unit, row: &ScheduledRecord) -> Result<send::Sender, Denied> {
    let company = CompanyId(row.company_id);
    let user = match users::load(&mut unit.conn, company, UserId(row.user_id)).await {
        Ok(user) if user.active == 1 => user,
        Ok(_) | Err(StoreError::NotFound) => return Err(Refusal::SenderGone.into()),
        Err(error) => return Err(error.into()),
    };
    let role = columns::code(&user.role, Role::parse)?;
    if !role.may(Permission::Sell) {
        return Err(Refusal::SenderGone.into());
    }
    let home = users::home(&mut unit.conn, company).await?;
    Ok(send::Sender {
        company,
        user: UserId(user.id),
        who: By::Staff { user: UserId(user.id), name: user.name.clone() },
        name: user.name,
        may_approve: role.may(Permission::Approve),
        zone: Zone::named(&home.time_zone),
        alone: false,
    })
}

/// Looks once more whether it can go, and sends it.
async fn go(
    unit: &mut Unit,
    quote: QuoteRecord,
    sender: &send::Sender,
    row: ScheduledRecord,
    links: (&[link::Fresh], &str),
) -> Result<SentQuote, Denied> {
    let today = sender.zone.day(unit.now);
    let letter = command(&row)?;
    let checked = send::check(&letter)?;
    let party = sources::party(&mut unit.conn, sender.company, PartyId(quote.party_id)).await?;
    if !row.party_email.is_empty() && !row.party_email.eq_ignore_ascii_case(party.email.trim()) {
        return Err(Denied::at("recipients", Refusal::AddressGone));
    }
    let state = columns::code(&quote.state, QuoteState::parse)?;
    if !state.allows(QuoteEvent::Send) {
        return Err(Refusal::NotInThisState { state }.into());
    }
    let what = match what(&row)? {
        send::What::Same(number) => {
            let until = columns::optional_day(quote.sent_valid_until.clone())?;
            if let Some(on) = until.filter(|until| *until < today) {
                return Err(Refusal::OfferOver { on }.into());
            }
            if state != QuoteState::Sent || quote.sent_version != Some(i64::from(number)) {
                return Err(Refusal::NotInThisState { state }.into());
            }
            send::What::Same(number)
        }
        send::What::New(mut frozen) => {
            if frozen.content.valid_until < today {
                return Err(Refusal::OfferOver { on: frozen.content.valid_until }.into());
            }
            // Where it was edited since, what goes out was judged when it was frozen.
            if quote.draft_version == row.quote_version {
                let at = sender.zone.local(unit.now);
                standing::may_send(&mut unit.conn, sender.may_approve, &quote, at).await?;
            }
            // Its day is the day it goes.
            frozen.content.issued = today;
            send::What::New(frozen)
        }
    };
    stored::take(unit, sender.company, QuoteId(quote.id)).await?;
    send::deliver(unit, quote, sender, (checked, letter.attach_pdf), what, links).await
}

/// Keeps what could not go, with the reason, and tells whoever scheduled it, or else whose quotation it is.
async fn keep_back(
    unit: &mut Unit,
    mut quote: QuoteRecord,
    row: ScheduledRecord,
    refused: Refusal,
    public_url: &str,
) -> Result<(), Denied> {
    let (company, id) = (CompanyId(row.company_id), QuoteId(row.quote_id));
    let text = serde_json::to_string(&refused).map_err(Denied::fault)?;
    give_back(&mut quote, &row);
    stored::failed(unit, id, &text).await?;
    quote.touch(unit.now);
    record::update(unit, &quote).await?;
    let mut user = None;
    for id in [Some(row.user_id), quote.owner_id].into_iter().flatten() {
        match users::load(&mut unit.conn, company, UserId(id)).await {
            Ok(found) if found.active == 1 && user.is_none() => user = Some(UserId(found.id)),
            Ok(_) | Err(StoreError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let zone = Zone::named(&users::home(&mut unit.conn, company).await?.time_zone);
    let at = zone.stamp_micros(row.goes_at).local;
    let number = quote.number.clone();
    let telling = |t: T| Telling {
        subject: t.scheduled_mail_subject(&number),
        text: format!(
            "{}\n\n{}",
            t.scheduled_mail_text(&number, row.quote_version, formats::date_time(t.figures(), at)),
            i18n::problem::refusal_sentence(t, &refused)
        ),
    };
    match user {
        Some(_) => tell(unit, &quote, user, public_url, telling).await?,
        None => tell_seller(unit, &quote, public_url, telling).await?,
    }
    let data = EventData {
        number: quote.number.clone(),
        quote_version: u32::try_from(row.quote_version).ok(),
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(company, "quote", quote.id, "quote.not_sent", By::System).about(quote.opportunity_id).with(data),
    );
    unit.announce(company, "quote", quote.id);
    Ok(())
}
