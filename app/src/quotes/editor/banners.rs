//! What stands over the page: read-only states, a conflict, questions that wait.
use super::{
    customer_choice::CustomerChoice, desk::Desk, give_time::TimeWish, keyboard::focus_on, proposal::Proposal,
    scheduled::Scheduled, why_conflict::ConflictSums,
};
use crate::ui::{Banner, Button, IconName, Tone};
use domain::{formats, quotes::state::QuoteState};
use leptos::prelude::*;

/// All banners of the page.
#[component]
pub fn Banners() -> impl IntoView {
    view! { <State/> <Scheduled/> <CustomerChoice/> <Proposal/> <TimeWish/> <Conflict/> }
}

/// What became of the quotation, where that changes what can be done.
#[component]
fn State() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let facts = Memo::new(move |_| {
        desk.view.with(|view| {
            (view.state, view.order.clone(), view.fields.valid_until, view.sent_version, view.unsent_changes)
        })
    });
    move || {
        let (state, order, valid_until, sent, unsent) = facts.get();
        match state {
            QuoteState::Accepted => {
                let act = move || {
                    order.clone().map(|order| view! {
                        <a class="btn sm" href=format!("/orders/{}", order.id)>{t.quotes_open_order(order.number)}</a>
                    })
                };
                Some(view! {
                    <Banner tone=Tone::Positive icon=IconName::Check page=true act>
                        <b>{t.quotes_is_accepted()}</b>" "{t.quotes_is_closed()}
                    </Banner>
                }.into_any())
            }
            QuoteState::Cancelled => Some(view! {
                <Banner icon=IconName::Lock page=true><b>{t.quotes_is_cancelled()}</b>" "{t.quotes_is_closed()}</Banner>
            }.into_any()),
            QuoteState::Declined => Some(view! {
                <Banner tone=Tone::Danger icon=IconName::Cross page=true><b>{t.quotes_is_declined()}</b>" "{t.quotes_can_send_again()}</Banner>
            }.into_any()),
            QuoteState::Expired => {
                let words = match valid_until {
                    Some(day) => t.quotes_is_expired_on(formats::date(t.figures(), day)),
                    None => t.quotes_is_expired().to_owned(),
                };
                Some(view! {
                    <Banner tone=Tone::Amber icon=IconName::Clock page=true><b>{words}</b>" "{t.quotes_can_send_again()}</Banner>
                }.into_any())
            }
            QuoteState::Sent if unsent => Some(view! {
                <Banner icon=IconName::Edit page=true>
                    <b>{t.quotes_unsent_changes()}</b>" "{sent.map(|sent| t.quotes_customer_sees(sent))}
                </Banner>
            }.into_any()),
            QuoteState::Draft | QuoteState::Sent => None,
        }
    }
}

/// Somebody else saved meanwhile: theirs or mine.
#[component]
fn Conflict() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let theirs = desk.saver.theirs;
    move || {
        theirs.get().map(|theirs| {
            let at = formats::time(t.figures(), theirs.saved.local);
            view! {
                <Banner tone=Tone::Amber icon=IconName::Alert page=true urgent=true act=move || view! {
                    <div class="row wrap">
                        <Button small=true on_press=move |()| settle(desk, false)>{t.quotes_conflict_theirs()}</Button>
                        <Button small=true on_press=move |()| settle(desk, true)>{t.quotes_conflict_mine()}</Button>
                    </div>
                }>
                    <b>{t.quotes_conflict(at)}</b>" "<ConflictSums/>
                </Banner>
            }
        })
    }
}

/// Ends the conflict. The buttons go away: the focus goes back to the lines.
fn settle(desk: Desk, mine: bool) {
    if mine {
        desk.keep_mine();
    } else {
        desk.load_theirs();
    }
    request_animation_frame(|| {
        focus_on(".grid [data-col][tabindex='0']");
    });
}
