//! What it comes to: totals with tax per rate, when to pay, other terms.
use super::{view::View, words};
use crate::{delivery::words as measures, terms::sentence_case};
use domain::{delivery::availability::Unavailable, formats, terms::schedule::Schedule};
use i18n::{legal::legal_lines, terms::when};
use leptos::prelude::*;

/// A row of a list of sums.
fn row(class: Option<&'static str>, what: String, total: Option<&'static str>, amount: String) -> AnyView {
    view! {
        <dt class=class>{what}</dt>
        <dd class=class data-total=total>{amount}</dd>
    }
    .into_any()
}

/// A sentence with a figure in it, which the script writes anew.
pub(super) fn around(sentence: impl Fn(&str) -> String, figure: AnyView) -> AnyView {
    // A character no sentence holds keeps the figure's place.
    let whole = sentence("\u{1}");
    let (before, after) = whole.split_once('\u{1}').unwrap_or((&whole, ""));
    view! { {before.to_owned()} {figure} {after.to_owned()} }.into_any()
}

/// The totals under the lines.
pub(super) fn totals(view: &View<'_>) -> AnyView {
    let (t, totals) = (view.t, &view.content().totals);
    let mut rows = Vec::new();
    if !totals.discounts.is_zero() {
        rows.push(row(
            Some("muted"),
            t.portal_before_discounts().to_owned(),
            Some("before"),
            view.money(totals.before_discounts),
        ));
        rows.push(row(
            Some("muted"),
            t.portal_discounts().to_owned(),
            Some("discounts"),
            view.money(-totals.discounts),
        ));
    }
    rows.push(row(None, t.portal_net().to_owned(), Some("net"), view.money(totals.net)));
    for tax in &totals.taxes {
        let rate = if tax.name.is_empty() { formats::percent(view.lang, tax.percent) } else { tax.name.clone() };
        let base = view! { <span data-base=tax.key()>{view.amount(tax.base)}</span> }.into_any();
        rows.push(
            view! {
                <dt class="muted">{around(|base| t.portal_vat_rate(rate.clone(), base), base)}</dt>
                <dd class="muted" data-tax=tax.key()>{view.money(tax.tax)}</dd>
            }
            .into_any(),
        );
    }
    rows.push(row(Some("big"), t.portal_gross_vat().to_owned(), Some("gross"), view.money(totals.gross)));
    view! {
        <dl class="totals" id="sum" aria-label=t.portal_totals() data-notes=totals.notes().len().to_string()>
            {rows}
        </dl>
        {delivery(view)}
        {legal(view)}
    }
    .into_any()
}

/// Why the delivery costs what it did, where its method does not carry what is taken. The place for it stands where its
/// price follows the choice: the script writes the words there.
fn delivery(view: &View<'_>) -> Option<AnyView> {
    let live = view.choosing.is_some() && view.content().delivery.is_some();
    let t = view.t;
    let words = view.page.delivery_kept.as_ref().map(|why| {
        t.portal_delivery_kept(match why {
            Unavailable::Weight { most } => t.portal_delivery_heavier(measures::weight(t, *most)),
            Unavailable::Volume { most } => t.portal_delivery_larger(measures::volume(t, *most)),
            _ => t.portal_delivery_no_price().to_owned(),
        })
    });
    (live || words.is_some()).then(|| {
        view! { <div class="legal muted" role="status" data-total=live.then_some("delivery")>{words}</div> }.into_any()
    })
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
    let part = |heading: &'static str, id: &'static str, text: &str, foreign: Option<&'static str>| {
        let paragraphs = words::paragraphs(text);
        (!paragraphs.is_empty()).then(|| {
            let paragraphs: Vec<AnyView> =
                paragraphs.into_iter().map(|text| view! { <p dir="auto">{text}</p> }.into_any()).collect();
            view! {
                <section class="hang" id=id data-part="terms">
                    <h2>{heading}</h2>
                    <div class="prose text" lang=foreign>
                        {paragraphs}
                    </div>
                </section>
            }
            .into_any()
        })
    };
    view! {
        {part(t.portal_payment(), "payment-terms", &content.payment_terms, view.foreign_text(|words| &words.payment_terms))}
        {content.schedule.as_ref().map(|schedule| instalments(view, schedule))}
        {part(t.portal_terms(), "terms", &content.terms, view.foreign_text(|words| &words.terms))}
    }
    .into_any()
}

/// What is due when, under the payment terms.
fn instalments(view: &View<'_>, schedule: &Schedule) -> AnyView {
    let t = view.t;
    let mut rows: Vec<AnyView> = schedule
        .parts
        .iter()
        .map(|part| row(None, sentence_case(&when(t, part.due)), Some("part"), view.money(part.amount)))
        .collect();
    if let Some(early) = &schedule.early {
        rows.push(row(Some("muted"), t.terms_paid_early(early.days), Some("early"), view.money(early.amount)));
    }
    view! {
        <section class="hang" id="instalments" data-part="terms">
            <h2>{t.terms_schedule()}</h2>
            <div class="prose text">
                <dl class="totals" aria-label=t.terms_schedule()>{rows}</dl>
                <p class="muted">{t.terms_of_invoice()}</p>
            </div>
        </section>
    }
    .into_any()
}
