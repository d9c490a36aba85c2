//! Which rule of a list applies.
use super::{Item, PriceList, PriceRule, Scope};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use std::cmp::Reverse;

/// The first rule that fits: variant before product before category before all, then the greater minimum
/// quantity, then the nearer category, then the later rule (section 6.2 of the behaviour map, which takes the
/// later category; the nearer one is what people mean).
///
/// `quantity` is in the product's own unit.
pub(super) fn select<'a>(
    list: &'a PriceList,
    item: &Item,
    quantity: Decimal,
    at: NaiveDateTime,
) -> Option<&'a PriceRule> {
    let fits = |rule: &&PriceRule| {
        rule.min_quantity <= quantity
            && rule.from.is_none_or(|from| from <= at)
            && rule.until.is_none_or(|until| at <= until)
    };
    let ranked = list.rules.iter().filter(fits).filter_map(|rule| Some((rank(rule, item)?, rule)));
    ranked
        .min_by_key(|((breadth, distance), rule)| (*breadth, Reverse(rule.min_quantity), *distance, Reverse(rule.id)))
        .map(|(_, rule)| rule)
}

/// How narrow a rule is and how far its category is from the product's; none when it is for something else.
fn rank(rule: &PriceRule, item: &Item) -> Option<(u8, usize)> {
    match rule.scope {
        Scope::Variant(variant) => (item.variant == Some(variant)).then_some((0, 0)),
        Scope::Product(product) => (item.product == product).then_some((1, 0)),
        Scope::Category(category) => item.categories.iter().position(|of| *of == category).map(|far| (2, far)),
        Scope::All => Some((3, 0)),
    }
}
