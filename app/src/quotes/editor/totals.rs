//! What the quotation comes to, moving with each key; computed here by the same rules as on the server.
use super::{
    autosave::Standing,
    desk::Desk,
    why_figure::{Askable, Figure},
    why_payment::{DepositSum, RateSum},
};
use crate::terms::ScheduleList;
use crate::ui::{Banner, IconName, Tone};
use domain::{formats, quotes::totals::Totals, terms::PaymentTerms};
use i18n::{T, legal::legal_sentence};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// The panel of totals.
#[component]
pub fn TotalsPanel() -> impl IntoView {
    let desk = Desk::here();
    let (t, lang, currency) = (desk.t, desk.t.figures(), desk.currency);
    let totals = Memo::new(move |_| desk.sums.with(|sums| sums.totals.clone()));
    let too_large = Memo::new(move |_| desk.sums.with(|sums| sums.too_large));
    // Spoken when the typing rests, not with each key.
    let spoken = RwSignal::new(String::new());
    Effect::new(move |before: Option<Decimal>| {
        let resting = desk.saver.standing.get() != Standing::Waiting;
        let gross = totals.with_untracked(|totals| totals.gross);
        if resting && before.is_some_and(|before| before != gross) {
            spoken.set(t.quotes_total_spoken(formats::money(lang, gross, &currency)));
        }
        if resting { gross } else { before.unwrap_or(gross) }
    });
    let ask = Callback::new(|(figure, words): (Figure, String)| view! { <Askable figure words/> }.into_any());
    view! {
        <section class="panel">
            <header><h2>{t.quotes_total()}</h2></header>
            {move || too_large.get().then(|| view! {
                <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{t.quotes_amount_too_large()}</Banner>
            })}
            {move || view! { <Sums t totals=totals.get() currency ask/> }}
            <Payment totals/>
            <DepositSum/>
            <RateSum/>
            <span class="sr" role="status">{spoken}</span>
        </section>
    }
}

/// What is due when, where the payment terms have more to say than their sentence.
#[component]
fn Payment(totals: Memo<Totals>) -> impl IntoView {
    let desk = Desk::here();
    let (t, currency) = (desk.t, desk.currency);
    let terms = Memo::new(move |_| desk.payment_terms());
    let schedule = move |terms: &PaymentTerms, totals: &Totals| {
        if totals.gross.is_zero() {
            return None;
        }
        if !terms.fits(totals.gross, currency).unwrap_or(true) {
            return Some(
                view! { <Banner tone=Tone::Amber icon=IconName::Alert>{t.terms_too_small()}</Banner> }.into_any(),
            );
        }
        let schedule = terms.schedule(totals, currency).ok().flatten()?;
        let ask = Callback::new(|(part, words): (Option<usize>, String)| {
            let figure = part.map_or(Figure::Early, Figure::Instalment);
            view! { <Askable figure words/> }.into_any()
        });
        Some(view! { <ScheduleList t schedule currency ask/> }.into_any())
    };
    move || terms.with(|terms| totals.with(|totals| terms.as_ref().and_then(|terms| schedule(terms, totals))))
}

/// Totals as a list of words and figures.
#[component]
pub fn Sums(
    /// The reader's texts.
    t: T,
    /// The totals.
    totals: Totals,
    /// Their currency.
    currency: domain::money::Currency,
    /// Shows a figure so that one can ask why.
    ask: Callback<(Figure, String), AnyView>,
) -> impl IntoView {
    let lang = t.figures();
    let money = move |figure: Figure, value: Decimal| ask.run((figure, formats::money(lang, value, &currency)));
    let discounts = (!totals.discounts.is_zero()).then(|| {
        view! {
            <span>{t.quotes_before_discounts()}</span><span>{money(Figure::Before, totals.before_discounts)}</span>
            <span>{t.quotes_discounts()}</span><span>{money(Figure::Discounts, -totals.discounts)}</span>
        }
    });
    let taxes = totals
        .taxes
        .iter()
        .enumerate()
        .map(|(at, tax)| {
            let base = formats::figure(lang, tax.base, currency.decimals());
            let rate = if tax.name.is_empty() { formats::percent(lang, tax.percent) } else { tax.name.clone() };
            let note = tax.note.map(|note| view! { <br/><small class="faint">{legal_sentence(t, note)}</small> });
            view! { <span>{t.quotes_tax_of(rate, base)}{note}</span><span>{money(Figure::Tax(at), tax.tax)}</span> }
        })
        .collect_view();
    view! {
        <div class="kv">
            {discounts}
            <span class="sum">{t.quotes_net()}</span><span class="sum">{money(Figure::Net, totals.net)}</span>
            {taxes}
            <span class="sum">{t.quotes_to_pay()}</span><span class="sum">{money(Figure::Gross, totals.gross)}</span>
        </div>
    }
}
