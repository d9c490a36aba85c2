//! The lines of a quotation: what is sold, sections, notes.
use super::{
    combo,
    group::{Offer, Shape, is_usual},
    quantity_from::QuantityFrom,
    role::{self, LineRole},
};
use crate::{
    ids::{LineId, ProductId, TaxId, ValueId},
    money::{self, Currency},
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Most lines of one quotation.
pub const MOST_LINES: usize = 2_000;
/// Most characters of a line's name.
pub const LONGEST_NAME: usize = 300;
/// Most characters of a line's description.
pub const LONGEST_DESCRIPTION: usize = 4_000;

/// A bounded decimal: `least` to `most`, at most `decimals` decimals.
///
/// With the bounds below a line's net before rounding has at most 14 decimals and 14 whole digits, so it is
/// exact in the 28 digits of a `Decimal`.
fn bounded(value: Decimal, least: Decimal, most: Decimal, decimals: u32) -> Result<Decimal, Refusal> {
    let value = value.normalize();
    if value < least {
        Err(Refusal::TooSmall { least })
    } else if value > most {
        Err(Refusal::TooLarge { most })
    } else if value.scale() > decimals {
        Err(Refusal::TooManyDecimals { decimals })
    } else {
        Ok(value)
    }
}

/// How much of it: more than nothing, at most 9,999,999, four decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quantity(Decimal);

impl Quantity {
    /// One of it: what a new line begins with.
    pub const ONE: Quantity = Quantity(Decimal::ONE);

    /// Reads a quantity.
    /// # Errors
    /// A refusal naming the bound that was crossed.
    pub fn new(value: Decimal) -> Result<Self, Refusal> {
        bounded(value, Decimal::new(1, 4), Decimal::from(9_999_999), 4).map(Quantity)
    }

    /// The figure, in the line's unit.
    pub const fn get(self) -> Decimal {
        self.0
    }
}

/// Price of one unit, excluding tax: up to 999,999,999 either way (negative is a credit), six decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitPrice(Decimal);

impl UnitPrice {
    /// No price: the line costs nothing.
    pub const ZERO: UnitPrice = UnitPrice(Decimal::ZERO);

    /// Reads a unit price.
    /// # Errors
    /// A refusal naming the bound that was crossed.
    pub fn new(value: Decimal) -> Result<Self, Refusal> {
        bounded(value, Decimal::from(-999_999_999), Decimal::from(999_999_999), 6).map(UnitPrice)
    }

    /// The figure, in the quotation's currency, without tax.
    pub const fn get(self) -> Decimal {
        self.0
    }
}

/// A percentage from 0 to 100 with two decimals: a line discount or a tax rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(Decimal);

impl Percent {
    /// No discount, or a tax of 0 %.
    pub const ZERO: Percent = Percent(Decimal::ZERO);

    /// Reads a percentage.
    /// # Errors
    /// A refusal naming the bound that was crossed.
    pub fn new(value: Decimal) -> Result<Self, Refusal> {
        bounded(value, Decimal::ZERO, Decimal::ONE_HUNDRED, 2).map(Percent)
    }

    /// The figure, e.g. 25.5.
    pub const fn get(self) -> Decimal {
        self.0
    }
}

/// A line as it is typed or received: nothing is checked yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[allow(clippy::large_enum_variant, reason = "nearly every line is the largest of them")]
pub enum LineInput {
    /// A heading over the lines that follow.
    Section {
        /// The line's lasting identity.
        id: LineId,
        /// The heading.
        title: String,
        /// What it is besides its words.
        #[serde(default, skip_serializing_if = "is_usual")]
        shape: Shape,
    },
    /// A remark that the customer reads.
    Note {
        /// The line's lasting identity.
        id: LineId,
        /// The remark.
        text: String,
    },
    /// Something sold.
    Product(ProductLineInput),
}

impl LineInput {
    /// The line's lasting identity.
    pub const fn id(&self) -> LineId {
        match self {
            LineInput::Section { id, .. } | LineInput::Note { id, .. } => *id,
            LineInput::Product(line) => line.id,
        }
    }
}

/// A product line as it is typed or received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductLineInput {
    /// The line's lasting identity.
    pub id: LineId,
    /// The product it was made from; free lines have none.
    pub product: Option<ProductId>,
    /// What it is called.
    pub name: String,
    /// More about it; may be empty.
    pub description: String,
    /// How much.
    pub quantity: Decimal,
    /// Where the quantity comes from.
    #[serde(default, skip_serializing_if = "QuantityFrom::is_unknown")]
    pub quantity_from: QuantityFrom,
    /// The unit's short name: `kpl`, `h`.
    pub unit: String,
    /// Price of one unit, excluding tax.
    pub unit_price: Decimal,
    /// Discount in percent.
    pub discount: Decimal,
    /// The tax.
    pub tax: TaxId,
    /// The tax's rate in percent; the server takes the rate of `tax`, whatever stands here.
    pub tax_percent: Decimal,
    /// Whether a person set price or discount: no price list changes them unasked.
    #[serde(default)]
    pub price_by_hand: bool,
    /// The values chosen about the product.
    #[serde(default)]
    pub choices: Vec<ValueId>,
    /// What the customer may decide about it.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub offer: Offer,
    /// What it is there for.
    #[serde(default, skip_serializing_if = "LineRole::is_sold")]
    pub role: LineRole,
}

