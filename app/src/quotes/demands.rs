//! What must be told besides the name by whoever accepts: three boxes, and the same in words.
use crate::{i18n::use_t, ui::Check};
use domain::quotes::demands::Demands;
use i18n::T;
use leptos::prelude::*;

/// The boxes as they are ticked.
#[derive(Clone, Copy)]
pub struct TypedDemands {
    role: RwSignal<bool>,
    purchase_order: RwSignal<bool>,
    e_invoice: RwSignal<bool>,
}

impl TypedDemands {
    /// As they are stored.
    pub fn new(stored: Demands) -> TypedDemands {
        TypedDemands {
            role: RwSignal::new(stored.role),
            purchase_order: RwSignal::new(stored.purchase_order),
            e_invoice: RwSignal::new(stored.e_invoice),
        }
    }

    /// What they say. Tracked.
    pub fn typed(self) -> Demands {
        Demands { role: self.role.get(), purchase_order: self.purchase_order.get(), e_invoice: self.e_invoice.get() }
    }

    /// Takes over what is stored where it differs.
    pub fn adopt(self, stored: Demands) {
        let put = |signal: RwSignal<bool>, on: bool| {
            if signal.get_untracked() != on {
                signal.set(on);
            }
        };
        put(self.role, stored.role);
        put(self.purchase_order, stored.purchase_order);
        put(self.e_invoice, stored.e_invoice);
    }
}

/// The boxes under their heading. `prefix` begins their ids.
#[component]
pub fn DemandChecks(
    /// Begins the boxes' ids.
    prefix: &'static str,
    /// The boxes.
    typed: TypedDemands,
    /// Where what is ticked comes from.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// Class of the group.
    #[prop(optional)]
    class: &'static str,
    /// Told of each change a person makes.
    on_change: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let changed = move |_: bool| on_change.run(());
    view! {
        <div class=["field stack ", class].concat() role="group" aria-label=t.quotes_demands()
            aria-describedby=move || hint.with(Option::is_some).then(|| format!("{prefix}-hint"))>
            <span class="label" aria-hidden="true">{t.quotes_demands()}</span>
            <Check id=format!("{prefix}-role") value=typed.role on_change=changed>{t.quotes_demands_role()}</Check>
            <Check id=format!("{prefix}-purchase-order") value=typed.purchase_order on_change=changed>{t.quotes_demands_purchase_order()}</Check>
            <Check id=format!("{prefix}-e-invoice") value=typed.e_invoice on_change=changed>{t.quotes_demands_e_invoice()}</Check>
            {move || hint.get().map(|hint| view! { <span class="hint" id=format!("{prefix}-hint")>{hint}</span> })}
        </div>
    }
}

/// What is demanded, in words.
pub fn told(t: T, demands: Demands) -> String {
    let parts = [
        demands.role.then(|| t.quotes_demands_role()),
        demands.purchase_order.then(|| t.quotes_demands_purchase_order()),
        demands.e_invoice.then(|| t.quotes_demands_e_invoice()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
