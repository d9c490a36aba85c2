//! What the next version would come to with what is accepted, and what is earned, for those who may see it.
use super::{Weighed, item::signed, percent};
use crate::{
    i18n::use_t,
    quotes::account::{Account, AskAccount, Words},
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
    let least = weighed.view.with_value(|view| view.least_margin);
    let money = move |value| formats::money(lang, value, &currency);
    let now = weighed.with(&[]).unwrap_or_default();
    let (net_now, margin_now) = (now.totals.net, now.margin);
    let now_totals = StoredValue::new(now.totals);
    let whole = weighed.with(&all);
    let (gross_all, margin_all) =
        (whole.as_ref().map(|whole| whole.totals.gross), whole.as_ref().and_then(|whole| whole.margin));
    let all_totals = StoredValue::new(whole.map(|whole| whole.totals).unwrap_or_default());
    let words = Words { t, currency };
    let ask = move |id: &'static str, value: Decimal, account: Account| {
        view! { <AskAccount id=format!("why-{id}") words=money(value) account/> }
    };
    let ask_all = move |gross: Decimal| ask("all", gross, all_totals.with_value(|all| words.gross(all)));
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
                <span>{t.proposals_version_net(on)}</span>
                <span>{ask("now", net_now, now_totals.with_value(|now| words.net(now, Vec::new())))}</span>
                <span>{t.proposals_accepted_count(count)}</span>
                <span><AskAccount id="why-change" words=signed(t, totals.net - net_now, &currency) account=words.parts([
                    (t.quotes_net().to_owned(), totals.net), (t.proposals_version_net(on), -net_now),
                ], None)/></span>
                <span class="sum">{t.quotes_net()}</span>
                <span class="sum">{ask("net", totals.net, words.net(&totals, Vec::new()))}</span>
                <span>{t.versions_tax()}</span><span>{ask("tax", totals.tax, words.taxes(&totals))}</span>
                <span class="sum">{t.quotes_to_pay()}</span>
                <span class="sum">{ask("gross", totals.gross, words.gross(&totals))}</span>
                {gross_all.map(|gross| view! { <span class="off">{t.proposals_if_all()}</span><span class="off">{ask_all(gross)}</span> })}
            </div>
        }
        .into_any()
    };
    let share_of =
        move |margin: &Margin| percent(margin).map(|percent| formats::percent(lang, percent)).unwrap_or_default();
    let margin = margin_now.map(|before| {
        let after = move || then.with(|(_, then)| then.as_ref().and_then(|(_, margin)| *margin)).unwrap_or(before);
        let share = Signal::derive(move || {
            let thousandths = percent(&after()).map(|percent| (percent * Decimal::TEN).max(Decimal::ZERO));
            vec![(thousandths.and_then(|value| value.to_u32()).unwrap_or_default().min(1000), Fill::Amount)]
        });
        let below = move |least: Decimal| percent(&after()).is_some_and(|percent| percent < least);
        view! {
            <section class="panel" aria-labelledby="margin">
                <header>
                    <h2 id="margin">{t.quotes_margin()}</h2>
                    <span class="push"></span>
                    <span class="t-13"><s class="faint"><AskAccount id="why-margin-now" words=share_of(&before) account=words.margin(&before)/></s>" "
                        <b>{move || view! { <AskAccount id="why-margin" words=share_of(&after()) account=words.margin(&after())/> }}</b></span>
                </header>
                <Bar parts=share/>
                {least.map(|least| view! {
                    <p class="t-12 gap-s" class:faint=move || !below(least) class:t-amber=move || below(least)>
                        {t.proposals_least_margin(formats::percent(lang, least))}
                    </p>
                })}
                {margin_all.map(|margin| view! { <p class="faint t-12 gap-s"><AskAccount id="why-margin-all" words=t.proposals_margin_all(share_of(&margin)) account=words.margin(&margin)/></p> })}
            </section>
        }
    });
    view! {
        <section class="panel">
            <header><h2>{t.proposals_would_be(next)}</h2></header>
            {sums}
        </section>
        {margin}
        <Chance weighed/>
    }
}

/// The chance the opportunity has now, and what became of others whose customers had proposed something. What this answer
/// would make of the chance nobody knows, and nothing is said of it.
#[component]
fn Chance(weighed: Weighed) -> impl IntoView {
    let t = use_t();
    let (chance, past) = weighed.view.with_value(|view| (view.chance, view.past));
    let agreed = past.agreed.says().then(|| t.proposals_past_agreed(past.agreed.won, past.agreed.of));
    let refused = past.refused.says().then(|| t.proposals_past_refused(past.refused.won, past.refused.of));
    let told = agreed.is_some() || refused.is_some();
    (chance.is_some() || told).then(|| {
        let chance = chance.map(|chance| formats::percent(t.figures(), Decimal::from(chance)));
        view! {
            <section class="panel" aria-labelledby="win-chance">
                <header><h2 id="win-chance">{t.crm_chance()}</h2><span class="push"></span><b class="t-13">{chance}</b></header>
                {agreed.map(|words| view! { <p class="faint t-12 gap-s">{words}</p> })}
                {refused.map(|words| view! { <p class="faint t-12 gap-s">{words}</p> })}
            </section>
        }
    })
}
