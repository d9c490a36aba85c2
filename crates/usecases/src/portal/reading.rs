//! How long a customer reads each part: told only by who agreed to it, in coarse steps, forgotten when they change
//! their mind.
use crate::{Cx, Denied, Visitor};
use domain::quotes::reading::{Part, Step};
use store::quotes::{reading, versions};

/// Whether this reader lets the seller see how long each part is read.
/// # Errors
/// [`Denied::NotFound`] for a revoked link.
pub async fn shares_reading(by: &Visitor, cx: &Cx) -> Result<bool, Denied> {
    let scope = by.scope()?;
    Ok(reading::agreed(&mut cx.store.reader().await?, scope).await?)
}

/// Agrees, or takes it back; then everything that was told through this link is forgotten. Done twice it is the same.
/// # Errors
/// [`Denied::NotFound`] for a revoked link.
pub async fn share_reading(by: &Visitor, cx: &Cx, share: bool) -> Result<(), Denied> {
    let scope = by.scope()?.clone();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let scope = scope.clone();
            Box::pin(async move {
                let changed = match share {
                    true => reading::agree(unit, &scope).await?,
                    false => reading::withdraw(unit, &scope).await?,
                };
                if changed {
                    unit.announce(scope.company, "quote", scope.quote.0);
                }
                Ok(())
            })
        })
        .await
}

/// Keeps how long parts of a version were in sight, where this reader agreed; else nothing is written. The longest visit
/// stands for each part, so telling it again changes nothing.
/// # Errors
/// [`Denied::NotFound`] for a revoked link, or a version that was never sent.
pub async fn tell_reading(by: &Visitor, cx: &Cx, version: u32, times: Vec<(Part, Step)>) -> Result<(), Denied> {
    let scope = by.scope()?.clone();
    if times.is_empty() || !shares_reading(by, cx).await? {
        return Ok(());
    }
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, times) = (scope.clone(), times.clone());
            Box::pin(async move {
                let version = i64::from(version);
                versions::load(&mut unit.conn, scope.quote, version).await?;
                let mut news = false;
                for (part, step) in times {
                    let told = (part.code(), i64::from(step.rank()));
                    news |= reading::time(unit, &scope, version, told).await?;
                }
                if news {
                    unit.announce(scope.company, "quote", scope.quote.0);
                }
                Ok(())
            })
        })
        .await
}
