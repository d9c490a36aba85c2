//! Turn a key into a session, once; end a session.
use crate::{Cx, Denied};
use store::shelf;
use vault::tokens::{Kind, PlainToken};

/// Seconds a session lasts.
pub const SESSION_SECONDS: i64 = 7 * 86_400;

/// Spends a key; answers the secret of a session.
/// # Errors
/// [`Denied::NotFound`] for a key that is spent, too old, or none.
pub async fn open(cx: &Cx, key: &str) -> Result<String, Denied> {
    let key = PlainToken::parse(Kind::Shelf, key).ok_or(Denied::NotFound)?;
    let session = PlainToken::random(Kind::Shelf).map_err(Denied::fault)?;
    let secret = session.reveal().to_owned();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (key, session) = (key.clone(), session.clone());
            Box::pin(async move {
                let email = shelf::unscoped_spend(unit, key.hashed().as_bytes()).await?.ok_or(Denied::NotFound)?;
                let until = unit.now.plus_seconds(SESSION_SECONDS).0;
                shelf::insert_session(unit, session.hashed().as_bytes(), &email, until).await?;
                Ok::<(), Denied>(())
            })
        })
        .await?;
    Ok(secret)
}

/// Ends a session; one that is none is ended already.
/// # Errors
/// [`Denied`].
pub async fn leave(cx: &Cx, session: &str) -> Result<(), Denied> {
    let Some(session) = PlainToken::parse(Kind::Shelf, session) else { return Ok(()) };
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let session = session.clone();
            Box::pin(async move { Ok(shelf::leave(unit, session.hashed().as_bytes()).await?) })
        })
        .await
}
