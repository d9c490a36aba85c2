//! Whether a method is for an address and an order.
use super::{
    DeliveryKind, DeliveryMethod,
    load::{Load, LoadLine},
    rate::fitting,
};
use crate::{fiscal::place::Address, ids::TagId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Why a method is not for this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Unavailable {
    /// Not to this country.
    Country,
    /// Not to this region.
    Region,
    /// Not to this postcode, or there is none.
    Postcode,
    /// Heavier than it carries.
    Weight {
        /// Most it carries, in kg.
        most: Decimal,
    },
    /// Larger than it carries.
    Volume {
        /// Most it carries, in m³.
        most: Decimal,
    },
    /// No product carries a tag it demands.
    TagMissing,
    /// A product carries a tag it excludes.
    TagExcluded {
        /// The tag.
        tag: TagId,
    },
    /// None of its rules fits.
    NoRule,
}

impl DeliveryMethod {
    /// Why it is not for this order; none when it is (section 11.1 of the behaviour map).
    ///
    /// Tags are those of all products, services too: a product that may not travel this way is one even when nothing
    /// of it is carried.
    pub fn unavailable(&self, address: &Address, load: &Load, lines: &[LoadLine<'_>]) -> Option<Unavailable> {
        self.elsewhere(address).or_else(|| self.unfit(load, lines))
    }

    /// Why it does not go to an address.
    pub(super) fn elsewhere(&self, address: &Address) -> Option<Unavailable> {
        let limits = &self.limits;
        if !limits.countries.is_empty() && !address.country.is_some_and(|to| limits.countries.contains(&to)) {
            return Some(Unavailable::Country);
        }
        let region = |of: &String| address.region().is_some_and(|region| region.eq_ignore_ascii_case(of));
        if !limits.regions.is_empty() && !limits.regions.iter().any(region) {
            return Some(Unavailable::Region);
        }
        let compact = |code: &str| code.split_whitespace().collect::<String>().to_uppercase();
        let postcode = address.postcode.as_deref().map(compact).filter(|code| !code.is_empty());
        let starts = |prefix: &String| postcode.as_ref().is_some_and(|code| code.starts_with(&compact(prefix)));
        if !limits.postcode_prefixes.is_empty() && !limits.postcode_prefixes.iter().any(starts) {
            return Some(Unavailable::Postcode);
        }
        None
    }

    /// Why it does not carry an order, wherever that goes.
    pub(super) fn unfit(&self, load: &Load, lines: &[LoadLine<'_>]) -> Option<Unavailable> {
        let limits = &self.limits;
        if let Some(most) = limits.max_weight.filter(|most| load.weight > *most) {
            return Some(Unavailable::Weight { most });
        }
        if let Some(most) = limits.max_volume.filter(|most| load.volume > *most) {
            return Some(Unavailable::Volume { most });
        }
        let carried = |tag: &&TagId| lines.iter().any(|line| line.tags.contains(tag));
        if !limits.must_have_tags.is_empty() && !limits.must_have_tags.iter().any(|tag| carried(&tag)) {
            return Some(Unavailable::TagMissing);
        }
        if let Some(tag) = limits.excluded_tags.iter().find(carried) {
            return Some(Unavailable::TagExcluded { tag: *tag });
        }
        match &self.kind {
            DeliveryKind::Rules { rules } if fitting(rules, load).is_none() => Some(Unavailable::NoRule),
            _ => None,
        }
    }
}
