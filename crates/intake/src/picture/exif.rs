//! The one thing a picture's notes are read for: which way up the camera was held.

/// The orientation, 1 to 8; 1 where nothing is said.
pub(super) fn orientation(exif: &[u8]) -> u16 {
    read(exif).filter(|turned| (1..=8).contains(turned)).unwrap_or(1)
}

fn read(exif: &[u8]) -> Option<u16> {
    let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let little = match exif.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two = [*exif.get(at)?, *exif.get(at + 1)?];
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let long = |at: usize| {
        let (first, second) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        usize::try_from(if little { second << 16 | first } else { first << 16 | second }).ok()
    };
    let start = long(4)?;
    let entries = usize::from(short(start)?);
    let found = (0..entries).map(|n| start.saturating_add(2 + n * 12)).find(|at| short(*at) == Some(0x0112))?;
    short(found.checked_add(8)?)
}

#[cfg(test)]
mod tests {
    use super::orientation;

    #[test]
    fn the_orientation_is_found_in_both_orders_of_bytes() {
        let little = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0";
        assert_eq!((orientation(little), orientation(big)), (6, 8));
        for broken in [&b""[..], b"II*\0", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff"] {
            assert_eq!(orientation(broken), 1);
        }
    }
}
