//! What customers did lately, with the act that follows ready to press.
use super::waiting::moment;
use crate::{
    i18n::use_t,
    ui::{Icon, IconName},
};
use chrono::NaiveDate;
use domain::formats;
use leptos::prelude::*;
use wire::today::MovedQuote;

/// The list, newest first.
#[component]
pub(super) fn Moved(quotes: Vec<MovedQuote>, today: NaiveDate) -> impl IntoView {
    let t = use_t();
    if quotes.is_empty() {
        return view! { <p class="faint t-13">{t.today_nothing_moved()}</p> }.into_any();
    }
    view! {
        <ul class="moved">{quotes.into_iter().map(|quote| view! { <Move quote today/> }).collect_view()}</ul>
    }
    .into_any()
}

#[component]
fn Move(quote: MovedQuote, today: NaiveDate) -> impl IntoView {
    let t = use_t();
    let href = format!("/quotations/{}", quote.id);
    let (icon, tone, word) = match quote.what.as_str() {
        "quote.commented" => (IconName::Ask, "", t.today_did_commented()),
        "quote.accepted" => (IconName::Sign, "t-positive", t.today_did_accepted()),
        "quote.taken_back" => (IconName::Undo, "t-danger", t.regret_did_today()),
        "quote.declined" => (IconName::Cross, "t-danger", t.today_did_declined()),
        "quote.more_time_asked" => (IconName::Clock, "t-amber", t.today_did_ask_time()),
        "quote.customer_signed" => (IconName::Sign, "t-positive", t.today_did_sign()),
        "quote.customer_approved" => (IconName::Check, "t-positive", t.today_did_approve()),
        "quote.customer_refused" => (IconName::Cross, "t-danger", t.today_did_refuse()),
        "quote.proposed" => (IconName::Edit, "t-amber", t.today_did_propose()),
        "quote.viewed" => (IconName::Eye, "", t.today_did_viewed()),
        _ => (IconName::Document, "", t.today_did_other()),
    };
    let signed = quote.what == "quote.accepted";
    let answer = match quote.what.as_str() {
        _ if !quote.to_answer => None,
        "quote.commented" => Some(href.clone()),
        "quote.proposed" => Some(format!("{href}/proposal")),
        _ => None,
    };
    let amount = formats::money(t.figures(), quote.net.value, &quote.net.currency);
    let below = if signed { t.today_signed_by(amount, &quote.actor) } else { quote.actor.clone() };
    // A decline without a message of its own carries the code of its reason.
    let reason = crate::quotes::decline_words(t, &quote.excerpt);
    let said = if reason.is_some() { String::new() } else { quote.excerpt };
    let machine = quote.at.local.format("%Y-%m-%dT%H:%M").to_string();
    view! {
        <li>
            <Icon name=icon/>
            <div>
                <b class=tone>{word}</b>
                " "
                <a href=href.clone()>{quote.number.clone()}</a>
                " · "
                {quote.party_name.clone()}
                {(!below.is_empty()).then(|| view! { <div class="muted">{below}</div> })}
                {reason.map(|reason| view! { <div class="muted">{reason}</div> })}
                {(!said.is_empty()).then(|| view! { <q>{said}</q> })}
                {answer.map(|href| view! {
                    <div class="row"><a class="btn sm primary" href=href>{t.today_open_question()}</a></div>
                })}
            </div>
            <time datetime=machine>{moment(t, quote.at.local, today)}</time>
        </li>
    }
}
