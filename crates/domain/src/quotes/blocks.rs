//! What stands above the lines of a rich quotation: texts, pictures, films, alternatives side by side, files to take along,
//! cards of its products, cards that lead elsewhere.
//!
//! A block says what it says in up to three languages, and so does the version that was sent: the customer reads it in the
//! language chosen on the page, and the content hash covers all of them. Without blocks a quotation is plain.
mod compare;

pub use compare::{COLUMNS, Cell, Column, MOST_ROWS, Row};

use super::template::Words;
use crate::{
    files::{self, KeptFile},
    ids::BlockId,
    lang::Lang,
    refusal::{Fields, Refusal},
    richtext, text,
};
use serde::{Deserialize, Serialize};

/// Most blocks of a quotation.
pub const MOST_BLOCKS: usize = 40;
/// Most files of a block.
pub const MOST_FILES: usize = 10;
/// Most sizes of a picture.
pub const MOST_SIZES: usize = 4;
/// Longest description of a picture, in characters.
pub const LONGEST_DESCRIPTION: usize = 500;
/// Longest text, heading or caption, description of a picture, and address, in characters.
const LONGEST: (usize, usize, usize, usize) = (10_000, 200, LONGEST_DESCRIPTION, 1_000);

/// A block with an identity that lasts between versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its lasting identity.
    pub id: BlockId,
    /// What it shows.
    pub shows: Shows,
}

/// What a block shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Shows {
    /// Rich text under a heading that may be empty.
    Text {
        /// The heading.
        heading: Words,
        /// The text, with the marks of [`crate::richtext`].
        text: Words,
    },
    /// A picture that was uploaded.
    Picture {
        /// Its sizes, the smallest first.
        sizes: Vec<PictureSize>,
        /// What is seen on it, for those who do not see it.
        description: Words,
        /// What stands under it; may be empty.
        caption: Words,
    },
    /// A card for each product of the lines that has a description.
    Products {
        /// The heading.
        heading: Words,
    },
    /// Conditions of the offer, in small print; on paper they stand with the terms, after the lines.
    Terms {
        /// The heading; empty for the usual word.
        heading: Words,
        /// Markdown.
        text: Words,
    },
    /// A card that leads to another page, a film for example. Nothing is loaded from there until it is opened.
    Link {
        /// The address.
        address: String,
        /// What is found there.
        heading: Words,
        /// More about it; may be empty.
        text: Words,
    },
    /// Alternatives side by side.
    Comparison {
        /// The heading.
        heading: Words,
        /// The alternatives.
        columns: Vec<Column>,
        /// What is compared.
        rows: Vec<Row>,
    },
    /// Files to take along.
    Files {
        /// The heading.
        heading: Words,
        /// The files in their order.
        files: Vec<KeptFile>,
    },
    /// A film that was uploaded. Nothing of it is fetched before it is played.
    Film {
        /// The film; none until it is chosen.
        file: Option<KeptFile>,
        /// The sizes of the picture that stands for it until it is played, the smallest first; may be none.
        sizes: Vec<PictureSize>,
        /// What is seen and said in it, for those who cannot see or hear it.
        description: Words,
        /// What stands under it; may be empty.
        caption: Words,
    },
}

/// One size of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureSize {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// What a block lacks in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A picture has no description.
    Description,
    /// A block has no text.
    Text,
}

impl Block {
    /// The words that stand for the block where it is only named.
    pub fn name(&self, lang: Lang, written: Lang) -> String {
        let (first, second) = match &self.shows {
            Shows::Text { heading, text } | Shows::Terms { heading, text } => (heading, text),
            Shows::Picture { description, caption, .. } => (caption, description),
            Shows::Products { heading } => (heading, heading),
            Shows::Link { heading, text, .. } => (heading, text),
            Shows::Comparison { heading, columns, .. } => {
                (heading, columns.first().map_or(heading, |column| &column.name))
            }
            Shows::Files { heading, .. } => (heading, heading),
            Shows::Film { description, caption, .. } => (caption, description),
        };
        let named = [first, second].into_iter().map(|words| words.pick(lang, written)).find(|words| !words.is_empty());
        let plain = richtext::plain(named.unwrap_or_default());
        plain.lines().next().unwrap_or_default().chars().take(80).collect()
    }