/// A line that is right.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "nearly every line is the largest of them")]
pub enum Line {
    /// A heading over the lines that follow.
    Section {
        /// The line's lasting identity.
        id: LineId,
        /// The heading.
        title: String,
        /// What it is besides its words.
        shape: Shape,
    },
    /// A remark that the customer reads.
    Note {
        /// The line's lasting identity.
        id: LineId,
        /// The remark.
        text: String,
    },
    /// Something sold.
    Product(ProductLine),
}

/// A product line that is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductLine {
    /// The line's lasting identity.
    pub id: LineId,
    /// The product it was made from; free lines have none.
    pub product: Option<ProductId>,
    /// What it is called.
    pub name: String,
    /// More about it; may be empty.
    pub description: String,
    /// How much.
    pub quantity: Quantity,
    /// The unit's short name: `kpl`, `h`.
    pub unit: String,
    /// Price of one unit, excluding tax.
    pub unit_price: UnitPrice,
    /// Discount in percent.
    pub discount: Percent,
    /// The tax.
    pub tax: TaxId,
    /// The tax's rate in percent.
    pub tax_percent: Percent,
    /// What the customer may decide about it.
    pub offer: Offer,
    /// What it is there for.
    pub role: LineRole,
}

impl Line {
    /// The line's lasting identity.
    pub const fn id(&self) -> LineId {
        match self {
            Line::Section { id, .. } | Line::Note { id, .. } => *id,
            Line::Product(line) => line.id,
        }
    }

    /// Checks one typed line; refusals go to `fields` under `at`, e.g. `lines.3.quantity`.
    pub fn read(input: &LineInput, at: &str, fields: &mut Fields) -> Option<Line> {
        match input {
            LineInput::Section { id, title, shape } => {
                let title = fields.take(format!("{at}.name"), text::required_line(title, LONGEST_NAME))?;
                Some(Line::Section { id: *id, title, shape: *shape })
            }
            LineInput::Note { id, text } => {
                let text = fields.take(format!("{at}.name"), text::required_text(text, LONGEST_DESCRIPTION))?;
                Some(Line::Note { id: *id, text })
            }
            LineInput::Product(input) => ProductLine::read(input, at, fields).map(Line::Product),
        }
    }
}

impl ProductLine {
    /// Checks a typed product line; every wrong field is noted, not only the first.
    pub fn read(input: &ProductLineInput, at: &str, fields: &mut Fields) -> Option<ProductLine> {
        let name = fields.take(format!("{at}.name"), text::required_line(&input.name, LONGEST_NAME));
        let description =
            fields.take(format!("{at}.description"), text::optional_text(&input.description, LONGEST_DESCRIPTION));
        let quantity = fields.take(format!("{at}.quantity"), Quantity::new(input.quantity));
        let unit = fields.take(format!("{at}.unit"), text::optional_line(&input.unit, 20));
        let unit_price = fields.take(format!("{at}.unit_price"), UnitPrice::new(input.unit_price));
        let discount = fields.take(format!("{at}.discount"), Percent::new(input.discount));
        let tax_percent = fields.take(format!("{at}.tax"), Percent::new(input.tax_percent));
        let offer = input.offer.read(quantity, at, fields);
        Some(ProductLine {
            id: input.id,
            product: input.product,
            name: name?,
            description: description?,
            quantity: quantity?,
            unit: unit?,
            unit_price: unit_price?,
            discount: discount?,
            tax: input.tax,
            tax_percent: tax_percent?,
            offer: offer?,
            role: input.role,
        })
    }

    /// Quantity times price, before the discount, rounded to the currency.
    pub fn gross_of_discount(&self, currency: &Currency) -> Decimal {
        money::round(self.quantity.0 * self.unit_price.0, currency.decimals())
    }

    /// What the line costs, excluding tax: quantity × price × (1 − discount), rounded once at the end.
    ///
    /// Rounding half away from zero to the currency's smallest unit, as Odoo's `price_subtotal`.
    pub fn net(&self, currency: &Currency) -> Decimal {
        if self.discount.0.is_zero() {
            return self.gross_of_discount(currency);
        }
        // Two thousand of these follow each key in the editor: the point is moved, nothing is divided.
        let kept = Decimal::ONE_HUNDRED - self.discount.0;
        let kept = Decimal::from_i128_with_scale(kept.mantissa(), kept.scale() + 2);
        money::round(self.quantity.0 * self.unit_price.0 * kept, currency.decimals())
    }
}

/// Checks all lines of a quotation. Refusals are named `lines.<index>.<field>`.
pub fn read_lines(inputs: &[LineInput], fields: &mut Fields) -> Vec<Line> {
    if inputs.len() > MOST_LINES {
        fields.refuse("lines", Refusal::TooManyLines { most: MOST_LINES as u32 });
        return Vec::new();
    }
    role::check(inputs, fields);
    combo::check(inputs, fields);
    inputs.iter().enumerate().filter_map(|(at, input)| Line::read(input, &format!("lines.{at}"), fields)).collect()
}
