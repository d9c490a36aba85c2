//! Writing the facts, on the server.
use super::{BETWEEN, NONE};
use crate::{
    delivery::{Comparison, DeliveryKind, DeliveryRule, Measure},
    formats::plain,
    ids::TagId,
    quotes::{
        chosen::Choosable,
        content::ContentLine,
        delivery::{FrozenDelivery, FrozenGoods},
        group::{Grouping, Shown, parts, printed},
        role::{LineMark, Wish},
    },
    tax::{Tax, TaxKind, TaxRounding, notes::LegalNote},
    terms::{Part, PaymentTerms, early::EarlyTaxes},
};
use rust_decimal::Decimal;

/// Fields one after the other; nothing comes out when one of them cannot be written.
#[derive(Default)]
struct Text {
    out: String,
    broken: bool,
}

impl Text {
    fn put(&mut self, word: &str) {
        self.broken |= word.contains(BETWEEN);
        if !self.out.is_empty() {
            self.out.push(BETWEEN);
        }
        self.out.push_str(word);
    }

    fn count(&mut self, count: usize) {
        self.put(&count.to_string());
    }

    fn figure(&mut self, value: Decimal) {
        self.put(&plain(value));
    }

    fn maybe(&mut self, value: Option<Decimal>) {
        match value {
            Some(value) => self.figure(value),
            None => self.put(NONE),
        }
    }
}

impl Choosable {
    /// The text that [`super::Facts::read`] reads; nothing where the page must not or need not carry it.
    pub fn facts(&self) -> Option<String> {
        let hides = |(line, shown): (&ContentLine, Shown)| {
            shown != Shown::Whole && matches!(line, ContentLine::Product { .. } | ContentLine::Section { .. })
        };
        if self.lines.iter().zip(printed(&parts(&self.lines))).any(hides) {
            return None;
        }
        let mut text = Text::default();
        text.put(self.currency.code());
        text.put(if self.book.rounding == TaxRounding::PerLine { "1" } else { "0" });
        text.count(self.book.taxes.len());
        for booked in &self.book.taxes {
            text.put(&booked.name);
            let note = booked.note.and_then(|note| LegalNote::ALL.into_iter().position(|known| known == note));
            text.maybe(note.map(Decimal::from));
            tax(&mut text, &booked.tax);
        }
        text.count(self.lines.len());
        for one in &self.lines {
            line(&mut text, one);
        }
        plan(&mut text, self.plan.as_ref());
        delivery(&mut text, self.delivery.as_ref(), &self.lines);
        (!text.broken).then_some(text.out)
    }
}

fn tax(text: &mut Text, tax: &Tax) {
    text.put(&format!("{:x}", tax.id.0.as_u128()));
    let flags = [tax.price_included, tax.affects_later, tax.affected_by_earlier, tax.reverse_charge];
    text.count(flags.into_iter().rev().fold(0, |bits, flag| bits * 2 + usize::from(flag)));
    text.figure(Decimal::from(tax.sequence));
    match &tax.kind {
        TaxKind::Percent(percent) => {
            text.put("p");
            text.figure(*percent);
        }
        TaxKind::Division(percent) => {
            text.put("d");
            text.figure(*percent);
        }
        TaxKind::Fixed(amount) => {
            text.put("f");
            text.figure(*amount);
        }
        TaxKind::Group(taxes) => {
            text.put("g");
            text.count(taxes.len());
            taxes.iter().for_each(|part| self::tax(text, part));
        }
    }
}

