//! What whoever accepts must do, folded under the usual facts: sign, tell more than a name, pay a deposit.
use super::{deposit, desk::Desk, fold::Fold};
use crate::{
    quotes::demands::{self, DemandChecks},
    terms::deposit::NAMES,
    ui::{Field, Select},
};
use i18n::T;
use leptos::prelude::*;
use wire::quotes::QuoteFields;

/// The fields; the fold says what is demanded, and opens itself where a field was refused.
#[component]
pub fn AcceptanceFields() -> impl IntoView {
    let desk = Desk::here();
    let (t, head) = (desk.t, desk.head);
    let unsigned = [("false", t.quotes_unsigned_no()), ("true", t.quotes_unsigned_yes())];
    let unsigned = unsigned.map(|(code, words)| (code.to_owned(), words.to_owned())).to_vec();
    let unsigned = Signal::stored(unsigned);
    let summary = Signal::derive(move || told(t, &head.typed()));
    let refused = Memo::new(move |_| NAMES.into_iter().any(|name| head.refusal(name).is_some()));
    let left = Callback::new(move |()| desk.left());
    view! {
        <Fold id="head-acceptance" label=t.quotes_acceptance() summary refused>
            <Field id="head-unsigned" label=t.quotes_unsigned() hint=desk.origin("unsigned")>
                <Select value=head.unsigned options=unsigned on_choose=move |_| desk.left()/>
            </Field>
            <DemandChecks prefix="head-demands" typed=head.demands hint=desk.origin("demands") on_change=left/>
            <deposit::DepositFields/>
        </Fold>
    }
}

/// What is demanded, in words: `by signature · Purchase order number · deposit 30 %`.
fn told(t: T, fields: &QuoteFields) -> String {
    let signed = if fields.unsigned { t.quotes_acceptance_unsigned() } else { t.quotes_acceptance_signed() };
    let deposit = deposit::told(t, &fields.deposit);
    let deposit = if deposit.is_empty() { deposit } else { t.quotes_acceptance_deposit(deposit) };
    let parts = [signed.to_owned(), demands::told(t, fields.demands), deposit];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
