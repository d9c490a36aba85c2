//! One change: what is offered and what is asked for, what it alone does, and the answer to it.
use super::{Weighed, percent};
use crate::{
    frame::today,
    i18n::use_t,
    quotes::account::{AskAccount, Words},
    ui::{DateInput, Field, IconName, Segment, Segmented, TextInput},
};
use domain::{
    formats,
    money::Currency,
    quotes::proposal::{Answer, Ask},
    refusal::Refusal,
};
use i18n::{T, problem::refusal_sentence};
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::proposals::ProposalItem;

#[component]
pub(super) fn Item(weighed: Weighed, at: usize) -> impl IntoView {
    let t = use_t();
    let found = weighed.view.with_value(|view| {
        let item = view.items.get(at).cloned()?;
        Some((item, view.currency, view.language, view.on_version))
    });
    let (item, currency, language, on) = found?;
    let said = weighed.said.with_value(|said| said.get(at).copied())?;
    let day = matches!(item.ask, Ask::Delivery { .. });
    let name = if day { t.proposals_delivery().to_owned() } else { item.name.clone() };
    let kind = match item.ask {
        Ask::Quantity { .. } => t.proposals_quantity(),
        Ask::Price { .. } => t.proposals_price(),
        Ask::LeaveOut { .. } => t.proposals_leave_out(),
        Ask::Delivery { .. } => "",
    };
    let place = (!day).then(|| view! { <small>{t.proposals_place(item.number, kind)}</small> });
    let (before, after) = pair(t, &currency, &item);
    let (now, then) = (weighed.with(&[]), weighed.with(&[item.ask]));
    let by = match (&now, &then) {
        (Some(now), Some(then)) => {
            let words = signed(t, then.totals.net - now.totals.net, &currency);
            let parts = [(t.quotes_net().to_owned(), then.totals.net), (t.proposals_version_net(on), -now.totals.net)];
            let account = Words { t, currency }.parts(parts, None);
            Some(view! { <AskAccount id=format!("why-item-{at}") words account/> })
        }
        _ => None,
    };
    let margins = now.zip(then).and_then(|(now, then)| {
        let figure = |margin| percent(&margin).map(|percent| formats::percent(t.figures(), percent));
        let words = t.proposals_margin(figure(now.margin?)?, figure(then.margin?)?);
        let account = Words { t, currency }.margin(&then.margin?);
        Some(view! { <small><AskAccount id=format!("why-margin-{at}") words account/></small> })
    });
    let mut options = vec![
        Segment::new(Answer::Accepted.code(), t.proposals_accept()).icon(IconName::Check),
        Segment::new(Answer::Refused.code(), t.proposals_refuse()).icon(IconName::Cross),
    ];
    if item.ask.has_between() {
        options.push(Segment::new(Answer::Countered.code(), t.proposals_counter()).icon(IconName::Scale));
    }
    let asked = item.clone();
    let wrong = Signal::derive(move || {
        let empty = said.day.get().is_none() && said.instead.with(|typed| typed.trim().is_empty());
        let refusal = said.agreed(&asked).err().filter(|_| !empty)?;
        Some(match refusal {
            Refusal::NotAChoice => t.proposals_nothing_between().to_owned(),
            other => refusal_sentence(t, &other),
        })
    });
    let instead = move || {
        (said.given() == Some(Answer::Countered)).then(|| {
            let id = format!("instead-{at}");
            let field = if day {
                view! { <Field id label=t.proposals_counter_with() error=wrong><DateInput value=said.day today=today()/></Field> }.into_any()
            } else {
                view! { <Field id label=t.proposals_counter_with() error=wrong><TextInput value=said.instead longest=40/></Field> }.into_any()
            };
            view! { <div class="why short">{field}</div> }
        })
    };
    let class = move || match said.given() {
        Some(Answer::Countered) => "yes counter",
        Some(Answer::Accepted) => "yes",
        Some(Answer::Refused) => "no",
        None => "",
    };
    let label = t.proposals_answer_to(&name);
    Some(view! {
        <li class=class>
            <div class="what"><b lang=(!day).then(|| language.code())>{name}</b>{place}</div>
            <p class="chg">{before.map(|before| view! { <del>{before}</del>" " })}<ins>{after}</ins></p>
            <p class="eff"><b>{by}</b>{margins}</p>
            <Segmented id=format!("answer-{at}") label value=said.answer options small=true/>
            {instead}
            <Show when=move || said.given().is_some()>
                <div class="why">
                    <Field id=format!("reply-{at}") label=t.proposals_reply()>
                        <TextInput value=said.reply longest=2000/>
                    </Field>
                </div>
            </Show>
        </li>
    })
}

/// What is offered, and what is asked for.
fn pair(t: T, currency: &Currency, item: &ProposalItem) -> (Option<String>, String) {
    let lang = t.figures();
    let much = |figure| format!("{} {}", formats::quantity(lang, figure), item.unit).trim_end().to_owned();
    let each = |figure: Decimal| formats::unit_price(lang, figure, currency);
    match item.ask {
        Ask::Quantity { to, .. } => (item.before.map(much), much(to)),
        Ask::Price { to, .. } => (item.before.map(each), each(to)),
        Ask::LeaveOut { .. } => {
            (item.before.map(|net| formats::money(lang, net, currency)), t.proposals_leave_out().to_owned())
        }
        Ask::Delivery { on } => (item.before_on.map(|day| formats::date(lang, day)), formats::date(lang, on)),
    }
}

/// An amount with its sign.
pub(super) fn signed(t: T, value: Decimal, currency: &Currency) -> String {
    let money = formats::money(t.figures(), value, currency);
    if value > Decimal::ZERO { format!("+{money}") } else { money }
}
