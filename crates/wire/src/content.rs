//! What stands above the lines of a quotation.
use domain::{ids::QuoteId, lang::Lang, quotes::blocks::Block};
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
    /// Products of the lines that have a description: the cards of the preview.
    pub cards: Vec<Card>,
}

/// A product on a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// What it is called.
    pub name: String,
    /// More about it.
    pub description: String,
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
