//! What differs between two versions: facts of the head, and lines that came, went, moved or say something else.
//!
//! A line keeps its identity through every edit, so it is found again whatever it says now. Numbers of lines and sums of
//! sections follow from the lines and are no differences of their own.
use super::{
    blocks::Block,
    choice,
    content::{Buyer, Content, ContentLine, Person, Warehouse},
    demands::Demands,
    group,
    shipment::Shipment,
    totals::Totals,
};
use crate::{ids::LineId, lang::Lang, payment::demand::Demand};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What differs between two versions of one quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Facts of the head that differ, in the order of the document.
    pub facts: Vec<Fact>,
    /// Lines that differ: those that went first, then the others in the order of the later version.
    pub lines: Vec<LineChange>,
    /// How many lines are as they were.
    pub unchanged: usize,
    /// What the earlier version comes to.
    pub before: Totals,
    /// What the later version comes to.
    pub after: Totals,
}

/// A pair of values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair<T> {
    /// In the earlier version.
    pub before: T,
    /// In the later version.
    pub after: T,
}

/// A fact of the head that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// What it is about.
    Title(Pair<String>),
    /// Language of the document.
    Language(Pair<Lang>),
    /// Who buys.
    Buyer(Pair<Box<Buyer>>),
    /// Who answers for it.
    Salesperson(Pair<Box<Person>>),
    /// The customer's own reference.
    Reference(Pair<String>),
    /// The last day it can be accepted.
    ValidUntil(Pair<NaiveDate>),
    /// What is demanded on acceptance.
    Deposit(Pair<Option<Box<Demand>>>),
    /// Whether it is accepted by name alone, without a signature.
    Unsigned(Pair<bool>),
    /// What must be told besides the name by whoever accepts.
    Demands(Pair<Demands>),
    /// When to pay.
    PaymentTerms(Pair<String>),
    /// The expected delivery.
    Delivery(Pair<Option<NaiveDate>>),
    /// Where and how it is delivered.
    Shipment(Pair<Box<Shipment>>),
    /// Where the goods leave from.
    Warehouse(Pair<Option<Box<Warehouse>>>),
    /// The opening text.
    Introduction(Pair<String>),
    /// Other terms.
    Terms(Pair<String>),
    /// What stands above the lines.
    Blocks(Pair<Vec<Block>>),
}

/// A line that differs. Places are indexes, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "nearly every line is the largest of them")]
pub enum LineChange {
    /// It is no longer there.
    Removed {
        /// As it was.
        line: ContentLine,
    },
    /// It is new.
    Added {
        /// As it is.
        line: ContentLine,
        /// Where it stands.
        at: usize,
    },
    /// It says something else, stands elsewhere among the others, or both.
    Changed {
        /// As it was.
        before: ContentLine,
        /// As it is.
        after: ContentLine,
        /// Where it stands now, when it was moved.
        moved_to: Option<usize>,
    },
}

/// What of a product line differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// What it is called; a heading; a remark.
    Name,
    /// More about it.
    Description,
    /// How much.
    Quantity,
    /// The unit.
    Unit,
    /// Price of one.
    UnitPrice,
    /// The discount.
    Discount,
    /// The tax rate.
    Tax,
    /// What the customer may choose.
    Choice,
}

impl LineChange {
    /// What the change does to the net: positive makes it dearer.
    pub fn net(&self) -> Decimal {
        match self {
            LineChange::Removed { line } => -net(line),
            LineChange::Added { line, .. } => net(line),
            LineChange::Changed { before, after, .. } => net(after) - net(before),
        }
    }

    /// What of a changed line differs; empty for one that only moved, that came or went.
    pub fn aspects(&self) -> Vec<Aspect> {
        match self {
            LineChange::Changed { before, after, .. } => aspects(before, after),
            _ => Vec::new(),
        }
    }
}

impl Difference {
    /// What differs between an earlier and a later version of one quotation.
    pub fn between(before: &Content, after: &Content) -> Difference {
        let lines = changes(&before.lines, &after.lines);
        let touched = lines.iter().filter(|change| !matches!(change, LineChange::Removed { .. })).count();
        Difference {
            facts: facts(before, after),
            unchanged: after.lines.len().saturating_sub(touched),
            lines,
            before: before.totals.clone(),
            after: after.totals.clone(),
        }
    }

