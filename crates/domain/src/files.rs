//! Files that people hand over: which kinds are taken, how large, and what they are called.
//!
//! What a file is says its content, never its name (`intake::file`); the name is a text like any other and ends as its kind
//! does.
use crate::text;
use serde::{Deserialize, Serialize};

/// Largest attached file, in bytes.
pub const LARGEST_FILE: usize = 20 * 1_000_000;
/// Largest film, in bytes.
pub const LARGEST_FILM: usize = 50 * 1_000_000;
/// Largest file a customer hands over with a message, in bytes.
pub const LARGEST_ENCLOSED: usize = 10 * 1_000_000;
/// Most files with one message.
pub const MOST_ENCLOSED: usize = 5;
/// Longest name of a file, in characters.
const LONGEST_NAME: usize = 120;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // Each is called as the files of its kind end.
pub enum FileKind {
    Pdf,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Odp,
    Png,
    Jpg,
    Webp,
    Dwg,
    Txt,
    Csv,
    Mp4,
    Webm,
}

impl FileKind {
    /// Every kind of file that is taken; what is none of them is refused.
    pub const ALL: [FileKind; 15] = [
        FileKind::Pdf,
        FileKind::Docx,
        FileKind::Xlsx,
        FileKind::Pptx,
        FileKind::Odt,
        FileKind::Ods,
        FileKind::Odp,
        FileKind::Png,
        FileKind::Jpg,
        FileKind::Webp,
        FileKind::Dwg,
        FileKind::Txt,
        FileKind::Csv,
        FileKind::Mp4,
        FileKind::Webm,
    ];

    /// How names of such files end; also its code in the database.
    pub fn ending(self) -> &'static str {
        match self {
            FileKind::Pdf => "pdf",
            FileKind::Docx => "docx",
            FileKind::Xlsx => "xlsx",
            FileKind::Pptx => "pptx",
            FileKind::Odt => "odt",
            FileKind::Ods => "ods",
            FileKind::Odp => "odp",
            FileKind::Png => "png",
            FileKind::Jpg => "jpg",
            FileKind::Webp => "webp",
            FileKind::Dwg => "dwg",
            FileKind::Txt => "txt",
            FileKind::Csv => "csv",
            FileKind::Mp4 => "mp4",
            FileKind::Webm => "webm",
        }
    }

    /// The kind of a code.
    pub fn parse(code: &str) -> Option<FileKind> {
        FileKind::ALL.into_iter().find(|kind| kind.ending() == code)
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileKind::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            FileKind::Odt => "application/vnd.oasis.opendocument.text",
            FileKind::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            FileKind::Odp => "application/vnd.oasis.opendocument.presentation",
            FileKind::Png => "image/png",
            FileKind::Jpg => "image/jpeg",
            FileKind::Webp => "image/webp",
            FileKind::Dwg => "image/vnd.dwg",
            FileKind::Txt => "text/plain; charset=utf-8",
            FileKind::Csv => "text/csv; charset=utf-8",
            FileKind::Mp4 => "video/mp4",
            FileKind::Webm => "video/webm",
        }
    }

    /// Whether it is a film.
    pub fn is_film(self) -> bool {
        matches!(self, FileKind::Mp4 | FileKind::Webm)
    }

    /// What a file picker offers for attached files, or for films.
    pub fn accept(films: bool) -> String {
        let kinds = FileKind::ALL.into_iter().filter(|kind| kind.is_film() == films);
        kinds.map(|kind| format!(".{}", kind.ending())).collect::<Vec<_>>().join(",")
    }
}

/// A file that was handed over and is kept under its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptFile {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Its size in bytes.
    pub size: i64,
}

/// The name a file is kept by: without folders, marks nobody sees and signs that mean something to a system, and with the
/// ending of what it is.
pub fn named(typed: &str, kind: FileKind) -> String {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or(typed);
    let shown: String =
        last.chars().map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c }).collect();
    let line = text::clean_line(&shown);
    let lower = line.to_lowercase();
    let same = |ending: &str| lower.ends_with(ending).then(|| line.len().checked_sub(ending.len())).flatten();
    let end = format!(".{}", kind.ending());
    let twin = if kind == FileKind::Jpg { ".jpeg" } else { &end };
    let stem = same(&end).or_else(|| same(twin)).and_then(|at| line.get(..at)).unwrap_or(&line);
    let stem: String = stem.trim_matches(['.', ' ']).chars().take(LONGEST_NAME).collect();
    let stem = stem.trim_end_matches(['.', ' ']);
    format!("{}{end}", if stem.is_empty() { "file" } else { stem })
}

/// The names of files that lie beside one another: the second of the same name is told apart.
pub fn apart(names: &mut [String]) {
    for at in 1..names.len() {
        let (before, rest) = names.split_at_mut(at);
        let Some(name) = rest.first_mut() else { continue };
        let (stem, end) =
            name.rsplit_once('.').map_or((name.clone(), String::new()), |(a, b)| (a.to_owned(), format!(".{b}")));
        let mut count = 2;
        while before.contains(name) {
            *name = format!("{stem} ({count}){end}");
            count += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_and_ends_as_the_file_is() {
        let cases = [
            ("../../etc/passwd", FileKind::Pdf, "passwd.pdf"),
            ("C:\\temp\\Esite.PDF", FileKind::Pdf, "Esite.pdf"),
            ("piirros.html", FileKind::Pdf, "piirros.html.pdf"),
            ("kuva.JPEG", FileKind::Jpg, "kuva.jpg"),
            ("\u{202e}fdp.exe", FileKind::Pdf, "fdp.exe.pdf"),
            ("...", FileKind::Txt, "file.txt"),
            ("", FileKind::Csv, "file.csv"),
            ("a\r\nSet-Cookie: x", FileKind::Txt, "a Set-Cookie_ x.txt"),
            ("Höyläämö ä.docx", FileKind::Docx, "Höyläämö ä.docx"),
        ];
        for (typed, kind, kept) in cases {
            assert_eq!(named(typed, kind), kept, "{typed}");
        }
        assert_eq!(named(&"a".repeat(500), FileKind::Pdf).chars().count(), LONGEST_NAME + 4);
    }

    #[test]
    fn two_files_of_one_name_are_told_apart() {
        let mut names = ["a.pdf", "b.pdf", "a.pdf", "a.pdf"].map(str::to_owned);
        apart(&mut names);
        assert_eq!(names, ["a.pdf", "b.pdf", "a (2).pdf", "a (3).pdf"]);
    }

    #[test]
    fn every_kind_is_found_by_its_code() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::parse(kind.ending()), Some(kind));
        }
        assert!(!FileKind::accept(false).contains("mp4") && FileKind::accept(true) == ".mp4,.webm");
    }
}
