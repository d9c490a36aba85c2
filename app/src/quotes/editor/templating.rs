//! A template taken by a quotation that is there already: its lines beside those of the page or in their place, and of its
//! head what the seller has ticked; all of it one change that can be taken back.
use super::{
    autosave::{Event, Standing},
    delivering::role,
    desk::{Desk, Row},
    head_fields::text_of,
    keys::Kind,
    row_data::RowData,
    undo::Undo,
};
use crate::{
    content::api::save_content,
    quotes::api::{read_quote, set_exempt},
};
use domain::{
    ids::{BlockId, LineId, TemplateId},
    lang::Lang,
    quotes::{
        blocks::Block,
        line::LineInput,
        totals::{Totals, totals},
    },
};
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use std::collections::HashMap;
use uuid::Uuid;
use wire::{
    content::SaveContent,
    problem::Problem,
    quotes::{QuoteFields, SetExempt},
    shared::IdempotencyKey,
    templates::{OfferTemplate, TemplateOffer},
};

/// What of a head a template can say, by the names of the fields; the last is what stands above the lines.
pub const FACTS: [&str; 11] = [
    "title",
    "introduction",
    "terms",
    "payment_terms",
    "valid_until",
    "price_list",
    "deposit.kind",
    "unsigned",
    "demands",
    EXEMPT,
    BLOCKS,
];
/// Why the consumer cannot withdraw.
pub const EXEMPT: &str = "exempt";
/// What stands above the lines.
pub const BLOCKS: &str = "blocks";
/// Tries to save what stands above the lines when somebody, or this page itself, saved in between.
const TRIES: u32 = 3;

/// The head as the template would have it.
pub fn head_of(offer: &TemplateOffer, now: &QuoteFields) -> QuoteFields {
    let said = |text: &String, now: &String| if text.is_empty() { now.clone() } else { text.clone() };
    QuoteFields {
        title: said(&offer.title, &now.title),
        introduction: said(&offer.introduction, &now.introduction),
        terms: said(&offer.terms, &now.terms),
        payment_terms: said(&offer.payment_terms, &now.payment_terms),
        valid_until: offer.valid_until.or(now.valid_until),
        price_list: offer.price_list.or(now.price_list),
        deposit: if offer.deposit.is_none() { now.deposit.clone() } else { offer.deposit.clone() },
        unsigned: offer.unsigned.unwrap_or(now.unsigned),
        demands: if offer.demands.is_none() { now.demands } else { offer.demands },
        ..now.clone()
    }
}

/// Whether a template would change a fact.
pub fn changes(offer: &TemplateOffer, now: &QuoteFields, name: &str) -> bool {
    let after = head_of(offer, now);
    match name {
        BLOCKS => !offer.blocks.is_empty(),
        EXEMPT => offer.exempt.is_some(),
        "deposit.kind" => after.deposit != now.deposit,
        name => text_of(&after, name) != text_of(now, name),
    }
}

impl Desk {
    /// What is asked of a template, for the quotation as it stands on the page. Not tracked.
    pub fn template_question(self, template: TemplateId, own_list: bool) -> OfferTemplate {
        untrack(|| OfferTemplate {
            quote: self.id,
            template,
            language: self.head.language.with(|code| Lang::parse(code)).unwrap_or_default(),
            list: self.price_list(),
            position: self.head.fiscal_position(),
            own_list,
        })
    }

    /// Whether what stands in a fact is what would stand there by itself, or nothing: then nobody wrote it.
    pub fn nobody_wrote(self, name: &str, now: &QuoteFields) -> bool {
        let text = text_of(now, name);
        self.view.with_untracked(|view| match name {
            BLOCKS => view.blocks.is_empty(),
            EXEMPT => view.exempt.as_deref().is_none_or(str::is_empty),
            "deposit.kind" => now.deposit.is_none(),
            name => text.is_empty() || view.usual.iter().any(|one| one.field == name && one.value == text),
        })
    }

