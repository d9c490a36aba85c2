//! Why a product that is offered has its price: the account of the price list before it is on a line.
use super::desk::Desk;
use crate::{
    prices::Account,
    ui::{Banner, IconName, Tone},
};
use domain::{
    ids::{LineId, ProductId, ValueId},
    pricing::why::Why,
};
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::prices::{LinePrices, PriceAsk};

/// The account, asked for when it is shown.
#[component]
pub fn WhyOffered(
    /// The desk.
    desk: Desk,
    /// The product.
    product: ProductId,
    /// How many it is priced for.
    quantity: Decimal,
    /// The values chosen about it.
    #[prop(optional)]
    choices: Vec<ValueId>,
    /// What else its account tells, from its steps.
    #[prop(optional)]
    note: Option<Callback<Why, Option<&'static str>>>,
    /// Told when the answer is there.
    #[prop(optional)]
    on_filled: Option<Callback<()>>,
) -> impl IntoView {
    let (t, currency) = (desk.t, desk.currency);
    let answer = RwSignal::new(None::<Option<LinePrices>>);
    let ask = PriceAsk {
        id: LineId(Uuid::nil()),
        product,
        quantity,
        unit: String::new(),
        choices,
        unit_price: Decimal::ZERO,
        discount: Decimal::ZERO,
    };
    spawn_local(async move {
        let found = desk.prices(vec![ask]).await;
        if answer.try_set(Some(found)).is_none()
            && let Some(on_filled) = on_filled
        {
            on_filled.run(());
        }
    });
    view! {
        <div role="status">
            {move || match answer.get() {
                None => view! { <p class="faint t-13">"…"</p> }.into_any(),
                Some(found) => match found.and_then(|mut found| Some((found.lines.pop()?, found.lists, found.categories))) {
                    Some((price, lists, categories)) => {
                        let words = note.and_then(|note| note.run(price.why.clone()));
                        view! {
                            <Account t currency lists categories why=price.why net=price.net/>
                            {words.map(|words| view! { <p class="faint t-12 gap">{words}</p> })}
                        }.into_any()
                    }
                    None => view! {
                        <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{t.problem_unavailable()}</Banner>
                    }.into_any(),
                },
            }}
        </div>
    }
}
