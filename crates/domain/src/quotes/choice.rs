//! The customer's choice: which of the lines one may choose are taken, and how much of them.
//!
//! A choice that is applied to lines makes it their preselection, so that one rule says what counts: in the editor, on
//! the customer's page, in what is signed, and in the order.
use super::{
    combo,
    content::{Content, ContentLine},
    group::{Grouping, Offer, Part, What, groups, parts},
    line::{LineInput, Quantity},
    quantity_from::QuantityFrom,
};
use crate::{
    few::Few,
    ids::LineId,
    refusal::{FieldRefusal, Refusal},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is taken of what one may choose: the quantity of each line. Whatever one may choose and is not here is left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Choice(Few<LineId, Decimal>);

/// Which lines count: those outside groups, and what is preselected of each group.
pub fn counted(parts: &[Part]) -> Vec<bool> {
    let groups = groups(parts);
    let mut taken: Few<usize, usize> = Few::new();
    // Of each group of which one is taken: the first that is preselected, else the recommended one, else the first.
    let rank = |offer: &Offer| match (offer.left_out, offer.recommended) {
        (false, _) => 0,
        (true, true) => 1,
        (true, false) => 2,
    };
    let mut best: Few<usize, u8> = Few::new();
    for (at, (part, group)) in parts.iter().zip(&groups).enumerate() {
        let (What::Product { offer, .. }, Some((heading, grouping))) = (part.what, group) else { continue };
        let rank = rank(&offer);
        let better = best.get(heading).is_none_or(|known| rank < *known);
        if grouping.single() && better && (rank == 0 || *grouping == Grouping::ChooseOne) {
            best.insert(*heading, rank);
            taken.insert(*heading, at);
        }
    }
    let mut above = false;
    let counts = |(at, (part, group)): (usize, (&Part, &Option<(usize, Grouping)>))| {
        let counts = match (part.what, group) {
            (What::Product { .. }, None) => true,
            (What::Product { offer, .. }, Some((_, Grouping::Optional))) => !offer.left_out,
            (What::Product { .. }, Some((heading, _))) => taken.get(heading) == Some(&at),
            // As the combo above it.
            (What::ComboItem, _) => above,
            _ => false,
        };
        above = counts;
        counts
    };
    parts.iter().zip(&groups).enumerate().map(counts).collect()
}

/// Whether there is anything to choose.
pub fn choosable(parts: &[Part]) -> bool {
    let groups = groups(parts);
    parts.iter().zip(groups).any(|(part, group)| part.decided(group.is_some()))
}

impl Choice {
    /// What the seller has preselected.
    pub fn preselected(parts: &[Part]) -> Choice {
        let (groups, counted) = (groups(parts), counted(parts));
        let own = parts.iter().zip(groups).zip(counted).filter_map(|((part, group), counts)| match part.what {
            What::Product { quantity, .. } if counts && part.decided(group.is_some()) => {
                Some((part.id, quantity.normalize()))
            }
            _ => None,
        });
        Choice(own.collect())
    }

    /// Checks what somebody wants to take: only what there is, within its bounds, and one where one is to be taken.
    /// # Errors
    /// Refusals by the line's id, or that of the group's heading.
    pub fn read(parts: &[Part], wanted: &BTreeMap<LineId, Decimal>) -> Result<Choice, Vec<FieldRefusal>> {
        let wanted = wanted.iter().map(|(line, quantity)| (*line, *quantity)).collect();
        Choice::checked(parts, &wanted).map_err(told)
    }

    /// As [`Choice::read`], without names of fields.
    /// # Errors
    /// Refusals at their line, or at the group's heading.
    pub(super) fn checked(parts: &[Part], wanted: &Few<LineId, Decimal>) -> Result<Choice, Vec<(LineId, Refusal)>> {
        let groups = groups(parts);
        let mut refused = Vec::new();
        for (id, _) in wanted.iter() {
            let known = parts.iter().zip(&groups).find(|(part, _)| part.id == *id);
            if !known.is_some_and(|(part, group)| part.decided(group.is_some())) {
                refused.push((*id, Refusal::NotThere));
            }
        }
        let mut taken = Few::new();
        let mut of_group: Few<usize, u32> = Few::new();
        for (part, group) in parts.iter().zip(&groups) {
            let What::Product { quantity, offer, .. } = part.what else { continue };
            if !part.decided(group.is_some()) {
                continue;
            }
            let Some(amount) = wanted.get(&part.id) else {
                if group.is_none() {
                    // Only its quantity may be chosen: it is taken in any case.
                    taken.insert(part.id, quantity.normalize());
                }
                continue;
            };
            let fits = if offer.has_range() { offer.within(*amount) } else { fixed(*amount, quantity) };
            let amount = fits.and_then(|()| Quantity::new(*amount));
            match amount {
                Ok(amount) => {
                    taken.insert(part.id, amount.get());
                }
                Err(refusal) => refused.push((part.id, refusal)),
            }
            if let Some((heading, _)) = group.filter(|(_, grouping)| grouping.single()) {
                let count = of_group.of(heading);
                *count += 1;
                if *count > 1 {
                    refused.push((part.id, Refusal::NotAChoice));
                }
            }
        }
        for (part, group) in parts.iter().zip(&groups) {
            let Some((heading, Grouping::ChooseOne)) = group else { continue };
            if matches!(part.what, What::Product { .. }) && !of_group.contains_key(heading) {
                of_group.insert(*heading, 0);
                refused.extend(parts.get(*heading).map(|heading| (heading.id, Refusal::Required)));
            }
        }
        if refused.is_empty() { Ok(Choice(taken)) } else { Err(refused) }
    }

    /// The quantity taken of a line; nothing where it is left.
    pub fn quantity(&self, line: LineId) -> Option<Decimal> {
        self.0.get(&line).copied()
    }

    /// What is taken, as somebody may ask for it.
    pub fn wanted(&self) -> BTreeMap<LineId, Decimal> {
        self.0.clone().into_iter().collect()
    }

    /// What is taken, line by line.
    pub(super) fn taken(&self) -> impl Iterator<Item = (LineId, Decimal)> {
        self.0.iter().copied()
    }

    /// Whether nothing was chosen.
    pub fn is_empty(&self) -> bool {
        self.0.iter().next().is_none()
    }

    /// The canonical text: ids in order, quantities as strings without trailing zeros. Its SHA-256 identifies it.
    pub fn canonical(&self) -> String {
        let plain: BTreeMap<String, String> =
            self.0.iter().map(|(id, quantity)| (id.to_string(), quantity.normalize().to_string())).collect();
        serde_json::to_string(&plain).unwrap_or_default()
    }

    /// Reads a canonical text back.
    /// # Errors
    /// When the text is not such JSON.
    pub fn from_canonical(text: &str) -> Result<Choice, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Makes the choice the preselection of lines that are typed.
    pub fn put(&self, lines: &mut [LineInput]) {
        let parts = parts_of_inputs(lines);
        for ((part, group), line) in parts.iter().zip(groups(&parts)).zip(lines.iter_mut()) {
            let LineInput::Product(line) = line else { continue };
            if part.decided(group.is_some()) {
                line.offer.left_out = group.is_some() && !self.0.contains_key(&part.id);
                if let Some(chosen) = self.quantity(part.id).filter(|chosen| *chosen != line.quantity) {
                    (line.quantity, line.quantity_from) = (chosen, QuantityFrom::Customer);
                }
            }
        }
        combo::follow(lines);
    }
}

/// Refusals by the name of their field: the id of the line or heading.
pub(super) fn told(refused: Vec<(LineId, Refusal)>) -> Vec<FieldRefusal> {
    refused.into_iter().map(|(id, refusal)| FieldRefusal::at(id.to_string(), refusal)).collect()
}

/// Lines that are typed as the rules of groups see them.
pub fn parts_of_inputs(lines: &[LineInput]) -> Vec<Part> {
    lines.iter().map(part_of_input).collect()
}

fn part_of_input(line: &LineInput) -> Part {
    let what = match line {
        LineInput::Section { shape, .. } => What::Heading(*shape),
        LineInput::Note { .. } => What::Note,
        LineInput::Product(line) if line.role.is_combo_item() => What::ComboItem,
        LineInput::Product(line) => {
            What::Product { quantity: line.quantity, offer: line.offer, sold: line.role.is_offered() }
        }
    };
    Part { id: line.id(), what }
}

fn fixed(amount: Decimal, quantity: Decimal) -> Result<(), Refusal> {
    if amount == quantity { Ok(()) } else { Err(Refusal::NotAChoice) }
}

impl Content {
    /// The lines as the rules of groups see them.
    pub fn parts(&self) -> Vec<Part> {
        parts(&self.lines)
    }

    /// What is bought: only what counts, with nothing left to choose. Numbers stay those of the version.
    pub fn settled(&self) -> Content {
        let parts = self.parts();
        let (groups, counted) = (groups(&parts), counted(&parts));
        let holds = |heading: usize| {
            groups.iter().zip(&counted).any(|(group, counts)| *counts && group.is_some_and(|(at, _)| at == heading))
        };
        let kept = |(at, line): (usize, &ContentLine)| {
            let counts = counted.get(at).copied().unwrap_or_default();
            let group = groups.get(at).copied().flatten();
            match line {
                ContentLine::Product { .. } if !counts => None,
                ContentLine::Section { .. } if group.is_some_and(|(heading, _)| heading == at && !holds(at)) => None,
                ContentLine::Section { id, title, net, shape } => Some(ContentLine::Section {
                    id: *id,
                    title: title.clone(),
                    net: *net,
                    shape: super::group::Shape { grouping: Grouping::Plain, ..*shape },
                }),
                line => {
                    let mut line = line.clone();
                    if let ContentLine::Product { offer, .. } = &mut line {
                        *offer = Offer::default();
                    }
                    Some(line)
                }
            }
        };
        let lines = self.lines.iter().enumerate().filter_map(kept).collect();
        Content { lines, book: None, delivery: None, ..self.clone() }
    }

    /// What there would be to pay if every option that may be ticked were; nothing where nothing may be.
    /// # Errors
    /// [`Refusal::AmountTooLarge`].
    pub fn with_all(&self) -> Result<Option<Content>, Refusal> {
        let parts = self.parts();
        let mut all = Choice::preselected(&parts);
        for (part, group) in parts.iter().zip(groups(&parts)) {
            if let (What::Product { quantity, .. }, Some((_, Grouping::Optional))) = (part.what, group)
                && !all.0.contains_key(&part.id)
            {
                all.0.insert(part.id, quantity);
            }
        }
        if self.book.is_none() { Ok(None) } else { self.with(&all).map(Some) }
    }
}

#[cfg(test)]
#[path = "choice_tests.rs"]
mod tests;
