//! The company's days.
use super::stored;
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, quotes::reminders::Steps};
use store::{
    events::{Change, EventData, NewEvent},
    quotes::reminders,
};
use wire::settings::ReminderDays;

/// The company's days.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn read_reminder_days(by: &Staff, cx: &Cx) -> Result<ReminderDays, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    Ok(ReminderDays { days: stored(&reminders::usual(&mut conn, company).await?)?.text() })
}

/// Sets them; they hold at once for every offer without days of its own.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator; refusals at `days`.
pub async fn set_reminder_days(by: &Staff, cx: &Cx, command: ReminderDays) -> Result<(), Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let who = by.by();
    let days = Steps::parse(&command.days).map_err(|refusal| Denied::at("days", refusal))?.text();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (who, days) = (who.clone(), days.clone());
            Box::pin(async move {
                let before = reminders::usual(&mut unit.conn, company).await?;
                let Some(change) = Change::of("remind_days", before, &days) else { return Ok(()) };
                reminders::set_usual(unit, company, &days).await?;
                let data = EventData { changes: vec![change], ..EventData::default() };
                unit.event(NewEvent::new(company, "company", company.0, "company.changed", who).with(data));
                unit.announce(company, "settings", company.0);
                Ok::<_, Denied>(())
            })
        })
        .await
}
