//! What the worker does for imports, one batch at a time.
use super::{apply, judging, state, undoing};
use crate::{Cx, Denied};
use domain::imports::ImportState;
use store::imports::record;

/// Does the next piece of work for any import; answers whether there was any. Stopped anywhere, the next call goes on.
/// One that cannot go on does not hold up the others.
/// # Errors
/// Why an import cannot go on, when none could.
pub async fn step(cx: &Cx) -> Result<bool, Denied> {
    let mut conn = cx.store.reader().await?;
    let waiting = record::unscoped_at_work(&mut conn).await?;
    drop(conn);
    let mut wrong = None;
    for import in waiting {
        let done = match state(&import)? {
            ImportState::Judging => judging::all(cx, &import).await,
            ImportState::Applying => apply::batch(cx, &import).await,
            ImportState::Undoing => undoing::batch(cx, &import).await,
            ImportState::Ready | ImportState::Done | ImportState::Undone => Ok(()),
        };
        match done {
            Ok(()) => return Ok(true),
            Err(error) => wrong = Some(error),
        }
    }
    wrong.map_or(Ok(false), Err)
}
