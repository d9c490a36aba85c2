//! A change of mind after accepting: taking the acceptance back while the minutes last.
use super::{field, slots::Slot, talk, view::View, words};
use domain::{formats, refusal::Refusal};
use leptos::prelude::*;
use wire::portal::{AcceptedFacts, TakeBack};

/// Until when the acceptance can be taken back, and the way there; nothing once that is over.
pub(super) fn take_back(view: &View<'_>, facts: &AcceptedFacts) -> Option<AnyView> {
    let offered = facts.take_back.as_ref()?;
    let t = view.t;
    let until = formats::date_time(view.lang, offered.until.local);
    let inner = match &offered.refused {
        Some(refused) => view! {
            <p>{words::refusal(t, refused)}</p>
            <p>{t.regret_ask(view.salesperson())}</p>
        }
        .into_any(),
        None if view.page.taking_back => sure(view, facts, &until),
        None => view! {
            <p>{t.regret_until(&until)}</p>
            <p class="row wrap">
                <a class="btn" href=view.path("?take-back=1#take-back")>
                    {t.regret_take_back()}
                </a>
                {left(view, offered)}
            </p>
        }
        .into_any(),
    };
    Some(
        view! {
            <section class="hang" id="take-back">
                <h2>{t.regret_title()}</h2>
                <div class="prose">{inner}</div>
            </section>
        }
        .into_any(),
    )
}

/// The minutes that are left, for the script to say; without it the hour stands above.
fn left(view: &View<'_>, offered: &TakeBack) -> AnyView {
    view! {
        <small
            class="muted"
            id="left"
            hidden
            data-seconds=offered.seconds.to_string()
            data-left=view.t.regret_left()
            data-over=view.t.regret_over()
        ></small>
    }
    .into_any()
}

/// What it means, and the press that does it.
fn sure(view: &View<'_>, facts: &AcceptedFacts, until: &str) -> AnyView {
    let t = view.t;
    let form = &view.page.forms.take_back;
    let unsure = form.at("sure");
    view! {
        <form class="act" method="post" action=view.path("/take-back") data-form="take-back">
            {field::hidden(view, Slot::TakeBackKey)}
            {talk::whole_refusal(view, form)}
            <p>{t.regret_sure(&facts.order_number, &view.content().number)}</p>
            <p class="muted">{t.regret_until(until)}</p>
            // Whatever follows links and presses buttons by itself cancels no order.
            <div class="field">
                <label class="check top">
                    <input
                        type="checkbox"
                        id="f-sure"
                        name="sure"
                        value="yes"
                        aria-required="true"
                        aria-invalid=unsure.map(|_| "true")
                        aria-describedby=unsure.map(|_| "e-sure")
                        autofocus=unsure.is_some()
                    />
                    <span>{t.regret_tick()}</span>
                </label>
                {field::refusal(view, "sure", unsure, Some(Refusal::TickNeeded))}
            </div>
            <div class="row wrap">
                {field::submit("btn danger", None, t.regret_confirm(), t.portal_sending())}
                <a class="btn ghost" href=view.path("")>
                    {t.regret_keep()}
                </a>
            </div>
        </form>
    }
    .into_any()
}
