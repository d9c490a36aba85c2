//! What sellers may give without approval.
use super::api::{read_limits, set_limits};
use crate::i18n::use_t;
use crate::ui::{Banner, Button, Field, IconName, NumberInput, Tone, use_toasts};
use crate::wire::error_at;
use domain::refusal::FieldRefusal;
use i18n::T;
use leptos::prelude::*;
use wire::{approvals::LimitFields, problem::Problem};

/// The section.
#[component]
pub(super) fn Limits() -> impl IntoView {
    let t = use_t();
    let limits = Resource::new(|| (), |()| read_limits());
    view! {
        <section id="limits">
            <h2>{t.approvals_limits()}<small>{t.approvals_limits_what()}</small></h2>
            <Transition>
                {move || limits.get().and_then(Result::ok).map(|limits| view! { <Form t limits/> })}
            </Transition>
        </section>
    }
}

#[component]
fn Form(t: T, limits: LimitFields) -> impl IntoView {
    let toasts = use_toasts();
    let line_discount = RwSignal::new(limits.line_discount);
    let total_discount = RwSignal::new(limits.total_discount);
    let line_margin = RwSignal::new(limits.line_margin);
    let total_margin = RwSignal::new(limits.total_margin);
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let saving = Action::new(move |fields: &LimitFields| {
        let fields = *fields;
        async move {
            match set_limits(fields).await {
                Ok(()) => toasts.say(t.approvals_saved().to_owned()),
                Err(error) => {
                    wrong.set(Some(error.sentence(t)));
                    if let Problem::Refused { refusals } = error.0 {
                        refused.set(refusals);
                    }
                }
            }
        }
    });
    let save = move |()| {
        wrong.set(None);
        refused.set(Vec::new());
        saving.dispatch(untrack(|| LimitFields {
            line_discount: line_discount.get(),
            total_discount: total_discount.get(),
            line_margin: line_margin.get(),
            total_margin: total_margin.get(),
        }));
    };
    let field = move |code: &'static str, label: &'static str, value: RwSignal<Option<rust_decimal::Decimal>>| {
        let error = error_at(t, refused, move || code);
        view! { <Field id=format!("limit-{code}") label class="w3" error><NumberInput value unit="%"/></Field> }
    };
    view! {
        <div>
            {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
            <div class="cols">
                {field("line_discount", t.approvals_line_discount(), line_discount)}
                {field("total_discount", t.approvals_total_discount(), total_discount)}
                {field("line_margin", t.approvals_line_margin(), line_margin)}
                {field("total_margin", t.approvals_total_margin(), total_margin)}
            </div>
            <div class="row gap"><Button busy=saving.pending() on_press=save>{t.approvals_save()}</Button></div>
        </div>
    }
}
