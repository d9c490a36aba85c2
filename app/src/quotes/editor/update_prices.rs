//! The offer to update the prices after another price list was chosen: how many lines, from which sum to which, and why.
use super::{desk::Desk, pricing::Offer};
use crate::{
    prices::in_short,
    quotes::account::{Account, AnswerBelow, AskBelow, told},
    ui::{Button, Dialog, Look},
};
use domain::formats;
use leptos::prelude::*;

/// A figure of the dialog.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    /// What the lines come to now.
    Before,
    /// What they would come to.
    After,
}

/// The dialog; prices set by hand are counted and kept.
#[component]
pub fn UpdatePrices() -> impl IntoView {
    let desk = Desk::here();
    let (t, lang, currency) = (desk.t, desk.t.figures(), desk.currency);
    let offer = desk.pricing.offer;
    let (open, why) = (RwSignal::new(false), RwSignal::new(None::<Asked>));
    Effect::new(move |_| open.set(offer.with(Option::is_some)));
    let money = move |value| formats::money(lang, value, &currency);
    let account = Callback::new(move |asked| {
        let Some(offer) = offer.get_untracked() else { return ().into_any() };
        match asked {
            Asked::Before => {
                let totals = desk.sums.with_untracked(|sums| sums.totals.clone());
                told(t, desk.words().net(&totals, Vec::new()), money(offer.before))
            }
            Asked::After => told(t, lines(desk, &offer), money(offer.after)),
        }
    });
    view! {
        <Dialog
            id="update-prices"
            open
            title=t.prices_update()
            on_close=move |()| { offer.set(None); why.set(None); }
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.prices_update_not()}</Button>
                <Button look=Look::Primary on_press=move |()| { desk.take_offer(); open.set(false); }>{t.prices_update_do()}</Button>
            }
        >
            {move || offer.get().map(|offer| view! {
                <div class="kv">
                    <span>{t.prices_update_count()}</span><span>{offer.prices.len()}</span>
                    {(offer.kept > 0).then(|| view! { <span>{t.prices_update_kept()}</span><span>{offer.kept}</span> })}
                    <span>{t.prices_update_before()}</span>
                    <span><AskBelow which=Asked::Before open=why place="why-update-prices" words=Signal::stored(money(offer.before))/></span>
                    <span class="sum">{t.prices_update_after()}</span>
                    <span class="sum"><AskBelow which=Asked::After open=why place="why-update-prices" words=Signal::stored(money(offer.after))/></span>
                </div>
            })}
            <AnswerBelow id="why-update-prices" open=why account/>
        </Dialog>
    }
}

/// What the lines would come to: what they come to now, and each that moves with its price, by how much, and by which rule.
fn lines(desk: Desk, offer: &Offer) -> Account {
    let (t, currency) = (desk.t, desk.currency);
    let price = |value| formats::unit_price(t.figures(), value, &currency);
    let money = |value| formats::money(t.figures(), value, &currency);
    let mut rows = vec![(t.prices_update_before().to_owned(), money(offer.before))];
    rows.extend(offer.lines.iter().map(|line| {
        let rule = in_short(t, &currency, &offer.names.lists, &offer.names.categories, &line.why);
        let rule = if rule.is_empty() { String::new() } else { format!(" ({rule})") };
        (format!("{}: {} → {}{rule}", line.name, price(line.from), price(line.to)), money(line.by))
    }));
    (rows, (offer.kept > 0).then(|| t.prices_update_kept_what().to_owned()))
}
