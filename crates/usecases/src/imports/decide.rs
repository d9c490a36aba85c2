//! Say whether a row is the record it resembles.
use super::{counts, id, json, judge, keep, state};
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, imports::ImportState, imports::verdict::Verdict};
use store::{
    columns,
    imports::{record, rows},
};
use wire::imports::DecideRow;

/// Judges the row as the person says. Saying the same again changes nothing.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`], [`Denied::Stale`] while the preview is not ready.
pub async fn decide(by: &Staff, cx: &Cx, command: DecideRow) -> Result<(), Denied> {
    let scope = by.scope(Permission::Import)?.clone();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let scope = scope.clone();
            Box::pin(async move {
                let mut import = record::load_for_update(unit, scope.company, command.id).await?;
                if state(&import)? != ImportState::Ready {
                    return Err(Denied::Stale { current: import.version });
                }
                let mut row = rows::find(&mut unit.conn, id(&import), command.number).await?;
                let before = columns::code(&row.verdict, Verdict::parse)?;
                if row.decision == command.decision.code() || (before != Verdict::Look && row.decision.is_empty()) {
                    return Ok(());
                }
                row.decision = command.decision.code().to_owned();
                let mut bench = judge::Bench::open(&mut unit.conn, &import).await?;
                let judged = bench.judge(&mut unit.conn, std::slice::from_ref(&row)).await?;
                let Some(judged) = judged.into_iter().next() else { return Ok(()) };
                judge::take(&mut row, &judged.judgement)?;
                rows::decide(unit, &row).await?;
                let mut counted = counts(&import)?;
                counted.count(before, -1);
                counted.count(judged.judgement.verdict, 1);
                import.counts = json(&counted)?;
                keep(unit, &import).await?;
                Ok(())
            })
        })
        .await
}
