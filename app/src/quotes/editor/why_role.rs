//! Why a delivery, a discount on the whole or a combo has its price.
use super::{
    desk::{Desk, Row},
    discounting::wish_words,
    why_combo::OfCombo,
};
use crate::{
    delivery::Account,
    ui::{Banner, IconName, Tone},
};
use domain::{formats, quotes::role::LineRole};
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::delivery::Fit;

/// The account of such a line.
#[component]
pub fn RoleAccount(
    /// The line.
    row: Row,
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    move || match row.data.with(|data| data.role) {
        LineRole::Delivery { .. } => view! { <OfDelivery desk/> }.into_any(),
        LineRole::Discount { .. } => view! { <OfDiscount row desk/> }.into_any(),
        LineRole::Combo | LineRole::ComboItem { .. } => view! { <OfCombo row desk/> }.into_any(),
        LineRole::Sold => ().into_any(),
    }
}

#[component]
fn OfDelivery(desk: Desk) -> impl IntoView {
    let (t, currency) = (desk.t, desk.currency);
    let note = move || match desk.delivery_standing() {
        Some(super::delivering::Standing::ByHand { now }) => {
            Some(t.delivery_by_hand(formats::money(t.figures(), now, &currency)))
        }
        _ => None,
    };
    move || match desk.delivery_offer() {
        None => view! { <p class="faint t-13" role="status">"…"</p> }.into_any(),
        Some(offer) => {
            let load =
                desk.delivering.answer.with(|found| found.as_ref().map(|found| found.load.clone()).unwrap_or_default());
            let account = match offer.fit {
                Fit::Fits { price, steps } => view! {
                    <Account t currency rules=offer.rules of_product=offer.product.is_some() steps price/>
                }
                .into_any(),
                Fit::Not { why } => {
                    let words = t.delivery_fits_no_more(crate::delivery::words::why_not(t, &why, ""));
                    view! { <Banner tone=Tone::Amber icon=IconName::Alert>{words}</Banner> }.into_any()
                }
            };
            view! {
                <div class="kv gap">
                    <span>{t.delivery_why_method()}</span><span>{offer.own_name}</span>
                    <span>{t.delivery_weight()}</span><span>{crate::delivery::words::weight(t, load.weight)}</span>
                </div>
                {account}
                {note().map(|note| view! { <p class="faint t-12 gap">{note}</p> })}
            }
            .into_any()
        }
    }
}

#[component]
fn OfDiscount(row: Row, desk: Desk) -> impl IntoView {
    let (t, currency) = (desk.t, desk.currency);
    let money = move |value: Decimal| formats::money(t.figures(), value, &currency);
    move || {
        let standing = desk.discounting.standing.get()?;
        let whole = standing.whole?;
        let net = desk.book.with(|book| row.data.with(|data| data.net(&currency, book)));
        let tax = whole.after.tax - whole.before.tax;
        Some(view! {
            <div class="kv gap">
                <span>{t.discount_why_of()}</span><span>{money(whole.before.gross)}</span>
                <span>{wish_words(t, standing.wish, &currency)}</span><span>{money(whole.after.gross - whole.before.gross)}</span>
                <span>{t.discount_why_tax()}</span><span>{money(tax)}</span>
                <span class="sum">{t.discount_why_line()}</span><span class="sum">{money(net)}</span>
            </div>
            <p class="faint t-12 gap">{t.discount_why_fees()}</p>
        })
    }
}
