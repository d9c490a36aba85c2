//! A delivery rule as it is typed: signals for each field.
use super::words::{COMPARISONS, MEASURES};
use domain::delivery::{Comparison, DeliveryRule, Measure};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// A rule on the page.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Tells it apart on this page.
    pub key: u32,
    /// What is compared.
    pub variable: RwSignal<String>,
    /// How.
    pub operator: RwSignal<String>,
    /// With what.
    pub value: RwSignal<Option<Decimal>>,
    /// The price.
    pub base: RwSignal<Option<Decimal>>,
    /// On top, for one of the factor.
    pub each: RwSignal<Option<Decimal>>,
    /// What the price on top is for.
    pub factor: RwSignal<String>,
}

impl Rule {
    /// A rule for everything up to a weight that is still to be typed.
    pub fn empty(key: u32) -> Rule {
        Rule {
            key,
            variable: RwSignal::new("weight".to_owned()),
            operator: RwSignal::new("<=".to_owned()),
            value: RwSignal::new(None),
            base: RwSignal::new(None),
            each: RwSignal::new(None),
            factor: RwSignal::new("weight".to_owned()),
        }
    }

    /// A rule that was read.
    pub fn of(key: u32, stored: &DeliveryRule) -> Rule {
        let rule = Rule::empty(key);
        rule.variable.set(measure_key(stored.variable).to_owned());
        let sign = COMPARISONS.iter().find(|(_, _, comparison)| *comparison == stored.operator);
        rule.operator.set(sign.map_or("<=", |(key, _, _)| key).to_owned());
        rule.value.set(Some(stored.value));
        rule.base.set(Some(stored.base_price));
        rule.each.set(Some(stored.factor_price).filter(|price| !price.is_zero()));
        rule.factor.set(measure_key(stored.factor).to_owned());
        rule
    }

    /// The rule as it is typed. Tracked.
    pub fn rule(self) -> DeliveryRule {
        DeliveryRule {
            variable: self.variable.with(|key| measure_of(key)),
            operator: self.operator.with(|key| Comparison::parse(key)).unwrap_or(Comparison::AtMost),
            value: self.value.get().unwrap_or_default(),
            base_price: self.base.get().unwrap_or_default(),
            factor_price: self.each.get().unwrap_or_default(),
            factor: self.factor.with(|key| measure_of(key)),
        }
    }
}

fn measure_key(measure: Measure) -> &'static str {
    MEASURES.iter().find(|(_, known)| *known == measure).map_or("weight", |(key, _)| key)
}

fn measure_of(key: &str) -> Measure {
    MEASURES.iter().find(|(known, _)| *known == key).map(|(_, measure)| *measure).unwrap_or_default()
}
