//! Every statement is understood by both engines, and none is left out of the list.
use std::{collections::BTreeSet, fs, path::Path};
use store::{dialect::Engine, statements};

#[test]
fn every_statement_prepares() {
    testkit::on_both(async |app| {
        let mut behind = app.behind().await;
        let mut refused = Vec::new();
        let all = statements::all(app.engine);
        assert!(all.len() > 500, "only {} statements", all.len());
        for statement in all {
            if let Err(error) = behind.prepare(&statement.sql).await {
                refused.push(format!("{}: {error}\n  {}", statement.name, statement.sql));
            }
        }
        assert!(refused.is_empty(), "{:?} refuses\n{}", app.engine, refused.join("\n"));
    });
}

#[test]
fn no_statement_is_left_out() {
    let listed: BTreeSet<String> = statements::all(Engine::Sqlite)
        .into_iter()
        .map(|statement| statement.name.split_whitespace().next().unwrap_or_default().to_owned())
        .collect();
    let mut written = Vec::new();
    named(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut written);
    assert!(written.len() > 100, "the sources were not read");
    let missing: Vec<&String> = written.iter().filter(|name| !listed.contains(*name)).collect();
    assert!(missing.is_empty(), "add to store::statements: {missing:?}");
}

/// `module::NAME` of each constant that begins with a word of SQL, and of each function that makes a statement;
/// their private parts are in them.
fn named(folder: &Path, module: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let inner = if module.is_empty() { stem.to_owned() } else { format!("{module}::{stem}") };
        if path.is_dir() {
            named(&path, &inner, found);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for part in text.split("pub(crate) const ").skip(1) {
            let Some((name, rest)) = part.split_once(": &str =") else { continue };
            let sql = rest.trim_start().trim_start_matches('"');
            let words = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "VACUUM ", "PRAGMA "];
            if words.iter().any(|word| sql.starts_with(word)) {
                found.push(format!("{inner}::{name}"));
            }
        }
        for part in text.split("pub(crate) fn ").skip(1) {
            let name = part.split('(').next().unwrap_or_default();
            if name.ends_with("sql") {
                found.push(format!("{inner}::{name}"));
            }
        }
    }
}
