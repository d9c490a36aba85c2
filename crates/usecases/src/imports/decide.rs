//! Say whether a row is the record it resembles.
use super::touch::{self, Row};
use crate::{Cx, Denied, Staff};
use domain::imports::verdict::Verdict;
use store::columns;
use wire::imports::DecideRow;

/// Judges the row as the person says. Saying the same again changes nothing.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`], [`Denied::Stale`] while the preview is not ready.
pub async fn decide(by: &Staff, cx: &Cx, command: DecideRow) -> Result<(), Denied> {
    let of = Row { import: command.id, number: command.number, version: None };
    touch::row(by, cx, of, move |_, row| {
        let before = columns::code(&row.verdict, Verdict::parse)?;
        let said = command.decision.code();
        if row.decision == said || (before != Verdict::Look && row.decision.is_empty()) {
            return Ok(false);
        }
        row.decision = said.to_owned();
        Ok(true)
    })
    .await
    .map(|_| ())
}