    /// What is missing for readers of a language (a fallback is no translation).
    pub fn lacks(&self, lang: Lang) -> Option<Lack> {
        let none = |words: &Words| words.get(lang).is_empty();
        match &self.shows {
            Shows::Picture { description, .. } | Shows::Film { description, .. } => {
                none(description).then_some(Lack::Description)
            }
            Shows::Text { text, .. } | Shows::Terms { text, .. } => none(text).then_some(Lack::Text),
            Shows::Link { heading, .. } => none(heading).then_some(Lack::Text),
            Shows::Comparison { columns, rows, .. } => compare::words(columns, rows).any(none).then_some(Lack::Text),
            Shows::Products { .. } | Shows::Files { .. } => None,
        }
    }

    /// The language whose words stand where those of `lang` are missing; none where there are no words at all.
    pub fn instead(&self, lang: Lang, written: Lang) -> Option<Lang> {
        let all: Vec<&Words> = match &self.shows {
            Shows::Text { text, .. } | Shows::Terms { text, .. } => vec![text],
            Shows::Picture { description, .. } | Shows::Film { description, .. } => vec![description],
            Shows::Link { heading, .. } => vec![heading],
            Shows::Comparison { columns, rows, .. } => compare::words(columns, rows).collect(),
            Shows::Products { .. } | Shows::Files { .. } => Vec::new(),
        };
        let missing = all.into_iter().find(|words| words.get(lang).is_empty())?;
        let (found, text) = missing.picked(lang, written);
        (found != lang && !text.is_empty()).then_some(found)
    }

    /// The sizes of its picture, if it has one.
    pub fn sizes(&self) -> &[PictureSize] {
        match &self.shows {
            Shows::Picture { sizes, .. } | Shows::Film { sizes, .. } => sizes,
            _ => &[],
        }
    }

    /// Its files, films among them.
    pub fn files(&self) -> &[KeptFile] {
        match &self.shows {
            Shows::Files { files, .. } => files,
            Shows::Film { file, .. } => file.as_slice(),
            _ => &[],
        }
    }

