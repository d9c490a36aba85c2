//! Take a view away.
use super::may;
use crate::{Cx, Denied, Staff};
use domain::actors::Permission;
use store::crm::saved_views as stored;
use wire::saved_views::RemoveView;

/// Takes a view away, for everybody who had it.
/// # Errors
/// [`Denied::NotFound`], [`Denied::Stale`]; [`Denied::NotAllowed`] for a colleague's, but for administrators.
pub async fn remove_view(by: &Staff, cx: &Cx, command: RemoveView) -> Result<(), Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let (staff, key, fingerprint) = (by.clone(), command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), by.asker(), key, &fingerprint, move |unit| {
            let (staff, command) = (staff.clone(), command.clone());
            Box::pin(async move {
                let row = stored::load(&mut unit.conn, company, staff.user(), command.id).await?;
                if !may(&staff, &row) {
                    return Err(Denied::NotAllowed);
                }
                if row.version != command.version {
                    return Err(Denied::Stale { current: row.version });
                }
                stored::drop(unit, &row).await?;
                unit.announce(company, "saved_view", row.id);
                Ok(())
            })
        })
        .await
}
