//! What the program forgets by itself.
use crate::{Cx, Denied, clock::Zone};
use store::taxes;

/// Days for which the program keeps how long a customer read, counted from when they agreed to tell.
pub const READING_DAYS: i64 = 180;

/// Forgets saved answers of commands after a week, failed sign-ins after a day, how long customers read after
/// [`READING_DAYS`], and who had a quotation open. Answers how many answers.
/// # Errors
/// [`Denied`].
pub async fn forget_old(cx: &Cx) -> Result<u64, Denied> {
    crate::account::attempts::forget_old(cx).await?;
    cx.store
        .unit(cx.clock.now(), |unit| {
            Box::pin(async move {
                let before = unit.now.0 - crate::quotes::presence::SILENCE;
                store::quotes::presences::unscoped_forget(unit, before).await?;
                store::shelf::unscoped_forget(unit).await?;
                let told = unit.now.plus_seconds(-READING_DAYS * 86_400).0;
                store::quotes::reading::unscoped_forget_old(unit, told).await?;
                Ok(store::answers::forget_old(unit).await?)
            })
        })
        .await
}

/// Brings the rates in force to those of today. Days are those of Helsinki: rates turn at its midnight.
/// # Errors
/// [`Denied`].
pub async fn turn_tax_rates(cx: &Cx) -> Result<usize, Denied> {
    let today = store::columns::day_text(Zone::named("Europe/Helsinki").day(cx.clock.now()));
    let turning = taxes::unscoped_turning(&mut cx.store.reader().await?, &today).await?;
    let count = turning.len();
    if count > 0 {
        cx.store
            .unit(cx.clock.now(), move |unit| {
                let turning = turning.clone();
                Box::pin(async move { Ok::<_, Denied>(taxes::unscoped_turn(unit, &turning).await?) })
            })
            .await?;
    }
    Ok(count)
}

/// Whether the database answers.
/// # Errors
/// [`Denied::Unavailable`].
pub async fn database_answers(cx: &Cx) -> Result<(), Denied> {
    let mut conn = cx.store.reader().await?;
    store::events::unscoped_companies(&mut conn).await?;
    Ok(())
}
