//! A person has read the page: told by the page itself after three visible seconds and a human act.
use crate::{Cx, Denied, Visitor};
use store::{
    events::{EventData, NewEvent},
    quotes::{links, reading, record, version_reads, versions},
};

/// Visits closer together than this are one, in microseconds.
const SAME_VISIT: i64 = 30 * 60 * 1_000_000;

/// Notes a visit. Scanners that only load pages never get here.
/// # Errors
/// [`Denied::NotFound`] for a revoked link, or a version that was never sent.
pub async fn seen(by: &Visitor, cx: &Cx, version: u32) -> Result<(), Denied> {
    let (by, scope) = (by.clone(), by.scope()?.clone());
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (by, scope) = (by.clone(), scope.clone());
            Box::pin(async move {
                let mut quote = record::unscoped_load_for_update(unit, scope.company, scope.quote).await?;
                versions::load(&mut unit.conn, scope.quote, i64::from(version)).await?;
                let links = links::list(&mut unit.conn, scope.company, scope.quote).await?;
                let last = links.iter().find(|link| link.id == scope.link.0).and_then(|link| link.read_at);
                links::note_read(unit, scope.link).await?;
                version_reads::note(unit, &scope, i64::from(version)).await?;
                let current = quote.sent_version == Some(i64::from(version));
                let first_of_version = current && quote.read_at.is_none();
                let same_visit = last.is_some_and(|last| unit.now.0 - last < SAME_VISIT);
                if same_visit && !first_of_version {
                    return Ok(());
                }
                reading::begin(unit, &scope, i64::from(version)).await?;
                if first_of_version {
                    quote.read_at = Some(unit.now.0);
                }
                quote.moved_at = unit.now.0;
                record::update(unit, &quote).await?;
                unit.event(
                    NewEvent::new(scope.company, "quote", quote.id, "quote.viewed", by.by(""))
                        .about(quote.opportunity_id)
                        .with(EventData {
                            number: quote.number.clone(),
                            quote_version: Some(version),
                            ..EventData::default()
                        }),
                );
                unit.announce(scope.company, "quote", quote.id);
                if let Some(opportunity) = quote.opportunity_id {
                    unit.announce(scope.company, "opportunity", opportunity);
                }
                Ok(())
            })
        })
        .await
}
