//! What it comes to: totals with tax per rate, when to pay, other terms.
use super::{view::View, words};
use crate::terms::sentence_case;
use domain::{formats, terms::schedule::Schedule};
use i18n::{legal::legal_lines, terms::when};
use leptos::prelude::*;

/// A row of a list of sums.
fn row(class: Option<&'static str>, what: String, amount: String) -> AnyView {
    view! {
        <dt class=class>{what}</dt>
        <dd class=class>{amount}</dd>
    }
    .into_any()
}

/// The totals under the lines.
pub(super) fn totals(view: &View<'_>) -> AnyView {
    let (t, totals) = (view.t, &view.content().totals);
    let mut rows = Vec::new();
    if !totals.discounts.is_zero() {
        rows.push(row(Some("muted"), t.portal_before_discounts().to_owned(), view.money(totals.before_discounts)));
        rows.push(row(Some("muted"), t.portal_discounts().to_owned(), view.money(-totals.discounts)));
    }
    rows.push(row(None, t.portal_net().to_owned(), view.money(totals.net)));
    for tax in &totals.taxes {
        let rate = if tax.name.is_empty() { formats::percent(view.lang, tax.percent) } else { tax.name.clone() };
        let what = t.portal_vat_rate(rate, view.amount(tax.base));
        rows.push(row(Some("muted"), what, view.money(tax.tax)));
    }
    rows.push(row(Some("big"), t.portal_gross_vat().to_owned(), view.money(totals.gross)));
    view! {
        <dl class="totals" id="sum" aria-label=t.portal_totals()>
            {rows}
        </dl>
        {legal(view)}
    }
    .into_any()
}

/// What the law wants said about the tax.
fn legal(view: &View<'_>) -> Option<AnyView> {
    let (content, lang) = (view.content(), view.t);
    let buyer = &content.buyer;
    let buyer = if buyer.vat_number.is_empty() { &buyer.business_id } else { &buyer.vat_number };
    let lines = legal_lines(lang, &content.totals.notes(), &content.seller.vat_number, buyer);
    (!lines.is_empty()).then(|| {
        let lines: Vec<AnyView> = lines.into_iter().map(|line| view! { <p>{line}</p> }.into_any()).collect();
        view! { <div class="legal muted">{lines}</div> }.into_any()
    })
}

/// Payment terms and other terms, each under its side heading.
pub(super) fn terms(view: &View<'_>) -> AnyView {
    let (t, content) = (view.t, view.content());
    let part = |heading: &'static str, id: &'static str, text: &str| {
        let paragraphs = words::paragraphs(text);
        (!paragraphs.is_empty()).then(|| {
            let paragraphs: Vec<AnyView> =
                paragraphs.into_iter().map(|text| view! { <p dir="auto">{text}</p> }.into_any()).collect();
            view! {
                <section class="hang" id=id>
                    <h2>{heading}</h2>
                    <div class="prose text" lang=view.foreign()>
                        {paragraphs}
                    </div>
                </section>
            }
            .into_any()
        })
    };
    view! {
        {part(t.portal_payment(), "payment", &content.payment_terms)}
        {content.schedule.as_ref().map(|schedule| instalments(view, schedule))}
        {part(t.portal_terms(), "terms", &content.terms)}
    }
    .into_any()
}

/// What is due when, under the payment terms.
fn instalments(view: &View<'_>, schedule: &Schedule) -> AnyView {
    let t = view.t;
    let mut rows: Vec<AnyView> = schedule
        .parts
        .iter()
        .map(|part| row(None, sentence_case(&when(t, part.due)), view.money(part.amount)))
        .collect();
    if let Some(early) = &schedule.early {
        rows.push(row(Some("muted"), t.terms_paid_early(early.days), view.money(early.amount)));
    }
    view! {
        <section class="hang" id="instalments">
            <h2>{t.terms_schedule()}</h2>
            <div class="prose text">
                <dl class="totals" aria-label=t.terms_schedule()>{rows}</dl>
                <p class="muted">{t.terms_of_invoice()}</p>
            </div>
        </section>
    }
    .into_any()
}
