//! What the method as it is typed makes of a load and an address: reckoned here, by the code that prices quotations.
use super::{
    account::Account,
    words::{weight, why_not},
};
use crate::ui::{Field, NumberInput, TextInput};
use domain::{
    delivery::{Limits, load::Load, rate::DeliveryStep},
    fiscal::place::{Address, Country},
    formats,
    money::Currency,
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::delivery::{MethodFields, NO_METHOD};

/// A load and where to, and the account.
#[component]
pub(super) fn Example(
    /// The reader's texts.
    t: T,
    /// The method as it is typed.
    fields: Signal<MethodFields>,
    /// The company's currency.
    currency: Currency,
) -> impl IntoView {
    let kilograms = RwSignal::new(Some(Decimal::from(184)));
    let cubic = RwSignal::new(Some(Decimal::ONE));
    let price = RwSignal::new(Some(Decimal::from(500)));
    let count = RwSignal::new(Some(Decimal::ONE));
    let (postcode, country) = (RwSignal::new("60120".to_owned()), RwSignal::new("FI".to_owned()));
    let load = move || {
        let (weight, volume) = (kilograms.get().unwrap_or_default(), cubic.get().unwrap_or_default());
        Load {
            weight,
            volume,
            weight_volume: weight.checked_mul(volume).unwrap_or_default(),
            quantity: count.get().unwrap_or_default(),
            price: price.get().unwrap_or_default(),
        }
    };
    let answer = move || {
        let fields = fields.get();
        let mut method = fields.method(NO_METHOD);
        // Which goods there are is not asked here.
        method.limits = Limits { must_have_tags: Vec::new(), excluded_tags: Vec::new(), ..method.limits };
        let address = Address {
            country: country.with(|code| Country::parse(code)),
            region: None,
            postcode: Some(postcode.get()).filter(|code| !code.trim().is_empty()),
        };
        let load = load();
        if let Some(why) = method.unavailable(&address, &load, &[]) {
            let words = t.delivery_does_not_fit(why_not(t, &why, postcode.get().trim()));
            return view! { <p class="t-13 gap">{words}</p> }.into_any();
        }
        if !fields.by_rules && fields.product.is_some() {
            return view! { <p class="faint t-13 gap">{t.delivery_example_product()}</p> }.into_any();
        }
        let Ok(found) = method.price(fields.price, &load, Decimal::ONE, Ok) else {
            return view! { <p class="faint t-13 gap">{t.delivery_not_rule()}</p> }.into_any();
        };
        let price = domain::money::round(found.price, currency.decimals());
        let place = format!("{} {}", postcode.get().trim(), country.get().trim().to_uppercase());
        let money = formats::money(t.figures(), price, &currency);
        let mut words = t.delivery_example_says(weight(t, load.weight), place.trim(), money);
        if let Some(at) = found.steps.iter().find_map(|step| match step {
            DeliveryStep::Rule { at, .. } => Some(at + 1),
            _ => None,
        }) {
            words = format!("{words} {}", t.delivery_example_rule(at));
        }
        view! {
            <p class="gap"><b>{words}</b></p>
            <Account t currency rules=fields.by_rules.then_some(fields.rules) of_product=false steps=found.steps price/>
        }
        .into_any()
    };
    let symbol = currency.symbol().to_owned();
    view! {
        <section class="panel">
            <header><h2>{t.delivery_example()}</h2></header>
            <div class="cols-2">
                <Field id="example-weight" label=t.delivery_weight()><NumberInput value=kilograms unit="kg"/></Field>
                <Field id="example-volume" label=t.delivery_volume()><NumberInput value=cubic unit="m³"/></Field>
                <Field id="example-price" label=t.delivery_price()><NumberInput value=price decimals=2 unit=symbol/></Field>
                <Field id="example-quantity" label=t.delivery_quantity()><NumberInput value=count/></Field>
                <Field id="example-postcode" label=t.delivery_example_postcode()><TextInput value=postcode longest=10/></Field>
                <Field id="example-country" label=t.delivery_example_country()><TextInput value=country longest=2/></Field>
            </div>
            <div role="status" id="example">{answer}</div>
        </section>
    }
}
