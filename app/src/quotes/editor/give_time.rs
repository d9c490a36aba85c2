//! The customer of an offer that has ended wants more time: said above the page, and given with one press.
use super::desk::Desk;
use crate::{
    quotes::api::{give_time, read_quote},
    ui::{Banner, Button, IconName, Look, Tone, use_toasts},
};
use domain::formats;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{problem::Problem, quotes::GiveTime, shared::IdempotencyKey};

/// The wish, where there is one.
#[component]
pub fn TimeWish() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let wish = Memo::new(move |_| desk.view.with(|view| (view.time_wish.clone(), view.unsent_changes)));
    move || {
        let (wish, unsent) = wish.get();
        wish.map(|wish| {
            let asked = t.quotes_wants_time(&wish.author, formats::date(t.figures(), wish.at.local.date()));
            let until = formats::date(t.figures(), wish.until);
            let said = (!wish.remark.is_empty()).then(|| view! { " " <q dir="auto">{wish.remark}</q> });
            let by_hand = unsent.then(|| view! { " " {t.quotes_time_by_hand()} });
            let act = move || (!unsent).then(|| view! { <Give until=until.clone()/> });
            view! {
                <Banner tone=Tone::Amber icon=IconName::Clock page=true act><b>{asked}</b>{said}{by_hand}</Banner>
            }
        })
    }
}

/// The button. The same key as long as the same sending is tried.
#[component]
fn Give(
    /// The last day it gives, as it is written.
    until: String,
) -> impl IntoView {
    let desk = Desk::here();
    let (t, toasts) = (desk.t, use_toasts());
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let busy = RwSignal::new(false);
    let words = t.quotes_give_time(&until);
    let give = move |()| {
        busy.set(true);
        let until = until.clone();
        spawn_local(async move {
            let command = GiveTime { key: key.get_value(), id: desk.id, version: desk.saver.version() };
            let answer = give_time(command).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(sent) => toasts.say(t.quotes_time_given(sent.sent_version, until)),
                Err(error) => {
                    if error.0 != Problem::Unavailable {
                        key.set_value(IdempotencyKey(Uuid::new_v4()));
                    }
                    toasts.say(error.sentence(t));
                }
            }
            if let Ok(view) = read_quote(desk.id).await {
                desk.take_in(view);
            }
        });
    };
    view! { <Button look=Look::Primary small=true busy on_press=give>{words}</Button> }
}
