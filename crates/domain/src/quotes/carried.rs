//! What becomes of a customer's choice when a newer version is sent: what they chose otherwise than the seller had
//! preselected stays chosen, wherever that line still exists and may still be chosen; the rest follows the seller.
use super::{
    choice::Choice,
    group::{Grouping, Part, What, groups},
};
use crate::{few::Few, ids::LineId};
use rust_decimal::Decimal;

/// A choice of an older version as it stands in a newer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// What is taken of the newer version.
    pub choice: Choice,
    /// Whether everything holds that was chosen otherwise than the seller had preselected it.
    pub whole: bool,
}

/// What a customer decided otherwise than it was offered.
struct Asked {
    line: LineId,
    /// Whether they take it.
    taken: bool,
    /// How much, where it is not the offered quantity.
    much: Option<Decimal>,
}

impl Choice {
    /// This choice, made of an older version, in a newer one. It is always one that may be made of that.
    pub fn carried(&self, then: &[Part], now: &[Part]) -> Carried {
        let (asked, offered) = (self.asked(then), Choice::preselected(now));
        let of = |line: LineId| asked.iter().find(|asked| asked.line == line);
        let groups = groups(now);
        let mut wanted = Few::new();
        for (part, group) in now.iter().zip(&groups) {
            let What::Product { quantity, offer, .. } = part.what else { continue };
            let mine = of(part.id);
            let taken = match group {
                _ if !part.decided(group.is_some()) => false,
                None => true,
                Some((heading, grouping)) if grouping.single() => {
                    let members =
                        now.iter().zip(&groups).filter(|(_, group)| group.is_some_and(|(other, _)| other == *heading));
                    let members: Vec<LineId> = members.map(|(part, _)| part.id).collect();
                    one(&members, of, &offered, *grouping) == Some(part.id)
                }
                Some(_) => mine.map_or(offered.quantity(part.id).is_some(), |asked| asked.taken),
            };
            if taken {
                let much = mine.and_then(|asked| asked.much);
                let much = much.filter(|much| offer.has_range() && offer.within(*much).is_ok());
                wanted.insert(part.id, much.unwrap_or(quantity).normalize());
            }
        }
        // Whatever cannot be made of the newer version at all leaves it as it is offered.
        let Ok(choice) = Choice::checked(now, &wanted) else { return Carried { choice: offered, whole: false } };
        let whole = asked.iter().all(|asked| asked.holds(&choice, now));
        Carried { choice, whole }
    }

    /// What is decided otherwise than it was preselected.
    fn asked(&self, then: &[Part]) -> Vec<Asked> {
        let offered = Choice::preselected(then);
        let decided = then.iter().zip(groups(then)).filter(|(part, group)| part.decided(group.is_some()));
        let other = decided.filter(|(part, _)| self.quantity(part.id) != offered.quantity(part.id));
        let asked = other.filter_map(|(part, _)| {
            let What::Product { quantity, .. } = part.what else { return None };
            let own = self.quantity(part.id);
            Some(Asked { line: part.id, taken: own.is_some(), much: own.filter(|own| *own != quantity) })
        });
        asked.collect()
    }
}

/// The line that is taken of a group of which no more than one is: what was asked for, else what is preselected unless
/// that was left.
fn one<'a>(
    members: &[LineId],
    asked: impl Fn(LineId) -> Option<&'a Asked>,
    offered: &Choice,
    grouping: Grouping,
) -> Option<LineId> {
    let mut wished = members.iter().filter(|line| asked(**line).is_some_and(|asked| asked.taken));
    let preselected = members.iter().find(|line| offered.quantity(**line).is_some());
    match (wished.next(), wished.next()) {
        (Some(line), None) => Some(*line),
        (None, _) if grouping != Grouping::ChooseOne => {
            preselected.filter(|line| asked(**line).is_none_or(|asked| asked.taken)).copied()
        }
        _ => preselected.copied(),
    }
}

impl Asked {
    /// Whether it is so in a choice of the newer version.
    fn holds(&self, choice: &Choice, now: &[Part]) -> bool {
        let found = now.iter().zip(groups(now)).find(|(part, _)| part.id == self.line);
        let has = found.and_then(|(part, group)| match part.what {
            What::Product { .. } if part.decided(group.is_some()) => choice.quantity(part.id),
            // Nothing to choose about it any more: it is bought in any case.
            What::Product { quantity, .. } => Some(quantity),
            What::Heading(_) | What::ComboItem | What::Note => None,
        });
        has.is_some() == self.taken && self.much.is_none_or(|much| has == Some(much))
    }
}

#[cfg(test)]
#[path = "carried_tests.rs"]
mod tests;
