//! What the rules as they are typed make of a product: computed here, by the code that prices quotations.
use super::{Account, rule::Rule, rule_form::product_choices};
use crate::products::api::read_product;
use crate::ui::{Choice, Combobox, Field, NumberInput};
use chrono::NaiveTime;
use domain::{
    categories::Categories,
    ids::{CategoryId, PriceListId, PriceRuleId, ProductId, UnitCategoryId, UnitId},
    money::{Currency, rates::Rates, step::Step},
    pricing::{
        Item, PriceList,
        price::{PriceBook, Priced, Wanted, price},
    },
    units::{
        Unit,
        written::{NamedUnit, find},
    },
};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{prices::PriceListRef, products::ProductFields};

/// A unit nobody knows.
const ONE: Unit =
    Unit { id: UnitId(Uuid::nil()), category: UnitCategoryId(Uuid::nil()), ratio: Decimal::ONE, rounding: Step::CENT };

/// Product and quantity to try, and the account.
#[component]
pub(super) fn Example(
    /// The reader's texts.
    t: T,
    /// The list.
    me: PriceListRef,
    /// The list's name as it is typed.
    name: RwSignal<String>,
    /// Its rules.
    rules: RwSignal<Vec<Rule>>,
    /// The other lists with their rules.
    book: Vec<PriceList>,
    /// Names of the other lists.
    others: StoredValue<Vec<PriceListRef>>,
    /// The company's units.
    units: Vec<NamedUnit>,
    /// Its categories.
    categories: StoredValue<Categories>,
    /// The currency.
    currency: Signal<Currency>,
    /// All exchange rates; products are priced in what they are quoted against.
    rates: Rates,
) -> impl IntoView {
    let (own, rates) = (rates.base, StoredValue::new(rates));
    let chosen = RwSignal::new(None::<Choice>);
    let quantity = RwSignal::new(Some(Decimal::ONE));
    let product = RwSignal::new(None::<(ProductId, ProductFields)>);
    let (id, book, units) = (me.id, StoredValue::new(book), StoredValue::new(units));
    let choose = move |choice: Option<Choice>| {
        product.set(None);
        let Some(wanted) = choice.and_then(|choice| choice.key.parse::<ProductId>().ok()) else { return };
        spawn_local(async move {
            if let Ok(view) = read_product(wanted).await {
                let _ = product.try_set(Some((wanted, view.fields)));
            }
        });
    };
    let today = crate::frame::today();
    let priced = move || {
        let currency = currency.get();
        let rules = rules.get().into_iter().zip(1_u128..);
        let rules = rules.map(|(rule, at)| rule.fields().rule(PriceRuleId(Uuid::from_u128(at)))).collect();
        let mine = PriceList { id, sequence: 0, currency, active: true, country_groups: Vec::new(), rules };
        let lists: Vec<PriceList> = std::iter::once(mine).chain(book.get_value()).collect();
        let item = product.get().map(|(product, fields)| {
            let unit = units.with_value(|units| find(units, &fields.unit).map_or(ONE, |found| found.unit));
            let chain = fields.facts.category.map(|id| categories.with_value(|tree| tree.chain(id)));
            item(product, &fields, unit, chain.unwrap_or_default(), own)
        });
        item.map(|item| rates.with_value(|rates| try_it((&lists, rates), (id, currency), &item, quantity.get(), today)))
    };
    let search = product_choices(t, own);
    view! {
        <section class="panel">
            <header><h2>{t.prices_example()}</h2></header>
            <div class="stack">
                <Field id="example-product" label=t.prices_example_product()>
                    <Combobox chosen search on_choose=choose/>
                </Field>
                <Field id="example-quantity" label=t.prices_example_quantity()><NumberInput value=quantity/></Field>
            </div>
            <div role="status" id="example">
                {move || match priced() {
                    None => view! { <p class="faint t-13 gap">{t.prices_example_choose()}</p> }.into_any(),
                    Some(None) => view! { <p class="faint t-13 gap">{t.prices_example_none()}</p> }.into_any(),
                    Some(Some(found)) => {
                        let mut lists = others.get_value();
                        lists.push(PriceListRef { id, name: name.get(), currency: currency.get() });
                        let categories = categories.with_value(Categories::paths);
                        view! { <Account t currency=currency.get() lists categories why=found.why net=found.net/> }.into_any()
                    }
                }}
            </div>
        </section>
    }
}

fn item(
    product: ProductId,
    fields: &ProductFields,
    unit: Unit,
    categories: Vec<CategoryId>,
    currency: Currency,
) -> Item {
    Item {
        product,
        variant: None,
        categories,
        unit,
        list_price: fields.unit_price,
        extras: Decimal::ZERO,
        currency,
        cost: fields.cost,
        cost_currency: currency,
    }
}

fn try_it(
    (lists, rates): (&[PriceList], &Rates),
    (list, currency): (PriceListId, Currency),
    item: &Item,
    quantity: Option<Decimal>,
    today: chrono::NaiveDate,
) -> Option<Priced> {
    let unit = item.unit;
    let at = today.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
    let wanted = Wanted { quantity: quantity.unwrap_or(Decimal::ONE), unit, currency, at };
    price(&PriceBook { lists, rates, show_discounts: true }, Some(list), item, &wanted).ok()
}
