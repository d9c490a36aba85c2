//! Leave a row out, or take it in again.
use super::touch::{self, Row};
use crate::{Cx, Denied, Staff};
use domain::imports::verdict::Judgement;
use wire::imports::LeaveRowOut;

/// Leaves a row out of what is written, whatever it says, or judges it like the others again. Answers what becomes of it;
/// saying the same again changes nothing.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`], [`Denied::Stale`] when the preview is not ready or somebody has changed
/// the row since.
pub async fn leave_out(by: &Staff, cx: &Cx, command: LeaveRowOut) -> Result<Judgement, Denied> {
    let of = Row { import: command.id, number: command.number, version: Some(command.version) };
    touch::row(by, cx, of, move |_, row| {
        let said = i64::from(command.out);
        let changes = row.left_out != said;
        row.left_out = said;
        Ok(changes)
    })
    .await
}
