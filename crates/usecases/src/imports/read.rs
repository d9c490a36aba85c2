//! Imports as pages show them: the list, and one with a page of its rows.
use super::{choices, counts, kind, lines, mode, read_json, state};
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    imports::{
        ImportState, fields,
        repair::{Fault, Replacements},
        verdict::Verdict,
    },
};
use store::imports::{
    record::{self as stored, ImportRecord},
    rows::{self, Which},
};
use wire::{
    imports::{ImportColumn, ImportCounts, ImportQuery, ImportRow, ImportView, ReplacedValue},
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
    let found = match rows::before(&mut conn, query.id, &which, i64::from(query.page) * per).await? {
        Some(after) => rows::page(&mut conn, query.id, &which, after, per).await?,
        None => Vec::new(),
    };
    let (kind, state) = (kind(&import)?, state(&import)?);
    let columns = columns(&import)?;
    let replacements: Replacements = read_json(&import.replacements)?;
    let (shown, lines) = lines::lines(kind, &columns, &replacements, found)?;
    let replaced = replacements.iter().filter_map(|(column, value, becomes)| {
        let field = columns.get(column)?.field.clone()?;
        Some(ReplacedValue { column: u32::try_from(column).ok()?, field, value: value.into(), becomes: becomes.into() })
    });
    let replaced: Vec<ReplacedValue> = replaced.collect();
    let faults: Vec<Fault> = read_json(&import.faults)?;
    let mended = shown.iter().map(String::as_str).chain(faults.iter().map(|fault| fault.field.as_str()));
    let choices = match state {
        ImportState::Ready => choices::of(&mut conn, company, kind, mended).await?,
        _ => Vec::new(),
    };
    let stamp = |at| by.zone().stamp_micros(at);
    Ok(ImportView {
        id: query.id,
        version: import.version,
        kind,
        state,
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
        faults,
        replaced,
        choices,
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
