//! An administrator takes a new key into use.
use super::keys::{fresh, take_into_use};
use crate::{Cx, Denied, Staff};
use domain::actors::Permission;
use store::{columns, seals};
use wire::seals::RotateSealKey;

/// Puts a new key in the place of the one in use; what was sealed with the earlier keys goes on being proved by them.
/// Answers the new key's number.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`] when another key was taken into use
/// meanwhile.
pub async fn rotate(by: &Staff, cx: &Cx, command: RotateSealKey) -> Result<u32, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let (who, key, fresh) = (by.by(), command.key.0, fresh(cx)?);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), by.asker(), key, &fingerprint, move |unit| {
            let (who, fresh, read) = (who.clone(), fresh.clone(), i64::from(command.version));
            Box::pin(async move {
                let before = seals::in_use(&mut unit.conn, company).await?;
                let current = before.as_ref().map_or(0, |key| key.number);
                if current != read {
                    return Err(Denied::Stale { current });
                }
                match take_into_use(unit, company, who, before.map(|key| key.id), fresh).await? {
                    Some(number) => Ok(columns::count::<u32>(number)?),
                    None => Err(Denied::Stale { current }),
                }
            })
        })
        .await
}
