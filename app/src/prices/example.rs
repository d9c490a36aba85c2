//! What the rules as they are typed make of a product: computed here, by the code that prices quotations.
use super::{Account, rule::Rule, rule_form::product_choices};
use crate::products::api::read_product;
use crate::ui::{Choice, Combobox, Field, NumberInput};
use chrono::NaiveTime;
use domain::{
    ids::{PriceListId, PriceRuleId, ProductId, UnitCategoryId, UnitId},
    money::{Currency, rates::Rates},
    pricing::{
        Item, PriceList,
        price::{PriceBook, Priced, Wanted, price},
    },
    units::Unit,
};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{prices::PriceListRef, products::ProductFields};

const ONE: Unit = Unit { id: UnitId(Uuid::nil()), category: UnitCategoryId(Uuid::nil()), ratio: Decimal::ONE };

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
    /// The currency.
    currency: Currency,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<Choice>);
    let quantity = RwSignal::new(Some(Decimal::ONE));
    let product = RwSignal::new(None::<(ProductId, ProductFields)>);
    let (id, book) = (me.id, StoredValue::new(book));
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
        let rules = rules.get().into_iter().zip(1_u128..);
        let rules = rules.map(|(rule, at)| rule.fields().rule(PriceRuleId(Uuid::from_u128(at)))).collect();
        let mine = PriceList { id, sequence: 0, currency, active: true, country_groups: Vec::new(), rules };
        let lists: Vec<PriceList> = std::iter::once(mine).chain(book.get_value()).collect();
        product.get().map(|(product, fields)| try_it(&lists, id, (product, &fields), quantity.get(), currency, today))
    };
    let search = product_choices(t, currency);
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
                        lists.push(PriceListRef { id, name: name.get() });
                        view! { <Account t currency lists why=found.why net=found.net/> }.into_any()
                    }
                }}
            </div>
        </section>
    }
}

fn try_it(
    lists: &[PriceList],
    list: PriceListId,
    (product, fields): (ProductId, &ProductFields),
    quantity: Option<Decimal>,
    currency: Currency,
    today: chrono::NaiveDate,
) -> Option<Priced> {
    let rates = Rates::none(currency);
    let item = Item {
        product,
        variant: None,
        categories: Vec::new(),
        unit: ONE,
        list_price: fields.unit_price,
        extras: Decimal::ZERO,
        currency,
        cost: fields.cost,
        cost_currency: currency,
    };
    let at = today.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
    let wanted = Wanted { quantity: quantity.unwrap_or(Decimal::ONE), unit: ONE, currency, at };
    price(&PriceBook { lists, rates: &rates, show_discounts: true }, Some(list), &item, &wanted).ok()
}
