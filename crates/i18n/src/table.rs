//! Where the texts of a language come from: compiled in on the server, handed over in the browser.

use crate::{KEYS_HASH, LENGTH, Lang};
use std::fmt;
use std::sync::OnceLock;

#[cfg(not(target_arch = "wasm32"))]
include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// Tables that were handed over, by language. Kept for the life of the program.
static LOADED: [OnceLock<Vec<&'static str>>; 3] = [const { OnceLock::new() }; 3];
/// Texts that the first table leaves empty: those of pages that are fetched later.
static LATER: [OnceLock<Vec<&'static str>>; 3] = [const { OnceLock::new() }; 3];

/// Why a table was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableError {
    /// It was made by a build with other keys: the page must be loaded anew.
    OtherBuild,
    /// It holds another language than the page.
    OtherLanguage,
    /// It is cut short or too long.
    Length,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TableError::OtherBuild => "the language table belongs to another build",
            TableError::OtherLanguage => "the language table holds another language",
            TableError::Length => "the language table is incomplete",
        })
    }
}

impl std::error::Error for TableError {}

fn place(lang: Lang) -> usize {
    match lang {
        Lang::En => 0,
        Lang::Fi => 1,
        Lang::Sv => 2,
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn texts(lang: Lang) -> &'static [&'static str] {
    TEXTS[place(lang)]
}

#[cfg(target_arch = "wasm32")]
pub(crate) fn texts(lang: Lang) -> &'static [&'static str] {
    LOADED[place(lang)].get().map(Vec::as_slice).unwrap_or_default()
}

/// The file a browser is given: the key list's hash and the language, then one text per line.
#[cfg(not(target_arch = "wasm32"))]
pub fn table_text(lang: Lang) -> String {
    format!("{KEYS_HASH} {}\n{}", lang.code(), texts(lang).join("\n"))
}

pub(crate) fn load(lang: Lang, table: &str) -> Result<&'static [&'static str], TableError> {
    read(&LOADED, lang, table)
}

pub(crate) fn load_later(lang: Lang, table: &str) -> Result<(), TableError> {
    read(&LATER, lang, table).map(drop)
}

pub(crate) fn has_later(lang: Lang) -> bool {
    LATER[place(lang)].get().is_some()
}

/// A text the first table leaves empty; empty where it was not handed over.
pub(crate) fn later(lang: Lang, at: usize) -> &'static str {
    LATER[place(lang)].get().and_then(|texts| texts.get(at)).copied().unwrap_or_default()
}

fn read(
    tables: &'static [OnceLock<Vec<&'static str>>; 3],
    lang: Lang,
    table: &str,
) -> Result<&'static [&'static str], TableError> {
    let (head, body) = table.split_once('\n').ok_or(TableError::Length)?;
    let (hash, code) = head.split_once(' ').ok_or(TableError::OtherBuild)?;
    if hash != KEYS_HASH {
        return Err(TableError::OtherBuild);
    }
    if code != lang.code() {
        return Err(TableError::OtherLanguage);
    }
    if LENGTH > 0 && body.split('\n').count() != LENGTH {
        return Err(TableError::Length);
    }
    let kept = tables[place(lang)].get_or_init(|| {
        let body: &'static str = Box::leak(body.to_owned().into_boxed_str());
        body.split('\n').take(LENGTH).collect()
    });
    Ok(kept)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_another_build_or_language_is_refused() {
        let table = table_text(Lang::Fi);
        assert_eq!(load(Lang::Sv, &table), Err(TableError::OtherLanguage));
        assert_eq!(load(Lang::Fi, &table.replace(KEYS_HASH, "0123456789abcdef")), Err(TableError::OtherBuild));
        assert_eq!(load(Lang::Fi, "<!doctype html>\n<p>Not found"), Err(TableError::OtherBuild));
        assert_eq!(load(Lang::Fi, ""), Err(TableError::Length));
    }

    #[test]
    fn what_the_first_table_leaves_out_is_found_in_the_later_one() {
        assert_eq!(load_later(Lang::Sv, &table_text(Lang::Fi)), Err(TableError::OtherLanguage));
        assert!(!has_later(Lang::Sv) && later(Lang::Sv, 0).is_empty());
        load_later(Lang::Sv, &table_text(Lang::Sv)).unwrap();
        assert!(has_later(Lang::Sv));
        assert_eq!((later(Lang::Sv, 0), later(Lang::Sv, LENGTH)), (texts(Lang::Sv)[0], ""));
    }

    #[test]
    fn a_cut_table_is_refused() {
        let table = table_text(Lang::En);
        assert_eq!(load(Lang::En, &format!("{table}\nmore")), Err(TableError::Length));
    }
}
