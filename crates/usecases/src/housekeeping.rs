//! What the program forgets by itself.
use crate::{Cx, Denied};

/// Forgets saved answers of commands after a week, and failed sign-ins after a day. Answers how many answers.
/// # Errors
/// [`Denied`].
pub async fn forget_old(cx: &Cx) -> Result<u64, Denied> {
    crate::account::attempts::forget_old(cx).await?;
    cx.store.unit(cx.clock.now(), |unit| Box::pin(async move { Ok(store::answers::forget_old(unit).await?) })).await
}

/// Whether the database answers.
/// # Errors
/// [`Denied::Unavailable`].
pub async fn database_answers(cx: &Cx) -> Result<(), Denied> {
    let mut conn = cx.store.reader().await?;
    store::events::unscoped_companies(&mut conn).await?;
    Ok(())
}
