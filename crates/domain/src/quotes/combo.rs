//! A combo on a quotation: its own line, which costs nothing, and right below it a line for each item. The items'
//! quantity and discount are the combo's; their prices are its price shared over them.
use super::{
    content::ContentLine,
    line::{Line, LineInput, ProductLineInput},
    role::LineRole,
};
use crate::{
    ids::{ComboChoiceId, LineId, ProductId},
    refusal::{Fields, Refusal},
};
use rust_decimal::Decimal;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// A combo with what is taken of each choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Where its line stands.
    pub at: usize,
    /// The combo.
    pub product: Option<ProductId>,
    /// Its items: place, choice, product.
    pub items: Vec<(usize, ComboChoiceId, Option<ProductId>)>,
}

impl Taken {
    /// What is taken of each choice; lines without a product are left out.
    pub fn picks(&self) -> Vec<(ComboChoiceId, ProductId)> {
        self.items.iter().filter_map(|(_, choice, product)| Some((*choice, (*product)?))).collect()
    }
}

/// The combos among lines, in order.
pub fn taken(inputs: &[LineInput]) -> Vec<Taken> {
    let mut found: Vec<Taken> = Vec::new();
    for (at, input) in inputs.iter().enumerate() {
        let LineInput::Product(line) = input else { continue };
        match (line.role, found.last_mut()) {
            (LineRole::Combo, _) => found.push(Taken { at, product: line.product, items: Vec::new() }),
            (LineRole::ComboItem { choice, .. }, Some(combo)) => combo.items.push((at, choice, line.product)),
            _ => {}
        }
    }
    found
}

/// The places of a line and of what goes with it: a combo with its items; all of them for an item.
pub fn block(roles: &[LineRole], at: usize) -> Range<usize> {
    let is_item = |at: usize| roles.get(at).is_some_and(LineRole::is_combo_item);
    let mut first = at;
    while first > 0 && is_item(first) {
        first -= 1;
    }
    if !roles.get(first).is_some_and(LineRole::is_combo) {
        return at..at + 1;
    }
    let mut end = first + 1;
    while is_item(end) {
        end += 1;
    }
    first..end
}

/// Refuses items apart from their combo, combos without items, and figures that are not the combo's.
pub(super) fn check(inputs: &[LineInput], fields: &mut Fields) {
    let mut open: Option<(usize, &ProductLineInput)> = None;
    let mut choices = BTreeSet::new();
    let close = |open: Option<(usize, &ProductLineInput)>, none: bool, fields: &mut Fields| {
        if let (Some((at, _)), true) = (open, none) {
            fields.refuse(format!("lines.{at}.name"), Refusal::ComboIncomplete);
        }
    };
    for (at, input) in inputs.iter().enumerate() {
        let line = match input {
            LineInput::Product(line) => line,
            _ => {
                close(open.take(), choices.is_empty(), fields);
                continue;
            }
        };
        let Some((combo, choice)) = line.role.item() else {
            close(open.take(), choices.is_empty(), fields);
            if line.role.is_combo() {
                open = Some((at, line));
                choices.clear();
                if !line.unit_price.is_zero() {
                    fields.refuse(format!("lines.{at}.unit_price"), Refusal::FollowsCombo);
                }
            }
            continue;
        };
        let Some((_, own)) = open.filter(|(_, own)| own.id == combo) else {
            fields.refuse(format!("lines.{at}.name"), Refusal::ComboApart);
            continue;
        };
        if !choices.insert(choice) {
            fields.refuse(format!("lines.{at}.name"), Refusal::ComboDoubled);
        }
        for (field, same) in [("quantity", line.quantity == own.quantity), ("discount", line.discount == own.discount)]
        {
            if !same {
                fields.refuse(format!("lines.{at}.{field}"), Refusal::FollowsCombo);
            }
        }
    }
    close(open, choices.is_empty(), fields);
}

/// Whether combos and items stand as they should.
pub fn stands(inputs: &[LineInput]) -> bool {
    let mut fields = Fields::new();
    check(inputs, &mut fields);
    fields.into_refusals().is_empty()
}

/// Gives items the quantity and discount of the combo above them.
pub fn follow(lines: &mut [LineInput]) {
    let mut of = None;
    for line in lines {
        let LineInput::Product(line) = line else { continue };
        match (line.role, of) {
            (LineRole::Combo, _) => of = Some((line.quantity, line.discount)),
            (LineRole::ComboItem { .. }, Some(combo)) => (line.quantity, line.discount) = combo,
            _ => {}
        }
    }
}

/// As [`follow`], of lines that are right.
pub(super) fn follow_lines(lines: &mut [Line]) {
    let mut of = None;
    for line in lines {
        let Line::Product(line) = line else { continue };
        match (line.role, of) {
            (LineRole::Combo, _) => of = Some((line.quantity, line.discount)),
            (LineRole::ComboItem { .. }, Some(combo)) => (line.quantity, line.discount) = combo,
            _ => {}
        }
    }
}

/// Names the combo above them to items whose lines were given another identity.
pub fn bind(lines: &mut [LineInput]) {
    let mut of = None;
    for line in lines {
        let LineInput::Product(line) = line else { continue };
        match (&mut line.role, of) {
            (LineRole::Combo, _) => of = Some(line.id),
            (LineRole::ComboItem { combo, .. }, Some(id)) => *combo = id,
            _ => {}
        }
    }
}

/// Brings items that stand apart back to their combo, in the order they have.
pub fn gather(lines: Vec<LineInput>) -> Vec<LineInput> {
    let of = |line: &LineInput| match line {
        LineInput::Product(line) => line.role.item().map(|(combo, _)| combo),
        _ => None,
    };
    let there: BTreeSet<LineId> = lines.iter().map(LineInput::id).collect();
    let mut items: BTreeMap<LineId, Vec<LineInput>> = BTreeMap::new();
    let mut rest = Vec::with_capacity(lines.len());
    for line in lines {
        match of(&line).filter(|combo| there.contains(combo)) {
            Some(combo) => items.entry(combo).or_default().push(line),
            None => rest.push(line),
        }
    }
    rest.into_iter()
        .flat_map(|line| {
            let own = items.remove(&line.id()).unwrap_or_default();
            std::iter::once(line).chain(own)
        })
        .collect()
}

/// What each combo of a document comes to: the nets of its items.
pub fn sums(lines: &[ContentLine]) -> BTreeMap<LineId, Decimal> {
    let mut sums: BTreeMap<LineId, Decimal> = BTreeMap::new();
    let mut of = None;
    for line in lines {
        let ContentLine::Product { id, mark, net, .. } = line else { continue };
        if mark.is_combo() {
            of = Some(*id);
            sums.insert(*id, Decimal::ZERO);
        } else if let Some(combo) = of.filter(|_| mark.is_combo_item()) {
            *sums.entry(combo).or_default() += *net;
        }
    }
    sums
}

#[cfg(test)]
#[path = "combo_tests.rs"]
mod tests;
