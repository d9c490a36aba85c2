//! The form of one rule: for what, from which quantity, when, and how the price comes about.
use super::rule::{ALL, CATEGORY, DISCOUNT, FIXED, FORMULA, PRODUCT, Rule};
use crate::products::api::{product_variants, suggest_products};
use crate::ui::{Button, Choice, Combobox, DateInput, Field, Found, IconName, NumberInput, Segment, Segmented, Select};
use crate::wire::error_at;
use domain::{categories::Categories, formats, money::Currency, refusal::FieldRefusal};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use wire::{prices::PriceListRef, products::ProductRow};

/// Finds products for a choice.
pub(crate) fn product_choices(t: T, currency: Currency) -> impl Fn(String) -> Found + Clone + Send + Sync + 'static {
    move |typed: String| -> Found {
        Box::pin(async move {
            let found = suggest_products(typed).await.unwrap_or_default();
            let choice = |one: ProductRow| {
                let price = formats::money(t.figures(), one.unit_price, &currency);
                Choice::new(one.id.to_string(), one.name).note(one.code).fact(price)
            };
            found.into_iter().map(choice).collect()
        })
    }
}

/// The form.
#[component]
pub(super) fn RuleForm(
    /// The reader's texts.
    t: T,
    /// The rule.
    rule: Rule,
    /// Its place, for what the server refuses.
    at: Signal<usize>,
    /// What the server refused.
    refused: RwSignal<Vec<FieldRefusal>>,
    /// Categories it can be for.
    categories: StoredValue<Categories>,
    /// Lists to be based on.
    others: StoredValue<Vec<PriceListRef>>,
    /// The list's currency.
    currency: Currency,
    /// Takes the rule out.
    on_remove: Callback<()>,
) -> impl IntoView {
    let error = move |field: &'static str| error_at(t, refused, move || format!("rules.{}.{field}", at.get()));
    let today = crate::frame::today();
    let unit = currency.symbol().to_owned();
    let money = move |id: &'static str, field: &'static str, label: &'static str, value: RwSignal<Option<Decimal>>| {
        let unit = unit.clone();
        view! { <Field id label class="w2" error=error(field)><NumberInput value unit/></Field> }
    };
    let base = move || {
        let mut options = vec![
            ("list_price".to_owned(), t.prices_base_public().to_owned()),
            ("cost".to_owned(), t.prices_base_cost().to_owned()),
        ];
        options.extend(others.get_value().into_iter().map(|list| (list.id.to_string(), list.name)));
        view! {
            <Field id="rule-base" label=t.prices_base() class="w2" error=error("base")>
                <Select value=rule.base options=Signal::stored(options)/>
            </Field>
            <Field id="rule-percent" label=t.prices_percent_off() class="w2" error=error("percent")
                hint=Some(t.prices_percent_off_what().to_owned())>
                <NumberInput value=rule.percent unit="%"/>
            </Field>
        }
    };
    let kinds = vec![
        Segment::new(FIXED, t.prices_fixed()),
        Segment::new(DISCOUNT, t.prices_discount()),
        Segment::new(FORMULA, t.prices_formula()),
    ];
    let scopes = vec![
        Segment::new(ALL, t.prices_all_products()),
        Segment::new(CATEGORY, t.catalog_category()),
        Segment::new(PRODUCT, t.prices_rule_product()),
    ];
    let paths = Signal::stored(categories.with_value(|tree| {
        let choose = std::iter::once((String::new(), t.prices_choose_category().to_owned()));
        choose.chain(tree.paths().into_iter().map(|(id, path)| (id.to_string(), path))).collect::<Vec<_>>()
    }));
    let subject = move || categories.with_value(|tree| rule.subject(t, tree));
    let search = Callback::new(product_choices(t, currency));
    view! {
        <div class="card pad" role="group" aria-label=subject>
            <h2 class="t-16">{subject}</h2>
            <div class="cols gap">
                <div class="field w6">
                    <span class="label">{t.prices_rule_for()}</span>
                    <Segmented id="rule-scope" label=t.prices_rule_for() value=rule.scope options=scopes/>
                </div>
                {move || match rule.scope.get().as_str() {
                    PRODUCT => view! {
                        <Field id="rule-product" label=t.prices_rule_product() class="w4" error=error("product")>
                            <Combobox chosen=rule.product search on_choose=move |_| rule.variant.set(String::new())/>
                        </Field>
                        <VariantChoice t rule error=error("variant")/>
                    }.into_any(),
                    CATEGORY => view! {
                        <Field id="rule-category" label=t.catalog_category() class="w4" error=error("category")>
                            <Select value=rule.category options=paths/>
                        </Field>
                    }.into_any(),
                    _ => ().into_any(),
                }}
                <Field id="rule-from" label=t.prices_rule_from() class="w2" error=error("min_quantity")>
                    <NumberInput value=rule.min_quantity/>
                </Field>
                <Field id="rule-first" label=t.prices_rule_first() class="w3" error=error("from")>
                    <DateInput value=rule.from today/>
                </Field>
                <Field id="rule-last" label=t.prices_rule_last() class="w3" error=error("until")>
                    <DateInput value=rule.until today/>
                </Field>
                <div class="field w6">
                    <span class="label">{t.prices_rule_kind()}</span>
                    <Segmented id="rule-kind" label=t.prices_rule_kind() value=rule.kind options=kinds/>
                </div>
                {move || match rule.kind.get().as_str() {
                    FIXED => money("rule-price", "price", t.prices_fixed_price(), rule.price).into_any(),
                    FORMULA => view! {
                        {base()}
                        {money("rule-round", "round_to", t.prices_round_to(), rule.round_to)}
                        {money("rule-surcharge", "surcharge", t.prices_surcharge(), rule.surcharge)}
                        {money("rule-least", "min_margin", t.prices_least_margin(), rule.min_margin)}
                        {money("rule-most", "max_margin", t.prices_most_margin(), rule.max_margin)}
                    }.into_any(),
                    _ => base().into_any(),
                }}
            </div>
            <div class="row gap">
                <Button small=true icon=IconName::Trash on_press=move |()| on_remove.run(())>{t.prices_remove_rule()}</Button>
            </div>
        </div>
    }
}

/// Only one variant of the product; nothing where it has none.
#[component]
fn VariantChoice(t: T, rule: Rule, error: Signal<Option<String>>) -> impl IntoView {
    let options = RwSignal::new(Vec::<(String, String)>::new());
    Effect::new(move |_| {
        let product = rule.product.with(|chosen| chosen.as_ref().and_then(|chosen| chosen.key.parse().ok()));
        options.set(Vec::new());
        let Some(product) = product else { return };
        spawn_local(async move {
            let rows = product_variants(product).await.unwrap_or_default();
            let all = std::iter::once((String::new(), t.prices_all_variants().to_owned()));
            let rows = rows.into_iter().filter(|row| row.active).map(|row| (row.id.to_string(), row.name));
            let _ = options.try_set(all.chain(rows).collect());
        });
    });
    view! {
        <Show when=move || options.with(|options| options.len() > 1)>
            <Field id="rule-variant" label=t.products_variant() error><Select value=rule.variant options/></Field>
        </Show>
    }
}
