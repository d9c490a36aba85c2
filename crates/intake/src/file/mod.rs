//! What a file is that people hand over to be handed on: told by its content, never by its name, and never unpacked.
//!
//! Pages, drawings with scripts in them (HTML, SVG) and documents with programs in them are of no kind that is taken. What
//! is taken is only ever handed on to be saved, with the ending and the media type of what it is.
mod office;

use crate::picture;
use domain::files::FileKind;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is of no kind that is taken, or broken.
    #[error("no kind of file that is taken")]
    Kind,
    /// Programs are in it.
    #[error("the document holds macros")]
    Macros,
}

/// What the bytes are. The name tells apart only what looks the same: a table from a text.
/// # Errors
/// [`FileFault`].
pub fn kind(name: &str, bytes: &[u8]) -> Result<FileKind, FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    if bytes.starts_with(b"%PDF-") {
        return Ok(FileKind::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return office::kind(bytes);
    }
    if let Some(kind) = pictured(bytes) {
        // A picture that unpacks to thousands of millions of pixels is a trap for whoever opens it.
        return picture::look_at(bytes).map(|()| kind).map_err(|_| FileFault::Kind);
    }
    if bytes.starts_with(b"AC10") && bytes.get(4..6).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit)) {
        return Ok(FileKind::Dwg);
    }
    film(bytes).map_or_else(|| words(name, bytes).ok_or(FileFault::Kind), Ok)
}

fn pictured(bytes: &[u8]) -> Option<FileKind> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some(FileKind::Jpg),
        [0x89, b'P', b'N', b'G', ..] => Some(FileKind::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(FileKind::Webp),
        _ => None,
    }
}

/// Films that browsers play: MP4 of the ISO family, WebM.
fn film(bytes: &[u8]) -> Option<FileKind> {
    const BRANDS: [&[u8]; 10] =
        [b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"];
    if bytes.get(4..8) == Some(b"ftyp") {
        let brand = bytes.get(8..12)?;
        return BRANDS.contains(&brand).then_some(FileKind::Mp4);
    }
    let head = bytes.get(..bytes.len().min(64))?;
    let webm = head.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]) && head.windows(4).any(|four| four == b"webm");
    webm.then_some(FileKind::Webm)
}

/// Text that is no page and no drawing.
fn words(name: &str, bytes: &[u8]) -> Option<FileKind> {
    let name = name.to_lowercase();
    let kind = if name.ends_with(".csv") {
        FileKind::Csv
    } else if name.ends_with(".txt") {
        FileKind::Txt
    } else {
        return None;
    };
    let text = std::str::from_utf8(bytes).ok()?;
    let bare = text.trim_start_matches('\u{feff}').trim_start();
    let plain = !text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    (plain && !bare.is_empty() && !bare.starts_with('<')).then_some(kind)
}

#[cfg(test)]
mod tests;
