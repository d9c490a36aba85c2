//! Posts that are kept and not judged, because the program was killed in between.
use super::settle;
use crate::{Cx, Denied};
use store::intake::posts;

/// Whoever took a post in judges it within this time.
const PATIENCE: i64 = 60 * 1_000_000;
/// Posts at one time.
const MOST: i64 = 20;

/// Judges posts that were left waiting; answers how many there were. One that cannot be judged holds up no other.
/// # Errors
/// [`Denied::Unavailable`].
pub async fn judge_waiting(cx: &Cx) -> Result<usize, Denied> {
    let before = cx.clock.now().0 - PATIENCE;
    let found = {
        let mut conn = cx.store.reader().await?;
        posts::unscoped_waiting(&mut conn, before, MOST).await?
    };
    let many = found.len();
    for (company, id) in found {
        if let Err(error) = settle::again(cx, company, id).await {
            tracing::warn!(%id, %error, "a post could not be judged");
        }
    }
    Ok(many)
}
