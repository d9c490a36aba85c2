//! Set when amounts are rounded.
use super::book;
use crate::{Cx, Denied, Staff};
use domain::actors::Permission;
use store::{
    events::{Change, EventData, NewEvent},
    taxes as stored,
};
use wire::taxes::SetRounding;

/// Rounds each tax once over the document, or line by line. Versions that were sent keep what they say.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn set_rounding(by: &Staff, cx: &Cx, command: SetRounding) -> Result<(), Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let who = who.clone();
            Box::pin(async move {
                let before = stored::rounding(&mut unit.conn, company).await?;
                let after = book::rounding_code(command.rounding);
                let Some(change) = Change::of("tax_rounding", before, after) else { return Ok(()) };
                stored::set_rounding(unit, company, after).await?;
                let data = EventData { changes: vec![change], ..EventData::default() };
                unit.event(NewEvent::new(company, "company", company.0, "company.changed", who).with(data));
                unit.announce(company, "tax", company.0);
                Ok::<_, Denied>(())
            })
        })
        .await
}