fn line(text: &mut Text, line: &ContentLine) {
    match line {
        ContentLine::Section { id, shape, .. } => {
            text.put("s");
            text.put(&id.to_string());
            text.put(if shape.subsection { "1" } else { "0" });
            text.count(Grouping::ALL.into_iter().position(|known| known == shape.grouping).unwrap_or_default());
        }
        ContentLine::Note { .. } => text.put("n"),
        ContentLine::Product { id, quantity, unit_price, discount, tax, tax_percent, mark, offer, wish, .. } => {
            text.put(match mark {
                LineMark::Sold => "p",
                LineMark::Discount => "o",
                LineMark::Delivery => "d",
                LineMark::Combo => "c",
                LineMark::ComboItem => "i",
            });
            text.put(&id.to_string());
            for figure in [quantity, unit_price, discount, tax_percent] {
                text.figure(*figure);
            }
            match tax {
                Some(tax) => text.put(&format!("{:x}", tax.0.as_u128())),
                None => text.broken = true,
            }
            text.count(usize::from(offer.left_out) + 2 * usize::from(offer.recommended));
            text.maybe(offer.least);
            text.maybe(offer.most);
            if *mark == LineMark::Discount {
                let (word, value) = match wish {
                    Some(Wish::Percent(value)) => ("p", Some(*value)),
                    Some(Wish::Amount(value)) => ("a", Some(*value)),
                    Some(Wish::Total(value)) => ("t", Some(*value)),
                    None => (NONE, None),
                };
                text.put(word);
                text.maybe(value);
            }
        }
    }
}

fn plan(text: &mut Text, plan: Option<&PaymentTerms>) {
    let Some(plan) = plan else { return text.put("0") };
    text.count(plan.instalments.len());
    for instalment in &plan.instalments {
        match instalment.part {
            Part::Percent(percent) => {
                text.put("p");
                text.figure(percent);
            }
            Part::Fixed(amount) => {
                text.put("f");
                text.figure(amount);
            }
        }
    }
    text.maybe(plan.early.as_ref().map(|early| early.percent));
    text.put(match plan.early.as_ref().map(|early| early.taxes) {
        None | Some(EarlyTaxes::Reduced) => "r",
        Some(EarlyTaxes::Kept) => "k",
        Some(EarlyTaxes::AlwaysReduced) => "a",
    });
}

fn delivery(text: &mut Text, delivery: Option<&FrozenDelivery>, lines: &[ContentLine]) {
    let Some(FrozenDelivery { method, fixed, goods }) = delivery else { return text.put(NONE) };
    match &method.kind {
        DeliveryKind::Fixed => {
            text.put("f");
            text.figure(*fixed);
        }
        DeliveryKind::Rules { rules } => {
            text.put("r");
            text.count(rules.len());
            for one in rules {
                rule(text, one, (method.margin, method.fixed_margin));
            }
        }
    }
    text.maybe(method.free_from);
    text.maybe(method.limits.max_weight);
    text.maybe(method.limits.max_volume);
    tags(text, &method.limits.must_have_tags);
    tags(text, &method.limits.excluded_tags);
    text.count(goods.len());
    for FrozenGoods { line, service, ratios, weight, volume, tags: own } in goods {
        let at = lines.iter().position(|known| known.id() == *line);
        // Goods of no line of the version are none of its delivery.
        text.count(at.map_or(0, |at| at + 1));
        text.put(if *service { "1" } else { "0" });
        text.maybe(ratios.map(|(unit, _)| unit));
        text.maybe(ratios.map(|(_, own)| own));
        text.figure(*weight);
        text.figure(*volume);
        tags(text, own);
    }
}

/// A rule with the method's margins in its prices: what is added on top is nobody's business but the seller's.
fn rule(text: &mut Text, rule: &DeliveryRule, (margin, fixed): (Decimal, Decimal)) {
    let with_margin = |price: Decimal| price.checked_mul(Decimal::ONE.checked_add(margin)?);
    let base = with_margin(rule.base_price).and_then(|price| price.checked_add(fixed));
    let (Some(base), Some(each)) = (base, with_margin(rule.factor_price)) else {
        text.broken = true;
        return;
    };
    text.put(measure(rule.variable));
    text.put(match rule.operator {
        Comparison::Equal => "=",
        Comparison::AtMost => "<=",
        Comparison::Below => "<",
        Comparison::AtLeast => ">=",
        Comparison::Above => ">",
    });
    text.figure(rule.value);
    text.figure(base);
    text.figure(each);
    text.put(measure(rule.factor));
}

const fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Weight => "w",
        Measure::Volume => "v",
        Measure::WeightVolume => "x",
        Measure::Price => "p",
        Measure::Quantity => "q",
    }
}

fn tags(text: &mut Text, tags: &[TagId]) {
    text.count(tags.len());
    tags.iter().for_each(|tag| text.put(&format!("{:x}", tag.0.as_u128())));
}
