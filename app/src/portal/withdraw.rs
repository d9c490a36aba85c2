//! A consumer's right to withdraw: told before accepting, and afterwards the function that does it, in two steps.
use super::{
    field::{self, TextField},
    slots::Slot,
    talk,
    view::View,
    words,
};
use domain::{formats, quotes::signature::LONGEST_NAME, refusal::Refusal};
use leptos::prelude::*;
use wire::portal::{AcceptedFacts, PortalStanding, WithdrawByVisitor, WithdrawalDone, WithdrawalOffer, Withdrawing};

/// Where the right is told of.
pub(super) const PLACE: &str = "#withdraw";
/// Longest address, in characters.
const LONGEST_EMAIL: usize = 254;

/// What a consumer is told before accepting; nothing for a company.
pub(super) fn told(view: &View<'_>) -> Option<AnyView> {
    if matches!(view.page.standing, PortalStanding::Accepted { .. }) {
        return None;
    }
    view.content().regret.withdrawal.as_ref()?;
    Some(section(view, view! { {law(view)} }.into_any()))
}

fn section(view: &View<'_>, inner: AnyView) -> AnyView {
    view! {
        <section class="hang" id="withdraw">
            <h2>{view.t.regret_right()}</h2>
            <div class="prose">{inner}</div>
        </section>
    }
    .into_any()
}

