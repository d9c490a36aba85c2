//! What a person says of one row, and what follows from it for the rows that are the same record.
use super::{
    counts, id, json,
    judge::{self, Bench},
    keep, read_json, state,
};
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::ImportId,
    imports::{
        ImportState,
        repair::{Fault, recount},
        verdict::{Judgement, Verdict},
    },
};
use std::{collections::BTreeSet, sync::Arc};
use store::{
    Conn, Unit, columns,
    imports::{
        marks,
        record::{self, ImportRecord},
        rows::{self, RowRecord},
    },
};
use wire::imports::ImportCounts;

/// Rows that are judged again with the one that was touched. Of more the worker judges all anew.
const MOST_ALIKE: usize = 200;

/// The row and the version that was read of it; none where saying the same twice is all that can go wrong.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Of which import.
    pub import: ImportId,
    /// As a spreadsheet counts.
    pub number: i64,
    /// The version that was read.
    pub version: Option<i64>,
}

/// Changes what people say of a row and answers what becomes of it. `change` answers whether it changed anything: the
/// same said again changes nothing, also when it comes late.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`], [`Denied::Stale`] when the preview is not ready or somebody has changed
/// the row since; what `change` refuses.
pub(super) async fn row(
    by: &Staff,
    cx: &Cx,
    of: Row,
    change: impl Fn(&ImportRecord, &mut RowRecord) -> Result<bool, Denied> + Send + Sync + 'static,
) -> Result<Judgement, Denied> {
    let scope = by.scope(Permission::Import)?.clone();
    let change = Arc::new(change);
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, change) = (scope.clone(), change.clone());
            Box::pin(async move {
                let mut import = record::load_for_update(unit, scope.company, of.import).await?;
                if state(&import)? != ImportState::Ready {
                    return Err(Denied::Stale { current: import.version });
                }
                let before = rows::find(&mut unit.conn, of.import, of.number).await?;
                let mut row = before.clone();
                if !change(&import, &mut row)? {
                    return read_json(&before.judgement);
                }
                if of.version.is_some_and(|version| version != before.version) {
                    return Err(Denied::Stale { current: before.version });
                }
                rows::touch(unit, &row).await?;
                follow(unit, &mut import, &before, row).await
            })
        })
        .await
}

/// Judges the row with those that are the same record, by what they had in common before and have now.
async fn follow(
    unit: &mut Unit,
    import: &mut ImportRecord,
    before: &RowRecord,
    mut row: RowRecord,
) -> Result<Judgement, Denied> {
    let mut bench = Bench::open(&mut unit.conn, import).await?;
    let alone = bench.judge_alone(&mut unit.conn, std::slice::from_ref(&row)).await?;
    let alone = alone.into_iter().next().ok_or_else(|| Denied::fault("a row without a verdict"))?;
    let alike = alike(&mut unit.conn, id(import), row.number, &alone.marks).await?;
    let own: Vec<(i64, i64)> = alone.marks.iter().map(|mark| (*mark, row.number)).collect();
    marks::put(unit, id(import), (row.number, row.number), &own).await?;
    let Some(alike) = alike else {
        judge::take(&mut row, &alone.judgement)?;
        rows::judge(unit, &row).await?;
        anew(unit, import).await?;
        return Ok(alone.judgement);
    };
    let mut all = rows::these(&mut unit.conn, id(import), &alike).await?;
    for other in all.iter_mut().filter(|other| other.number == row.number) {
        other.clone_from(&row);
    }
    let judged = bench.judge_alone(&mut unit.conn, &all).await?;
    let mut counted = counts(import)?;
    let mut faults: Vec<Fault> = read_json(&import.faults)?;
    let mut became = alone.judgement;
    for (mut now, judged) in all.into_iter().zip(judged) {
        let touched = now.number == row.number;
        let was = if touched { before.clone() } else { now.clone() };
        judge::take(&mut now, &judged.judgement)?;
        if touched || now.judgement != was.judgement || now.state != was.state {
            rows::judge(unit, &now).await?;
            counted.count(columns::code(&was.verdict, Verdict::parse)?, -1);
            counted.count(judged.judgement.verdict, 1);
            recount(&mut faults, &faults_of(&bench, &was)?, &judged.faults);
        }
        if touched {
            became = judged.judgement;
        }
    }
    import.counts = json(&counted)?;
    import.faults = json(&faults)?;
    keep(unit, import).await?;
    Ok(became)
}

fn faults_of(bench: &Bench, row: &RowRecord) -> Result<Vec<Fault>, Denied> {
    Ok(domain::imports::repair::faults(&bench.said(row)?, &read_json(&row.judgement)?))
}

/// The row's number with those of all rows that are the same record, also by way of others; none when there are more than
/// are judged at once.
async fn alike(conn: &mut Conn, import: ImportId, number: i64, now: &[i64]) -> Result<Option<Vec<i64>>, Denied> {
    let mut rows = BTreeSet::from([number]);
    let mut known: BTreeSet<i64> = BTreeSet::new();
    let mut asked: Vec<i64> = now.to_vec();
    asked.extend(marks::of_rows(conn, import, &[number]).await?);
    loop {
        asked.retain(|mark| known.insert(*mark));
        if asked.is_empty() {
            return Ok(Some(rows.into_iter().collect()));
        }
        let mut more = marks::sharing(conn, import, &asked, MOST_ALIKE as i64 + 1).await?;
        more.retain(|number| rows.insert(*number));
        if rows.len() > MOST_ALIKE {
            return Ok(None);
        }
        asked = marks::of_rows(conn, import, &more).await?;
    }
}

/// Lets the worker judge all rows anew; answers the import's version.
pub(super) async fn anew(unit: &mut Unit, import: &mut ImportRecord) -> Result<i64, Denied> {
    import.state = ImportState::Judging.code().to_owned();
    import.counts = json(&ImportCounts::default())?;
    import.faults = "[]".to_owned();
    keep(unit, import).await
}
