//! What an order weighs, fills and counts.
use super::Measure;
use crate::{
    ids::TagId,
    money::checked::{plus, times},
    refusal::pricing::PricingRefusal,
    units::{QuantityRounding, Unit},
};
use rust_decimal::Decimal;

/// A line as deliveries see it. Delivery lines and lines without a product are not among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadLine<'a> {
    /// Whether it is a service: nothing of it is carried.
    pub service: bool,
    /// How many.
    pub quantity: Decimal,
    /// In this unit.
    pub unit: Unit,
    /// The product's own unit, for which weight and volume are.
    pub product_unit: Unit,
    /// Weight of one, in kg.
    pub weight: Decimal,
    /// Volume of one, in m³.
    pub volume: Decimal,
    /// The product's tags, and the categories it is in.
    pub tags: &'a [TagId],
}

/// The measures of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Weight in kg.
    pub weight: Decimal,
    /// Volume in m³.
    pub volume: Decimal,
    /// Weight × volume × quantity of each line, added up.
    pub weight_volume: Decimal,
    /// Quantity.
    pub quantity: Decimal,
    /// Total with tax, without deliveries, in the company's currency.
    pub price: Decimal,
}

impl Load {
    /// Measures an order; `price` is its total with tax, without deliveries, in the company's currency.
    ///
    /// # Errors
    /// [`PricingRefusal::UnitsUnrelated`], [`PricingRefusal::AmountTooLarge`].
    pub fn of(lines: &[LoadLine<'_>], price: Decimal) -> Result<Load, PricingRefusal> {
        let mut load = Load { price, ..Load::default() };
        for line in lines.iter().filter(|line| !line.service) {
            let quantity = line.unit.quantity(line.quantity, &line.product_unit, QuantityRounding::UP)?;
            let weight = times(line.weight, quantity)?;
            load.weight = plus(load.weight, weight)?;
            load.volume = plus(load.volume, times(line.volume, quantity)?)?;
            load.weight_volume = plus(load.weight_volume, times(weight, line.volume)?)?;
            load.quantity = plus(load.quantity, quantity)?;
        }
        Ok(load)
    }

    /// One of the measures.
    pub const fn measure(&self, measure: Measure) -> Decimal {
        match measure {
            Measure::Weight => self.weight,
            Measure::Volume => self.volume,
            Measure::WeightVolume => self.weight_volume,
            Measure::Price => self.price,
            Measure::Quantity => self.quantity,
        }
    }
}
