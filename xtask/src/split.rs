//! Cuts a compiled program into the part that starts it and those that are fetched later.

use crate::Result;
use std::fs;
use std::path::{Path, PathBuf};
use wasm_split_cli_support::{Options, transform};

/// What the cutter calls the script that fetches parts; it is put into the program's own, see [`join`].
const FETCHER: &str = "./fetcher.js";

/// A program in parts.
pub struct Cut {
    /// The part that starts it, not yet bound.
    pub first: PathBuf,
    /// The script that fetches the others.
    pub fetcher: String,
    /// Names and contents of the others.
    pub parts: Vec<(String, Vec<u8>)>,
}

/// Cuts. The parts' names begin with `name` and say which pages' parts need them: `tarjous.editor-records.wasm`.
pub fn cut(wasm: &Path, folder: &Path, name: &str) -> Result<Cut> {
    let told = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let _ = fs::remove_dir_all(folder);
    let input = fs::read(wasm).map_err(|error| told(wasm, error))?;
    let first = folder.join("first.wasm");
    let main = format!("./{name}.js");
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.link_name = FETCHER;
    options.main_module = &main;
    let made = transform(options).map_err(|error| format!("{}: {error:#}", wasm.display()))?;
    let script = folder.join(FETCHER);
    let mut fetcher = fs::read_to_string(&script).map_err(|error| told(&script, error))?;
    let mut parts = Vec::new();
    for path in &made.split_modules {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let mut needed: Vec<&str> = made
            .prefetch_map
            .iter()
            .filter(|(_, files)| files.iter().any(|file| *file == stem))
            .map(|(part, _)| part.as_str())
            .collect();
        needed.sort_unstable();
        if needed.is_empty() {
            continue;
        }
        let file = format!("{name}.{}.wasm", needed.join("-"));
        fetcher = fetcher.replace(&format!("\"./{stem}.wasm\""), &format!("\"./{file}\""));
        let content = fs::read(path).map_err(|error| told(path, error))?;
        parts.push((file, bare(&content)?));
    }
    Ok(Cut { first, fetcher, parts })
}

/// Puts the fetching script into the program's own: one file less to wait for, and the two, which import one another,
/// could not both carry a hash of the other. Parts are asked for by name and `hash`.
pub fn join(script: &str, cut: &Cut, hash: impl Fn(&[u8]) -> String) -> Result<String> {
    let mut fetcher = String::new();
    for line in cut.fetcher.lines().filter(|line| !line.starts_with("import ")) {
        // Whoever asked for a part is told that it did not come, and asks again.
        fetcher.push_str(&line.replace("export const ", "made.").replace("console.error(e)", "console.warn(e)"));
        fetcher.push('\n');
    }
    for (file, content) in &cut.parts {
        let (named, exact) = (format!("\"./{file}\""), format!("\"./{file}?v={}\"", hash(content)));
        if !fetcher.contains(&named) {
            return Err(format!("no page fetches {file}"));
        }
        fetcher = fetcher.replace(&named, &exact);
    }
    let imported = format!(" from \"{FETCHER}\"");
    let (imports, rest): (Vec<&str>, Vec<&str>) = script.lines().partition(|line| line.ends_with(&imported));
    let mut joined = format!("const parts = (() => {{\nconst made = {{}};\n{fetcher}return made;\n}})();\n");
    for line in &imports {
        let name = line.strip_prefix("import * as ").and_then(|line| line.strip_suffix(&imported));
        let name = name.ok_or_else(|| format!("not understood: {line}"))?;
        joined.push_str(&format!("const {name} = parts;\n"));
    }
    if imports.is_empty() {
        return Err("the program does not import its fetching script as expected".to_owned());
    }
    Ok(joined + &rest.join("\n") + "\n")
}

/// Without the sections that are only read by tools: names.
fn bare(wasm: &[u8]) -> Result<Vec<u8>> {
    let cut_off = || "a part of the program ends too early".to_owned();
    let mut out = wasm.get(..8).ok_or_else(cut_off)?.to_vec();
    let mut at = 8;
    while let Some(&kind) = wasm.get(at) {
        let (mut length, mut shift, mut end) = (0_usize, 0, at + 1);
        loop {
            let byte = *wasm.get(end).ok_or_else(cut_off)?;
            end += 1;
            length |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        end += length;
        let section = wasm.get(at..end).ok_or_else(cut_off)?;
        if kind != 0 {
            out.extend_from_slice(section);
        }
        at = end;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn made(fetcher: &str) -> Cut {
        let parts = vec![("tarjous.a.wasm".to_owned(), vec![1])];
        Cut { first: PathBuf::new(), fetcher: fetcher.to_owned(), parts }
    }

    #[test]
    fn the_fetching_script_becomes_a_piece_of_the_programs() {
        let cut = made(
            "import { initSync } from \"./tarjous.js\";\nexport const load = () => fetch(\"./tarjous.a.wasm\");\nconsole.error(e);",
        );
        let joined =
            join("import * as import1 from \"./fetcher.js\"\nuse(import1);", &cut, |_| "77".to_owned()).unwrap();
        assert!(!joined.contains("import {") && !joined.contains("export") && !joined.contains("fetcher.js"));
        assert!(joined.contains("made.load = () => fetch(\"./tarjous.a.wasm?v=77\");"));
        assert!(joined.contains("const import1 = parts;\nuse(import1);"));
    }

    #[test]
    fn a_script_that_is_not_as_expected_stops_the_build() {
        assert!(join("use();", &made("\"./tarjous.a.wasm\""), |_| String::new()).is_err());
        assert!(join("import * as i from \"./fetcher.js\"", &made("nothing"), |_| String::new()).is_err());
    }

    #[test]
    fn only_sections_for_tools_are_left_out() {
        let head = *b"\0asm\x01\0\0\0";
        let wasm = [&head[..], &[0, 2, 1, b'n'], &[1, 1, 0]].concat();
        assert_eq!(bare(&wasm).unwrap(), [&head[..], &[1, 1, 0]].concat());
        assert!(bare(&wasm[..wasm.len() - 1]).is_err());
    }
}
