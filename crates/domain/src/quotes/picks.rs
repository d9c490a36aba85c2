//! What a form posts of a choice, and which choice that is.
//!
//! A line of an optional group posts `take.<line>`, a group of which one is taken `one.<heading>` with the line's id,
//! a quantity within bounds `much.<line>`. Whatever else a form holds is not looked at.
use super::{
    choice::{self, Choice},
    group::{Grouping, Part, What, groups},
};
use crate::{
    few::Few,
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

/// A form that asks for a choice, posted or on the screen.
pub trait Form {
    /// Whether the box that takes a line is ticked.
    fn takes(&self, line: LineId) -> bool;
    /// The line that is taken of the group under a heading.
    fn picked(&self, heading: LineId) -> Option<LineId>;
    /// How much is taken of a line, where that is typed.
    fn amount(&self, line: LineId) -> Option<Result<Decimal, Refusal>>;
}

/// The choice a form stands for.
/// # Errors
/// [`Refusal::NotAFigure`] at a line for a quantity; otherwise those of [`Choice::read`].
pub fn chosen(form: &impl Form, parts: &[Part]) -> Result<Choice, Vec<(LineId, Refusal)>> {
    let groups = groups(parts);
    let mut wanted = Few::new();
    let mut refused = Vec::new();
    let takes = |line: LineId, (heading, grouping): (usize, Grouping)| {
        if !grouping.single() {
            return form.takes(line);
        }
        parts.get(heading).and_then(|heading| form.picked(heading.id)) == Some(line)
    };
    for (part, group) in parts.iter().zip(&groups) {
        let What::Product { quantity, offer, .. } = part.what else { continue };
        if !part.decided(group.is_some()) || !group.is_none_or(|group| takes(part.id, group)) {
            continue;
        }
        let typed = if offer.has_range() { form.amount(part.id) } else { None };
        match typed.unwrap_or(Ok(quantity)) {
            Ok(amount) => {
                wanted.insert(part.id, amount);
            }
            Err(refusal) => refused.push((part.id, refusal)),
        }
    }
    if refused.is_empty() { Choice::checked(parts, &wanted) } else { Err(refused) }
}

impl Form for Picks {
    fn takes(&self, line: LineId) -> bool {
        self.0.contains_key(&take(line))
    }

    fn picked(&self, heading: LineId) -> Option<LineId> {
        self.0.get(&one(heading))?.parse().ok()
    }

    fn amount(&self, line: LineId) -> Option<Result<Decimal, Refusal>> {
        self.0.get(&much(line)).map(|typed| parse_amount(typed).map_err(|_| Refusal::NotAFigure))
    }
}

impl Picks {
    /// The choice.
    /// # Errors
    /// [`Refusal::NotAFigure`] and the like at a line's id for a quantity; otherwise those of [`Choice::read`].
    pub fn read(&self, parts: &[Part]) -> Result<Choice, Vec<FieldRefusal>> {
        chosen(self, parts).map_err(choice::told)
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
