//! Where the customer takes electronic invoices, as it was told with the acceptance; and the way into the customer's record.
use super::api::take_e_invoice;
use crate::{
    i18n::use_t,
    ui::{Button, use_toasts},
};
use domain::ids::OrderId;
use leptos::{prelude::*, task::spawn_local};
use wire::orders::TakeEInvoice;

/// Offers to put it into the customer's record, where there is none.
#[component]
pub fn EInvoiceOffer(
    /// The order it came with.
    order: OrderId,
    /// Told when it is there.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let take = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = take_e_invoice(TakeEInvoice { order }).await;
            busy.try_set(false);
            match answer {
                Ok(()) => toasts.say(t.orders_e_invoice_taken().to_owned()),
                Err(error) => toasts.say(error.sentence(t)),
            }
            on_change.try_run(());
        });
    };
    view! { <Button small=true busy busy_label=t.orders_e_invoice_taking() on_press=take>{t.orders_e_invoice_take()}</Button> }
}
