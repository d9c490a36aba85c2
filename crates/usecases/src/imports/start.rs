//! Write the rows: the worker does it, batch by batch.
use super::{keep, state};
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, imports::ImportState};
use store::{
    events::{EventData, NewEvent},
    imports::record,
};
use wire::imports::StartImport;

/// Lets the worker write what the preview of that version shows. Asked again, nothing is done twice.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`], [`Denied::Stale`] when the preview is another by now.
pub async fn start(by: &Staff, cx: &Cx, command: StartImport) -> Result<(), Denied> {
    let scope = by.scope(Permission::Import)?.clone();
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who) = (scope.clone(), who.clone());
            Box::pin(async move {
                let mut import = record::load_for_update(unit, scope.company, command.id).await?;
                let state = state(&import)?;
                if !state.open() {
                    return Ok(());
                }
                if state != ImportState::Ready || import.version != command.version {
                    return Err(Denied::Stale { current: import.version });
                }
                import.state = ImportState::Applying.code().to_owned();
                import.started_at = Some(unit.now.0);
                keep(unit, &import).await?;
                let data = EventData { body: import.file_name.clone(), ..EventData::default() };
                unit.event(NewEvent::new(scope.company, "import", import.id, "import.started", who).with(data));
                Ok(())
            })
        })
        .await
}
