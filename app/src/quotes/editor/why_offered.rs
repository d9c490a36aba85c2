//! Why a product that is offered has its price: the account of the price list before it is on a line.
use super::desk::Desk;
use crate::{
    prices::Account,
    ui::{Banner, IconName, Tone},
};
use domain::ids::{LineId, ProductId, ValueId};
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
                    Some((price, lists, categories)) => view! {
                        <Account t currency lists categories why=price.why net=price.net/>
                    }.into_any(),
                    None => view! {
                        <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{t.problem_unavailable()}</Banner>
                    }.into_any(),
                },
            }}
        </div>
    }
}
