//! Taking back the last rows that were written, in one unit of work.
use super::{
    company, counts, customers, id, json,
    judge::Bench,
    keep, prices, products, read_json, state,
    written::{TakenBack, Written},
};
use crate::{Cx, Denied};
use domain::imports::{ImportKind, ImportState};
use store::imports::{
    record::{self, ImportRecord},
    rows,
};

/// Rows taken back in one unit.
const BATCH: i64 = 200;

/// How records that were made are taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// Those that nothing is known to name.
    Usual,
    /// None: something names it that is not known here.
    Keep,
}

/// Takes back the next rows; when none is left the import is undone. Where a batch cannot be taken back since something
/// names one of its records, its rows are taken one by one, and that one is left.
pub(super) async fn batch(cx: &Cx, import: &ImportRecord) -> Result<(), Denied> {
    for (most, care) in [(BATCH, Care::Usual), (1, Care::Usual)] {
        match rows_back(cx, import, most, care).await {
            Err(Denied::Fault(_)) => {}
            done => return done,
        }
    }
    rows_back(cx, import, 1, Care::Keep).await
}

async fn rows_back(cx: &Cx, import: &ImportRecord, most: i64, care: Care) -> Result<(), Denied> {
    let (company, id) = (company(import), id(import));
    cx.store
        .unit(cx.clock.now(), move |unit| {
            Box::pin(async move {
                let mut import = record::load_for_update(unit, company, id).await?;
                if state(&import)? != ImportState::Undoing {
                    return Ok(());
                }
                let last = rows::last_written(&mut unit.conn, id, most).await?;
                let mut bench = Bench::open(&mut unit.conn, &import).await?;
                let mut counted = counts(&import)?;
                for mut row in last.iter().cloned() {
                    let written: Written = read_json(&row.written)?;
                    let record = row.record_id.ok_or_else(|| Denied::fault("a written row without its record"))?;
                    let became = match bench.kind {
                        ImportKind::Products => products::back(unit, &bench, &import, (record, &written), care).await?,
                        ImportKind::Customers => {
                            customers::back(unit, &bench, &import, (record, &written), care).await?
                        }
                        ImportKind::Prices => prices::back(unit, &mut bench, &import, (record, &written)).await?,
                    };
                    match became {
                        TakenBack::Undone => counted.undone += 1,
                        TakenBack::Archived => counted.archived += 1,
                        TakenBack::Kept => counted.kept += 1,
                    }
                    row.state = became.code().to_owned();
                    rows::move_on(unit, &row).await?;
                }
                prices::keep_lists(unit, &bench, &import).await?;
                import.counts = json(&counted)?;
                if last.is_empty() {
                    import.state = ImportState::Undone.code().to_owned();
                }
                keep(unit, &import).await.map(|_| ())
            })
        })
        .await
}