    /// Everything it says in a language, plainly: to tell versions apart, and for paper.
    pub fn plain(&self, lang: Lang, written: Lang) -> String {
        let pick = |words: &Words| words.pick(lang, written).to_owned();
        let parts = match &self.shows {
            Shows::Text { heading, text } | Shows::Terms { heading, text } => {
                vec![pick(heading), richtext::plain(&pick(text))]
            }
            Shows::Picture { description, caption, .. } => vec![pick(caption), pick(description)],
            Shows::Products { heading } => vec![pick(heading)],
            Shows::Link { address, heading, text } => vec![pick(heading), pick(text), address.clone()],
            Shows::Comparison { heading, columns, rows } => {
                vec![pick(heading), compare::plain(columns, rows, lang, written)]
            }
            Shows::Files { heading, files } => {
                std::iter::once(pick(heading)).chain(files.iter().map(|file| file.name.clone())).collect()
            }
            Shows::Film { file, description, caption, .. } => {
                let name = file.as_ref().map(|file| file.name.clone()).unwrap_or_default();
                vec![pick(caption), pick(description), name]
            }
        };
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// Checks and cleans blocks as they were typed; refusals are named `blocks.2.text.sv`. Whether pictures are there is asked
/// elsewhere.
pub fn check(blocks: &mut [Block], fields: &mut Fields) {
    if blocks.len() > MOST_BLOCKS {
        fields.refuse("blocks", Refusal::TooManyLines { most: MOST_BLOCKS as u32 });
    }
    for (at, block) in blocks.iter_mut().enumerate() {
        let start = format!("blocks.{at}");
        let mut line = |words: &mut Words, name: &str, longest: usize| {
            each(words, &format!("blocks.{at}.{name}"), fields, |typed| text::optional_line(typed, longest));
        };
        match &mut block.shows {
            Shows::Text { heading, text } | Shows::Terms { heading, text } => {
                line(heading, "heading", LONGEST.1);
                let field = format!("blocks.{at}.text");
                each(text, &field, fields, |typed| text::optional_text(typed, LONGEST.0));
            }
            Shows::Picture { description, caption, .. } => {
                line(description, "description", LONGEST.2);
                line(caption, "caption", LONGEST.1);
            }
            Shows::Products { heading } => line(heading, "heading", LONGEST.1),
            Shows::Link { address, heading, text } => {
                line(heading, "heading", LONGEST.1);
                line(text, "text", LONGEST.2);
                let field = format!("blocks.{at}.address");
                if let Some(typed) = fields.take(&field, text::required_line(address, LONGEST.3)) {
                    match richtext::safe_link(&typed) {
                        Some(_) => *address = typed,
                        None => fields.refuse(field, Refusal::LinkInvalid),
                    }
                }
            }
            Shows::Comparison { heading, columns, rows } => {
                line(heading, "heading", LONGEST.1);
                compare::check(columns, rows, &start, fields);
            }
            Shows::Files { heading, files } => {
                line(heading, "heading", LONGEST.1);
                check_files(files, &format!("{start}.files"), fields);
            }
            Shows::Film { file, description, caption, .. } => {
                line(description, "description", LONGEST.2);
                line(caption, "caption", LONGEST.1);
                match file {
                    Some(file) if file.kind.is_film() => file.name = files::named(&file.name, file.kind),
                    Some(_) => fields.refuse(format!("{start}.film"), Refusal::FilmKind),
                    None => fields.refuse(format!("{start}.film"), Refusal::Required),
                }
            }
        }
    }
}

/// Files are there, not too many, and told apart by their names.
fn check_files(kept: &mut [KeptFile], field: &str, fields: &mut Fields) {
    if kept.is_empty() {
        fields.refuse(field, Refusal::Required);
    }
    if kept.len() > MOST_FILES {
        fields.refuse(field, Refusal::TooManyFiles { most: MOST_FILES as u32 });
    }
    if kept.iter().any(|file| file.kind.is_film()) {
        fields.refuse(field, Refusal::FileKind);
    }
    let mut names: Vec<String> = kept.iter().map(|file| files::named(&file.name, file.kind)).collect();
    files::apart(&mut names);
    for (file, name) in kept.iter_mut().zip(names) {
        file.name = name;
    }
}

fn each(words: &mut Words, field: &str, fields: &mut Fields, check: impl Fn(&str) -> Result<String, Refusal>) {
    for lang in Lang::ALL {
        if let Some(text) = fields.take(format!("{field}.{}", lang.code()), check(words.get(lang))) {
            words.set(lang, &text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn block(shows: Shows) -> Block {
        Block { id: BlockId(Uuid::from_u128(1)), shows }
    }

    fn link(address: &str) -> Block {
        let heading = Words::one(Lang::Fi, "Esittely");
        block(Shows::Link { address: address.into(), heading, text: Words::default() })
    }

    #[test]
    fn what_a_language_lacks_is_found() {
        let description = Words::one(Lang::Fi, "Höyläämö");
        let picture = block(Shows::Picture { sizes: Vec::new(), description, caption: Words::default() });
        assert_eq!((picture.lacks(Lang::Fi), picture.lacks(Lang::Sv)), (None, Some(Lack::Description)));
        let text = block(Shows::Text { heading: Words::one(Lang::Sv, "Om"), text: Words::one(Lang::Fi, "**Ei**") });
        assert_eq!((text.lacks(Lang::Fi), text.lacks(Lang::Sv)), (None, Some(Lack::Text)));
        assert_eq!((text.name(Lang::Sv, Lang::Fi).as_str(), text.plain(Lang::Sv, Lang::Fi).as_str()), ("Om", "Om\nEi"));
    }

    #[test]
    fn a_card_leads_only_to_the_web() {
        let refused = |address: &str| {
            let mut fields = Fields::new();
            check(&mut [link(address)], &mut fields);
            fields.into_refusals()
        };
        assert!(refused("https://film.example/1").is_empty());
        for bad in ["javascript:alert(1)", "film", ""] {
            assert_eq!(refused(bad).first().map(|one| one.field.clone()).as_deref(), Some("blocks.0.address"));
        }
    }
}
