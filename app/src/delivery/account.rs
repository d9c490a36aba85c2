//! The account of a delivery's price: method, rule, measure, what is added, when it is free.
use super::words::{costs, measured, when};
use domain::{
    delivery::{DeliveryRule, rate::DeliveryStep},
    formats,
    money::Currency,
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;

/// The steps as words and figures, and what it comes to.
#[component]
pub fn Account(
    /// The reader's texts.
    t: T,
    /// Currency of the figures.
    currency: Currency,
    /// The rules; none for a fixed price.
    rules: Option<Vec<DeliveryRule>>,
    /// Whether a fixed price is the product's.
    of_product: bool,
    /// The account.
    steps: Vec<DeliveryStep>,
    /// What it comes to.
    price: Decimal,
) -> impl IntoView {
    let money = move |value: Decimal| formats::money(t.figures(), domain::money::round(value, 2), &currency);
    let rules = rules.unwrap_or_default();
    let rows = steps.into_iter().map(|step| match step {
        DeliveryStep::Product { price } => {
            let words = if of_product { t.delivery_why_product() } else { t.delivery_why_fixed() };
            (words.to_owned(), None, money(price))
        }
        DeliveryStep::Rule { at, measured: amount, price } => {
            let rule = usize::try_from(at).ok().and_then(|at| rules.get(at));
            let words = rule.map_or_else(String::new, |rule| t.delivery_why_rule(at + 1, when(t, rule, &currency)));
            let how = rule
                .filter(|rule| !rule.factor_price.is_zero())
                .map(|rule| format!("{} ({})", costs(t, rule, &currency), measured(t, rule.factor, amount, &currency)));
            (words, how, money(price))
        }
        DeliveryStep::Repriced { price } => (t.delivery_why_repriced().to_owned(), None, money(price)),
        DeliveryStep::Margin { price } => (t.delivery_why_margin().to_owned(), None, money(price)),
        DeliveryStep::Currency { rate, price } => {
            (t.delivery_why_rate(formats::quantity(t.figures(), rate)), None, money(price))
        }
        DeliveryStep::Free { from } => (t.delivery_why_free(money(from)), None, money(Decimal::ZERO)),
    });
    let rows = rows.map(|(words, how, figure)| {
        view! {
            <span>{words}{how.map(|how| view! { <br/><small class="faint">{how}</small> })}</span>
            <span>{figure}</span>
        }
    });
    view! {
        <div class="kv gap">
            {rows.collect_view()}
            <span class="sum">{t.delivery_why_result()}</span><span class="sum">{money(price)}</span>
        </div>
    }
}
