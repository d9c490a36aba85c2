//! Which letters the bytes of a text file mean: UTF-8, UTF-16, or Windows-1252 where it is neither.
use super::SheetFault;
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text. A mark at its beginning says which letters it is in; without one, what is no UTF-8 is Windows-1252.
pub(super) fn text(bytes: &[u8]) -> Result<String, SheetFault> {
    let unmarked = |encoding: &'static encoding_rs::Encoding| encoding.decode_with_bom_removal(bytes).0.into_owned();
    if bytes.starts_with(b"\xff\xfe") || looks_wide(bytes, 1) {
        return Ok(unmarked(UTF_16LE));
    }
    if bytes.starts_with(b"\xfe\xff") || looks_wide(bytes, 0) {
        return Ok(unmarked(UTF_16BE));
    }
    // Text has no zeros; pictures, archives and old workbooks have.
    if bytes.contains(&0) || bytes.starts_with(b"%PDF") {
        return Err(SheetFault::OtherKind);
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => Ok(unmarked(UTF_8)),
        Err(_) => Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()),
    }
}

/// UTF-16 without a mark: of mostly Western letters, every other byte is zero.
fn looks_wide(bytes: &[u8], odd: usize) -> bool {
    let start = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    let at = |parity: usize| start.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    start.len() >= 4 && at(odd) * 2 > start.len() / 2 && at(1 - odd) == 0
}
