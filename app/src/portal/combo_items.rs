//! What a combo is made of, under its line: each item with what it costs.
use super::{Item, View, amount_words, price};
use domain::quotes::content::ContentLine;
use leptos::prelude::*;
use rust_decimal::Decimal;

/// The items; nothing for what is no combo.
pub(super) fn listed(view: &View<'_>, combo: &Item<'_>, usual: Option<Decimal>) -> Option<AnyView> {
    let items: Vec<AnyView> = combo.items.iter().filter_map(|item| one(view, item, usual)).collect();
    (!items.is_empty()).then(|| view! { <ul class="within">{items}</ul> }.into_any())
}

fn one(view: &View<'_>, item: &Item<'_>, usual: Option<Decimal>) -> Option<AnyView> {
    let ContentLine::Product { id, name, description, net, .. } = item.line else { return None };
    let more = (!description.trim().is_empty()).then(|| {
        view! {
            <small class="more" dir="auto" lang=view.foreign_more(*id)>
                {description.trim().to_owned()}
            </small>
        }
    });
    let words = if item.unpriced { amount_words(view, item.line) } else { price(view, item, usual) };
    let words = (!words.is_empty()).then(|| {
        view! { <small>{words}</small> }
    });
    Some(
        view! {
            <li id=format!("l-{id}")>
                <span>
                    <span dir="auto" lang=view.foreign_line(*id)>{name.clone()}</span>
                    {words}
                    {more}
                </span>
                {(!item.unpriced).then(|| view! { <span class="num" data-net=view.live(id)>{view.amount(*net)}</span> })}
            </li>
        }
        .into_any(),
    )
}
