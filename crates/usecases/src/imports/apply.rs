//! Writing the next rows: judged once more against what is here now, written, and moved on, in one unit of work.
use super::{
    by, company, counts, customers, id, json,
    judge::{self, Bench, Judged},
    keep, prices, products, state,
    written::Written,
};
use crate::{Cx, Denied};
use domain::imports::{ImportKind, ImportState, verdict::Verdict};
use store::{
    Unit,
    events::{EventData, NewEvent},
    imports::{
        record::{self, ImportRecord},
        rows::{self, RowRecord, Which},
    },
};
use uuid::Uuid;

/// Rows written in one unit.
const BATCH: i64 = 500;

/// A row to be written, and the record it then is.
pub(super) struct Writing {
    /// The row.
    pub row: RowRecord,
    /// Its verdict.
    pub judged: Judged,
}

/// Writes the next rows; when none waits the import is done.
pub(super) async fn batch(cx: &Cx, import: &ImportRecord) -> Result<(), Denied> {
    let (company, id) = (company(import), id(import));
    cx.store
        .unit(cx.clock.now(), move |unit| {
            Box::pin(async move {
                let mut import = record::load_for_update(unit, company, id).await?;
                // Another server may have come before, or somebody takes it back.
                if state(&import)? != ImportState::Applying {
                    return Ok(());
                }
                let waiting = rows::page(&mut unit.conn, id, &Which::State("waiting".into()), 0, BATCH).await?;
                if waiting.is_empty() {
                    return done(unit, import).await;
                }
                let mut bench = Bench::open(&mut unit.conn, &import).await?;
                let judged = bench.judge(&mut unit.conn, &waiting).await?;
                let mut counted = counts(&import)?;
                let mut writing = Vec::with_capacity(waiting.len());
                for (mut row, judged) in waiting.into_iter().zip(judged) {
                    match judged.judgement.verdict {
                        Verdict::New => counted.made += 1,
                        Verdict::Change => counted.changed += 1,
                        _ => {
                            counted.turned_down += 1;
                            judge::take(&mut row, &judged.judgement)?;
                            rows::judge(unit, &row).await?;
                            continue;
                        }
                    }
                    writing.push(Writing { row, judged });
                }
                let written = match bench.kind {
                    ImportKind::Products => products::write(unit, &bench, &import, &writing).await?,
                    ImportKind::Customers => customers::write(unit, &bench, &import, &writing).await?,
                    ImportKind::Prices => prices::write(unit, &mut bench, &import, &writing).await?,
                };
                for (Writing { mut row, .. }, (record, written)) in writing.into_iter().zip(written) {
                    move_on(unit, &mut row, record, &written).await?;
                }
                import.counts = json(&counted)?;
                keep(unit, &import).await.map(|_| ())
            })
        })
        .await
}

async fn move_on(unit: &mut Unit, row: &mut RowRecord, record: Uuid, written: &Written) -> Result<(), Denied> {
    row.state = "done".to_owned();
    row.record_id = Some(record);
    row.written = json(written)?;
    Ok(rows::move_on(unit, row).await?)
}

async fn done(unit: &mut Unit, mut import: ImportRecord) -> Result<(), Denied> {
    import.state = ImportState::Done.code().to_owned();
    import.finished_at = Some(unit.now.0);
    keep(unit, &import).await?;
    let data = EventData { body: import.file_name.clone(), ..EventData::default() };
    unit.event(NewEvent::new(company(&import), "import", import.id, "import.done", by(&import)).with(data));
    Ok(())
}
