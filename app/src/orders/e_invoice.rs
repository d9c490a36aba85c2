//! Where the customer takes electronic invoices, as it was told with the acceptance; and the way into the customer's record.
use super::api::take_e_invoice;
use crate::{
    i18n::use_t,
    ui::{Button, use_toasts},
};
use domain::ids::OrderId;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use wire::orders::TakeEInvoice;

/// The element that says the address.
pub const ADDRESS: &str = "order-e-invoice";

/// Keeps the focus where the button was: the page is drawn anew without it.
#[derive(Clone, Copy)]
pub struct Taken(StoredValue<bool>);

impl Taken {
    /// For a page whose record is read again when something has changed.
    pub fn provide() -> Taken {
        let taken = Taken(StoredValue::new(false));
        provide_context(taken);
        taken
    }

    /// The page has been read again: after the button was pressed the focus goes to the address.
    pub fn drawn(self) {
        if self.0.get_value() {
            self.0.set_value(false);
            request_animation_frame(|| {
                let found = document().get_element_by_id(ADDRESS);
                if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
                    let _ = found.focus();
                }
            });
        }
    }
}

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
    let taken = use_context::<Taken>();
    let take = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = take_e_invoice(TakeEInvoice { order }).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.say(t.orders_e_invoice_taken().to_owned());
                    if let Some(Taken(taken)) = taken {
                        taken.try_update_value(|taken| *taken = true);
                    }
                }
                Err(error) => toasts.say(error.sentence(t)),
            }
            on_change.try_run(());
        });
    };
    view! { <Button small=true busy busy_label=t.orders_e_invoice_taking() on_press=take>{t.orders_e_invoice_take()}</Button> }
}
