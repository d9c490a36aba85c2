//! Names of folders as IMAP writes them: modified UTF-7 (RFC 3501 section 5.1.3).

/// A folder's name for the server.
pub(super) fn encoded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut strange = String::new();
    for c in name.chars() {
        if c == ' ' || c.is_ascii_graphic() {
            flush(&mut out, &mut strange);
            out.push(c);
            if c == '&' {
                out.push('-');
            }
        } else {
            strange.push(c);
        }
    }
    flush(&mut out, &mut strange);
    out
}

/// What is not ASCII stands between `&` and `-`, as base64 of UTF-16.
fn flush(out: &mut String, strange: &mut String) {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
    if strange.is_empty() {
        return;
    }
    let bytes: Vec<u8> = strange.encode_utf16().flat_map(u16::to_be_bytes).collect();
    out.push('&');
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            let index = usize::try_from((bits >> (18 - 6 * place)) & 63).unwrap_or_default();
            out.push(char::from(ALPHABET.get(index).copied().unwrap_or(b'A')));
        }
    }
    out.push('-');
    strange.clear();
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn names_follow_the_rfc() {
        for (name, wire) in [
            ("INBOX", "INBOX"),
            ("Luetut & hyvät", "Luetut &- hyv&AOQ-t"),
            ("Käsitellyt", "K&AOQ-sitellyt"),
            ("台北", "&U,BTFw-"),
            ("日本語", "&ZeVnLIqe-"),
        ] {
            assert_eq!(encoded(name), wire);
        }
    }
}
