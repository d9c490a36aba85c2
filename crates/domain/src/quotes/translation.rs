//! What a version says in other languages than its own, where the seller has the words: frozen with it, so that the content
//! hash covers whatever a reader may have read.
use super::content::{Content, ContentLine};
use crate::{ids::LineId, lang::Lang};
use serde::{Deserialize, Serialize};

/// The words of a version in one other language; what is empty is said in the language of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// The language.
    pub language: Lang,
    /// What the quotation is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The opening text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub introduction: String,
    /// When to pay.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub payment_terms: String,
    /// Other terms.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub terms: String,
    /// What consumers are told of withdrawing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub withdrawal: String,
    /// Lines that have words of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<TranslatedLine>,
}

/// The words of a line in one other language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranslatedLine {
    /// Which line.
    pub id: LineId,
    /// The heading, remark or name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// More about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
}

impl TranslatedLine {
    /// Without any words yet.
    pub const fn new(id: LineId) -> TranslatedLine {
        TranslatedLine { id, text: String::new(), description: String::new(), unit: String::new() }
    }

    /// Whether it has no words at all.
    pub const fn is_nothing(&self) -> bool {
        self.text.is_empty() && self.description.is_empty() && self.unit.is_empty()
    }
}

impl Translation {
    /// Without any words yet.
    pub fn new(language: Lang) -> Translation {
        Translation { language, ..Translation::default() }
    }

    /// Whether it has no words at all.
    pub fn is_nothing(&self) -> bool {
        *self == Translation::new(self.language)
    }

    /// The words of a line, where it has any.
    pub fn line(&self, id: LineId) -> Option<&TranslatedLine> {
        self.lines.iter().find(|line| line.id == id)
    }
}

impl Content {
    /// Its words in a language that is not its own.
    pub fn translation(&self, language: Lang) -> Option<&Translation> {
        let other = language != self.language;
        self.translations.iter().find(|one| one.language == language).filter(|_| other)
    }

    /// As it is told to a reader of a language: words that are there stand in place of the document's own, and of the
    /// translations only the one that was taken stays. Only to be read: what is signed is the version itself.
    ///
    /// ```
    /// # use domain::quotes::{content::Content, translation::Translation};
    /// # fn told(content: Content) {
    /// let told = content.clone().told_in(content.language);
    /// assert_eq!(told.title, content.title);
    /// assert!(told.translations.is_empty());
    /// # }
    /// ```
    #[must_use]
    pub fn told_in(mut self, language: Lang) -> Content {
        let found = self.translation(language).cloned();
        self.translations.clear();
        let Some(words) = found else { return self };
        put(&mut self.title, &words.title);
        put(&mut self.introduction, &words.introduction);
        put(&mut self.payment_terms, &words.payment_terms);
        put(&mut self.terms, &words.terms);
        if let Some(right) = &mut self.regret.withdrawal {
            put(&mut right.words, &words.withdrawal);
        }
        for line in &mut self.lines {
            let Some(own) = words.line(line.id()) else { continue };
            match line {
                ContentLine::Section { title: text, .. } | ContentLine::Note { text, .. } => put(text, &own.text),
                ContentLine::Product { name, description, unit, .. } => {
                    put(name, &own.text);
                    put(description, &own.description);
                    put(unit, &own.unit);
                }
            }
        }
        self.translations.push(words);
        self
    }
}

fn put(text: &mut String, words: &str) {
    if !words.is_empty() {
        words.clone_into(text);
    }
}
