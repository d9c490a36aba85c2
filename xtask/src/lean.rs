//! A page's script and WASM made smaller where bindgen is generous: both name each import with a hash that no packing makes
//! smaller, and the script is laid out for people.

/// Digits of a hash.
const DIGITS: usize = 16;

/// The same script and WASM, with numbers of the same length in place of the hashes, without indents and comments.
pub fn lean(script: &str, mut wasm: Vec<u8>) -> (String, Vec<u8>) {
    let mut script = script.to_owned();
    for (number, hash) in (1..).zip(hashes(&script)) {
        let (long, short) = (format!("_{hash}"), format!("_{number:0DIGITS$}"));
        script = script.replace(&long, &short);
        put(&mut wasm, long.as_bytes(), short.as_bytes());
    }
    (bare(&script), wasm)
}

/// The hashes at the end of imports' names, each once.
fn hashes(script: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for rest in script.split("__wbg_").skip(1) {
        let name = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default();
        let Some((_, hash)) = name.rsplit_once('_') else { continue };
        let is_hash = hash.len() == DIGITS && hash.bytes().all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c));
        if is_hash && !found.iter().any(|known| known == hash) {
            found.push(hash.to_owned());
        }
    }
    found
}

/// Writes over every occurrence; both are of one length, so nothing moves.
fn put(bytes: &mut [u8], long: &[u8], short: &[u8]) {
    let places: Vec<usize> =
        bytes.windows(long.len()).enumerate().filter(|(_, seen)| *seen == long).map(|(at, _)| at).collect();
    for at in places {
        if let Some(place) = bytes.get_mut(at..at + short.len()) {
            place.copy_from_slice(short);
        }
    }
}

/// Without indents and comments that fill lines. A text that goes on over lines leaves the script as it is.
fn bare(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let (mut out, mut comment) = (String::with_capacity(script.len()), false);
    for line in script.lines().map(str::trim) {
        if !comment && line.starts_with("/*") {
            comment = true;
        }
        if !comment && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        if comment && line.ends_with("*/") {
            comment = false;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_become_numbers_in_both_and_nothing_moves() {
        let script = "/**\n * Starts.\n */\nexport function start() {\n    wasm.start();\n}\nconst a = {\n    __wbg_get_00ff00ff00ff00ff: 1, // one\n    __wbg_get_unref_a1b2c3d4e5f60718: 2,\n    __wbg_get_00ff00ff00ff00ff_short: 3,\n};\n";
        let wasm = b"..__wbg_get_00ff00ff00ff00ff|__wbg_get_unref_a1b2c3d4e5f60718..".to_vec();
        let (script, lean) = lean(script, wasm.clone());
        assert_eq!(lean.len(), wasm.len());
        assert_eq!(lean, b"..__wbg_get_0000000000000001|__wbg_get_unref_0000000000000002..");
        assert!(script.starts_with("export function start() {\nwasm.start();\n}\n"), "{script}");
        assert!(script.contains("__wbg_get_0000000000000001: 1, // one\n__wbg_get_unref_0000000000000002: 2,\n"));
        assert_eq!(bare("const a = `\n  b`;\n"), "const a = `\n  b`;\n");
    }
}
