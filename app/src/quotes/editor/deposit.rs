//! What is demanded on acceptance: nothing, a share of the total or a sum; and the days until it is due.
use super::desk::Desk;
use crate::ui::{Field, Select, TextInput};
use domain::payment::deposit::{AMOUNT, PERCENT, TypedDeposit};
use i18n::T;
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

/// What stands in a field, by its name.
pub fn text_of(deposit: &TypedDeposit, name: &str) -> Option<String> {
    match name {
        "deposit.kind" => Some(deposit.kind.clone()),
        "deposit.value" => Some(deposit.value.clone()),
        "deposit.days" => Some(deposit.days.clone()),
        _ => None,
    }
}

/// Puts back what is stored: whole, for half of a demand is none.
pub fn put_back(deposit: &mut TypedDeposit, name: &str, stored: &TypedDeposit) -> bool {
    let known = NAMES.contains(&name);
    if known {
        deposit.clone_from(stored);
    }
    known
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

/// In words, as it is typed; empty where nothing is demanded.
pub fn told(t: T, deposit: &TypedDeposit) -> String {
    let much = match deposit.kind.as_str() {
        "" => return String::new(),
        PERCENT => format!("{} %", deposit.value),
        _ => deposit.value.clone(),
    };
    format!("{much}, {}", t.quotes_deposit_in_days(&deposit.days))
}

/// The fields; value and days only where something is demanded.
#[component]
pub fn DepositFields() -> impl IntoView {
    let desk = Desk::here();
    let (t, head) = (desk.t, desk.head);
    let typed = head.deposit;
    let error = move |name: &'static str| {
        Signal::derive(move || head.refusal(name).map(|why| i18n::problem::refusal_sentence(t, &why)))
    };
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
            desk.left();
        }
    };
    let demanded = Memo::new(move |_| typed.kind.with(|kind| !kind.is_empty()));
    view! {
        <Field id="head-deposit" label=t.quotes_deposit() error=error("deposit.kind")>
            <Select value=typed.kind options=kinds on_choose=chosen/>
        </Field>
        <Show when=move || demanded.get()>
            <Field id="head-deposit-value" label=t.quotes_deposit_value() error=error("deposit.value")>
                <TextInput value=typed.value on_leave=move |_| desk.left()/>
            </Field>
            <Field id="head-deposit-days" label=t.quotes_deposit_days() error=error("deposit.days")>
                <TextInput value=typed.days on_leave=move |_| desk.left()/>
            </Field>
        </Show>
    }
}
