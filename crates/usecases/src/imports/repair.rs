//! Repair a cell of a row before it is written. The file stays as it was brought.
use super::{
    json, judge, kind, read_json,
    touch::{self, Row},
};
use crate::{Cx, Denied, Staff};
use domain::{
    imports::{fields, repair::LONGEST_CELL, verdict::Judgement},
    refusal::Refusal,
    text,
};
use wire::imports::RepairCell;

/// Lets the row say something else for a field, and answers what becomes of it. A text that cannot stand there either is
/// kept as it was typed, and the row stays out with the new reason. What the file says is no repair any more.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`], [`Denied::Stale`] when the preview is not ready or somebody has changed
/// the row since; refusals at `field` for one that this kind of file does not have, at `text` when it is too long.
pub async fn repair(by: &Staff, cx: &Cx, command: RepairCell) -> Result<Judgement, Denied> {
    let typed = text::optional_text(&command.text, LONGEST_CELL).map_err(|refusal| Denied::at("text", refusal))?;
    let of = Row { import: command.id, number: command.number, version: Some(command.version) };
    touch::row(by, cx, of, move |import, row| {
        if fields::named(kind(import)?, &command.field).is_none() {
            return Err(Denied::at("field", Refusal::NotAChoice));
        }
        let before = judge::repairs(row)?;
        let mut repairs = before.clone();
        let file: Vec<String> = read_json(&row.cells)?;
        repairs.set(&read_json::<Vec<Option<String>>>(&import.columns)?, &file, &command.field, &typed);
        row.repairs = if repairs.is_empty() { String::new() } else { json(&repairs)? };
        Ok(repairs != before)
    })
    .await
}
