//! What price lists make of a product, by example and by property.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::{
    ids::*,
    money::{rates::Rate, step::Step},
    pricing::{Formula, PriceBase, PriceRule, RuleKind, Scope},
};
use uuid::Uuid;

fn figure(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn unit(id: u128, ratio: &str) -> Unit {
    Unit {
        id: UnitId(Uuid::from_u128(id)),
        category: UnitCategoryId(Uuid::nil()),
        ratio: figure(ratio),
        rounding: Step::CENT,
    }
}

fn rule(id: u128, scope: Scope, min_quantity: &str, kind: RuleKind) -> PriceRule {
    let id = PriceRuleId(Uuid::from_u128(id));
    PriceRule { id, scope, min_quantity: figure(min_quantity), from: None, until: None, kind }
}

fn fixed(price: &str) -> RuleKind {
    RuleKind::Fixed { price: figure(price) }
}

fn percentage(percent: &str, base: PriceBase) -> RuleKind {
    RuleKind::Percentage { percent: figure(percent), base }
}

fn list(id: u128, currency: &str, rules: Vec<PriceRule>) -> PriceList {
    let (id, currency) = (PriceListId(Uuid::from_u128(id)), Currency::parse(currency).unwrap());
    PriceList { id, sequence: 0, currency, active: true, country_groups: Vec::new(), rules }
}

fn item(list_price: &str) -> Item {
    Item {
        product: ProductId(Uuid::from_u128(1)),
        variant: Some(VariantId(Uuid::from_u128(2))),
        categories: vec![CategoryId(Uuid::from_u128(3)), CategoryId(Uuid::from_u128(4))],
        unit: unit(1, "1"),
        list_price: figure(list_price),
        extras: Decimal::ZERO,
        currency: Currency::EUR,
        cost: figure("40"),
        cost_currency: Currency::EUR,
    }
}

fn ask(lists: &[PriceList], item: &Item, quantity: &str, unit: Unit) -> Result<Priced, PricingRefusal> {
    let sek =
        Rate { currency: Currency::parse("SEK").unwrap(), from: "2026-01-01".parse().unwrap(), per_base: Decimal::TEN };
    let rates = Rates { base: Currency::EUR, rates: vec![sek] };
    let wanted = Wanted {
        quantity: figure(quantity),
        unit,
        currency: Currency::EUR,
        at: "2026-11-23T12:00:00".parse().unwrap(),
    };
    price(&PriceBook { lists, rates: &rates, show_discounts: true }, lists.first().map(|list| list.id), item, &wanted)
}

#[test]
fn the_narrowest_rule_applies() {
    let all = rule(9, Scope::All, "0", fixed("1"));
    let far = rule(8, Scope::Category(CategoryId(Uuid::from_u128(4))), "0", fixed("2"));
    let near = rule(7, Scope::Category(CategoryId(Uuid::from_u128(3))), "0", fixed("3"));
    let product = rule(6, Scope::Product(ProductId(Uuid::from_u128(1))), "0", fixed("4"));
    let many = rule(5, Scope::Product(ProductId(Uuid::from_u128(1))), "10", fixed("5"));
    let variant = rule(4, Scope::Variant(VariantId(Uuid::from_u128(2))), "100", fixed("6"));
    let rules = [all, far, near, product, many, variant];
    let price = |rules: &[PriceRule], quantity| {
        ask(&[list(1, "EUR", rules.to_vec())], &item("99"), quantity, unit(1, "1")).unwrap().net
    };
    assert_eq!(price(&rules[..1], "1"), figure("1"));
    assert_eq!(price(&rules[..2], "1"), figure("2"));
    assert_eq!(price(&rules[..3], "1"), figure("3"));
    assert_eq!(price(&rules, "1"), figure("4"));
    assert_eq!(price(&rules, "10"), figure("5"));
    assert_eq!(price(&rules, "100"), figure("6"));
}

#[test]
fn a_formula_goes_step_by_step() {
    let formula = |formula| {
        let rules = vec![rule(1, Scope::All, "0", RuleKind::Formula(formula))];
        ask(&[list(1, "EUR", rules)], &item("1000"), "1", unit(1, "1")).unwrap().net
    };
    let surcharge = |surcharge: &str| Formula { surcharge: figure(surcharge), ..Formula::default() };
    assert_eq!(formula(surcharge("100")), figure("1100"));
    assert_eq!(formula(Formula { min_margin: Some(figure("10")), ..Formula::default() }), figure("1010"));
    assert_eq!(formula(Formula { max_margin: Some(figure("90")), ..surcharge("100") }), figure("1090"));
    let nines =
        Formula { discount: figure("12.34"), round_to: Some(Step::new(Decimal::TEN).unwrap()), ..surcharge("-0.01") };
    assert_eq!(formula(nines), figure("879.99"));
    let markup = Formula { base: PriceBase::Cost, discount: figure("-50"), ..Formula::default() };
    assert_eq!(formula(markup), figure("60"));
}

#[test]
fn a_surcharge_follows_the_unit() {
    // −10 for a tonne on 100 for a tonne, from three tonnes on.
    let formula = Formula { surcharge: figure("-10"), ..Formula::default() };
    let lists = [list(1, "EUR", vec![rule(1, Scope::All, "3", RuleKind::Formula(formula))])];
    let tonne = Item { unit: unit(1, "1000"), ..item("100") };
    assert_eq!(ask(&lists, &tonne, "3500", unit(2, "1")).unwrap().net, figure("0.09"));
    assert_eq!(ask(&lists, &tonne, "2000", unit(2, "1")).unwrap().net, figure("0.10"));
}

#[test]
fn percentages_of_percentages_are_one_discount() {
    let base = list(2, "EUR", vec![rule(1, Scope::All, "0", percentage("10", PriceBase::ListPrice))]);
    let other = PriceBase::List(base.id);
    let lists = [list(1, "EUR", vec![rule(2, Scope::All, "0", percentage("10", other))]), base];
    let priced = ask(&lists, &item("100"), "1", unit(1, "1")).unwrap();
    assert_eq!((priced.unit_price, priced.discount, priced.net), (figure("100"), figure("19"), figure("81")));
    let steps: Vec<_> = priced.why.0.iter().map(std::mem::discriminant).collect();
    // Sales price, rule and percentage of the base, rule and percentage of the list, shown as a discount.
    assert_eq!(steps.len(), 6);
}

#[test]
fn a_list_in_another_currency_is_converted_at_the_end() {
    let formula = Formula { surcharge: figure("100"), ..Formula::default() };
    let lists = [list(1, "SEK", vec![rule(1, Scope::All, "0", RuleKind::Formula(formula))])];
    // 1,000 € is 10,000 kr; with 100 kr on top 10,100 kr, which is 1,010 €.
    assert_eq!(ask(&lists, &item("1000"), "1", unit(1, "1")).unwrap().net, figure("1010"));
}

#[test]
fn lists_in_a_circle_are_refused() {
    let on = |id: u128| percentage("1", PriceBase::List(PriceListId(Uuid::from_u128(id))));
    let lists =
        [list(1, "EUR", vec![rule(1, Scope::All, "0", on(2))]), list(2, "EUR", vec![rule(2, Scope::All, "0", on(1))])];
    assert!(matches!(crate::pricing::cycle::check(&lists), Err(PricingRefusal::ListCycle { .. })));
    assert!(matches!(ask(&lists, &item("1"), "1", unit(1, "1")), Err(PricingRefusal::ListCycle { .. })));
    assert!(matches!(ask(&lists[..1], &item("1"), "1", unit(1, "1")), Err(PricingRefusal::ListMissing { .. })));
}

#[test]
fn lists_and_accounts_survive_being_stored() {
    let formula = Formula { round_to: Some(Step::ONE), base: PriceBase::Cost, ..Formula::default() };
    let other = percentage("10", PriceBase::List(PriceListId(Uuid::nil())));
    let rules = vec![
        rule(1, Scope::All, "0", RuleKind::Formula(formula)),
        rule(2, Scope::Category(CategoryId(Uuid::nil())), "2.5", other),
    ];
    let list = list(1, "SEK", rules);
    let stored = serde_json::to_string(&list).unwrap();
    assert_eq!(serde_json::from_str::<PriceList>(&stored).unwrap(), list);
    let priced = ask(&[list], &item("100"), "1", unit(1, "1")).unwrap();
    let stored = serde_json::to_string(&priced).unwrap();
    assert_eq!(serde_json::from_str::<Priced>(&stored).unwrap(), priced);
}
