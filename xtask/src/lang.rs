//! The language tables for browsers, made from the text files as they are now.

use crate::{Result, cargo::root};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

#[allow(dead_code, reason = "the build script of i18n uses the rest")]
#[path = "../../crates/i18n/src/source/mod.rs"]
mod source;

/// What a browser fetches before the board is alive, by the paths that its code lies under; the texts these files name
/// come with it.
const FIRST: &[&str] = &[
    "app/src/ui",
    "app/src/frame",
    "app/src/crm/board",
    "app/src/crm/saved_views",
    "app/src/crm/tags/show.rs",
    "app/src/crm/activities/words.rs",
    "app/src/palette/opener.rs",
    "crates/i18n/src/activities.rs",
];
/// Why something was refused: told by any part, and so in the first.
const REFUSALS: &str = "crates/i18n/src/problem.rs";
/// Refusals that no act of the first part meets: those of files, combos, merging, sending, signing, banks and what
/// customers do. They come with the part that meets them.
const MET_LATER: &[&str] = &[
    "combos_",
    "content_",
    "files_",
    "imports_",
    "letters_",
    "merge_",
    "proposals_",
    "recipients_",
    "regret_",
    "scheduled_",
    "problem_already_accepted",
    "problem_already_declined",
    "problem_bic_",
    "problem_choice_changed",
    "problem_consent_needed",
    "problem_content_differs",
    "problem_e_invoice_",
    "problem_entry_",
    "problem_iban_",
    "problem_instalments_",
    "problem_needs_one_instalment",
    "problem_no_bank_account",
    "problem_not_a_statement",
    "problem_signature_",
    "problem_tick_needed",
    "problem_too_many_payments",
    "problem_version_superseded",
];
/// Of these folders the files themselves, without the folders in them.
const FIRST_FILES: &[&str] = &["app/src", "app/src/crm", "frontend/staff/src"];

/// `lang-en.txt` and so on, with what the first part of the staff app says; `lang-en-later.txt`, with what its other
/// parts say. A text that stands in the other of the two is an empty line, and so is one that no page names (those of
/// mails, paper and the customer's pages, which the server writes): the places of all stay what they are.
pub fn tables() -> Result<BTreeMap<String, Vec<u8>>> {
    let messages = source::read(&root().join("crates/i18n/text")).map_err(|wrong| wrong.join("\n"))?;
    let mut first = BTreeSet::new();
    gather(&root().join(REFUSALS), true, &mut first)?;
    first.retain(|word| !MET_LATER.iter().any(|met| word.starts_with(met)));
    for place in FIRST {
        gather(&root().join(place), true, &mut first)?;
    }
    for folder in FIRST_FILES {
        gather(&root().join(folder), false, &mut first)?;
    }
    let mut all = BTreeSet::new();
    for folder in ["app/src", "crates/i18n/src"] {
        gather(&root().join(folder), true, &mut all)?;
    }
    let mut tables = BTreeMap::new();
    for (lang, code) in source::check::LANGS.iter().enumerate() {
        let table = |keep: &dyn Fn(&str) -> bool| {
            let mut kept = messages.clone();
            for message in kept.iter_mut().filter(|message| !keep(&message.key)) {
                message.texts.iter_mut().flatten().for_each(String::clear);
            }
            source::generate::table(&kept, lang).into_bytes()
        };
        tables.insert(format!("lang-{code}.txt"), table(&|key| first.contains(key)));
        tables.insert(format!("lang-{code}-later.txt"), table(&|key| all.contains(key) && !first.contains(key)));
    }
    Ok(tables)
}

/// Every word of the code under a path.
fn gather(path: &Path, deep: bool, words: &mut BTreeSet<String>) -> Result<()> {
    let told = |error: std::io::Error| format!("{}: {error}", path.display());
    if path.is_file() {
        if path.extension().is_some_and(|kind| kind == "rs") {
            let code = fs::read_to_string(path).map_err(told)?;
            words.extend(code.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned));
        }
        return Ok(());
    }
    // The customer's pages are written by the server.
    if path.ends_with("app/src/portal") {
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(told)? {
        let inner = entry.map_err(told)?.path();
        if deep || inner.is_file() {
            gather(&inner, deep, words)?;
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_board_gets_its_own_texts_the_other_pages_theirs_and_nobody_the_customers() {
        let tables = tables().unwrap();
        let text = |name: &str| String::from_utf8(tables[name].clone()).unwrap();
        let (first, later) = (text("lang-en.txt"), text("lang-en-later.txt"));
        assert!(first.contains("New opportunity") && !later.contains("\nNew opportunity\n"));
        assert!(later.contains("Activity types") && !first.contains("Activity types"));
        assert!(!first.contains("Sign and accept") && !later.contains("Sign and accept"));
        assert_eq!(first.lines().next(), later.lines().next());
        let counts: BTreeSet<usize> =
            tables.values().map(|table| String::from_utf8_lossy(table).split('\n').count()).collect();
        assert_eq!(counts.len(), 1, "each text has its place in every table");
    }
}
