//! The three languages of people and documents.
use serde::{Deserialize, Serialize};

/// A language Tarjous speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English; numbers and dates in the British order.
    #[default]
    En,
    /// Finnish.
    Fi,
    /// Swedish as written in Finland.
    Sv,
}

impl Lang {
    /// All languages, in the order they are offered.
    pub const ALL: [Lang; 3] = [Lang::Fi, Lang::Sv, Lang::En];

    /// The ISO 639-1 code, as in `<html lang>`.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Fi => "fi",
            Lang::Sv => "sv",
        }
    }

    /// Reads a code such as `fi`, `fi-FI` or `sv_FI`; anything else is `None`.
    pub fn parse(code: &str) -> Option<Lang> {
        match code.get(..2)?.to_ascii_lowercase().as_str() {
            "en" => Some(Lang::En),
            "fi" => Some(Lang::Fi),
            "sv" => Some(Lang::Sv),
            _ => None,
        }
    }

    /// The first language of an `Accept-Language` header that Tarjous speaks.
    /// The header is read left to right; quality values are in that order in every browser.
    pub fn preferred(header: &str) -> Option<Lang> {
        header.split(',').find_map(|part| Lang::parse(part.trim()))
    }
}

/// A text in each language; one that is missing falls back to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Texts {
    /// English.
    pub en: String,
    /// Finnish.
    pub fi: String,
    /// Swedish.
    pub sv: String,
}

impl Texts {
    /// The text as it was written in a language; may be empty.
    pub fn written(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fi => &self.fi,
            Lang::Sv => &self.sv,
        }
    }

    /// The place of a language's text.
    pub fn place(&mut self, lang: Lang) -> &mut String {
        match lang {
            Lang::En => &mut self.en,
            Lang::Fi => &mut self.fi,
            Lang::Sv => &mut self.sv,
        }
    }

    /// The text in a language, else in the first that has one.
    ///
    /// ```
    /// use domain::lang::{Lang, Texts};
    /// let text = Texts { fi: "kpl".into(), ..Texts::default() };
    /// assert_eq!(text.of(Lang::Sv), "kpl");
    /// ```
    pub fn of(&self, lang: Lang) -> &str {
        let own = self.written(lang);
        let other = || Lang::ALL.into_iter().map(|lang| self.written(lang)).find(|text| !text.is_empty());
        if own.is_empty() { other().unwrap_or_default() } else { own }
    }
}
