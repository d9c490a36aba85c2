//! What a form posts of a proposal, and what it asks for.
//!
//! Each line has a field for its quantity, its price and a box that leaves it out; fields that are empty or say what is
//! offered already ask for nothing. Figures are read whatever the language: comma and point are read alike.
use super::{Ask, price_paid};
use crate::{
    days::parse_day,
    figures::parse_amount,
    ids::LineId,
    money::{self, AMOUNT_LIMIT},
    quotes::{
        choice::counted,
        content::{Content, ContentLine},
        group::{Offer, Shown, groups, printed},
        line::{Quantity, UnitPrice},
    },
    refusal::{FieldRefusal, Fields, Refusal},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the field for the day of start or delivery.
pub const DELIVERY: &str = "delivery";

/// Longest figure that is looked at, in bytes.
const LONGEST: usize = 60;

/// What stands in a form's fields, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(pub BTreeMap<String, String>);

/// The name of the field for another quantity.
pub fn quantity_field(line: LineId) -> String {
    format!("quantity.{line}")
}

/// The name of the field for another price.
pub fn price_field(line: LineId) -> String {
    format!("price.{line}")
}

/// The name of the box that leaves a line out.
pub fn out_field(line: LineId) -> String {
    format!("out.{line}")
}

/// What can be proposed about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open<'a> {
    /// Which.
    pub line: LineId,
    /// Its number on the document.
    pub number: u32,
    /// What it is called.
    pub name: &'a str,
    /// The unit.
    pub unit: &'a str,
    /// How much is offered.
    pub quantity: Decimal,
    /// What one unit costs after the discount of the line; nothing where the document does not tell it.
    pub price: Option<Decimal>,
    /// What it comes to.
    pub net: Decimal,
    /// Whether it can be left out by proposal: what one may choose is left without one.
    pub leaves: bool,
    offer: Offer,
    counts: bool,
}

/// The lines about which something can be proposed: what is sold and shown.
pub fn open(content: &Content) -> Vec<Open<'_>> {
    let parts = content.parts();
    let mut found = Vec::new();
    let facts = printed(&parts).into_iter().zip(groups(&parts)).zip(counted(&parts));
    for (line, ((shown, group), counts)) in content.lines.iter().zip(facts) {
        let ContentLine::Product { id, number, name, unit, quantity, unit_price, discount, net, offer, mark, .. } =
            line
        else {
            continue;
        };
        if mark.is_sold() && shown != Shown::Hidden {
            let priced = shown == Shown::Whole && *unit_price >= Decimal::ZERO;
            found.push(Open {
                line: *id,
                number: *number,
                name,
                unit,
                quantity: *quantity,
                price: priced.then(|| price_paid(*unit_price, *discount)),
                net: *net,
                leaves: group.is_none(),
                offer: *offer,
                counts,
            });
        }
    }
    found
}

/// The lines that are bought as they are offered.
fn bought(content: &Content) -> Vec<LineId> {
    let counted = counted(&content.parts());
    let product = |(line, counts): (&ContentLine, bool)| match line {
        ContentLine::Product { id, mark, .. } if counts && mark.is_offered() => Some(*id),
        _ => None,
    };
    content.lines.iter().zip(counted).filter_map(product).collect()
}

impl Typed {
    /// What a field holds; nothing where it is empty.
    pub fn at(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(|typed| typed.trim()).filter(|typed| !typed.is_empty())
    }

    /// What is asked for of a version that was sent, in the order of its lines, the day last.
    /// # Errors
    /// Refusals by field; of the whole [`Refusal::NothingProposed`], [`Refusal::NothingLeft`], [`Refusal::NotThere`] for
    /// lines that are not there or not shown.
    pub fn read(&self, content: &Content, today: NaiveDate) -> Result<Vec<Ask>, Vec<FieldRefusal>> {
        let open = open(content);
        let mut fields = Fields::new();
        let known = |id: &str| open.iter().any(|open| id.parse() == Ok(open.line));
        let strange = |name: &String| {
            ["quantity.", "price.", "out."].iter().any(|kind| name.strip_prefix(kind).is_some_and(|id| !known(id)))
        };
        if self.0.keys().any(strange) {
            fields.refuse("", Refusal::NotThere);
        }
        let mut asks: Vec<Ask> = open.iter().flat_map(|line| self.about(line, &mut fields)).collect();
        // Also what nothing can be proposed about is bought: combos, lines without prices of their own.
        let bought = bought(content);
        if !bought.is_empty() && bought.iter().all(|line| asks.contains(&Ask::LeaveOut { line: *line })) {
            fields.refuse("", Refusal::NothingLeft);
        }
        asks.extend(self.delivery(content, today, &mut fields));
        let refusals = fields.into_refusals();
        match (refusals.is_empty(), asks.is_empty()) {
            (true, false) => Ok(asks),
            (true, true) => Err(vec![FieldRefusal::at("", Refusal::NothingProposed)]),
            (false, _) => Err(refusals),
        }
    }

