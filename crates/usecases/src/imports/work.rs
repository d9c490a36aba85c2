//! What the worker does for imports, one batch at a time.
use super::{apply, judge, state, undoing};
use crate::{Cx, Denied};
use domain::imports::ImportState;
use store::imports::record;

/// Does the next piece of work for any import; answers whether there was any. Stopped anywhere, the next call goes on.
/// # Errors
/// [`Denied`]; what was committed until then stays.
pub async fn step(cx: &Cx) -> Result<bool, Denied> {
    let mut conn = cx.store.reader().await?;
    let Some(import) = record::unscoped_at_work(&mut conn).await? else { return Ok(false) };
    drop(conn);
    match state(&import)? {
        ImportState::Judging => judge::all(cx, &import).await?,
        ImportState::Applying => apply::batch(cx, &import).await?,
        ImportState::Undoing => undoing::batch(cx, &import).await?,
        ImportState::Ready | ImportState::Done | ImportState::Undone => {}
    }
    Ok(true)
}
