//! The rules of the look that a machine can keep: colours only in the tokens, no style attributes, no shouting.
#![allow(clippy::unwrap_used, clippy::panic)]
use std::fs;
use std::path::{Path, PathBuf};

/// All files below `folder` that end in `ending`, with their text.
fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push((path.clone(), fs::read_to_string(path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "nothing to look at in {folder}");
    found
}

/// Whether a line of CSS names a colour: a hex figure or a colour function.
fn names_colour(line: &str) -> bool {
    let hex = line.match_indices('#').any(|(at, _)| {
        let digits = line[at + 1..].chars().take_while(char::is_ascii_hexdigit).count();
        digits >= 3
    });
    hex || ["rgb(", "rgba(", "hsl(", "oklch(", "oklab("].iter().any(|name| line.contains(name))
}

#[test]
fn no_colour_stands_outside_the_tokens() {
    for (path, css) in files("style", "css") {
        if path.ends_with("tokens.css") {
            continue;
        }
        for line in css.lines() {
            assert!(!names_colour(line), "{}: {line}", path.display());
        }
    }
    assert!(names_colour("color: #a5301d;") && names_colour("rgb(0 0 0 / .6)"));
    assert!(!names_colour("color: var(--ink);"));
}

#[test]
fn important_is_for_what_is_hidden() {
    for (path, css) in files("style", "css") {
        for line in css.lines().filter(|line| line.contains("!important")) {
            assert!(line.contains("display: none !important"), "{}: {line}", path.display());
        }
    }
}

#[test]
fn no_element_has_a_style_attribute() {
    for (path, rust) in files("app/src", "rs") {
        for line in rust.lines() {
            let line = line.trim_start();
            let marked = line.contains(" style=") || line.starts_with("style=") || line.contains(" style:");
            assert!(
                !marked || line.starts_with("//"),
                "the content security policy forbids it, {}: {line}",
                path.display()
            );
        }
    }
}