    /// Whether both say the same.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.lines.is_empty() && self.before == self.after
    }

    /// The later version, made of the earlier one and what differs. Its number and its day stay the earlier one's.
    #[must_use]
    pub fn apply(&self, before: &Content) -> Content {
        let mut content = before.clone();
        for fact in &self.facts {
            match fact.clone() {
                Fact::Title(pair) => content.title = pair.after,
                Fact::Language(pair) => content.language = pair.after,
                Fact::Buyer(pair) => content.buyer = *pair.after,
                Fact::Salesperson(pair) => content.salesperson = *pair.after,
                Fact::Reference(pair) => content.customer_reference = pair.after,
                Fact::ValidUntil(pair) => content.valid_until = pair.after,
                Fact::PaymentTerms(pair) => content.payment_terms = pair.after,
                Fact::Delivery(pair) => content.delivery_on = pair.after,
                Fact::Deposit(pair) => content.deposit = pair.after.map(|demand| *demand),
                Fact::Unsigned(pair) => content.unsigned = pair.after,
                Fact::Demands(pair) => content.demands = pair.after,
                Fact::Shipment(pair) => content.shipment = *pair.after,
                Fact::Warehouse(pair) => content.warehouse = pair.after.map(|one| *one),
                Fact::Introduction(pair) => content.introduction = pair.after,
                Fact::Terms(pair) => content.terms = pair.after,
                Fact::Blocks(pair) => content.blocks = pair.after,
            }
        }
        content.lines = self.apply_lines(&before.lines);
        content.totals = self.after.clone();
        content
    }

    fn apply_lines(&self, before: &[ContentLine]) -> Vec<ContentLine> {
        let mut lines: Vec<ContentLine> = before.to_vec();
        let mut placed: BTreeMap<usize, ContentLine> = BTreeMap::new();
        for change in &self.lines {
            match change {
                LineChange::Removed { line } => lines.retain(|known| known.id() != line.id()),
                LineChange::Added { line, at } => {
                    placed.insert(*at, line.clone());
                }
                LineChange::Changed { after, moved_to: Some(at), .. } => {
                    lines.retain(|known| known.id() != after.id());
                    placed.insert(*at, after.clone());
                }
                LineChange::Changed { after, moved_to: None, .. } => {
                    if let Some(line) = lines.iter_mut().find(|known| known.id() == after.id()) {
                        line.clone_from(after);
                    }
                }
            }
        }
        // From the top down, so that each index is right when its turn comes.
        for (at, line) in placed {
            lines.insert(at.min(lines.len()), line);
        }
        settle(&mut lines);
        lines
    }
}