    fn lines_of(self, offer: &TemplateOffer) -> Vec<RowData> {
        let costs: HashMap<LineId, Decimal> = offer.costs.iter().flatten().copied().collect();
        self.book.with_untracked(|book| {
            let line = |line: &LineInput| {
                let mut data = RowData::stored(line);
                if let Some(booked) = book.find(data.tax) {
                    data.tax_percent = booked.percent();
                }
                data.cost = costs.get(&data.id).copied().unwrap_or_default();
                data
            };
            offer.lines.iter().map(line).collect()
        })
    }

    /// What the quotation would come to. Not tracked.
    pub fn totals_with_template(self, offer: &TemplateOffer, replace: bool) -> Option<Totals> {
        let now = if replace { Vec::new() } else { self.rows.get_untracked() };
        let mut lines: Vec<RowData> = now.iter().map(|row| row.data.get_untracked()).collect();
        let kinds: Vec<(Kind, bool)> = now.iter().map(|row| (row.kind, sold(row))).collect();
        let added = self.lines_of(offer);
        for (at, more) in places(&kinds, added).into_iter().rev() {
            lines.splice(at..at, more);
        }
        let lines: Vec<_> = lines.iter().map(RowData::figures).collect();
        self.book.with_untracked(|book| totals(&lines, &self.currency, book)).ok()
    }

    /// Takes the template: its lines after those of the page or in their place, and the facts that are named.
    pub fn take_template(self, template: TemplateId, offer: &TemplateOffer, replace: bool, facts: &[&'static str]) {
        let before = untrack(|| self.head.typed());
        let mut after = head_of(offer, &before);
        // What is not named stays as it is typed.
        let mut names: Vec<&'static str> =
            facts.iter().copied().filter(|name| ![BLOCKS, EXEMPT].contains(name)).collect();
        after.template = Some(template);
        names.push("template");
        let another_list = names.contains(&"price_list") && after.price_list != before.price_list;
        let mut stayed = false;
        self.as_one(|| {
            self.remember(Undo::Head(names.clone(), Box::new(before.clone())));
            self.head.restore(&names, &after);
            if facts.contains(&EXEMPT) {
                let now = self.view.with_untracked(|view| view.exempt.clone()).unwrap_or_default();
                self.remember(Undo::Exempt(now));
                self.put_exempt(offer.exempt.clone().unwrap_or_default());
            }
            if facts.contains(&BLOCKS) {
                let now = self.view.with_untracked(|view| view.blocks.clone());
                self.remember(Undo::Blocks(now.clone()));
                self.put_blocks(if replace { offer.blocks.clone() } else { joined(now, &offer.blocks) });
            }
            if replace {
                let rows = self.rows.get_untracked();
                if !rows.is_empty() {
                    self.rows.update(Vec::clear);
                    self.remember(Undo::Removed(rows.into_iter().enumerate().collect()));
                }
            }
            stayed = !self.rows.with_untracked(Vec::is_empty);
            let kinds: Vec<(Kind, bool)> =
                self.rows.with_untracked(|rows| rows.iter().map(|row| (row.kind, sold(row))).collect());
            // From the last place to the first, so that each is right when its turn comes.
            for (at, lines) in places(&kinds, self.lines_of(offer)).into_iter().rev() {
                let added = self.insert(at, lines);
                added.iter().for_each(|row| self.pricing.settled(*row));
            }
        });
        self.undo.update_value(|list| {
            if let Some(Undo::Several(all)) = list.pop() {
                list.push(Undo::Template(all));
            }
        });
        self.reordered();
        if another_list && stayed {
            self.offer_prices(|| ());
        }
        self.left();
    }

    /// Takes back the template that was taken last, whatever was changed since.
    pub fn leave_template(self) {
        let found = self.undo.try_update_value(|list| {
            let at = list.iter().rposition(|undo| matches!(undo, Undo::Template(_)))?;
            Some(list.remove(at))
        });
        if let Some(undo) = found.flatten() {
            self.put_back(undo);
            self.reordered();
            self.left();
        }
    }

    /// Saves why the consumer cannot withdraw: a command of its own, as on the page.
    pub(super) fn put_exempt(self, exempt: String) {
        let before = self.view.with_untracked(|view| view.exempt.clone()).unwrap_or_default();
        self.view.update(|view| view.exempt = Some(exempt.clone()));
        let command = SetExempt { key: IdempotencyKey(Uuid::new_v4()), id: self.id, before, exempt };
        spawn_local(async move {
            if let Err(error) = set_exempt(command).await {
                let _ = self.saver.problem.try_set(Some(error.0));
            }
            if let Ok(view) = read_quote(self.id).await {
                self.take_in(view);
            }
        });
    }

    /// Saves what stands above the lines. It belongs to the same row as the lines: where that was saved in between, it is
    /// tried on the newer one.
    pub(super) fn put_blocks(self, blocks: Vec<Block>) {
        self.view.update(|view| view.blocks.clone_from(&blocks));
        spawn_local(async move {
            let mut version = self.saver.version();
            for _ in 0..TRIES {
                let command = SaveContent { id: self.id, version, blocks: blocks.clone() };
                match save_content(command).await.map_err(|error| error.0) {
                    Ok(now) => {
                        // A save that is on its way finds out by itself that the version moved on.
                        if self.saver.standing.try_get_untracked() == Some(Standing::Saved) {
                            self.tell(Event::Adopted { version: now });
                        }
                        return;
                    }
                    Err(Problem::Stale { current }) => version = current,
                    Err(problem) => {
                        let _ = self.saver.problem.try_set(Some(problem));
                        return;
                    }
                }
            }
        });
    }
}

/// Whether a line is no delivery and no discount.
fn sold(row: &Row) -> bool {
    let role = role(row);
    !role.is_delivery() && !role.is_discount()
}

/// Where a template's lines go among those that are there. What stands under no heading goes before the first heading:
/// else it would fall under one, and the customer might be offered it as an option. The rest goes to the end, before a
/// delivery and a discount.
fn places(there: &[(Kind, bool)], mut lines: Vec<RowData>) -> Vec<(usize, Vec<RowData>)> {
    let end = there.iter().rposition(|(_, sold)| *sold).map_or(0, |at| at + 1);
    let first = there.iter().position(|(kind, _)| *kind == Kind::Section).unwrap_or(end);
    let headed = lines.iter().position(|line| line.kind == Kind::Section).unwrap_or(lines.len());
    let rest = lines.split_off(headed);
    [(first.min(end), lines), (end, rest)].into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}

/// Blocks after others, each known once.
fn joined(mut now: Vec<Block>, more: &[Block]) -> Vec<Block> {
    for block in more {
        let known = now.iter().any(|one| one.id == block.id);
        let id = if known { BlockId(Uuid::new_v4()) } else { block.id };
        now.push(Block { id, ..block.clone() });
    }
    now
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: Kind) -> RowData {
        RowData::empty(LineId(Uuid::new_v4()), kind, None)
    }

