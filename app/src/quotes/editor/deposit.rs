//! The deposit among the facts of a quotation.
use super::desk::Desk;
use crate::terms::deposit::{DepositInputs, NAMES};
use domain::payment::deposit::{PERCENT, TypedDeposit};
use i18n::T;
use leptos::prelude::*;

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

/// In words, as it is typed; empty where nothing is demanded.
pub fn told(t: T, deposit: &TypedDeposit) -> String {
    let much = match deposit.kind.as_str() {
        "" => return String::new(),
        PERCENT => format!("{} %", deposit.value),
        _ => deposit.value.clone(),
    };
    match deposit.days.trim().parse() {
        Ok(days) => format!("{much}, {}", i18n::terms::deposit_due(t, days)),
        Err(_) => much,
    }
}

/// The fields, kept as one leaves them.
#[component]
pub fn DepositFields() -> impl IntoView {
    let desk = Desk::here();
    let (t, head) = (desk.t, desk.head);
    let errors = NAMES
        .map(|name| Signal::derive(move || head.refusal(name).map(|why| i18n::problem::refusal_sentence(t, &why))));
    view! { <DepositInputs prefix="head-deposit" typed=head.deposit errors hint=desk.origin("deposit.kind") on_change=move |()| desk.left()/> }
}