    fn about(&self, line: &Open<'_>, fields: &mut Fields) -> Vec<Ask> {
        let (quantity_at, price_at) = (quantity_field(line.line), price_field(line.line));
        let figure = |field: &str| self.at(field).map(figure).transpose();
        let quantity = fields.take(&*quantity_at, figure(&quantity_at)).flatten();
        let price = fields.take(&*price_at, figure(&price_at)).flatten();
        let quantity = quantity.filter(|quantity| *quantity != line.quantity);
        let price = price.filter(|price| Some(*price) != line.price);
        // Nothing of it is what leaving it out is.
        let nothing = line.leaves && quantity.is_some_and(|quantity| quantity.is_zero());
        if self.at(&out_field(line.line)).is_some() || nothing {
            if price.is_some() || quantity.is_some_and(|quantity| !quantity.is_zero()) {
                fields.refuse(out_field(line.line), Refusal::LeftOutAndChanged);
            } else if !line.leaves {
                fields.refuse(out_field(line.line), Refusal::YoursToChoose);
            }
            return vec![Ask::LeaveOut { line: line.line }];
        }
        let quantity = quantity.and_then(|quantity| fields.take(&*quantity_at, line.quantity(quantity)));
        let price = price.and_then(|price| fields.take(&*price_at, line.price(price)));
        let (much, each) = (quantity.unwrap_or(line.quantity), price.or(line.price).unwrap_or_default());
        if money::round(much * each, 2) > AMOUNT_LIMIT {
            fields.refuse(if quantity.is_some() { quantity_at } else { price_at }, Refusal::AmountTooLarge);
        }
        let quantity = quantity.map(|to| Ask::Quantity { line: line.line, to });
        quantity.into_iter().chain(price.map(|to| Ask::Price { line: line.line, to })).collect()
    }

    fn delivery(&self, content: &Content, today: NaiveDate, fields: &mut Fields) -> Option<Ask> {
        let typed = self.at(DELIVERY)?;
        let day = match parse_day(typed, today) {
            Ok(day) if day < today => Err(Refusal::InThePast),
            Ok(day) => Ok(day),
            Err(_) => Err(Refusal::NotADay),
        };
        let on = fields.take(DELIVERY, day)?;
        (content.delivery_on != Some(on)).then_some(Ask::Delivery { on })
    }
}

impl Ask {
    /// Whether something else can be offered in its place: a line is in or out.
    pub const fn has_between(&self) -> bool {
        !matches!(self, Ask::LeaveOut { .. })
    }

    /// The same with what the seller offers instead, as it was typed: a figure, or a day that is not over.
    /// # Errors
    /// `required`, `not_a_figure`, `not_a_day`, `in_the_past`, the bounds of quantities and prices; `not_a_choice` where there
    /// is nothing between.
    pub fn countered(self, typed: &str, today: NaiveDate) -> Result<Ask, Refusal> {
        let typed = typed.trim();
        match self {
            Ask::LeaveOut { .. } => Err(Refusal::NotAChoice),
            _ if typed.is_empty() => Err(Refusal::Required),
            Ask::Quantity { line, .. } => match figure(typed)? {
                to if to.is_zero() => Err(Refusal::NotAFigure),
                to => Ok(Ask::Quantity { line, to: Quantity::new(to)?.get() }),
            },
            Ask::Price { line, .. } => match figure(typed)? {
                to if to < Decimal::ZERO => Err(Refusal::TooSmall { least: Decimal::ZERO }),
                to => Ok(Ask::Price { line, to: UnitPrice::new(to)?.get() }),
            },
            Ask::Delivery { .. } => match parse_day(typed, today) {
                Ok(on) if on < today => Err(Refusal::InThePast),
                Ok(on) => Ok(Ask::Delivery { on }),
                Err(_) => Err(Refusal::NotADay),
            },
        }
    }

    /// As [`Ask::countered`], something between: neither what was asked for nor what stands there, as a figure or a day.
    /// # Errors
    /// As there; `not_a_choice` for one of the two.
    pub fn between(
        self,
        typed: &str,
        (figure, day): (Option<Decimal>, Option<NaiveDate>),
        today: NaiveDate,
    ) -> Result<Ask, Refusal> {
        let instead = self.countered(typed, today)?;
        let stands = match instead {
            Ask::Quantity { to, .. } | Ask::Price { to, .. } => figure == Some(to),
            Ask::Delivery { on } => day == Some(on),
            Ask::LeaveOut { .. } => false,
        };
        if stands || instead == self { Err(Refusal::NotAChoice) } else { Ok(instead) }
    }
}

impl Open<'_> {
    fn quantity(&self, typed: Decimal) -> Result<Decimal, Refusal> {
        if typed.is_zero() {
            return Err(Refusal::YoursToChoose);
        }
        let typed = Quantity::new(typed)?.get();
        let chosen = self.offer.has_range() && self.offer.within(typed).is_ok();
        if chosen { Err(Refusal::YoursToChoose) } else { Ok(typed) }
    }

    fn price(&self, typed: Decimal) -> Result<Decimal, Refusal> {
        match (self.price, typed) {
            (None, _) => Err(Refusal::NotThere),
            (_, typed) if typed < Decimal::ZERO => Err(Refusal::TooSmall { least: Decimal::ZERO }),
            (_, typed) => UnitPrice::new(typed).map(UnitPrice::get),
        }
    }
}

fn figure(typed: &str) -> Result<Decimal, Refusal> {
    let short = typed.len() <= LONGEST;
    let read = if short { parse_amount(typed).ok() } else { None };
    read.ok_or(Refusal::NotAFigure)
}
