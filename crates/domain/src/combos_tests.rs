//! Shares of a combo's price: they add up to it, whatever the rounding.
#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn choice(n: u128, base: Decimal, extras: &[i64]) -> PricedChoice {
    let item = |(at, extra): (u128, &i64)| Item { product: product(n, at), extra: Decimal::new(*extra, 2) };
    let items = (0..).zip(extras).map(item).collect();
    PricedChoice { id: ComboChoiceId(Uuid::from_u128(n)), base, items }
}

fn product(n: u128, at: u128) -> ProductId {
    ProductId(Uuid::from_u128(n * 100 + at))
}

#[test]
fn one_item_of_each_choice_is_taken_and_no_other() {
    let priced = Priced {
        price: Decimal::TEN,
        choices: vec![choice(1, Decimal::ONE_HUNDRED, &[0, 100]), choice(2, Decimal::ONE_HUNDRED, &[50, 0])],
    };
    let (first, second) = (priced.choices[0].id, priced.choices[1].id);
    let shares = priced.shares(&[(second, product(2, 0)), (first, product(1, 1))], Step::CENT).unwrap();
    let prices: Vec<Decimal> = shares.iter().map(|share| share.unit_price).collect();
    assert_eq!(prices, [Decimal::from(6), Decimal::new(55, 1)], "in the order of the choices, extras on top");

    let refused = |picks: &[(ComboChoiceId, ProductId)]| priced.shares(picks, Step::CENT).unwrap_err();
    assert_eq!(refused(&[(first, product(1, 0))]), Refusal::ComboIncomplete);
    assert_eq!(refused(&[(first, product(2, 0)), (second, product(2, 0))]), Refusal::NotAChoice);
    let strange = ComboChoiceId(Uuid::from_u128(9));
    assert_eq!(
        refused(&[(first, product(1, 0)), (second, product(2, 0)), (strange, product(1, 0))]),
        Refusal::NotAChoice
    );

    assert_eq!(priced.preset(|_| true), [(first, product(1, 0)), (second, product(2, 1))], "the least extra");
    assert_eq!(priced.preset(|one| one != product(2, 1)), [(first, product(1, 0)), (second, product(2, 0))]);
}

proptest! {
    /// What the items cost adds up to the combo's price and the extras that were taken, to the last decimal; so do
    /// whole quantities of them without a discount. A discount or a part of a piece rounds each line by itself.
    #[test]
    fn shares_add_up_to_the_price(
        price in 0i64..10_000_000,
        choices in prop::collection::vec((0i64..1_000_000, 0i64..10_000), 1..=10),
        quantity in 1i64..1000,
    ) {
        let price = Decimal::new(price, 2);
        let made = (1u128..).zip(&choices).map(|(n, (base, extra))| choice(n, Decimal::new(*base, 2), &[*extra]));
        let priced = Priced { price, choices: made.collect() };
        let picks: Vec<_> = priced.preset(|_| true);
        let shares = priced.shares(&picks, Step::CENT).unwrap();
        let extras: Decimal = choices.iter().map(|(_, extra)| Decimal::new(*extra, 2)).sum();
        prop_assert_eq!(shares.iter().map(|share| share.unit_price).sum::<Decimal>(), price + extras);
        let quantity = Decimal::from(quantity);
        let nets: Decimal = shares.iter().map(|share| (share.unit_price * quantity).round_dp(2)).sum();
        prop_assert_eq!(nets, (price + extras) * quantity);
    }
}
