//! The delivery's price follows what the customer chooses: the method and the measures of the goods are frozen with the
//! version, so that its page, what is signed and the order come to the same cent, whatever becomes of the method.
use super::{
    choice,
    group::{self, is_usual},
    line::{Line, ProductLine, Quantity, UnitPrice},
    totals::reckon,
};
use crate::{
    delivery::{
        DeliveryKind, DeliveryMethod, Limits,
        availability::Unavailable,
        load::{Load, LoadLine},
    },
    few::Few,
    ids::{LineId, TagId, UnitCategoryId, UnitId},
    money::{Currency, step::Step},
    refusal::Refusal,
    tax::book::TaxBook,
    units::Unit,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a delivery's price is made of, as it was when the version was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenDelivery {
    /// The method, in the document's currency. Where it goes does not depend on a choice, and is not kept.
    pub method: DeliveryMethod,
    /// What a fixed price is where it is not free, in the document's currency.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub fixed: Decimal,
    /// What one of each line's measures.
    pub goods: Vec<FrozenGoods>,
}

/// What one of a line's product measures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenGoods {
    /// The line.
    pub line: LineId,
    /// Whether it is a service: nothing of it is carried.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub service: bool,
    /// Ratios of the line's unit and of the product's own, where they differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratios: Option<(Decimal, Decimal)>,
    /// Weight of one in the product's own unit, in kg.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub weight: Decimal,
    /// Volume of one, in m³.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub volume: Decimal,
    /// Those of its tags that the method asks for.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub tags: Vec<TagId>,
}

impl FrozenGoods {
    /// What is kept of a line.
    pub fn of(line: LineId, measured: &LoadLine<'_>, limits: &Limits) -> FrozenGoods {
        let asked = |tag: &&TagId| limits.must_have_tags.contains(tag) || limits.excluded_tags.contains(tag);
        let (unit, own) = (measured.unit.ratio.normalize(), measured.product_unit.ratio.normalize());
        FrozenGoods {
            line,
            service: measured.service,
            ratios: (unit != own).then_some((unit, own)),
            weight: measured.weight.normalize(),
            volume: measured.volume.normalize(),
            tags: measured.tags.iter().filter(asked).copied().collect(),
        }
    }

    fn measured(&self, quantity: Decimal) -> LoadLine<'_> {
        let (unit, own) = self.ratios.unwrap_or((Decimal::ONE, Decimal::ONE));
        let unit_of = |ratio| Unit {
            id: UnitId(Uuid::nil()),
            category: UnitCategoryId(Uuid::nil()),
            ratio,
            rounding: Step::CENT,
        };
        LoadLine {
            service: self.service,
            quantity,
            unit: unit_of(unit),
            product_unit: unit_of(own),
            weight: self.weight,
            volume: self.volume,
            tags: &self.tags,
        }
    }
}

impl FrozenDelivery {
    /// What is frozen with lines as they are sent: nothing where no choice can change the price, and nothing where the
    /// price on the line is not what the method gives. That one was set or left by somebody, and stays.
    pub fn freeze(
        method: DeliveryMethod,
        fixed: Decimal,
        goods: Vec<FrozenGoods>,
        lines: &[Line],
        (currency, book): (&Currency, &TaxBook),
    ) -> Option<FrozenDelivery> {
        if matches!(method.kind, DeliveryKind::Fixed) && method.free_from.is_none() {
            return None;
        }
        let fixed = if matches!(method.kind, DeliveryKind::Fixed) { fixed.normalize() } else { Decimal::ZERO };
        let limits = Limits {
            countries: Vec::new(),
            regions: Vec::new(),
            postcode_prefixes: Vec::new(),
            ..method.limits.clone()
        };
        // The customer gets the content with the signed document.
        let method = DeliveryMethod { limits, ..method }.with_margins_within()?;
        let frozen = FrozenDelivery { method, fixed, goods };
        // How much of a delivery there is, is nothing its method knows.
        let own = lines.iter().filter_map(product).find(|line| line.role.is_delivery())?;
        let stands = Some(own.unit_price.get()).filter(|_| own.quantity == Quantity::ONE)?;
        (frozen.price(lines, currency, book) == Ok(Ok(stands))).then_some(frozen)
    }

