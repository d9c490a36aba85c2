//! Why a value of a product adds what it does: what was typed with it, and what one costs when it is chosen.
use super::{
    extras::{Extra, sum},
    keyboard::Keyboard,
    picker::Choosing,
    why_offered::WhyOffered,
};
use crate::quotes::account::{Words, told};
use domain::{
    ids::ValueId,
    pricing::{
        variants::Creates,
        why::{Adds, Why},
    },
};
use leptos::prelude::*;
use rust_decimal::Decimal;

impl Choosing {
    /// The choice with another value in the place of its own attribute's.
    fn with(&self, value: ValueId) -> Vec<ValueId> {
        let of = |(attribute, chosen): &(domain::pricing::variants::Attribute, Option<ValueId>)| {
            if attribute.values.iter().any(|own| own.id == value) { Some(value) } else { *chosen }
        };
        self.chosen.iter().filter_map(of).collect()
    }

    /// What values add together, and whether one of them makes a variant.
    fn adds(&self, choices: &[ValueId], value: ValueId) -> (Decimal, bool) {
        let mut makes = false;
        let mut all = Decimal::ZERO;
        for (attribute, _) in &self.chosen {
            for own in attribute.values.iter().filter(|own| choices.contains(&own.id)) {
                all += own.extra;
                makes |= own.id == value && attribute.creates != Creates::Never;
            }
        }
        (all, makes)
    }

    /// What was typed with a value, in the company's currency.
    fn typed(&self, value: ValueId) -> Decimal {
        let mut values = self.chosen.iter().flat_map(|(attribute, _)| &attribute.values);
        values.find(|own| own.id == value).map(|own| own.extra).unwrap_or_default()
    }
}

/// The account of a value's extra; the price with it follows the other values that are chosen.
pub fn of_value(keyboard: Keyboard, extra: Extra<ValueId>) -> AnyView {
    let desk = keyboard.desk;
    let (t, words) = (desk.t, desk.words());
    let (rate, value) = (desk.view.with_untracked(|view| view.rate), extra.key);
    let own = rate.map_or(desk.currency, |rate| rate.base);
    let typed = untrack(|| keyboard.picker.chosen()).map(|choosing| choosing.typed(value)).unwrap_or_default();
    let typed = (t.products_extra(), Words { t, currency: own }.price(typed));
    let account = sum(words, typed, rate.as_ref(), t.quotes_why_value());
    let priced = move || {
        let choosing = keyboard.picker.chosen()?;
        let choices = choosing.with(value);
        let (all, makes) = choosing.adds(&choices, value);
        let note = Callback::new(move |why: Why| match why.adds(makes, all) {
            Adds::Yes => None,
            Adds::OwnPrice => Some(t.quotes_why_value_own()),
            Adds::Ruled => Some(t.quotes_why_value_ruled()),
        });
        let (product, quantity) = (choosing.product, choosing.quantity);
        Some(view! { <WhyOffered desk product quantity choices note/> })
    };
    view! {
        {told(t, account, extra.figure(words))}
        <p class="t-13 gap"><b>{t.quotes_why_value_price()}</b></p>
        {priced}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::{
        ids::{AttributeId, ProductId},
        pricing::variants::{Attribute, Value},
    };
    use uuid::Uuid;

    fn value(id: u128) -> ValueId {
        ValueId(Uuid::from_u128(id))
    }

    fn attribute(creates: Creates, values: &[(u128, i64)]) -> Attribute {
        let one = |(id, extra): &(u128, i64)| Value {
            id: value(*id),
            name: id.to_string(),
            extra: Decimal::from(*extra),
            words: Default::default(),
        };
        Attribute {
            id: AttributeId(Uuid::from_u128(values[0].0)),
            name: String::new(),
            creates,
            values: values.iter().map(one).collect(),
        }
    }

    #[test]
    fn a_value_is_priced_in_the_place_of_its_own_attribute_s_with_the_others_as_chosen() {
        let size = attribute(Creates::Always, &[(11, 0), (12, 8)]);
        let print = attribute(Creates::Never, &[(21, 0), (22, 3)]);
        let choosing = Choosing {
            product: ProductId(Uuid::from_u128(1)),
            quantity: Decimal::ONE,
            chosen: vec![(size, Some(value(11))), (print, Some(value(22)))],
        };
        let choices = choosing.with(value(12));
        assert_eq!(choices, [value(12), value(22)]);
        assert_eq!(choosing.adds(&choices, value(12)), (Decimal::from(11), true));
        assert_eq!(choosing.adds(&choices, value(22)), (Decimal::from(11), false));
        assert_eq!(choosing.typed(value(12)), Decimal::from(8));
    }
}
