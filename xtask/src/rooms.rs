//! The rules of the house that no compiler knows: who may name whom, where SQL and the network live, how files begin.
//!
//! Reads the workspace's manifests and sources, so that ARCHITECTURE.md stays true.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use crate::cargo;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms that it may name outside its tests. `usecases` is named by `app` on the server only.
const MAY_NAME: [(&str, &[&str]); 16] = [
    ("domain", &[]),
    ("wire", &["domain"]),
    ("i18n", &["domain"]),
    ("vault", &["domain"]),
    ("intake", &["domain"]),
    ("paper", &["domain", "i18n"]),
    ("store", &["domain", "vault", "wire"]),
    ("usecases", &["domain", "i18n", "intake", "paper", "store", "vault", "wire"]),
    ("post", &["domain", "usecases", "wire"]),
    ("testkit", &["domain", "store", "usecases", "vault", "wire"]),
    ("app", &["domain", "i18n", "usecases", "wire"]),
    ("portal", &["domain"]),
    ("choosing", &["domain"]),
    ("staff", &["app", "i18n"]),
    ("server", &["app", "domain", "i18n", "intake", "post", "store", "usecases", "vault", "wire"]),
    ("xtask", &[]),
];

/// Crates from outside that only the named rooms may use outside their tests.
const ONLY_IN: [(&str, &[&str]); 15] = [
    ("sqlx", &["store", "testkit"]),
    ("lettre", &["post"]),
    ("async-imap", &["post"]),
    ("mail-parser", &["intake"]),
    ("ring", &["vault"]),
    ("p256", &["vault"]),
    ("cms", &["vault"]),
    ("x509-cert", &["vault"]),
    ("argon2", &["vault"]),
    ("krilla", &["paper"]),
    ("parley", &["paper"]),
    ("csv", &["intake"]),
    ("calamine", &["intake"]),
    ("zip", &["intake"]),
    ("leptos", &["app", "staff", "server"]),
];

/// No file is longer without a reason at its top.
const LONGEST_FILE: usize = 400;

/// The folder and the parsed manifest of each member.
fn members() -> Vec<(PathBuf, toml::Table)> {
    let root = cargo::root();
    let folders = ["app", "server", "xtask", "frontend/staff", "frontend/portal", "frontend/choosing"];
    let folders = folders.map(|name| root.join(name));
    let crates = fs::read_dir(root.join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let read = |folder: PathBuf| {
        let text = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        (folder, text.parse().unwrap())
    };
    folders.into_iter().chain(crates).map(read).collect()
}

/// Files that name floats, and why: none of them holds an amount.
const FLOATS: [(&str, &str); 9] = [
    ("crates/paper/src/", "lengths on a sheet; amounts come in already worded"),
    ("crates/paper/examples/", "measured times"),
    ("crates/testkit/examples/", "measured times"),
    ("crates/intake/src/sheet/", "a workbook's cells are floats by its format; they become exact before they leave"),
    ("app/src/ui/place.rs", "places on the screen"),
    ("app/src/content/editor.rs", "places on the screen"),
    ("app/src/quotes/editor/product_search.rs", "places on the screen"),
    ("app/src/quotes/editor/drag.rs", "places on the screen"),
    ("frontend/portal/src/", "places on the screen"),
];

fn names(manifest: &toml::Table, table: &str) -> Vec<String> {
    manifest.get(table).and_then(toml::Value::as_table).map(|table| table.keys().cloned().collect()).unwrap_or_default()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn each_room_names_only_the_rooms_below_it() {
    for (folder, manifest) in members() {
        let name = manifest["package"]["name"].as_str().unwrap();
        let (_, allowed) = MAY_NAME.iter().find(|(room, _)| *room == name).unwrap_or_else(|| {
            panic!("{name} is new: say in this table whom it may name, and in ARCHITECTURE.md what it holds")
        });
        for named in names(&manifest, "dependencies") {
            let ours = MAY_NAME.iter().any(|(room, _)| *room == named);
            assert!(!ours || allowed.contains(&named.as_str()), "{name} names {named}");
            let kept = ONLY_IN.iter().find(|(krate, _)| *krate == named);
            assert!(kept.is_none_or(|(_, rooms)| rooms.contains(&name)), "{name} uses {named}");
        }
        if name == "app" {
            assert_eq!(manifest["dependencies"]["usecases"]["optional"].as_bool(), Some(true), "{}", folder.display());
        }
    }
}

#[test]
fn each_crate_from_outside_has_its_line() {
    let page = fs::read_to_string(cargo::root().join("docs/dependencies.md")).unwrap();
    let first_columns = page.lines().filter_map(|line| line.strip_prefix('|')?.split('|').next());
    let told: Vec<&str> = first_columns.flat_map(|column| column.split([' ', ',', '('])).collect();
    for (_, manifest) in members() {
        for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for named in names(&manifest, table) {
                let ours = MAY_NAME.iter().any(|(room, _)| *room == named);
                assert!(ours || told.contains(&named.as_str()), "{named} has no line in docs/dependencies.md");
            }
        }
    }
}

#[test]
fn each_file_says_at_its_top_what_it_holds_and_stays_small() {
    for (folder, _) in members() {
        let mut files = Vec::new();
        sources(&folder, &mut files);
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            assert!(text.starts_with("//!"), "{} does not say what one finds in it", file.display());
            let lines = text.lines().count();
            assert!(lines <= LONGEST_FILE, "{} has {lines} lines", file.display());
        }
    }
}

/// The words of a text: what letters, digits and underscores make.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric() && sign != '_')
}

/// Code without its comments, line by line; a line's number goes with it.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line.split_once("//").map_or(line, |(code, _)| code)))
}

#[test]
fn no_float_comes_near_money() {
    let turned = ["to_f64", "to_f32", "from_f64", "from_f32", "from_f64_retain", "from_f32_retain"];
    let (mut seen, root) = (Vec::new(), cargo::root());
    for (folder, _) in members().into_iter().filter(|(folder, _)| !folder.ends_with("xtask")) {
        let mut files = Vec::new();
        sources(&folder, &mut files);
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let path = file.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            let excepted = FLOATS.iter().find(|(start, _)| path.starts_with(start));
            for (at, line) in code(&text) {
                let float = words(line).any(|word| matches!(word, "f32" | "f64") || turned.contains(&word));
                let literal =
                    words(line).any(|word| word.ends_with("f64") && word.starts_with(|c: char| c.is_ascii_digit()));
                if !float && !literal {
                    continue;
                }
                let Some((start, _)) = excepted else { panic!("{path}:{at} names a float: {}", line.trim()) };
                seen.push(*start);
                // Not even there does an amount become one; only a workbook's cell becomes an amount.
                let amount = words(line).any(|word| turned[..2].contains(&word));
                assert!(!amount, "{path}:{at} makes a float of an amount: {}", line.trim());
            }
        }
    }
    for (start, why) in FLOATS {
        assert!(seen.contains(&start), "{start} names no float any more ({why}): take it off the list");
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let decimal = manifest.lines().find(|line| line.starts_with("rust_decimal")).unwrap();
    assert!(!decimal.contains("serde-float") && !decimal.contains("arbitrary-precision"), "{decimal}");
}
