//! What the next version would come to with what is accepted, and what is earned, for those who may see it.
use super::{Weighed, item::signed, percent};
use crate::{
    i18n::use_t,
    ui::{Bar, bar::Fill},
};
use domain::{formats, margin::Margin, quotes::proposal::Ask};
use leptos::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};

#[component]
pub(super) fn Side(weighed: Weighed) -> impl IntoView {
    let t = use_t();
    let lang = t.figures();
    let (currency, on, next, all) = weighed.view.with_value(|view| {
        let all: Vec<Ask> = view.items.iter().map(|item| item.ask).collect();
        (view.currency, view.on_version, view.next_version, all)
    });
    let money = move |value| formats::money(lang, value, &currency);
    let now = weighed.with(&[]).unwrap_or_default();
    let (net_now, margin_now) = (now.totals.net, now.margin);
    let whole = weighed.with(&all);
    let (gross_all, margin_all) =
        (whole.as_ref().map(|whole| whole.totals.gross), whole.and_then(|whole| whole.margin));
    let then = Memo::new(move |_| {
        let accepted = weighed.accepted();
        (accepted.len(), weighed.with(&accepted).map(|then| (then.totals, then.margin)))
    });
    let sums = move || {
        let (count, then) = then.get();
        let Some((totals, _)) = then else {
            return view! { <p class="error">{t.quotes_amount_too_large()}</p> }.into_any();
        };
        view! {
            <div class="kv">
                <span>{t.proposals_version_net(on)}</span><span>{money(net_now)}</span>
                <span>{t.proposals_accepted_count(count)}</span><span>{signed(t, totals.net - net_now, &currency)}</span>
                <span class="sum">{t.quotes_net()}</span><span class="sum">{money(totals.net)}</span>
                <span>{t.versions_tax()}</span><span>{money(totals.tax)}</span>
                <span class="sum">{t.quotes_to_pay()}</span><span class="sum">{money(totals.gross)}</span>
                {gross_all.map(|gross| view! { <span class="off">{t.proposals_if_all()}</span><span class="off">{money(gross)}</span> })}
            </div>
        }
        .into_any()
    };
    let words =
        move |margin: &Margin| percent(margin).map(|percent| formats::percent(lang, percent)).unwrap_or_default();
    let margin = margin_now.map(|before| {
        let after = move || then.with(|(_, then)| then.as_ref().and_then(|(_, margin)| *margin)).unwrap_or(before);
        let share = Signal::derive(move || {
            let thousandths = percent(&after()).map(|percent| (percent * Decimal::TEN).max(Decimal::ZERO));
            vec![(thousandths.and_then(|value| value.to_u32()).unwrap_or_default().min(1000), Fill::Amount)]
        });
        view! {
            <section class="panel" aria-labelledby="margin">
                <header>
                    <h2 id="margin">{t.quotes_margin()}</h2>
                    <span class="push"></span>
                    <span class="t-13"><s class="faint">{words(&before)}</s>" "<b>{move || words(&after())}</b></span>
                </header>
                <Bar parts=share/>
                {margin_all.map(|margin| view! { <p class="faint t-12 gap-s">{t.proposals_margin_all(words(&margin))}</p> })}
            </section>
        }
    });
    view! {
        <section class="panel">
            <header><h2>{t.proposals_would_be(next)}</h2></header>
            {sums}
        </section>
        {margin}
    }
}
