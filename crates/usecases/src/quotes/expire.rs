//! Quotations whose validity has ended: the program's own work, once a minute.
use crate::{Cx, Denied, clock::Zone};
use domain::{
    ids::{CompanyId, QuoteId},
    quotes::state::{QuoteEvent, QuoteState},
};
use store::{
    columns,
    events::{By, EventData, NewEvent},
    quotes::{record, sources},
};

/// Marks sent quotations expired whose last day has passed in their company's time zone. Answers how many.
/// # Errors
/// [`Denied`].
pub async fn expire_due(cx: &Cx) -> Result<usize, Denied> {
    let now = cx.clock.now();
    // The latest day on earth: candidates only; each company's own day decides below.
    let latest = columns::day_text(now.plus_seconds(14 * 3600).utc().date());
    let candidates = record::unscoped_expiring(&mut cx.store.reader().await?, &latest, 500).await?;
    let mut expired = 0;
    for (company, quote) in candidates {
        if expire(cx, company, quote).await? {
            expired += 1;
        }
    }
    Ok(expired)
}

async fn expire(cx: &Cx, company: CompanyId, id: QuoteId) -> Result<bool, Denied> {
    cx.store
        .unit(cx.clock.now(), move |unit| {
            Box::pin(async move {
                let zone = Zone::named(&sources::company(&mut unit.conn, company).await?.time_zone);
                let mut quote = record::unscoped_load_for_update(unit, company, id).await?;
                let state = columns::code(&quote.state, QuoteState::parse)?;
                let until = columns::optional_day(quote.sent_valid_until.clone())?;
                let (Some(next), true) =
                    (state.after(QuoteEvent::Expire), until.is_some_and(|until| until < zone.day(unit.now)))
                else {
                    return Ok(false);
                };
                quote.state = next.code().to_owned();
                quote.touch(unit.now);
                record::update(unit, &quote).await?;
                unit.event(
                    NewEvent::new(company, "quote", quote.id, "quote.expired", By::System)
                        .about(quote.opportunity_id)
                        .with(EventData { number: quote.number, ..EventData::default() }),
                );
                unit.announce(company, "quote", quote.id);
                Ok::<bool, Denied>(true)
            })
        })
        .await
}
