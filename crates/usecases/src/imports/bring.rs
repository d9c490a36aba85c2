//! Bring a file: it is kept as it is, its columns are guessed, and its rows wait to be judged.
use super::{TOPIC, json};
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::ImportId,
    imports::{ImportKind, ImportMode, ImportState, headings, repair::Replacements},
    refusal::Refusal,
    text,
};
use intake::sheet::{self, Sheet, SheetFault};
use std::sync::Arc;
use store::{
    events::{EventData, NewEvent},
    files,
    imports::record::{self, ImportRecord},
};
use uuid::Uuid;
use wire::imports::{BringFile, ImportCounts};

/// Rows among which the first value of a column is looked for.
const SAMPLED: usize = 20;
/// Most characters of a sample.
const LONGEST_SAMPLE: usize = 60;

/// Keeps the file and guesses what its columns mean. The preview follows by itself.
/// # Errors
/// [`Denied::NotAllowed`] without the permission to import; at `file` why it cannot be read.
pub async fn bring(by: &Staff, cx: &Cx, command: BringFile, bytes: Vec<u8>) -> Result<ImportId, Denied> {
    let scope = by.scope(Permission::Import)?.clone();
    let name = text::required_line(&command.name, 200).map_err(|refusal| Denied::at("file", refusal))?;
    let bytes: Arc<[u8]> = bytes.into();
    let sheet = read_sheet(bytes.clone(), None).await?;
    let now = cx.clock.now();
    let mut import = ImportRecord {
        id: Uuid::now_v7(),
        company_id: scope.company.0,
        version: 1,
        kind: command.kind.code().to_owned(),
        state: ImportState::Judging.code().to_owned(),
        file_name: name,
        sha256: vault::digest::sha256_hex(&bytes),
        sheets: json(&sheet.sheets)?,
        sheet: String::new(),
        headings: String::new(),
        samples: String::new(),
        columns: String::new(),
        mode: ImportMode::usual(command.kind).code().to_owned(),
        counts: json(&ImportCounts::default())?,
        replacements: json(&Replacements::default())?,
        faults: "[]".to_owned(),
        user_id: scope.user.0,
        user_name: by.name.clone(),
        created_at: now.0,
        started_at: None,
        finished_at: None,
        undone_by: String::new(),
        undone_at: None,
    };
    take_head(&mut import, command.kind, &sheet)?;
    let fingerprint = (command.clone(), import.sha256.clone());
    let who = by.by();
    cx.store
        .once(now, scope.asker(), command.key.0, &fingerprint, move |unit| {
            let (import, bytes, who) = (import.clone(), bytes.clone(), who.clone());
            Box::pin(async move {
                let company = super::company(&import);
                files::keep(unit, &bytes).await?;
                record::insert(unit, &import).await?;
                let data = EventData { body: import.file_name.clone(), ..EventData::default() };
                unit.event(NewEvent::new(company, "import", import.id, "import.brought", who).with(data));
                unit.announce(company, TOPIC, import.id);
                Ok(super::id(&import))
            })
        })
        .await
}

/// Takes headings, samples and guessed columns of a sheet into the row.
pub(super) fn take_head(import: &mut ImportRecord, kind: ImportKind, sheet: &Sheet) -> Result<(), Denied> {
    let sample = |at: usize| {
        let mut cells = sheet.rows.iter().take(SAMPLED).filter_map(|row| row.cells.get(at));
        cells.find(|cell| !cell.is_empty()).map(|cell| cell.chars().take(LONGEST_SAMPLE).collect())
    };
    let samples: Vec<String> = (0..sheet.headings.len()).map(|at| sample(at).unwrap_or_default()).collect();
    let short = |heading: &String| heading.chars().take(LONGEST_SAMPLE).collect::<String>();
    import.sheet.clone_from(&sheet.name);
    import.headings = json(&sheet.headings.iter().map(short).collect::<Vec<_>>())?;
    import.samples = json(&samples)?;
    import.columns = json(&headings::guess(kind, &sheet.headings))?;
    Ok(())
}

/// Reads a file on a thread of its own: a large one takes a second.
pub(super) async fn read_sheet(bytes: Arc<[u8]>, wanted: Option<String>) -> Result<Sheet, Denied> {
    let read = tokio::task::spawn_blocking(move || sheet::read(&bytes, wanted.as_deref())).await;
    read.map_err(Denied::fault)?.map_err(|fault| {
        let refusal = match fault {
            SheetFault::Empty => Refusal::FileEmpty,
            SheetFault::TooLarge | SheetFault::TooManyRows | SheetFault::TooManyColumns => Refusal::FileTooLarge,
            SheetFault::OtherKind | SheetFault::Broken => Refusal::FileUnreadable,
            SheetFault::NoSuchSheet => return Denied::at("sheet", Refusal::NotAChoice),
        };
        Denied::at("file", refusal)
    })
}
