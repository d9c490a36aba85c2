//! Office documents: told by the names in the archive and the one small entry that says what it is. Nothing else of the
//! archive is unpacked, so that it does not matter to what.
use super::FileFault;
use domain::files::FileKind;
use std::io::{Cursor, Read};

/// Most entries of an archive whose names are read.
const MOST_ENTRIES: usize = 5_000;
/// Most bytes of the entry that says what an OpenDocument is.
const LONGEST_TYPE: u64 = 100;

/// What the archive is, where it is a document without programs in it.
pub(super) fn kind(bytes: &[u8]) -> Result<FileKind, FileFault> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::Kind)?;
    if archive.len() > MOST_ENTRIES {
        return Err(FileFault::Kind);
    }
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.map(|name| name.into_owned()))
        .collect::<Result<_, _>>()
        .map_err(|_| FileFault::Kind)?;
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let found = if has("[Content_Types].xml") {
        let main = [
            ("word/document.xml", FileKind::Docx),
            ("xl/workbook.xml", FileKind::Xlsx),
            ("ppt/presentation.xml", FileKind::Pptx),
        ];
        main.into_iter().find(|(name, _)| has(name)).map(|(_, kind)| kind)
    } else if has("META-INF/manifest.xml") {
        let mut says = String::new();
        let entry = archive.by_name("mimetype").map_err(|_| FileFault::Kind)?;
        entry.take(LONGEST_TYPE).read_to_string(&mut says).map_err(|_| FileFault::Kind)?;
        [FileKind::Odt, FileKind::Ods, FileKind::Odp].into_iter().find(|kind| kind.media_type() == says.trim())
    } else {
        None
    };
    let kind = found.ok_or(FileFault::Kind)?;
    let program = |name: &String| {
        let name = name.to_lowercase();
        name.ends_with("vbaproject.bin") || name.starts_with("basic/") || name.starts_with("scripts/")
    };
    if names.iter().any(program) { Err(FileFault::Macros) } else { Ok(kind) }
}
