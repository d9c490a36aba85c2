//! Imports as pages show them: the list, and one with a page of its rows.
use super::{counts, kind, mode, read_json, state};
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    imports::{
        ImportKind, fields,
        verdict::{Decision, Verdict},
    },
};
use store::imports::{
    record::{self as stored, ImportRecord},
    rows::{self, RowRecord, Which},
};
use wire::{
    imports::{ImportColumn, ImportCounts, ImportLine, ImportQuery, ImportRow, ImportView},
    shared::{PAGE_ROWS, Page},
};

/// Imports listed.
const LISTED: i64 = 100;

/// The company's imports, newest first.
/// # Errors
/// [`Denied::NotAllowed`] without the permission to import.
pub async fn list(by: &Staff, cx: &Cx) -> Result<Vec<ImportRow>, Denied> {
    let company = by.scope(Permission::Import)?.company;
    let mut conn = cx.store.reader().await?;
    let rows = stored::list(&mut conn, company, LISTED).await?;
    rows.into_iter()
        .map(|import| {
            Ok(ImportRow {
                id: super::id(&import),
                kind: kind(&import)?,
                state: state(&import)?,
                counts: counts(&import)?,
                at: by.zone().stamp_micros(import.created_at),
                file_name: import.file_name,
                by: import.user_name,
            })
        })
        .collect()
}

/// One import with the rows asked for. An unknown filter means all rows.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`].
pub async fn read(by: &Staff, cx: &Cx, query: ImportQuery) -> Result<ImportView, Denied> {
    let company = by.scope(Permission::Import)?.company;
    let mut conn = cx.store.reader().await?;
    let import = stored::load(&mut conn, company, query.id).await?;
    let counts = counts(&import)?;
    let (which, total) = which(&query.filter, &counts);
    let per = i64::from(PAGE_ROWS);
    // Filters of a state or of none skip rows they have shown before; the index is walked for that.
    let skip = i64::from(query.page) * per;
    let found = rows::page(&mut conn, query.id, &which, 0, (per, skip)).await?;
    let kind = kind(&import)?;
    let columns = columns(&import)?;
    let shown = shown(kind, &columns);
    let lines = found.into_iter().map(|row| line(row, kind, &columns, &shown)).collect::<Result<_, _>>()?;
    let stamp = |at| by.zone().stamp_micros(at);
    Ok(ImportView {
        id: query.id,
        version: import.version,
        kind,
        state: state(&import)?,
        sheets: read_json(&import.sheets)?,
        columns,
        fields: fields::of(kind).iter().map(|field| field.code.to_owned()).collect(),
        mode: mode(&import)?,
        counts,
        at: stamp(import.created_at),
        started: import.started_at.map(stamp),
        finished: import.finished_at.map(stamp),
        undone: import.undone_at.map(stamp),
        file_name: import.file_name,
        sheet: import.sheet,
        by: import.user_name,
        undone_by: import.undone_by,
        shown,
        lines: Page { rows: lines, total, page: query.page },
    })
}

fn which(filter: &str, counts: &ImportCounts) -> (Which, i64) {
    match (filter, Verdict::parse(filter)) {
        ("kept", _) => (Which::State("kept".into()), counts.kept),
        ("archived", _) => (Which::State("archived".into()), counts.archived),
        (_, Some(verdict)) => (Which::Verdict(filter.to_owned()), counts.of(verdict)),
        _ => (Which::All, counts.total()),
    }
}

/// The file's columns as they are understood.
pub(super) fn columns(import: &ImportRecord) -> Result<Vec<ImportColumn>, Denied> {
    let headings: Vec<String> = read_json(&import.headings)?;
    let samples: Vec<String> = read_json(&import.samples)?;
    let fields: Vec<Option<String>> = read_json(&import.columns)?;
    let mut samples = samples.into_iter();
    let columns = headings.into_iter().zip(fields).map(|(heading, field)| ImportColumn {
        heading,
        sample: samples.next().unwrap_or_default(),
        field,
    });
    Ok(columns.collect())
}

/// The fields whose cells tell rows apart, as far as the file has them.
fn shown(kind: ImportKind, columns: &[ImportColumn]) -> Vec<String> {
    let wanted: &[&str] = match kind {
        ImportKind::Products => &["code", "name", "unit_price"],
        ImportKind::Customers => &["name", "business_id", "email"],
        ImportKind::Prices => &["price_list", "product", "price", "percent"],
    };
    let there = |field: &&&str| columns.iter().any(|column| column.field.as_deref() == Some(**field));
    wanted.iter().filter(there).map(|field| (*field).to_owned()).collect()
}

fn line(row: RowRecord, kind: ImportKind, columns: &[ImportColumn], shown: &[String]) -> Result<ImportLine, Denied> {
    let cells: Vec<String> = read_json(&row.cells)?;
    let cell = |field: &String| {
        let at = columns.iter().position(|column| column.field.as_ref() == Some(field));
        at.and_then(|at| cells.get(at)).cloned().unwrap_or_default()
    };
    let place = match kind {
        ImportKind::Products => "products",
        ImportKind::Customers => "customers",
        ImportKind::Prices => "settings/price-lists",
    };
    Ok(ImportLine {
        number: row.number,
        cells: shown.iter().map(cell).collect(),
        judgement: read_json(&row.judgement)?,
        decision: Decision::parse(&row.decision),
        record: row.record_id.filter(|_| row.state != "undone").map(|record| format!("/{place}/{record}")),
    })
}
