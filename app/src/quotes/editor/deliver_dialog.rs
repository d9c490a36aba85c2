//! The choice of a delivery: the methods that fit with their prices, and why the others do not.
use super::{
    desk::Desk,
    keyboard::Keyboard,
    keys::Column,
    why_figure::{Figure, account_of},
};
use crate::{
    delivery::{
        Account,
        words::{volume, weight, why_not},
    },
    parties::country_name,
    quotes::account::{AnswerBelow, AskBelow},
    ui::{Badge, Button, Dialog, Tone},
};
use domain::formats;
use leptos::prelude::*;
use wire::delivery::{Deliveries, Fit, MethodOffer};

/// The dialog.
#[component]
pub fn DeliverDialog(
    /// The keyboard of the grid.
    keyboard: Keyboard,
) -> impl IntoView {
    let desk = keyboard.desk;
    let t = desk.t;
    let open = desk.delivering.choosing;
    let lead =
        Signal::derive(move || desk.delivering.answer.with(|answer| answer.as_ref().map(|found| lead(desk, found))));
    let load = RwSignal::new(None::<Figure>);
    let account = Callback::new(move |figure| account_of(desk, figure));
    let ask = move |which: Figure, figure: String| {
        view! { <AskBelow which open=load place="why-goods" words=Signal::stored(t.prices_why(figure))/> }
    };
    view! {
        <Dialog id="choose-delivery" open title=t.delivery_choose() lead>
            {move || match desk.delivering.answer.get() {
                None => view! { <p class="faint t-13" role="status">"…"</p> }.into_any(),
                Some(found) if found.methods.is_empty() => view! {
                    <p>{t.delivery_no_methods()}" "<a class="link" href="/settings/delivery">{t.delivery_to_settings()}</a></p>
                }.into_any(),
                Some(found) => {
                    let (fit, not): (Vec<_>, Vec<_>) =
                        found.methods.iter().cloned().partition(|offer| matches!(offer.fit, Fit::Fits { .. }));
                    let postcode = found.postcode.clone();
                    let unweighed = found.load.unweighed.len();
                    let (kilograms, cubic) = (found.load.weight, found.load.volume);
                    view! {
                        {(unweighed > 0).then(|| view! { <p class="t-13 t-amber">{t.delivery_unweighed(unweighed)}</p> })}
                        <ul class="choices">
                            {fit.into_iter().map(|offer| {
                                let usual = Some(offer.id) == found.usual;
                                view! { <Offer keyboard offer usual/> }
                            }).collect_view()}
                            {not.into_iter().map(|offer| view! {
                                <li class="off">
                                    <span>{offer.own_name.clone()}<small>{not_words(desk, &offer, &postcode)}</small></span>
                                </li>
                            }).collect_view()}
                        </ul>
                        <p class="t-13 gap">
                            {(!kilograms.is_zero()).then(|| ask(Figure::Weight, weight(t, kilograms)))}" "
                            {(!cubic.is_zero()).then(|| ask(Figure::Volume, volume(t, cubic)))}
                        </p>
                        <AnswerBelow id="why-goods" open=load account/>
                    }.into_any()
                }
            }}
        </Dialog>
    }
}

/// What is delivered, and where to.
fn lead(desk: Desk, found: &Deliveries) -> String {
    let t = desk.t;
    let mut load = weight(t, found.load.weight);
    if !found.load.volume.is_zero() {
        load = format!("{load}, {}", volume(t, found.load.volume));
    }
    let country = match found.country.as_str() {
        "" | "FI" if !found.postcode.is_empty() => String::new(),
        "" => "–".to_owned(),
        code => country_name(t, code),
    };
    t.delivery_choose_lead(load, format!("{} {country}", found.postcode).trim())
}

fn not_words(desk: Desk, offer: &MethodOffer, postcode: &str) -> String {
    match &offer.fit {
        Fit::Not { why } => why_not(desk.t, why, postcode),
        Fit::Fits { .. } => String::new(),
    }
}

#[component]
fn Offer(
    keyboard: Keyboard,
    offer: MethodOffer,
    /// Whether the customer's goods usually come so.
    usual: bool,
) -> impl IntoView {
    let desk = keyboard.desk;
    let t = desk.t;
    let chosen = untrack(|| desk.delivery_row())
        .is_some_and(|row| row.data.with_untracked(|data| data.role.method()) == Some(offer.id));
    let price = match &offer.fit {
        Fit::Fits { price, .. } if price.is_zero() => t.delivery_free_word().to_owned(),
        Fit::Fits { price, .. } => formats::money(t.figures(), *price, &desk.currency),
        Fit::Not { .. } => String::new(),
    };
    let (name, kept) = (offer.own_name.clone(), StoredValue::new(offer));
    let why = RwSignal::new(None::<()>);
    let place = kept.with_value(|offer| format!("why-method-{}", offer.id));
    let account = Callback::new(move |()| {
        kept.with_value(|offer| match &offer.fit {
            Fit::Fits { price, steps } => view! {
                <Account t currency=desk.currency rules=offer.rules.clone() of_product=offer.product.is_some()
                    steps=steps.clone() price=*price/>
            }
            .into_any(),
            Fit::Not { .. } => ().into_any(),
        })
    });
    let choose = move |()| {
        let row = kept.with_value(|offer| desk.deliver_by(offer));
        desk.delivering.choosing.set(false);
        if let Some(row) = row {
            keyboard.focus_soon(row, Column::Price);
        }
    };
    view! {
        <li>
            <span>{name}{chosen.then(|| view! { " "<Badge tone=Tone::Positive>{t.delivery_chosen()}</Badge> })}
                {usual.then(|| view! { <small>{t.delivery_usual_of_customer()}</small> })}</span>
            <b class="num"><AskBelow which=() open=why place=place.clone() words=Signal::stored(price)/></b>
            <Button small=true on_press=choose>{t.delivery_choose_do()}</Button>
            <AnswerBelow id=place open=why account/>
        </li>
    }
}
