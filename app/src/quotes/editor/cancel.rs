//! Withdrawing a quotation: what it means, said before it is done.
use super::desk::Desk;
use crate::{
    quotes::api::{cancel_quote, read_quote},
    ui::{Banner, Button, Dialog, IconName, Look, Tone, use_toasts},
};
use domain::quotes::state::QuoteState;
use leptos::{prelude::*, task::spawn_local};
use wire::quotes::CancelQuote;

/// The question.
#[component]
pub fn CancelDialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let cancel = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = cancel_quote(CancelQuote { id: desk.id, version: desk.saver.version() }).await;
            busy.set(false);
            match answer {
                Ok(_) => {
                    open.set(false);
                    toasts.say(t.quotes_cancelled_done());
                    if let Ok(view) = read_quote(desk.id).await {
                        desk.take_in(view);
                    }
                }
                Err(error) => problem.set(Some(error.sentence(t))),
            }
        });
    };
    let consequence = move || match desk.view.with(|view| view.state) {
        QuoteState::Draft => t.quotes_cancel_draft(),
        _ => t.quotes_cancel_sent(),
    };
    view! {
        <Dialog
            id="cancel-quote"
            open
            alert=true
            title=t.quotes_cancel_title()
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.quotes_cancel_keep()}</Button>
                <Button look=Look::Danger busy on_press=cancel>{t.quotes_cancel_do()}</Button>
            }
        >
            <div class="stack">
                {move || problem.get().map(|problem| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{problem}</Banner> })}
                <p>{consequence}</p>
                <p class="muted">{t.quotes_cancel_final()}</p>
            </div>
        </Dialog>
    }
}
