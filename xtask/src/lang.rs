//! The language tables for browsers, made from the text files as they are now.

use crate::{Result, cargo::root};
use std::collections::BTreeMap;

#[allow(dead_code, reason = "the build script of i18n uses the rest")]
#[path = "../../crates/i18n/src/source/mod.rs"]
mod source;

/// `lang-en.txt`, `lang-fi.txt`, `lang-sv.txt`.
pub fn tables() -> Result<BTreeMap<String, Vec<u8>>> {
    let messages = source::read(&root().join("crates/i18n/text")).map_err(|wrong| wrong.join("\n"))?;
    let name = |code| format!("lang-{code}.txt");
    let table = |lang| source::generate::table(&messages, lang).into_bytes();
    Ok(source::check::LANGS.iter().enumerate().map(|(lang, code)| (name(code), table(lang))).collect())
}
