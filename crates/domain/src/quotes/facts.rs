//! What the customer's page carries to add up any choice by itself: a [`Choosable`] in a few words.
//!
//! One text of fields with `|` between them, read by hand: a page that carried JSON would carry its reader too. It holds
//! no names and no texts but those a figure is found by, and nothing that the page does not show or tell: a delivery
//! method's margins are within its rules here, and where a heading hides lines or prices there is no such text at all.
//! The server adds up alone then, as it does without scripts.
//!
//! Lines are numbered in it, from 1; their lasting identities stand beside them as the page writes them.
mod figures;
mod read;
mod write;

pub use figures::NAMES;

use super::{
    choice::Choice,
    chosen::{Choosable, Chosen},
    group::{Part, parts},
    picks::{self, Form},
};
use crate::{few::Few, formats::plain, ids::LineId};
use uuid::Uuid;

/// Between two fields.
const BETWEEN: char = '|';
/// A field without a value.
const NONE: &str = "-";

/// A version that can be chosen from, as the page knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// What any choice is added up by.
    choosable: Choosable,
    /// Lasting identity of each line, as the page writes it; empty for remarks.
    ids: Vec<String>,
}

impl Facts {
    /// The lines as the rules of groups see them.
    pub fn parts(&self) -> Vec<Part> {
        parts(&self.choosable.lines)
    }

    /// The number of the line of that identity.
    pub fn line(&self, id: &str) -> Option<LineId> {
        let at = self.ids.iter().position(|own| !id.is_empty() && own == id)?;
        Some(number(at))
    }

    /// The identity of a line as the page writes it.
    pub fn id(&self, line: LineId) -> &str {
        let at = (line.0.as_u128() as usize).wrapping_sub(1);
        self.ids.get(at).map(String::as_str).unwrap_or_default()
    }

    /// What the choice of a form comes to; nothing where it is none, or comes to more than can be kept.
    pub fn chosen(&self, form: &impl Form) -> Option<(Choice, Chosen)> {
        let choice = picks::chosen(form, &self.parts()).ok()?;
        let chosen = self.choosable.chosen(&choice).ok()?;
        Some((choice, chosen))
    }

    /// The canonical text of a choice, as [`Choice::canonical`] writes it.
    pub fn canonical(&self, choice: &Choice) -> String {
        let taken: Few<&str, String> =
            choice.taken().map(|(line, quantity)| (self.id(line), plain(quantity))).collect();
        let mut out = String::from("{");
        for (id, quantity) in taken.iter() {
            for word in [if out.len() > 1 { ",\"" } else { "\"" }, id, "\":\"", quantity, "\""] {
                out.push_str(word);
            }
        }
        out.push('}');
        out
    }
}

/// The line at a place.
const fn number(at: usize) -> LineId {
    LineId(Uuid::from_u128(at as u128 + 1))
}

#[cfg(test)]
#[path = "facts_tests.rs"]
mod tests;
