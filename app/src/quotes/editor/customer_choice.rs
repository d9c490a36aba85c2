//! What the customer has chosen of what is offered, said above the page before anything is signed.
use super::desk::Desk;
use crate::{
    delivery::words::why_not,
    quotes::account::{AnswerBelow, AskBelow, told},
    ui::{Banner, IconName},
};
use domain::formats;
use leptos::prelude::*;

/// The choice, where one was made.
#[component]
pub fn CustomerChoice() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let chosen = Memo::new(move |_| desk.view.with(|view| view.chosen.clone()));
    move || {
        chosen.get().map(|chosen| {
            let sum = formats::money(t.figures(), chosen.totals.gross, &desk.currency);
            let (why, result) = (RwSignal::new(None::<()>), sum.clone());
            let ask = Signal::stored(t.prices_why(&sum));
            let totals = StoredValue::new(chosen.totals);
            let account = Callback::new(move |()| {
                totals.with_value(|totals| told(t, desk.words().gross(totals), result.clone()))
            });
            let time = formats::moment(t.lang(), t.figures(), chosen.at.local);
            let taken = (!chosen.taken.is_empty()).then(|| t.quotes_customer_takes(chosen.taken.join("; ")));
            let left = (!chosen.left.is_empty()).then(|| t.quotes_customer_leaves(chosen.left.join("; ")));
            let kept = chosen.delivery_kept.map(|why| t.quotes_customer_delivery(why_not(t, &why, "")));
            view! {
                <Banner icon=IconName::Check page=true>
                    <b>{t.quotes_customer_chose(chosen.author, sum, time)}</b>
                    {taken.map(|words| view! { " " <span dir="auto">{words}</span> })}
                    {left.map(|words| view! { " " <span dir="auto">{words}</span> })}
                    {kept.map(|words| view! { " " <span>{words}</span> })}
                    " "<AskBelow which=() open=why place="why-chosen" words=ask/>
                    <AnswerBelow id="why-chosen" open=why account/>
                </Banner>
            }
        })
    }
}
