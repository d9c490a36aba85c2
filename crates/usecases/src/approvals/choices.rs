//! What approval judges of a quotation's lines: every choice its customer may make.
use super::listed::ListPrices;
use crate::Denied;
use domain::{
    discount::{
        JudgedLine, given_away,
        worst::{Decision, JudgedChoices, WholeDiscount},
    },
    ids::LineId,
    margin::Margin,
    money::{self, Currency},
    quotes::{
        choice,
        group::{Grouping, Offer, groups},
        line::LineInput,
        role::Wish,
    },
    refusal::{Refusal, pricing::PricingRefusal},
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use store::{columns, quotes::lines::LineRecord};

/// Where the customer's quantity has no upper bound, it is judged at so many times what is offered.
const OPEN_END: i64 = 1_000;

/// A line that is taken or left as one: a product, or a combo with its items.
struct Whole {
    group: Option<(usize, Grouping)>,
    offer: Offer,
    counts: bool,
    quantity: Decimal,
    lines: Vec<JudgedLine>,
}

/// The decisions of the customer, and the discount on the whole.
/// # Errors
/// `amount_too_large`.
pub(super) fn of(rows: &[LineRecord], currency: Currency, listed: &ListPrices) -> Result<JudgedChoices, Denied> {
    let inputs: Vec<LineInput> = rows.iter().cloned().map(LineRecord::input).collect();
    let parts = choice::parts_of_inputs(&inputs);
    let (groups, counted) = (groups(&parts), choice::counted(&parts));
    let mut whole = WholeDiscount::default();
    let mut wholes: Vec<Whole> = Vec::new();
    for ((row, group), counts) in rows.iter().zip(groups).zip(counted).filter(|((row, _), _)| row.kind == "product") {
        let role = row.role();
        // Goods are goods, also where a line says of itself that it is a discount.
        let is_goods = row.product_id.is_some() && row.unit_price > 0;
        if (role.is_discount() && !is_goods) || (row.product_id.is_none() && row.unit_price < 0) {
            if counts {
                whole.amount -= columns::decimal(row.net);
                whole.percent |= matches!(role.wish(), Some(Wish::Percent(_)));
            }
            continue;
        }
        let own = if role.is_combo() { None } else { Some(judged(row, currency, listed)?) };
        match wholes.last_mut() {
            Some(combo) if role.is_combo_item() => combo.lines.extend(own),
            _ => wholes.push(Whole {
                group,
                offer: offer(row),
                counts,
                quantity: columns::decimal(row.quantity),
                lines: own.into_iter().collect(),
            }),
        }
    }
    Ok(JudgedChoices { decisions: decisions(wholes, currency), whole })
}

fn offer(row: &LineRecord) -> Offer {
    match row.clone().input() {
        LineInput::Product(line) => line.offer,
        _ => Offer::default(),
    }
}

fn judged(row: &LineRecord, currency: Currency, listed: &ListPrices) -> Result<JudgedLine, Denied> {
    let net = columns::decimal(row.net);
    let (quantity, discount) = (columns::decimal(row.quantity), columns::decimal(row.discount));
    let known = row.product_id.is_some() && row.cost != 0;
    let margin = match known {
        true => Some(Margin::of_line(net, columns::decimal(row.cost), quantity)),
        // What a delivery costs us is most often not known; it must not keep the margin of the goods from being
        // judged, so it counts for nothing.
        false => row.role().is_delivery().then_some(Ok(Margin::default())),
    };
    let (line, price) = (LineId(row.id), columns::decimal(row.unit_price));
    let listed = listed.get(&line).copied();
    let amount = |price: Decimal| money::round(quantity * price, currency.decimals());
    Ok(JudgedLine {
        line,
        discount,
        given: given_away(price, discount, listed).map_err(refused)?,
        before_discount: amount(price),
        listed: amount(listed.map_or(price, |listed| listed.max(price))),
        margin: margin.transpose().map_err(refused)?,
    })
}

/// Lines outside groups are decisions about how much, optional ones about whether, a group of which one is taken is one.
fn decisions(wholes: Vec<Whole>, currency: Currency) -> Vec<Decision> {
    let mut decisions: Vec<Decision> = Vec::new();
    let mut single: BTreeMap<usize, usize> = BTreeMap::new();
    for one in wholes {
        let amounts = amounts(&one, currency);
        match one.group {
            Some((heading, grouping)) if grouping.single() => {
                let at = *single.entry(heading).or_insert_with(|| {
                    let ways = if grouping == Grouping::OneOrNone { vec![Vec::new()] } else { Vec::new() };
                    decisions.push(Decision { ways, preselected: 0 });
                    decisions.len() - 1
                });
                if let Some(decision) = decisions.get_mut(at) {
                    if one.counts {
                        decision.preselected = decision.ways.len();
                    }
                    decision.ways.extend(amounts);
                }
            }
            Some(_) => {
                let ways = std::iter::once(Vec::new()).chain(amounts).collect();
                decisions.push(Decision { ways, preselected: usize::from(one.counts) });
            }
            None => decisions.push(Decision { ways: amounts, preselected: 0 }),
        }
    }
    decisions
}

/// What is offered, and the least and the most of it: whatever is worst lies at an end.
fn amounts(one: &Whole, currency: Currency) -> Vec<Vec<JudgedLine>> {
    let mut ways = vec![one.lines.clone()];
    if !one.offer.has_range() || one.quantity.is_zero() {
        return ways;
    }
    // Without a lower bound it may be next to nothing.
    let least = one.offer.least.map(|least| least / one.quantity).unwrap_or_default();
    let most = one.offer.most.map_or(Decimal::from(OPEN_END), |most| most / one.quantity);
    for factor in [least, most].into_iter().filter(|factor| *factor != Decimal::ONE) {
        let scaled = one.lines.iter().map(|line| times(line, factor, currency)).collect::<Option<Vec<_>>>();
        ways.extend(scaled);
    }
    ways
}

/// A line at another quantity; nothing where that is more than can be kept.
fn times(line: &JudgedLine, factor: Decimal, currency: Currency) -> Option<JudgedLine> {
    let scaled = |amount: Decimal| Some(money::round(amount.checked_mul(factor)?, currency.decimals()));
    let margin = match line.margin {
        Some(known) => Some(Margin { net: scaled(known.net)?, margin: scaled(known.margin)? }),
        None => None,
    };
    let (before_discount, listed) = (scaled(line.before_discount)?, scaled(line.listed)?);
    Some(JudgedLine { before_discount, listed, margin, ..*line })
}

fn refused(_: PricingRefusal) -> Denied {
    Refusal::AmountTooLarge.into()
}
