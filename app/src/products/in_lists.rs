//! What the price lists make of a product, and why; follows the product and the lists.
use super::api::product_prices;
use crate::i18n::use_t;
use crate::prices::{Account, in_short};
use crate::quotes::account::{AnswerBelow, AskBelow};
use domain::{formats, ids::ProductId, money};
use i18n::T;
use leptos::prelude::*;
use wire::products::ProductPrices;

/// The card: each list in use with its price and the account of it in a line.
#[component]
pub(super) fn InLists(
    /// Which product.
    id: ProductId,
) -> impl IntoView {
    let t = use_t();
    let found = Resource::new(|| (), move |()| product_prices(id));
    crate::live::on_change("product", Some(id.0), move || found.refetch());
    crate::live::on_change("price_list", None, move || found.refetch());
    view! {
        <div class="field w4">
            <span class="label">{t.products_in_lists()}</span>
            <Transition>
                {move || Suspend::new(async move { found.await.ok().map(|prices| view! { <Rows t prices/> }) })}
            </Transition>
        </div>
    }
}

#[component]
fn Rows(t: T, prices: ProductPrices) -> impl IntoView {
    let (lang, currency) = (t.figures(), crate::frame::currency());
    let ProductPrices { prices, lists, categories } = prices;
    if prices.is_empty() {
        return view! { <p class="faint t-13">{t.products_in_no_list()}</p> }.into_any();
    }
    let row = |price: wire::products::ListPrice| {
        let why = in_short(t, &currency, &lists, &categories, &price.why);
        // The row has the list's name already.
        let why = why.strip_prefix(&format!("{}: ", price.list.name)).map_or_else(|| why.clone(), str::to_owned);
        let words = Signal::stored(formats::unit_price(lang, money::round(price.net, 6), &currency));
        let (open, place) = (RwSignal::new(None::<()>), format!("why-list-{}", price.list.id));
        let (lists, categories) = (lists.clone(), categories.clone());
        let account = Callback::new(move |()| {
            let (lists, categories, why) = (lists.clone(), categories.clone(), price.why.clone());
            view! { <Account t currency lists categories why net=price.net/> }.into_any()
        });
        view! {
            <tr>
                <th scope="row">{price.list.name}</th>
                <td class="faint">{why}<AnswerBelow id=place.clone() open account/></td>
                <td class="num"><AskBelow which=() open place words/></td>
            </tr>
        }
    };
    view! {
        <table class="inlists" aria-label=t.products_in_lists()><tbody>{prices.into_iter().map(row).collect_view()}</tbody></table>
    }
    .into_any()
}