    /// What the method charges for lines, or why it does not carry them.
    /// # Errors
    /// [`Refusal::AmountTooLarge`].
    pub fn price(
        &self,
        lines: &[Line],
        currency: &Currency,
        book: &TaxBook,
    ) -> Result<Result<Decimal, Unavailable>, Refusal> {
        let goods: Few<LineId, &FrozenGoods> = self.goods.iter().map(|goods| (goods.line, goods)).collect();
        let counted = choice::counted(&group::parts(lines));
        let carried = lines.iter().zip(counted).filter_map(|(line, counts)| {
            let line = product(line).filter(|_| counts)?;
            Some(goods.get(&line.id)?.measured(line.quantity.get()))
        });
        let carried: Vec<LoadLine<'_>> = carried.collect();
        let others: Vec<Line> = lines.iter().filter(|line| !is_delivery(line)).cloned().collect();
        let sum = reckon(&others, currency, book)?.totals.gross;
        let load = Load::of(&carried, sum).map_err(|_| Refusal::AmountTooLarge)?;
        let offered = self.method.charge(self.fixed, (&load, &carried), currency);
        Ok(offered.map_err(|_| Refusal::AmountTooLarge)?.map(|price| price.price))
    }
}

/// The lines with a delivery whose price follows them. `discounted` gives lines the discount on the whole they earn, which
/// takes the delivery along and so may move what the delivery is priced by: they are brought into agreement, from the
/// price as it was sent. Where that goes round in a ring, the lowest price of the ring stands.
///
/// Where the method does not carry what was chosen, its price stays as it was sent, and the reason is told.
/// # Errors
/// [`Refusal::AmountTooLarge`], whatever `discounted` refuses.
pub(super) fn follow(
    delivery: &FrozenDelivery,
    mut lines: Vec<Line>,
    (currency, book): (&Currency, &TaxBook),
    discounted: impl Fn(Vec<Line>) -> Result<Vec<Line>, Refusal>,
) -> Result<(Vec<Line>, Option<Unavailable>), Refusal> {
    let mut made = discounted(lines.clone())?;
    let Some(sent) = price_on(&lines) else { return Ok((made, None)) };
    let mut tried = vec![sent];
    while tried.len() <= MOST_ROUNDS {
        let now = match delivery.price(&made, currency, book)? {
            Ok(now) => now,
            Err(why) => {
                put_price(&mut lines, sent)?;
                return Ok((discounted(lines)?, Some(why)));
            }
        };
        if tried.last() == Some(&now) {
            break;
        }
        let ring = tried.iter().position(|price| *price == now);
        let lowest = ring.map(|from| tried[from..].iter().copied().min().unwrap_or(now));
        put_price(&mut lines, lowest.unwrap_or(now))?;
        made = discounted(lines.clone())?;
        if lowest.is_some() {
            break;
        }
        tried.push(now);
    }
    Ok((made, None))
}

/// Each round moves the price by what the last one moved the discount by: after a few nothing is left of it.
const MOST_ROUNDS: usize = 8;

/// The price of one on the line of the delivery.
fn price_on(lines: &[Line]) -> Option<Decimal> {
    lines.iter().filter_map(product).find(|line| line.role.is_delivery()).map(|line| line.unit_price.get())
}

fn put_price(lines: &mut [Line], price: Decimal) -> Result<(), Refusal> {
    let found = lines.iter_mut().find_map(|line| match line {
        Line::Product(line) if line.role.is_delivery() => Some(line),
        _ => None,
    });
    if let Some(line) = found {
        line.unit_price = UnitPrice::new(price)?;
    }
    Ok(())
}

const fn product(line: &Line) -> Option<&ProductLine> {
    match line {
        Line::Product(line) => Some(line),
        _ => None,
    }
}

fn is_delivery(line: &Line) -> bool {
    product(line).is_some_and(|line| line.role.is_delivery())
}

#[cfg(test)]
#[path = "delivery_tests.rs"]
mod tests;
