//! The offer to update the taxes after another fiscal position: how many lines, and from which sum to which.
use super::desk::Desk;
use crate::ui::{Button, Dialog, Look};
use domain::formats;
use leptos::prelude::*;

/// The dialog; taxes chosen by hand are counted and kept.
#[component]
pub fn UpdateTaxes() -> impl IntoView {
    let desk = Desk::here();
    let (t, lang, currency) = (desk.t, desk.t.figures(), desk.currency);
    let offer = desk.taxing.offer;
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(offer.with(Option::is_some)));
    let money = move |value| formats::money(lang, value, &currency);
    view! {
        <Dialog
            id="update-taxes"
            open
            title=t.taxes_update()
            on_close=move |()| offer.set(None)
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.taxes_update_not()}</Button>
                <Button look=Look::Primary on_press=move |()| { desk.take_taxes(); open.set(false); }>{t.taxes_update_do()}</Button>
            }
        >
            {move || offer.get().map(|offer| view! {
                <div class="kv">
                    <span>{t.taxes_update_count()}</span><span>{offer.taxes.len()}</span>
                    {(offer.kept > 0).then(|| view! { <span>{t.taxes_update_kept()}</span><span>{offer.kept}</span> })}
                    <span>{t.taxes_update_before()}</span><span>{money(offer.before)}</span>
                    <span class="sum">{t.taxes_update_after()}</span><span class="sum">{money(offer.after)}</span>
                </div>
            })}
        </Dialog>
    }
}