fn facts(before: &Content, after: &Content) -> Vec<Fact> {
    fn pair<T: Clone + PartialEq>(before: &T, after: &T) -> Option<Pair<T>> {
        (before != after).then(|| Pair { before: before.clone(), after: after.clone() })
    }
    let boxed = |buyer: &Buyer| Box::new(buyer.clone());
    let person = |person: &Person| Box::new(person.clone());
    let demand = |demand: &Option<Demand>| demand.clone().map(Box::new);
    let warehouse = |one: &Option<Warehouse>| one.clone().map(Box::new);
    let shipment = |shipment: &Shipment| Box::new(shipment.clone());
    [
        pair(&before.title, &after.title).map(Fact::Title),
        pair(&before.language, &after.language).map(Fact::Language),
        pair(&boxed(&before.buyer), &boxed(&after.buyer)).map(Fact::Buyer),
        pair(&person(&before.salesperson), &person(&after.salesperson)).map(Fact::Salesperson),
        pair(&before.customer_reference, &after.customer_reference).map(Fact::Reference),
        pair(&before.valid_until, &after.valid_until).map(Fact::ValidUntil),
        pair(&before.payment_terms, &after.payment_terms).map(Fact::PaymentTerms),
        pair(&before.delivery_on, &after.delivery_on).map(Fact::Delivery),
        pair(&demand(&before.deposit), &demand(&after.deposit)).map(Fact::Deposit),
        pair(&before.unsigned, &after.unsigned).map(Fact::Unsigned),
        pair(&before.demands, &after.demands).map(Fact::Demands),
        pair(&shipment(&before.shipment), &shipment(&after.shipment)).map(Fact::Shipment),
        pair(&warehouse(&before.warehouse), &warehouse(&after.warehouse)).map(Fact::Warehouse),
        pair(&before.introduction, &after.introduction).map(Fact::Introduction),
        pair(&before.terms, &after.terms).map(Fact::Terms),
        pair(&before.blocks, &after.blocks).map(Fact::Blocks),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn changes(before: &[ContentLine], after: &[ContentLine]) -> Vec<LineChange> {
    let places: BTreeMap<LineId, usize> = before.iter().enumerate().map(|(at, line)| (line.id(), at)).collect();
    let kept: BTreeSet<LineId> = after.iter().map(ContentLine::id).collect();
    let common: Vec<(LineId, usize)> =
        after.iter().filter_map(|line| Some((line.id(), *places.get(&line.id())?))).collect();
    let still = in_order(&common);
    let removed = before.iter().filter(|line| !kept.contains(&line.id()));
    let mut changes: Vec<LineChange> = removed.map(|line| LineChange::Removed { line: line.clone() }).collect();
    for (at, line) in after.iter().enumerate() {
        match places.get(&line.id()).and_then(|place| before.get(*place)) {
            None => changes.push(LineChange::Added { line: line.clone(), at }),
            Some(old) => {
                let moved_to = (!still.contains(&line.id())).then_some(at);
                if moved_to.is_some() || plain(old) != plain(line) {
                    changes.push(LineChange::Changed { before: old.clone(), after: line.clone(), moved_to });
                }
            }
        }
    }
    changes
}

/// The longest run of lines whose order is the same in both versions; the others were moved.
fn in_order(common: &[(LineId, usize)]) -> BTreeSet<LineId> {
    // Patience sorting: `tops` holds the index of the smallest end of a run of each length.
    let (mut tops, mut previous): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    let place = |index: &usize| common.get(*index).map_or(0, |(_, place)| *place);
    for (index, (_, at)) in common.iter().enumerate() {
        let length = tops.partition_point(|top| place(top) < *at);
        previous.push(length.checked_sub(1).and_then(|shorter| tops.get(shorter).copied()));
        match tops.get_mut(length) {
            Some(top) => *top = index,
            None => tops.push(index),
        }
    }
    let last = tops.last().copied();
    std::iter::successors(last, |index| previous.get(*index).copied().flatten())
        .filter_map(|index| common.get(index).map(|(id, _)| *id))
        .collect()
}

/// A line without what follows from the others.
fn plain(line: &ContentLine) -> ContentLine {
    let mut line = line.clone();
    match &mut line {
        ContentLine::Section { net, .. } => *net = Decimal::ZERO,
        // A tax is named, and a wish kept, only where the customer may choose.
        ContentLine::Product { number, tax, wish, .. } => (*number, *tax, *wish) = (0, None, None),
        ContentLine::Note { .. } => {}
    }
    line
}

/// Numbers the lines and adds up the sections anew.
fn settle(lines: &mut [ContentLine]) {
    let mut next = 0;
    for line in lines.iter_mut() {
        if let ContentLine::Product { number, .. } = line {
            next += 1;
            *number = next;
        }
    }
    let parts = group::parts(lines.iter());
    let nets: Vec<Decimal> = lines.iter().map(net).collect();
    let sums = group::sums(&parts, &nets, &choice::counted(&parts));
    for (at, line) in lines.iter_mut().enumerate() {
        if let ContentLine::Section { net, .. } = line {
            *net = sums.get(&at).copied().unwrap_or_default();
        }
    }
}

fn net(line: &ContentLine) -> Decimal {
    match line {
        ContentLine::Product { net, .. } => *net,
        ContentLine::Section { .. } | ContentLine::Note { .. } => Decimal::ZERO,
    }
}

fn aspects(before: &ContentLine, after: &ContentLine) -> Vec<Aspect> {
    let mut found = Vec::new();
    let mut look = |aspect: Aspect, differs: bool| {
        if differs {
            found.push(aspect);
        }
    };
    look(Aspect::Name, before.text() != after.text());
    if let (
        ContentLine::Product { description, quantity, unit, unit_price, discount, tax_percent, offer, .. },
        ContentLine::Product {
            description: new_description,
            quantity: new_quantity,
            unit: new_unit,
            unit_price: new_price,
            discount: new_discount,
            tax_percent: new_tax,
            offer: new_offer,
            ..
        },
    ) = (before, after)
    {
        look(Aspect::Description, description != new_description);
        look(Aspect::Quantity, quantity != new_quantity);
        look(Aspect::Unit, unit != new_unit);
        look(Aspect::UnitPrice, unit_price != new_price);
        look(Aspect::Discount, discount != new_discount);
        look(Aspect::Tax, tax_percent != new_tax);
        look(Aspect::Choice, offer != new_offer);
    }
    if let (ContentLine::Section { shape, .. }, ContentLine::Section { shape: new_shape, .. }) = (before, after) {
        look(Aspect::Choice, shape != new_shape);
    }
    found
}

#[cfg(test)]
#[path = "difference_tests.rs"]
mod tests;