/// The frozen words, and the model form where there is a right.
fn law(view: &View<'_>) -> Option<AnyView> {
    let right = view.content().regret.withdrawal.as_ref()?;
    let (t, seller) = (view.t, &view.content().seller);
    let none = right.exempt.is_some().then(|| view! { <p><b>{t.regret_none()}</b></p> });
    let said: Vec<AnyView> =
        words::paragraphs(&right.words).into_iter().map(|part| view! { <p>{part}</p> }.into_any()).collect();
    let address = &seller.address;
    let town = format!("{} {}", address.postcode, address.city);
    let to: Vec<&str> = [seller.name.trim(), address.street.trim(), town.trim(), seller.email.trim()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let form = right.exempt.is_none().then(|| {
        let lines: Vec<AnyView> = i18n::regret::form(t, &to.join(", "), &view.content().number)
            .into_iter()
            .map(|part| view! { <p>{part}</p> }.into_any())
            .collect();
        view! {
            <details>
                <summary>{t.regret_form()}</summary>
                {lines}
            </details>
        }
    });
    Some(view! { {none} <div lang=view.foreign_text(|words| &words.withdrawal)>{said}</div> {form} }.into_any())
}

/// The link under the button that accepts, or among what can be done with an order.
pub(super) fn link(view: &View<'_>) -> Option<AnyView> {
    let right = view.content().regret.withdrawal.as_ref()?;
    let t = view.t;
    match &view.page.standing {
        PortalStanding::Accepted { facts } => facts.withdrawal.as_ref().filter(|offer| offer.open).map(|_| {
            view! {
                <a class="btn ghost" href=view.path("?withdraw=1#withdraw")>
                    {t.regret_here()}
                </a>
            }
            .into_any()
        }),
        PortalStanding::Open => Some(
            view! {
                <p class="seal">
                    {super::icon::icon("info")}
                    <a href=PLACE>
                        {if right.exempt.is_some() { t.regret_none().to_owned() } else { t.regret_within(right.days) }}
                    </a>
                </p>
            }
            .into_any(),
        ),
        _ => None,
    }
}

/// The function itself, on the page of what was accepted; nothing for a company.
pub(super) fn function(view: &View<'_>, facts: &AcceptedFacts) -> Option<AnyView> {
    let offer = facts.withdrawal.as_ref()?;
    let t = view.t;
    let exempt = view.content().regret.withdrawal.as_ref().is_some_and(|right| right.exempt.is_some());
    let done: Vec<AnyView> = offer.done.iter().map(|done| was_done(view, done)).collect();
    let day = formats::date(view.lang, offer.last_day);
    let inner = match (offer.open, view.page.withdrawing) {
        _ if exempt => view! { {law(view)} }.into_any(),
        (true, Withdrawing::No) => view! {
            <p>{t.regret_until_day(&day)}</p>
            <p>
                <a class="btn" href=view.path("?withdraw=1#withdraw")>
                    {t.regret_here()}
                </a>
            </p>
            {law(view)}
        }
        .into_any(),
        (true, Withdrawing::State) => state(view, offer),
        (true, Withdrawing::Confirm) => confirm(view, offer),
        // Whole, or another reader's to do.
        (false, _) if !offer.done.is_empty() => ().into_any(),
        (false, _) if offer.last_day < view.page.today => view! { <p>{t.regret_ended(&day)}</p> }.into_any(),
        (false, _) => view! { {law(view)} }.into_any(),
    };
    Some(section(view, view! { {done} {inner} }.into_any()))
}

fn was_done(view: &View<'_>, done: &WithdrawalDone) -> AnyView {
    let t = view.t;
    let at = formats::date_time(view.lang, done.at.local);
    let of = match done.lines.is_empty() {
        true => t.regret_done_all(&at, &done.name),
        false => t.regret_done_lines(&at, &done.name),
    };
    let lines: Vec<AnyView> =
        done.lines.iter().map(|line| view! { <li dir="auto">{line.clone()}</li> }.into_any()).collect();
    view! {
        <p><b>{of}</b></p>
        {(!lines.is_empty()).then(|| view! { <ul>{lines}</ul> })}
        <p>
            {t.regret_done_mail(&done.email)} " "
            {t.regret_refund(formats::date(view.lang, done.refund_by))}
        </p>
    }
    .into_any()
}

/// The first step: who, from what, and where the acknowledgement goes.
fn state(view: &View<'_>, offer: &WithdrawalOffer) -> AnyView {
    let t = view.t;
    let form = &view.page.forms.withdraw;
    let (name, email, what) = (form.at("name"), form.at("email"), form.at("what"));
    // From one line alone nothing can be chosen.
    let several = offer.lines.len() > 1;
    let boxes: Vec<AnyView> = offer
        .lines
        .iter()
        .map(|line| {
            view! {
                <label>
                    <input
                        type="checkbox"
                        name=WithdrawByVisitor::line(line.id)
                        value="yes"
                        checked=form.typed.picks(line.id)
                    />
                    <span dir="auto">{line.name.clone()}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    let of_what = if several {
        let circle = |code: &'static str, words: &'static str| {
            let checked = form.typed.what == code;
            view! {
                <label>
                    <input type="radio" name="what" value=code checked=checked />
                    {words}
                </label>
            }
            .into_any()
        };
        view! {
            <fieldset class="reasons" id="f-what" aria-describedby=what.map(|_| "e-what")>
                <legend>{t.regret_what()}</legend>
                {circle("all", t.regret_what_all())}
                {circle("lines", t.regret_what_lines())}
                {boxes}
                {field::refusal(view, "what", what, None)}
            </fieldset>
        }
        .into_any()
    } else {
        view! { <input type="hidden" name="what" value="all" /> }.into_any()
    };
    let text = |id: &'static str, label: &'static str, value: String, said: Option<&Refusal>, fill: &'static str| {
        let longest = if id == "withdraw-email" { LONGEST_EMAIL } else { LONGEST_NAME };
        let name = if id == "withdraw-email" { "email" } else { "name" };
        TextField { id, name, label, aside: None, value, fill, longest, said, first: false, wide: true }.show(view)
    };
    view! {
        <form class="act" method="post" action=view.path("/withdraw") data-form="withdraw">
            {field::hidden(view, Slot::WithdrawKey)}
            {talk::whole_refusal(view, form)}
            <p>{t.regret_step_one(&view.content().seller.name)}</p>
            {text("withdraw-name", t.portal_name(), form.typed.name.clone(), name, "name")}
            {of_what}
            {text("withdraw-email", t.regret_email(), form.typed.email.clone(), email, "email")}
            <div class="row wrap">
                {field::submit("btn primary", None, t.regret_go_on(), t.portal_sending())}
                <a class="btn ghost" href=view.path("")>
                    {t.regret_leave()}
                </a>
            </div>
        </form>
    }
    .into_any()
}

/// The second step: the statement in full, and the press that makes it. The script leaves this form alone: a button that is
/// disabled while it is pressed does not say which it was; pressed twice it is done once, by its key.
fn confirm(view: &View<'_>, offer: &WithdrawalOffer) -> AnyView {
    let t = view.t;
    let typed = &view.page.forms.withdraw.typed;
    let chosen = offer.lines.iter().filter(|line| typed.what == "lines" && typed.picks(line.id));
    let lines: Vec<AnyView> =
        chosen.clone().map(|line| view! { <li dir="auto">{line.name.clone()}</li> }.into_any()).collect();
    let kept: Vec<AnyView> = chosen
        .map(|line| view! { <input type="hidden" name=WithdrawByVisitor::line(line.id) value="yes" /> }.into_any())
        .collect();
    let number = &view.content().number;
    let of = if lines.is_empty() { t.regret_what_of_all(number) } else { t.regret_what_of_lines(number) };
    view! {
        <form class="act" method="post" action=view.path("/withdraw")>
            {field::hidden(view, Slot::WithdrawKey)}
            <input type="hidden" name="name" value=typed.name.clone() />
            <input type="hidden" name="email" value=typed.email.clone() />
            <input type="hidden" name="what" value=typed.what.clone() />
            {kept}
            <p><b>{of}</b></p>
            {(!lines.is_empty()).then(|| view! { <ul>{lines}</ul> })}
            <dl class="cert">
                <dt>{t.portal_name()}</dt>
                <dd dir="auto">{typed.name.clone()}</dd>
                <dt>{t.regret_email()}</dt>
                <dd>{typed.email.clone()}</dd>
            </dl>
            <p class="muted">{t.regret_step_two()}</p>
            <div class="row wrap">
                <button class="btn danger" name="confirm" value="yes">
                    {t.regret_confirm_withdrawal()}
                </button>
                <button class="btn ghost" name="confirm" value="back">
                    {t.regret_correct()}
                </button>
            </div>
        </form>
    }
    .into_any()
}
