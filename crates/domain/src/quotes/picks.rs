//! What a form posts of a choice, and which choice that is.
//!
//! A line of an optional group posts `take.<line>`, a group of which one is taken `one.<heading>` with the line's id,
//! a quantity within bounds `much.<line>`. Whatever else a form holds is not looked at.
use super::{
    choice::Choice,
    group::{Grouping, Part, What, groups},
};
use crate::{
    figures::parse_amount,
    ids::LineId,
    refusal::{FieldRefusal, Refusal},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What stands in a form's fields, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Picks(pub BTreeMap<String, String>);

/// The name of the box that takes a line.
pub fn take(line: LineId) -> String {
    format!("take.{line}")
}

/// The name of the circles of a group of which one is taken, by its heading.
pub fn one(heading: LineId) -> String {
    format!("one.{heading}")
}

/// The name of the field that says how much is taken of a line.
pub fn much(line: LineId) -> String {
    format!("much.{line}")
}

impl Picks {
    /// The choice.
    /// # Errors
    /// [`Refusal::NotAFigure`] and the like at a line's id for a quantity; otherwise those of [`Choice::read`].
    pub fn read(&self, parts: &[Part]) -> Result<Choice, Vec<FieldRefusal>> {
        let groups = groups(parts);
        let mut wanted = BTreeMap::new();
        let mut refused = Vec::new();
        for (part, group) in parts.iter().zip(&groups) {
            let What::Product { quantity, offer, .. } = part.what else { continue };
            if !part.decided(group.is_some()) || !group.is_none_or(|group| self.takes(parts, part.id, group)) {
                continue;
            }
            let typed = self.0.get(&much(part.id)).filter(|_| offer.has_range());
            match typed.map_or(Ok(quantity), |typed| parse_amount(typed).map_err(|_| Refusal::NotAFigure)) {
                Ok(amount) => {
                    wanted.insert(part.id, amount);
                }
                Err(refusal) => refused.push(FieldRefusal { field: part.id.to_string(), refusal }),
            }
        }
        if refused.is_empty() { Choice::read(parts, &wanted) } else { Err(refused) }
    }

    fn takes(&self, parts: &[Part], line: LineId, (heading, grouping): (usize, Grouping)) -> bool {
        if !grouping.single() {
            return self.0.contains_key(&take(line));
        }
        let name = parts.get(heading).map(|heading| one(heading.id)).unwrap_or_default();
        self.0.get(&name).is_some_and(|picked| picked.parse() == Ok(line))
    }

    /// What a form of this choice posts.
    pub fn of(parts: &[Part], choice: &Choice) -> Picks {
        let mut picks = BTreeMap::new();
        for (part, group) in parts.iter().zip(groups(parts)) {
            let (What::Product { offer, .. }, Some(amount)) = (part.what, choice.quantity(part.id)) else { continue };
            match group {
                Some((heading, grouping)) if grouping.single() => {
                    let heading = parts.get(heading).map(|heading| one(heading.id)).unwrap_or_default();
                    picks.insert(heading, part.id.to_string());
                }
                Some(_) => {
                    picks.insert(take(part.id), "1".into());
                }
                None => {}
            }
            if offer.has_range() {
                picks.insert(much(part.id), plain(amount));
            }
        }
        Picks(picks)
    }
}

/// A quantity as a form holds it, whatever the language: every reader's comma and point are read alike.
fn plain(amount: Decimal) -> String {
    amount.normalize().to_string()
}

#[cfg(test)]
#[path = "picks_tests.rs"]
mod tests;
