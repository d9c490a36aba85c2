//! Every text a person sees, in English, Finnish and Swedish.
//!
//! The texts lie in `text/<area>.toml`; the build makes one method of [`T`] per key and fails when a language,
//! an argument or a plural form is missing. The server carries all languages; the browser's program carries none
//! and is handed its reader's table: [`table_text`] there, [`T::load`] here.

pub mod activities;
pub mod assignment;
mod count;
pub mod countries;
pub mod currencies;
pub mod groups;
pub mod imports;
pub mod intake;
pub mod legal;
pub mod mailboxes;
pub mod problem;
pub mod regret;
#[cfg(test)]
mod source;
#[cfg(test)]
mod source_tests;
mod table;
pub mod terms;

pub use count::Count;
pub use domain::lang::Lang;
pub use table::TableError;
#[cfg(not(target_arch = "wasm32"))]
pub use table::table_text;

use std::fmt::{Display, Write};

/// The texts of one language: `t.quotes_title()`. Two words to copy.
#[derive(Clone, Copy, Debug)]
pub struct T {
    lang: Lang,
    figures: Lang,
    texts: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/methods.rs"));

impl T {
    /// The texts of a language. In the browser they must have been loaded; until then every text is empty.
    pub fn new(lang: Lang) -> T {
        T { lang, figures: lang, texts: table::texts(lang) }
    }

    /// Takes over the table a server made with [`table_text`], for [`T::new`] too.
    /// Refuses a table of another language or of a build with other keys.
    pub fn load(lang: Lang, table: &str) -> Result<T, TableError> {
        Ok(T { lang, figures: lang, texts: table::load(lang, table)? })
    }

    /// Takes over the texts that the table of [`T::load`] leaves empty, from a table of the same form.
    /// Refuses what [`T::load`] refuses.
    pub fn load_later(lang: Lang, table: &str) -> Result<(), TableError> {
        table::load_later(lang, table)
    }

    /// Whether [`T::load_later`] has them.
    pub fn has_later(lang: Lang) -> bool {
        table::has_later(lang)
    }

    /// The language these texts are in.
    pub fn lang(self) -> Lang {
        self.lang
    }

    /// The same texts, with figures, amounts, times and full dates in the form of another language: a company's
    /// screens keep the company's form whatever language somebody reads them in.
    #[must_use]
    pub fn with_figures_of(self, figures: Lang) -> T {
        T { figures, ..self }
    }

    /// The language whose form figures, amounts, times and full dates take. Names of days and months follow
    /// [`T::lang`].
    pub fn figures(self) -> Lang {
        self.figures
    }

    /// The company's own language, on a company's screens: what is stored about it begins in that one, whatever
    /// language somebody reads in.
    pub fn company_lang(self) -> Lang {
        self.figures
    }

    fn text(self, at: usize) -> &'static str {
        match self.texts.get(at).copied() {
            Some(text) if !text.is_empty() => text,
            _ => table::later(self.lang, at),
        }
    }

    /// The text with `{0}`, `{1}` … replaced. The arguments are never read as a text with placeholders.
    fn fill(self, at: usize, args: &[&dyn Display]) -> String {
        let mut rest = self.text(at);
        let mut out = String::with_capacity(rest.len() + 16 * args.len());
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((place, tail)) = after.split_once('}') else {
                break;
            };
            if let Some(arg) = place.parse::<usize>().ok().and_then(|place| args.get(place)) {
                let _ = write!(out, "{arg}");
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn arguments_fill_their_places_and_are_not_read_again() {
        let t = T { lang: Lang::En, figures: Lang::En, texts: &["{1} and {0}, {1}", "plain"] };
        assert_eq!(t.fill(0, &[&"{1}", &7]), "7 and {1}, 7");
        assert_eq!(t.fill(1, &[&"unused"]), "plain");
        assert_eq!(t.text(9), "");
    }

    #[test]
    fn every_language_has_every_text_and_the_browser_reads_the_same() {
        for lang in Lang::ALL {
            let t = T::new(lang);
            assert_eq!(t.texts.len(), LENGTH);
            let loaded = T::load(lang, &table_text(lang)).unwrap();
            assert_eq!(t.texts, loaded.texts);
            assert_eq!(loaded.lang(), lang);
        }
    }
}
