//! The customer asks for more time on an offer that has ended.
use super::{
    standing,
    tell_seller::{Telling, tell_seller},
};
use crate::{Cx, Denied, Visitor};
use domain::{
    quotes::{decision::LONGEST_COMMENT, state::QuoteEvent},
    refusal::{Fields, Refusal},
    text,
};
use store::{
    Unit,
    events::{EventData, NewEvent},
    quotes::{
        record,
        time_requests::{self, TimeRequestRecord},
    },
};
use uuid::Uuid;
use wire::portal::MoreTimeByVisitor;

/// Asks once for each version: whoever asks again is not refused, and the seller is not told twice.
/// # Errors
/// `tick_needed` at `sure` without a tick, `too_long` at `remark`; of the whole `not_in_this_state` while the offer can still be accepted, else as for an
/// acceptance.
pub async fn ask_more_time(by: &Visitor, cx: &Cx, command: MoreTimeByVisitor) -> Result<(), Denied> {
    let key = Uuid::parse_str(command.key.trim()).map_err(|_| Denied::from(Refusal::Required))?;
    let asker = by.scope()?.asker();
    let (by, public_url, fingerprint) = (by.clone(), cx.settings.public_url.clone(), command.clone());
    cx.store
        .once(cx.clock.now(), asker, key, &fingerprint, move |unit| {
            let (by, public_url, command) = (by.clone(), public_url.clone(), command.clone());
            Box::pin(async move { write(unit, &by, &public_url, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, by: &Visitor, public_url: &str, command: MoreTimeByVisitor) -> Result<(), Denied> {
    let mut fields = Fields::new();
    fields.take("sure", if command.sure == "yes" { Ok(()) } else { Err(Refusal::TickNeeded) });
    let remark = fields.take("remark", text::optional_text(&command.remark, LONGEST_COMMENT));
    crate::denied::all_right(fields)?;
    let Some(remark) = remark else { return Err(Refusal::Required.into()) };
    let scope = by.scope()?.clone();
    let found = standing::load(unit, by).await?;
    let shown = standing::shown(&command.version, &command.content_sha256);
    match found.after(QuoteEvent::Accept, &shown, by, unit) {
        Err(Refusal::QuoteExpired { .. }) => {}
        Ok(_) => return Err(Refusal::NotInThisState { state: found.standing.state }.into()),
        Err(refusal) => return Err(refusal.into()),
    }
    let (party, mut quote) = (found.content.buyer.name, found.quote);
    let author = if by.name.is_empty() { party.clone() } else { by.name.clone() };
    let request = TimeRequestRecord {
        quote_id: quote.id,
        quote_version: found.version.number,
        author: author.clone(),
        email: by.email.clone(),
        body: remark.clone(),
        asked_at: unit.now.0,
    };
    if !time_requests::insert(unit, scope.company, &request).await? {
        return Ok(());
    }
    quote.touch(unit.now);
    record::update(unit, &quote).await?;
    let (number, said) = (quote.number.clone(), remark.clone());
    tell_seller(unit, &quote, public_url, |t| Telling {
        subject: t.mail_more_time_subject(&number, &party),
        text: format!("{}\n\n{said}", t.mail_more_time_text(&author)).trim_end().to_owned(),
    })
    .await?;
    let data = EventData {
        body: remark,
        number: quote.number.clone(),
        quote_version: u32::try_from(found.version.number).ok(),
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.more_time_asked", by.by(&request.author))
            .about(quote.opportunity_id)
            .with(data),
    );
    unit.announce(scope.company, "quote", quote.id);
    if let Some(opportunity) = quote.opportunity_id {
        unit.announce(scope.company, "opportunity", opportunity);
    }
    Ok(())
}