    #[test]
    fn lines_without_a_heading_never_fall_under_one_that_is_there() {
        let (product, section) = (Kind::Product, Kind::Section);
        let there = [(product, true), (section, true), (product, true), (product, false)];
        let at = |there: &[(Kind, bool)], lines: &[Kind]| {
            let lines = lines.iter().map(|kind| line(*kind)).collect();
            places(there, lines).into_iter().map(|(at, lines)| (at, lines.len())).collect::<Vec<_>>()
        };
        assert_eq!(at(&there, &[product, product, section, product]), [(1, 2), (3, 2)]);
        assert_eq!(at(&there, &[section, product]), [(3, 2)], "before the delivery");
        assert_eq!(at(&there[..1], &[product]), [(1, 1)]);
        assert_eq!(at(&[], &[product, section]), [(0, 1), (0, 1)]);
        assert_eq!(at(&there[3..], &[product]), [(0, 1)]);
    }

    #[test]
    fn a_template_changes_only_what_it_says() {
        let now = QuoteFields { title: "Katto".into(), terms: "Omat".into(), ..QuoteFields::default() };
        let offer = TemplateOffer { title: "Pumppu".into(), unsigned: Some(false), ..TemplateOffer::default() };
        let changed: Vec<&str> = FACTS.into_iter().filter(|name| changes(&offer, &now, name)).collect();
        assert_eq!(changed, ["title"]);
        assert_eq!(head_of(&offer, &now).terms, "Omat");
    }
}
