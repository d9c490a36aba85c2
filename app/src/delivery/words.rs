//! Measures, rules and reasons of delivery in words.
use domain::{
    delivery::{Comparison, DeliveryRule, Measure, availability::Unavailable},
    formats,
    money::Currency,
};
use i18n::T;
use rust_decimal::Decimal;

/// All measures, by their keys.
pub const MEASURES: [(&str, Measure); 5] = [
    ("weight", Measure::Weight),
    ("volume", Measure::Volume),
    ("weight_volume", Measure::WeightVolume),
    ("price", Measure::Price),
    ("quantity", Measure::Quantity),
];

/// All comparisons, by their signs as they are written and as they are read.
pub const COMPARISONS: [(&str, &str, Comparison); 5] = [
    ("<=", "≤", Comparison::AtMost),
    ("<", "<", Comparison::Below),
    (">=", "≥", Comparison::AtLeast),
    (">", ">", Comparison::Above),
    ("=", "=", Comparison::Equal),
];

/// A weight: `184 kg`.
pub fn weight(t: T, kilograms: Decimal) -> String {
    format!("{}\u{a0}kg", formats::quantity(t.figures(), domain::money::round(kilograms, 2)))
}

/// A volume: `1,45 m³`.
pub fn volume(t: T, cubic: Decimal) -> String {
    format!("{}\u{a0}m³", formats::quantity(t.figures(), domain::money::round(cubic, 3)))
}

/// What a measure is called.
pub fn measure(t: T, measure: Measure) -> &'static str {
    match measure {
        Measure::Weight => t.delivery_weight(),
        Measure::Volume => t.delivery_volume(),
        Measure::WeightVolume => t.delivery_weight_volume(),
        Measure::Price => t.delivery_price(),
        Measure::Quantity => t.delivery_quantity(),
    }
}

/// What a measure is counted in; nothing for pieces.
pub fn unit(measure: Measure, currency: &Currency) -> String {
    match measure {
        Measure::Weight => "kg".to_owned(),
        Measure::Volume => "m³".to_owned(),
        Measure::WeightVolume => "kg·m³".to_owned(),
        Measure::Price => currency.symbol().to_owned(),
        Measure::Quantity => String::new(),
    }
}

/// A measured amount with its unit.
pub fn measured(t: T, of: Measure, value: Decimal, currency: &Currency) -> String {
    match of {
        Measure::Price => formats::money(t.figures(), value, currency),
        _ => {
            let value = formats::quantity(t.figures(), domain::money::round(value, 3));
            format!("{value}\u{a0}{}", unit(of, currency)).trim_end().to_owned()
        }
    }
}

/// When a rule holds: `Weight ≤ 250 kg`.
pub fn when(t: T, rule: &DeliveryRule, currency: &Currency) -> String {
    let sign =
        COMPARISONS.iter().find(|(_, _, comparison)| *comparison == rule.operator).map_or("", |(_, sign, _)| sign);
    format!("{} {sign} {}", measure(t, rule.variable), measured(t, rule.variable, rule.value, currency))
}

/// What a rule costs: `65,00 € + 0,45 € × kg`.
pub fn costs(t: T, rule: &DeliveryRule, currency: &Currency) -> String {
    let base = formats::money(t.figures(), rule.base_price, currency);
    if rule.factor_price.is_zero() {
        return base;
    }
    let of = match rule.factor {
        Measure::Quantity => t.delivery_quantity().to_lowercase(),
        Measure::Price => t.delivery_price().to_lowercase(),
        other => unit(other, currency),
    };
    let each = format!("{}\u{a0}{}", formats::unit_price(t.figures(), rule.factor_price, currency), currency.symbol());
    if rule.base_price.is_zero() { format!("{each} × {of}") } else { format!("{base} + {each} × {of}") }
}

/// Why a method does not fit.
pub fn why_not(t: T, why: &Unavailable, postcode: &str) -> String {
    match why {
        Unavailable::Country => t.delivery_not_country().to_owned(),
        Unavailable::Region => t.delivery_not_region().to_owned(),
        Unavailable::Postcode if postcode.is_empty() => t.delivery_no_postcode().to_owned(),
        Unavailable::Postcode => t.delivery_not_postcode().to_owned(),
        Unavailable::Weight { most } => t.delivery_not_weight(weight(t, *most)),
        Unavailable::Volume { most } => t.delivery_not_volume(volume(t, *most)),
        Unavailable::TagMissing => t.delivery_not_tag().to_owned(),
        Unavailable::TagExcluded { .. } => t.delivery_excluded_tag().to_owned(),
        Unavailable::NoRule => t.delivery_not_rule().to_owned(),
    }
}
