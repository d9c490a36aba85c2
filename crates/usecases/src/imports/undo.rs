//! Take an import back: the worker does it, batch by batch, the last row first.
use super::{keep, state};
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, ids::ImportId, imports::ImportState};
use store::{
    events::{EventData, NewEvent},
    imports::record,
};

/// Lets the worker take back what the import wrote, as far as nobody has changed or used it since. An import that is
/// still writing stops. Asked again, nothing is done twice.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`], [`Denied::Stale`] when nothing was written yet.
pub async fn undo(by: &Staff, cx: &Cx, id: ImportId) -> Result<(), Denied> {
    let scope = by.scope(Permission::Import)?.clone();
    let (who, name) = (by.by(), by.name.clone());
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, name) = (scope.clone(), who.clone(), name.clone());
            Box::pin(async move {
                let mut import = record::load_for_update(unit, scope.company, id).await?;
                match state(&import)? {
                    ImportState::Undoing | ImportState::Undone => return Ok(()),
                    state if !state.undoable() => return Err(Denied::Stale { current: import.version }),
                    _ => {}
                }
                import.state = ImportState::Undoing.code().to_owned();
                import.undone_by = name;
                import.undone_at = Some(unit.now.0);
                keep(unit, &import).await?;
                let data = EventData { body: import.file_name.clone(), ..EventData::default() };
                unit.event(NewEvent::new(scope.company, "import", import.id, "import.undone", who).with(data));
                Ok(())
            })
        })
        .await
}
