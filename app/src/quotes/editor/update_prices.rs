//! The offer to update the prices after another price list was chosen: how many lines, and from which sum to which.
use super::desk::Desk;
use crate::ui::{Button, Dialog, Look};
use domain::formats;
use leptos::prelude::*;

/// The dialog; prices set by hand are counted and kept.
#[component]
pub fn UpdatePrices() -> impl IntoView {
    let desk = Desk::here();
    let (t, lang, currency) = (desk.t, desk.t.figures(), desk.currency);
    let offer = desk.pricing.offer;
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(offer.with(Option::is_some)));
    let money = move |value| formats::money(lang, value, &currency);
    view! {
        <Dialog
            id="update-prices"
            open
            title=t.prices_update()
            on_close=move |()| offer.set(None)
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.prices_update_not()}</Button>
                <Button look=Look::Primary on_press=move |()| { desk.take_offer(); open.set(false); }>{t.prices_update_do()}</Button>
            }
        >
            {move || offer.get().map(|offer| view! {
                <div class="kv">
                    <span>{t.prices_update_count()}</span><span>{offer.prices.len()}</span>
                    {(offer.kept > 0).then(|| view! { <span>{t.prices_update_kept()}</span><span>{offer.kept}</span> })}
                    <span>{t.prices_update_before()}</span><span>{money(offer.before)}</span>
                    <span class="sum">{t.prices_update_after()}</span><span class="sum">{money(offer.after)}</span>
                </div>
            })}
        </Dialog>
    }
}
