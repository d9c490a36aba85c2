//! Under a line of delivery or discount: what it would come to now, and the way to bring it there.
use super::{
    delivering::{Standing, role},
    desk::{Desk, Row},
    discounting::wish_words,
};
use crate::delivery::words::why_not;
use domain::formats;
use leptos::prelude::*;

/// What there is to say of a line, and what mends it.
#[derive(Clone, PartialEq)]
struct Note {
    words: String,
    act: Option<Act>,
}

/// What mends it.
#[derive(Clone, Copy, PartialEq)]
enum Act {
    UpdateDelivery,
    ChooseDelivery,
    UpdateDiscount,
    AskDiscount,
}

impl Act {
    fn label(self, desk: Desk) -> &'static str {
        match self {
            Act::UpdateDelivery | Act::UpdateDiscount => desk.t.delivery_update(),
            Act::ChooseDelivery => desk.t.delivery_choose_other(),
            Act::AskDiscount => desk.t.discount_command(),
        }
    }

    fn run(self, desk: Desk) {
        match self {
            Act::UpdateDelivery => desk.update_delivery(),
            Act::ChooseDelivery => desk.delivering.choosing.set(true),
            Act::UpdateDiscount => desk.update_discount(),
            Act::AskDiscount => desk.discounting.asking.set(true),
        }
    }
}

/// The row under the line; nothing while all is right.
#[component]
pub fn RoleNote(row: Row, desk: Desk) -> impl IntoView {
    let note = Memo::new(move |_| {
        let role = row.data.with(|data| data.role);
        if role.is_delivery() {
            delivery(desk, row)
        } else if role.is_discount() {
            discount(desk, row)
        } else {
            None
        }
    });
    let closed = desk.closed;
    move || {
        note.get().map(|note| {
            // Where it would cost something else, the account says what it would.
            let why = matches!(note.act, Some(Act::UpdateDelivery | Act::UpdateDiscount)).then(|| view! {
                " "<button type="button" class="link" aria-haspopup="dialog" on:click=move |_| desk.pricing.why.set(Some(row))>
                    {desk.t.prices_why_ask()}
                </button>
            });
            let act = note.act.filter(|_| !closed.get()).map(|act| {
                view! { " "<button type="button" class="link" on:click=move |_| act.run(desk)>{act.label(desk)}</button> }
            });
            view! { <tr class="moved" role="row"><td colspan="10" role="gridcell"><span role="status">{note.words}</span>{why}{act}</td></tr> }
        })
    }
}

fn delivery(desk: Desk, row: Row) -> Option<Note> {
    let t = desk.t;
    let money = |value| formats::money(t.figures(), value, &desk.currency);
    // A second delivery that was copied in by hand is told by the server.
    desk.delivery_row().filter(|first| first.id == row.id)?;
    Some(match desk.delivery_standing()? {
        Standing::Right => return None,
        Standing::Differs { now } => {
            let was = row.data.with(|data| data.unit_price.get());
            let words = match desk.delivery_elsewhere() {
                true => t.delivery_was_elsewhere(money(was), money(now)),
                false => format!("{}.", t.delivery_was_now(money(was), money(now))),
            };
            Note { words, act: Some(Act::UpdateDelivery) }
        }
        Standing::ByHand { now } if desk.delivery_elsewhere() => {
            Note { words: t.delivery_by_hand_elsewhere(money(now)), act: Some(Act::UpdateDelivery) }
        }
        Standing::ByHand { now } => Note { words: t.delivery_by_hand(money(now)), act: Some(Act::UpdateDelivery) },
        Standing::Unfit { why } => {
            let postcode = desk
                .delivering
                .answer
                .with(|found| found.as_ref().map(|found| found.postcode.clone()).unwrap_or_default());
            Note {
                words: format!("{}.", t.delivery_fits_no_more(why_not(t, &why, &postcode))),
                act: Some(Act::ChooseDelivery),
            }
        }
    })
}

fn discount(desk: Desk, row: Row) -> Option<Note> {
    let t = desk.t;
    // All lines of it are told once, under the first.
    desk.first_discount().filter(|first| first.id == row.id)?;
    let standing = desk.discounting.standing.get().filter(|standing| !standing.right)?;
    let wish = wish_words(t, standing.wish, &desk.currency);
    Some(match standing.whole {
        Some(whole) => {
            let net = whole.after.net - whole.before.net;
            let words = format!("{}.", t.discount_would_be(wish, formats::money(t.figures(), net, &desk.currency)));
            Note { words, act: Some(Act::UpdateDiscount) }
        }
        None => Note { words: t.discount_impossible(wish), act: Some(Act::AskDiscount) },
    })
}

/// Whether a line has a role of its own. Not tracked.
pub fn has_role(row: &Row) -> bool {
    !role(row).is_sold()
}
