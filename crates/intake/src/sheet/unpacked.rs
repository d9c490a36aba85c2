//! How large a workbook is once it is unpacked: counted by unpacking it into nothing, not believed.
use super::SheetFault;
use std::io::{Cursor, Read, copy, sink};

/// Most files in the archive.
const MOST_ENTRIES: usize = 1_000;
/// Most bytes of all of them, unpacked.
const MOST_UNPACKED: u64 = 200 * 1024 * 1024;
/// From here on a file that unpacks to more than a hundred times its size is a trap.
const SUSPICIOUS: u64 = 20 * 1024 * 1024;
const MOST_RATIO: u64 = 100;

/// Refuses an archive that unpacks to more than is read.
pub(super) fn within_limits(bytes: &[u8]) -> Result<(), SheetFault> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetFault::Broken)?;
    if archive.len() > MOST_ENTRIES {
        return Err(SheetFault::TooLarge);
    }
    let most = MOST_UNPACKED.min(SUSPICIOUS.max(bytes.len() as u64 * MOST_RATIO));
    let mut left = most;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| SheetFault::Broken)?;
        let unpacked = copy(&mut entry.take(left + 1), &mut sink()).map_err(|_| SheetFault::Broken)?;
        left = left.checked_sub(unpacked).ok_or(SheetFault::TooLarge)?;
    }
    Ok(())
}
