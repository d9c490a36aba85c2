//! Whether one has a feed, a new address for it, and its end.
use crate::{Cx, Denied, Staff};
use domain::actors::Permission;
use store::{account::calendars, events::NewEvent};
use vault::tokens::{Kind, PlainToken};
use wire::calendars::{CalendarAddress, CalendarFeed};

/// Whether one has a feed.
/// # Errors
/// [`Denied`].
pub async fn read_calendar(by: &Staff, cx: &Cx) -> Result<CalendarFeed, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    let made = calendars::made(&mut conn, scope.company, scope.user).await?;
    Ok(CalendarFeed { made: made.map(|made| by.zone().stamp_micros(made)) })
}

/// A new address, told this once; an earlier one stops working. Told twice there are two, and the later one works: an
/// answer that is kept for a retry would keep the secret.
/// # Errors
/// [`Denied`].
pub async fn make_calendar(by: &Staff, cx: &Cx) -> Result<CalendarAddress, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let (company, user, who) = (scope.company, scope.user, by.by());
    let token = PlainToken::random(Kind::Calendar).map_err(Denied::fault)?;
    let hashed = token.hashed();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (hashed, who) = (hashed.clone(), who.clone());
            Box::pin(async move {
                calendars::put(unit, company, user, hashed.as_bytes()).await?;
                unit.event(NewEvent::new(company, "user", user.0, "user.calendar_made", who));
                Ok::<_, Denied>(())
            })
        })
        .await?;
    Ok(CalendarAddress { address: format!("{}/calendar/{}.ics", cx.settings.public_url, token.reveal()) })
}

/// Turns the feed off: its address means nothing from now on. Told again it writes nothing.
/// # Errors
/// [`Denied`].
pub async fn turn_calendar_off(by: &Staff, cx: &Cx) -> Result<(), Denied> {
    let scope = by.scope(Permission::Sell)?;
    let (company, user, who) = (scope.company, scope.user, by.by());
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let who = who.clone();
            Box::pin(async move {
                if calendars::drop(unit, company, user).await? {
                    unit.event(NewEvent::new(company, "user", user.0, "user.calendar_off", who));
                }
                Ok(())
            })
        })
        .await
}
