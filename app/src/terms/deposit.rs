//! A deposit as it is typed: nothing, a share of the total or a sum; and the days until it is due.
use crate::{
    i18n::use_t,
    ui::{Field, Select, TextInput},
};
use domain::payment::deposit::{AMOUNT, PERCENT, TypedDeposit};
use leptos::prelude::*;

/// Names of the fields that can be refused.
pub const NAMES: [&str; 3] = ["deposit.kind", "deposit.value", "deposit.days"];
/// Proposed days until it is due.
const DAYS: &str = "7";
/// Proposed share of the total.
const SHARE: &str = "30";

/// The fields as they are typed.
#[derive(Clone, Copy)]
pub struct TypedFields {
    kind: RwSignal<String>,
    value: RwSignal<String>,
    days: RwSignal<String>,
}

impl TypedFields {
    /// The fields that were read.
    pub fn new(deposit: &TypedDeposit) -> TypedFields {
        let text = |text: &String| RwSignal::new(text.clone());
        TypedFields { kind: text(&deposit.kind), value: text(&deposit.value), days: text(&deposit.days) }
    }

    /// What is typed. Tracked.
    pub fn typed(self) -> TypedDeposit {
        let kind = self.kind.get();
        let (value, days) = (self.value.get(), self.days.get());
        if kind.is_empty() { TypedDeposit::default() } else { TypedDeposit { kind, value, days } }
    }

    /// As [`TypedFields::typed`], not tracked.
    pub fn untracked(self) -> TypedDeposit {
        untrack(|| self.typed())
    }

    /// Takes what differs between two; what does not stays as it is typed.
    pub fn take(self, before: &TypedDeposit, after: &TypedDeposit) {
        let put = |signal: RwSignal<String>, before: &str, after: &str| {
            if before != after {
                signal.set(after.to_owned());
            }
        };
        put(self.kind, &before.kind, &after.kind);
        put(self.value, &before.value, &after.value);
        put(self.days, &before.days, &after.days);
    }
}

/// The fields; value and days only where something is demanded.
#[component]
pub fn DepositInputs(
    /// What the fields' ids begin with.
    prefix: &'static str,
    /// What is typed.
    typed: TypedFields,
    /// Class of each field.
    #[prop(default = "")]
    class: &'static str,
    /// Why each of [`NAMES`] was refused.
    errors: [Signal<Option<String>>; 3],
    /// Under the kind: where the demand comes from.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// Told when something whole was typed or chosen.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let [kind_error, value_error, days_error] = errors;
    let kinds = Signal::stored(vec![
        (String::new(), t.quotes_deposit_none().to_owned()),
        (PERCENT.to_owned(), t.quotes_deposit_percent().to_owned()),
        (AMOUNT.to_owned(), t.quotes_deposit_amount().to_owned()),
    ]);
    let chosen = move |kind: String| {
        if !kind.is_empty() && typed.days.with_untracked(String::is_empty) {
            typed.days.set(DAYS.to_owned());
        }
        if kind == PERCENT && typed.value.with_untracked(String::is_empty) {
            typed.value.set(SHARE.to_owned());
        }
        // A sum is still to be typed.
        if kind != AMOUNT || typed.value.with_untracked(|value| !value.is_empty()) {
            on_change.run(());
        }
    };
    let demanded = Memo::new(move |_| typed.kind.with(|kind| !kind.is_empty()));
    view! {
        <Field id=prefix.to_owned() label=t.quotes_deposit() class hint error=kind_error>
            <Select value=typed.kind options=kinds on_choose=chosen/>
        </Field>
        <Show when=move || demanded.get()>
            <Field id=format!("{prefix}-value") label=t.quotes_deposit_value() class error=value_error>
                <TextInput value=typed.value on_leave=move |_| on_change.run(())/>
            </Field>
            <Field id=format!("{prefix}-days") label=t.quotes_deposit_days() class error=days_error>
                <TextInput value=typed.days on_leave=move |_| on_change.run(())/>
            </Field>
        </Show>
    }
}
