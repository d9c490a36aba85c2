//! How long it takes to price and add up a quotation of 10, 100 and 2,000 lines.
#![allow(clippy::unwrap_used)]
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use domain::{
    ids::{PriceListId, PriceRuleId, ProductId, TaxId, UnitCategoryId, UnitId},
    money::{Currency, rates::Rates, step::Step},
    pricing::{
        Item, PriceBase, PriceList, PriceRule, RuleKind, Scope,
        price::{PriceBook, Wanted, price},
    },
    tax::{
        Tax, TotalsRules,
        document::{DocumentLine, totals},
        line::Amounts,
    },
    units::Unit,
};
use rust_decimal::Decimal;
use std::hint::black_box;
use uuid::Uuid;

const PIECE: Unit =
    Unit { id: UnitId(Uuid::nil()), category: UnitCategoryId(Uuid::nil()), ratio: Decimal::ONE, rounding: Step::CENT };

/// Fifty rules, most of them for other products.
fn list() -> PriceList {
    let rule = |id: u128| {
        let scope = if id == 0 { Scope::All } else { Scope::Product(ProductId(Uuid::from_u128(id * 40))) };
        let kind = RuleKind::Percentage { percent: Decimal::TEN, base: PriceBase::ListPrice };
        let min_quantity = Decimal::ZERO;
        PriceRule { id: PriceRuleId(Uuid::from_u128(id)), scope, min_quantity, from: None, until: None, kind }
    };
    PriceList {
        id: PriceListId(Uuid::nil()),
        sequence: 0,
        currency: Currency::EUR,
        active: true,
        country_groups: Vec::new(),
        rules: (0..50).map(rule).collect(),
    }
}

fn item(at: usize) -> Item {
    Item {
        product: ProductId(Uuid::from_u128(at as u128)),
        variant: None,
        categories: Vec::new(),
        unit: PIECE,
        list_price: Decimal::new(12_345 + i64::try_from(at).unwrap(), 2),
        extras: Decimal::ZERO,
        currency: Currency::EUR,
        cost: Decimal::TEN,
        cost_currency: Currency::EUR,
    }
}

fn price_and_total(items: &[Item], lists: &[PriceList], taxes: &[[Tax; 1]; 2]) -> Decimal {
    let rates = Rates::none(Currency::EUR);
    let book = PriceBook { lists, rates: &rates, show_discounts: true };
    let at = chrono::NaiveDateTime::default();
    let wanted = Wanted { quantity: Decimal::new(35, 1), unit: PIECE, currency: Currency::EUR, at };
    let lines: Vec<DocumentLine<'_>> = items
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let priced = price(&book, Some(lists[0].id), item, &wanted).unwrap();
            let (price_unit, discount) = (priced.unit_price, priced.discount);
            DocumentLine::new(Amounts { price_unit, quantity: wanted.quantity, discount }, &taxes[at % 2])
        })
        .collect();
    totals(&lines, &TotalsRules::default()).unwrap().document.total
}

fn lines(criterion: &mut Criterion) {
    let tax = |id, percent| [Tax::percent(TaxId(Uuid::from_u128(id)), Decimal::new(percent, 1))];
    let (taxes, lists) = ([tax(1, 255), tax(2, 135)], [list()]);
    let mut group = criterion.benchmark_group("price_and_total");
    for count in [10_usize, 100, 2_000] {
        let items: Vec<Item> = (0..count).map(item).collect();
        group.bench_with_input(BenchmarkId::from_parameter(count), &items, |bencher, items| {
            bencher.iter(|| price_and_total(black_box(items), &lists, &taxes));
        });
    }
    group.finish();
}

criterion_group!(benches, lines);
criterion_main!(benches);
