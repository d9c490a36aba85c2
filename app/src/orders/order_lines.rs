//! Exactly what was accepted, line by line.
use super::why::{Agreed, Cell};
use domain::{
    formats,
    quotes::{
        combo,
        content::{Content, ContentLine},
    },
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;

/// The lines of an order.
#[component]
pub fn OrderLines(
    /// The reader's texts.
    t: T,
    /// What was accepted.
    content: Content,
    /// Why its figures are what they are.
    agreed: Agreed,
) -> impl IntoView {
    let (lang, currency) = (t.figures(), content.currency);
    let combos = combo::sums(&content.lines);
    let figure = move |value: Decimal| formats::figure(lang, value, currency.decimals());
    let line = move |line: ContentLine| {
        match line {
        ContentLine::Section { id, title, net, .. } => view! {
            <tr class="sec"><td class="p" colspan="7"><span class="c">{title}</span></td><td class="num net"><span class="c">{agreed.net(id, figure(net))}</span></td></tr>
        }
        .into_any(),
        ContentLine::Note { text, .. } => view! {
            <tr class="noteline"><td class="nr"></td><td class="p" colspan="7"><span class="c">{text}</span></td></tr>
        }
        .into_any(),
        ContentLine::Product { id, number, name, description, quantity, unit, mark, .. } if mark.is_combo() => view! {
            <tr class="combo">
                <td class="nr"><span class="c">{number}</span></td>
                <td class="p"><span class="c">{name}{(!description.is_empty()).then(|| view! { <small>{description}</small> })}</span></td>
                <td class="num qty"><span class="c">{agreed.cell(id, Cell::Quantity, formats::quantity(lang, quantity))}</span></td>
                <td class="unit"><span class="c">{unit}</span></td>
                <td class="num" colspan="3"></td>
                <td class="num net"><span class="c">{agreed.net(id, figure(combos.get(&id).copied().unwrap_or_default()))}</span></td>
            </tr>
        }
        .into_any(),
        ContentLine::Product { id, number, name, description, quantity, unit, unit_price, discount, tax_percent, net, mark, .. } => view! {
            <tr class=mark.is_combo_item().then_some("child")>
                <td class="nr"><span class="c">{number}</span></td>
                <td class="p"><span class="c">{name}{(!description.is_empty()).then(|| view! { <small>{description}</small> })}</span></td>
                <td class="num qty"><span class="c">{agreed.cell(id, Cell::Quantity, formats::quantity(lang, quantity))}</span></td>
                <td class="unit"><span class="c">{unit}</span></td>
                <td class="num price"><span class="c">{agreed.cell(id, Cell::Price, formats::unit_price(lang, unit_price, &currency))}</span></td>
                <td class=if discount.is_zero() { "num disc zero" } else { "num disc" }><span class="c">{agreed.cell(id, Cell::Discount, formats::quantity(lang, discount))}</span></td>
                <td class="num vat"><span class="c">{agreed.cell(id, Cell::Tax, formats::percent(lang, tax_percent))}</span></td>
                <td class="num net"><span class="c">{agreed.net(id, figure(net))}</span></td>
            </tr>
        }
        .into_any(),
    }
    };
    view! {
        <div class="scroll-x" role="region" tabindex="0" aria-label=t.orders_lines()>
            <table class="grid" lang=content.language.code()>
                <caption class="sr">{t.orders_lines()}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="nr">"#"</th>
                        <th scope="col" class="p">{t.orders_column_product()}</th>
                        <th scope="col" class="num">{t.orders_column_quantity()}</th>
                        <th scope="col">{t.orders_column_unit()}</th>
                        <th scope="col" class="num">{t.orders_column_price()}</th>
                        <th scope="col" class="num">{t.orders_column_discount()}</th>
                        <th scope="col" class="num">{t.orders_column_tax()}</th>
                        <th scope="col" class="num">{t.orders_column_net(currency.symbol())}</th>
                    </tr>
                </thead>
                <tbody>{content.lines.into_iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
}
