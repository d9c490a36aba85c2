//! Judging all rows of a file, for its preview.
use super::{
    bring, company, counts, id, json,
    judge::{Bench, take},
    keep, state,
};
use crate::{Cx, Denied};
use domain::imports::{
    ImportState,
    repair::{Fault, Tally},
};
use std::{collections::HashMap, sync::Arc};
use store::{
    Conn, files,
    imports::{
        record::{self, ImportRecord},
        rows::{self, RowRecord, Touched},
    },
};
use wire::imports::ImportCounts;

/// Rows judged and written down in one unit.
const BATCH: usize = 1_000;

/// Reads the file and judges all its rows, then the preview is ready. Columns that are changed meanwhile stop it: the
/// next call begins anew.
pub(super) async fn all(cx: &Cx, import: &ImportRecord) -> Result<(), Denied> {
    let mut conn = cx.store.reader().await?;
    let bytes = files::bytes(&mut conn, &import.sha256).await?;
    let sheet = Some(import.sheet.clone()).filter(|sheet| !sheet.is_empty());
    let sheet = bring::read_sheet(bytes.into(), sheet).await?;
    let mut bench = Bench::open(&mut conn, import).await?;
    let touched = touched(&mut conn, import).await?;
    let (mut total, mut tally) = (ImportCounts::default(), Tally::default());
    for batch in sheet.rows.chunks(BATCH) {
        let mut judged = Vec::with_capacity(batch.len());
        for row in batch {
            let said = touched.get(&i64::from(row.number)).cloned().unwrap_or_default();
            judged.push(RowRecord {
                import_id: import.id,
                number: i64::from(row.number),
                company_id: import.company_id,
                version: 1,
                cells: json(&row.cells)?,
                repairs: said.repairs,
                left_out: said.left_out,
                verdict: String::new(),
                judgement: String::new(),
                decision: said.decision,
                state: String::new(),
                record_id: None,
                written: String::new(),
            });
        }
        let verdicts = bench.judge(&mut conn, &judged).await?;
        let mut marks = Vec::with_capacity(judged.len() * 2);
        for (row, one) in judged.iter_mut().zip(verdicts) {
            take(row, &one.judgement)?;
            total.count(one.judgement.verdict, 1);
            tally.count(one.faults);
            marks.extend(one.marks.into_iter().map(|mark| (mark, row.number)));
        }
        if !put(cx, import, judged, marks).await? {
            return Ok(());
        }
    }
    drop(conn);
    ready(cx, import, total, tally.several()).await
}

/// What people have said of rows before they are judged anew.
async fn touched(conn: &mut Conn, import: &ImportRecord) -> Result<HashMap<i64, Touched>, Denied> {
    let mut touched = HashMap::new();
    let mut after = 0;
    loop {
        let page = rows::touched(conn, id(import), after, BATCH as i64).await?;
        let Some(last) = page.last() else { return Ok(touched) };
        after = last.number;
        touched.extend(page.into_iter().map(|row| (row.number, row)));
    }
}

/// Writes judged rows down; answers whether the import is still the one they were judged for.
async fn put(cx: &Cx, import: &ImportRecord, judged: Vec<RowRecord>, marks: Vec<(i64, i64)>) -> Result<bool, Denied> {
    let import = import.clone();
    let (judged, marks) = (Arc::new(judged), Arc::new(marks));
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (import, judged, marks) = (import.clone(), judged.clone(), marks.clone());
            Box::pin(async move {
                let now = record::load_for_update(unit, company(&import), id(&import)).await?;
                let same = now.version == import.version && state(&now)? == ImportState::Judging;
                if same && let (Some(first), Some(last)) = (judged.first(), judged.last()) {
                    rows::put(unit, &judged).await?;
                    store::imports::marks::put(unit, id(&import), (first.number, last.number), &marks).await?;
                }
                Ok(same)
            })
        })
        .await
}

async fn ready(cx: &Cx, import: &ImportRecord, total: ImportCounts, faults: Vec<Fault>) -> Result<(), Denied> {
    let (import, faults) = (import.clone(), json(&faults)?);
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (import, faults) = (import.clone(), faults.clone());
            Box::pin(async move {
                let mut now = record::load_for_update(unit, company(&import), id(&import)).await?;
                if now.version != import.version || state(&now)? != ImportState::Judging {
                    return Ok(());
                }
                debug_assert_eq!(counts(&now)?.total(), 0, "counted once");
                now.counts = json(&total)?;
                now.faults = faults;
                now.state = ImportState::Ready.code().to_owned();
                keep(unit, &now).await.map(|_| ())
            })
        })
        .await
}
