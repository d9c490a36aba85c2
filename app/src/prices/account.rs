//! The account of a price in words: each step with the figure it leads to, or what it takes and adds.
use domain::{
    formats,
    ids::{CategoryId, PriceListId},
    money::Currency,
    pricing::{
        Scope,
        why::{Why, WhyStep},
    },
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::prices::PriceListRef;

/// The steps as words and figures, and what one comes to.
#[component]
pub fn Account(
    /// The reader's texts.
    t: T,
    /// Currency of the figures.
    currency: Currency,
    /// Names of the lists.
    lists: Vec<PriceListRef>,
    /// Whole names of the categories.
    #[prop(optional)]
    categories: Vec<(CategoryId, String)>,
    /// The account.
    why: Why,
    /// What one comes to.
    net: Decimal,
) -> impl IntoView {
    let lang = t.figures();
    let rows = steps(t, &currency, &lists, &categories, &why)
        .into_iter()
        .map(|(words, figure)| view! { <span>{words}</span><span>{figure}</span> })
        .collect_view();
    view! {
        <div class="kv gap">
            {rows}
            <span class="sum">{t.prices_step_result()}</span>
            <span class="sum">{formats::unit_price(lang, domain::money::round(net, 6), &currency)}</span>
        </div>
    }
}

/// The account in one line: its steps in words, without figures and without where it starts.
pub fn in_short(
    t: T,
    currency: &Currency,
    lists: &[PriceListRef],
    categories: &[(CategoryId, String)],
    why: &Why,
) -> String {
    let told = why.0.iter().filter(|step| !matches!(step, WhyStep::ListPrice { .. } | WhyStep::ShownAsDiscount { .. }));
    let told = Why(told.cloned().collect());
    let words = steps(t, currency, lists, categories, &told).into_iter().map(|(words, _)| words);
    words.collect::<Vec<_>>().join(" · ")
}

/// Each step in words, with its figure; a rule's own row has none.
fn steps(
    t: T,
    currency: &Currency,
    lists: &[PriceListRef],
    categories: &[(CategoryId, String)],
    why: &Why,
) -> Vec<(String, String)> {
    let lang = t.figures();
    let price = |value: Decimal| formats::unit_price(lang, domain::money::round(value, 6), currency);
    let percent = |value: Decimal| formats::percent(lang, value);
    let name = |id: &PriceListId| lists.iter().find(|list| list.id == *id).map(|list| list.name.clone());
    let mut now = Decimal::ZERO;
    let mut rows = Vec::new();
    for step in &why.0 {
        // Where a step says by how much, its figure is the difference.
        let mut moved = |to: Decimal| {
            let by = to - now;
            now = to;
            if by > Decimal::ZERO { format!("+{}", price(by)) } else { price(by) }
        };
        rows.push(match step {
            WhyStep::ListPrice { price: to, .. } => {
                moved(*to);
                (t.prices_step_public().to_owned(), price(*to))
            }
            WhyStep::Cost { price: to, .. } => {
                moved(*to);
                (t.prices_step_cost().to_owned(), price(*to))
            }
            WhyStep::Fixed { price: to } => {
                moved(*to);
                (t.prices_step_fixed().to_owned(), price(*to))
            }
            WhyStep::Extras { price: to, .. } => (t.prices_step_extras().to_owned(), moved(*to)),
            WhyStep::Unit { price: to, .. } => {
                moved(*to);
                (t.prices_step_unit().to_owned(), price(*to))
            }
            WhyStep::Currency { to: code, price: to, .. } => {
                moved(*to);
                (t.prices_step_currency(code.symbol()), price(*to))
            }
            WhyStep::NoRule { list } => (t.prices_step_no_rule(name(list).unwrap_or_default()), String::new()),
            WhyStep::Rule { list, scope, min_quantity, .. } => {
                let list = name(list).unwrap_or_default();
                let rule = match scope {
                    Scope::Product(_) => t.prices_step_rule_product(list),
                    Scope::Variant(_) => t.prices_step_rule_variant(list),
                    Scope::Category(id) => {
                        let name = categories.iter().find(|(known, _)| known == id).map(|(_, name)| name.as_str());
                        t.prices_step_rule_category(list, name.unwrap_or_default())
                    }
                    Scope::All => t.prices_step_rule_all(list),
                };
                let any = *min_quantity <= Decimal::ONE;
                let from = formats::quantity(lang, *min_quantity);
                (if any { rule } else { t.prices_step_rule_from(rule, from) }, String::new())
            }
            WhyStep::Percentage { percent: by, price: to } if *by < Decimal::ZERO => {
                (t.prices_step_plus(percent(-*by)), moved(*to))
            }
            WhyStep::Percentage { percent: by, price: to } => (t.prices_step_minus(percent(*by)), moved(*to)),
            WhyStep::Rounded { to: step, price: to } => (t.prices_step_rounded(price(*step)), moved(*to)),
            WhyStep::Surcharge { price: to, .. } => (t.prices_step_surcharge().to_owned(), moved(*to)),
            WhyStep::MinMargin { price: to, .. } => (t.prices_step_least().to_owned(), moved(*to)),
            WhyStep::MaxMargin { price: to, .. } => (t.prices_step_most().to_owned(), moved(*to)),
            WhyStep::ShownAsDiscount { discount, .. } => (t.prices_step_shown(percent(*discount)), String::new()),
        });
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Lang;

    #[test]
    fn each_step_says_by_how_much_it_moves_the_price() {
        let figure = |text: &str| text.parse::<Decimal>().unwrap_or_default();
        let why = Why(vec![
            WhyStep::ListPrice { price: figure("10700"), currency: Currency::EUR },
            WhyStep::Percentage { percent: figure("8"), price: figure("9844") },
            WhyStep::Rounded { to: figure("20"), price: figure("9840") },
        ]);
        let said: Vec<String> = steps(T::new(Lang::En), &Currency::EUR, &[], &[], &why)
            .into_iter()
            .map(|(words, figure)| format!("{words} {figure}"))
            .collect();
        assert!(said[0].starts_with("Public price 10,700"), "{said:?}");
        assert!(said[1].contains("856"), "{said:?}");
        assert!(said[2].contains("4"), "{said:?}");
    }
}
