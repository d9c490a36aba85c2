//! The place for a signature over a whole file: an invisible field on a page, and a dictionary whose contents are filled in
//! when everything around them is known (ISO 32000, 12.8; the form is that of PAdES).
//!
//! The field belongs to the one revision there is, not to an update behind it: what the validators judged is what is signed,
//! with a field that has no appearance, no place on the sheet and nothing that could be filled in.
use crate::pack::{Parts, read, write};
use chrono::NaiveDateTime;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

/// Bytes of a signature's container that there is room for.
const ROOM: usize = 3_072;
/// Three numbers of ten digits and what parts them.
const RANGES: usize = 36;

/// What is told of a signature in a file.
#[derive(Clone, Debug)]
pub struct SignaturePlace {
    /// Who signs.
    pub organisation: String,
    /// Why.
    pub reason: String,
    /// What the field is called by programs that read aloud.
    pub label: String,
    /// When, UTC.
    pub at: NaiveDateTime,
}

/// A file that waits for its signature.
#[derive(Clone, Debug)]
pub struct ToSign {
    bytes: Vec<u8>,
    /// Where the container goes, with the signs around it.
    gap: Range<usize>,
}

impl ToSign {
    /// What is signed: the file before and behind the signature's place.
    pub fn parts(&self) -> [&[u8]; 2] {
        let before = self.bytes.get(..self.gap.start).unwrap_or_default();
        [before, self.bytes.get(self.gap.end..).unwrap_or_default()]
    }

    /// The signed file; none where the container is larger than its place.
    pub fn fill(mut self, container: &[u8]) -> Option<Vec<u8>> {
        let place = self.bytes.get_mut(self.gap.start + 1..self.gap.end - 1)?;
        let hex = hex(container);
        place.get_mut(..hex.len())?.copy_from_slice(hex.as_bytes());
        Some(self.bytes)
    }
}

/// Puts the place into a file as this crate writes it; none for another.
pub fn to_sign(file: &[u8], place: &SignaturePlace) -> Option<ToSign> {
    let mut parts = read(file)?;
    let (field, signature) = (parts.size, parts.size + 1);
    let page = field_on_page(&mut parts, field)?;
    in_catalog(&mut parts, field)?;
    let own = format!(
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/TU{}/F 132/Rect[-9 -9 -9 -9]/P {page} 0 R/V {signature} 0 R>>",
        text(&place.label)
    );
    let about = format!(
        "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:{}Z)/Name{}/Reason{}/ByteRange[{}]/Contents<{}>>>",
        place.at.format("%Y%m%d%H%M%S"),
        text(&place.organisation),
        text(&place.reason),
        " ".repeat(RANGES),
        "0".repeat(ROOM * 2),
    );
    parts.objects.push((field, Cow::Owned(own.into_bytes())));
    parts.objects.push((signature, Cow::Owned(about.into_bytes())));
    parts.size += 2;
    let (mut bytes, at) = write(&parts, Some(signature))?;
    let at = at?;
    let contents = at + find(bytes.get(at..)?, b"/Contents<")? + 9;
    let gap = contents..contents + ROOM * 2 + 2;
    let ranges = at + find(bytes.get(at..)?, b"/ByteRange[")? + 11;
    let told = format!("0 {} {} {}", gap.start, gap.end, bytes.len().checked_sub(gap.end)?);
    bytes.get_mut(ranges..ranges + RANGES)?.get_mut(..told.len())?.copy_from_slice(told.as_bytes());
    Some(ToSign { bytes, gap })
}

/// Names the field among the annotations of the last page; answers which page that is.
fn field_on_page(parts: &mut Parts<'_>, field: usize) -> Option<usize> {
    let is_page = |body: &[u8]| body.starts_with(b"<<") && find(body, b"/Type/Page/").is_some();
    let (number, body) = parts.objects.iter_mut().rev().find(|(_, body)| is_page(body))?;
    *body = match find(body, b"/Annots[") {
        Some(at) => put(body, at + 8, &format!("{field} 0 R ")),
        None => put(body, 2, &format!("/Annots[{field} 0 R]")),
    };
    if find(body, b"/Tabs").is_none() {
        *body = put(body, 2, "/Tabs/S");
    }
    Some(*number)
}

fn in_catalog(parts: &mut Parts<'_>, field: usize) -> Option<()> {
    let (_, root) = parts.trailer.split_once("/Root ")?;
    let root: usize = root.split_once(' ')?.0.parse().ok()?;
    let (_, body) = parts.objects.iter_mut().find(|(number, _)| *number == root)?;
    if !body.starts_with(b"<<") || find(body, b"/AcroForm").is_some() {
        return None;
    }
    // Signatures there are, and the file is only to be added to.
    *body = put(body, 2, &format!("/AcroForm<</Fields[{field} 0 R]/SigFlags 3>>"));
    Some(())
}

fn put(body: &[u8], at: usize, text: &str) -> Cow<'static, [u8]> {
    let (before, behind) = body.split_at(at.min(body.len()));
    Cow::Owned([before, text.as_bytes(), behind].concat())
}

/// A text of a dictionary: UTF-16, in digits, so that nothing in it can end it.
fn text(text: &str) -> String {
    let mut digits = "<FEFF".to_owned();
    for unit in text.encode_utf16() {
        let _ = write!(digits, "{unit:04X}");
    }
    digits + ">"
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_gets_no_place() {
        let place = SignaturePlace {
            organisation: "Oy".into(),
            reason: String::new(),
            label: String::new(),
            at: NaiveDateTime::default(),
        };
        for file in ["", "%PDF-1.7\n", "xref\n0 1\ntrailer\n<</Size 1/Root 1 0 R>>\nstartxref\n0\n%%EOF"] {
            assert!(to_sign(file.as_bytes(), &place).is_none());
        }
        assert_eq!(text("Ä)\\>"), "<FEFF00C40029005C003E>");
    }
}
