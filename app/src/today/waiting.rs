//! Next steps at the left: quotations that wait, opportunities without a quotation.
use crate::{
    crm::closing,
    i18n::use_t,
    ui::{Due, DueMark, Icon, IconName},
};
use chrono::{NaiveDate, NaiveDateTime};
use domain::formats;
use i18n::T;
use leptos::prelude::*;
use wire::today::{TodayOpportunity, WaitingFor, WaitingQuote};

/// How urgent a waiting quotation is.
pub(super) fn urgency(quote: &WaitingQuote, today: NaiveDate) -> Due {
    match quote.waiting_for {
        WaitingFor::Answer => Due::Over,
        WaitingFor::Expiry if quote.at.local.date() < today => Due::Over,
        WaitingFor::Expiry if quote.at.local.date() == today => Due::Now,
        WaitingFor::Expiry | WaitingFor::Sending | WaitingFor::Opening => Due::Later,
    }
}

/// One group of rows under its mark.
#[component]
pub(super) fn Group(
    id: &'static str,
    due: Due,
    title: &'static str,
    count: usize,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="due" aria-labelledby=id>
            <h2 id=id><DueMark due>{title}</DueMark><span class="n">{count}</span></h2>
            <ul>{children()}</ul>
        </section>
    }
}

/// A quotation that waits, and for what.
#[component]
pub(super) fn Waiting(quote: WaitingQuote, today: NaiveDate) -> impl IntoView {
    let t = use_t();
    let late = urgency(&quote, today);
    let (icon, what) = match quote.waiting_for {
        WaitingFor::Answer => (IconName::Ask, t.today_answer()),
        WaitingFor::Expiry if quote.at.local.date() < today => (IconName::Clock, t.today_expired()),
        WaitingFor::Expiry => (IconName::Clock, t.today_expires()),
        WaitingFor::Sending => (IconName::Send, t.today_send()),
        WaitingFor::Opening => (IconName::Phone, t.today_follow_up()),
    };
    let about = [quote.party_name, quote.title, quote.number];
    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let when = match quote.waiting_for {
        WaitingFor::Expiry => t.crm_until(formats::date_short(t.lang(), quote.at.local.date())),
        _ => moment(t, quote.at.local, today),
    };
    view! {
        <Row
            href=format!("/quotations/{}", quote.id)
            icon
            what
            about
            amount=formats::money_short(t.figures(), quote.net.value, &quote.net.currency)
            due=late
            when
        />
    }
}

/// An opportunity that waits for its quotation.
#[component]
pub(super) fn Unquoted(opportunity: TodayOpportunity, today: NaiveDate) -> impl IntoView {
    let t = use_t();
    let (due, _) = closing(t, opportunity.expected_close, today);
    let when = match opportunity.expected_close {
        Some(day) => t.today_close_by(formats::date_short(t.lang(), day)),
        None => t.today_no_close().to_owned(),
    };
    view! {
        <Row
            href=format!("/opportunities/{}", opportunity.id)
            peek=opportunity.id.to_string()
            icon=IconName::Document
            what=opportunity.title
            about=opportunity.party_name
            amount=formats::money_short(t.figures(), opportunity.expected.value, &opportunity.expected.currency)
            due
            when
        />
    }
}

/// A row: mark, what, about whom, how much, since or until when.
#[component]
fn Row(
    href: String,
    /// The opportunity it shows, where it is one.
    #[prop(optional)]
    peek: Option<String>,
    icon: IconName,
    #[prop(into)] what: String,
    about: String,
    amount: String,
    due: Due,
    when: String,
) -> impl IntoView {
    view! {
        <li class="task" data-peek=peek>
            <span class="kind"><Icon name=icon/></span>
            <a class="what" href=href><b>{what}</b><span>{about}</span></a>
            <span class="num amount">{amount}</span>
            <span class=tone(due)>{when}</span>
        </li>
    }
}

/// How the last column of a row is set.
pub(super) const fn tone(due: Due) -> &'static str {
    match due {
        Due::Over => "num when t-danger",
        Due::Now => "num when t-amber",
        Due::Later | Due::None => "num when muted",
    }
}

/// When something was: the time today, the weekday this week, else the day.
pub(super) fn moment(t: T, at: NaiveDateTime, today: NaiveDate) -> String {
    match (today - at.date()).num_days() {
        0 => formats::time(t.figures(), at),
        1..7 => format!("{} {}", formats::weekday_short(t.lang(), at.date()), formats::time(t.figures(), at)),
        _ => formats::date_short(t.lang(), at.date()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use i18n::Lang;

    #[test]
    fn a_moment_is_as_exact_as_it_matters() {
        let t = T::new(Lang::Fi);
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        let at = |day: &str| day.parse::<NaiveDate>().unwrap().and_hms_opt(16, 42, 0).unwrap();
        assert_eq!(moment(t, at("2026-11-23"), today), "16.42");
        assert_eq!(moment(t, at("2026-11-20"), today), "pe 16.42");
        assert_eq!(moment(t, at("2026-11-10"), today), "10.11.");
    }
}
