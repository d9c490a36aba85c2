//! What stands above the lines of a quotation.
use domain::{
    ids::QuoteId,
    lang::Lang,
    quotes::{
        blocks::{Block, PictureSize},
        template::Words,
    },
};
use serde::{Deserialize, Serialize};

/// The page on which it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentView {
    /// Which quotation.
    pub id: QuoteId,
    /// For saving: the version of the quotation's row that was read.
    pub version: i64,
    /// Its number.
    pub number: String,
    /// The language of the document.
    pub language: Lang,
    /// Whether nothing can be changed any more.
    pub closed: bool,
    /// The blocks in their order.
    pub blocks: Vec<Block>,
    /// Products of the lines that have a description or a picture: the cards of the preview.
    pub cards: Vec<Card>,
}

/// A product on a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// What it is called.
    pub name: String,
    /// More about it; may be empty.
    pub description: String,
    /// The sizes of its picture, the smallest first; none without one.
    #[serde(default)]
    pub sizes: Vec<PictureSize>,
    /// What is seen on the picture.
    #[serde(default)]
    pub seen: Words,
}

/// Keep the blocks of a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveContent {
    /// Which quotation.
    pub id: QuoteId,
    /// The version of the quotation's row that was read.
    pub version: i64,
    /// The blocks in their order.
    pub blocks: Vec<Block>,
}
