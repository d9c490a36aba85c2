//! The form of one delivery rule: when it holds, and what it costs then.
use super::{
    rule::Rule,
    words::{COMPARISONS, MEASURES, measure, unit},
};
use crate::ui::{Button, Field, IconName, NumberInput, Select};
use crate::wire::error_at;
use domain::{money::Currency, refusal::FieldRefusal};
use i18n::T;
use leptos::prelude::*;

/// The form.
#[component]
pub(super) fn RuleForm(
    /// The reader's texts.
    t: T,
    /// The rule.
    rule: Rule,
    /// Its place, for its heading and what the server refuses.
    at: Signal<usize>,
    /// What the server refused.
    refused: RwSignal<Vec<FieldRefusal>>,
    /// The company's currency.
    currency: Currency,
    /// Moves the rule up.
    on_up: Callback<()>,
    /// Takes the rule out.
    on_remove: Callback<()>,
) -> impl IntoView {
    let error = move |field: &'static str| error_at(t, refused, move || format!("rules.{}.{field}", at.get()));
    let measures: Vec<(String, String)> =
        MEASURES.iter().map(|(key, of)| ((*key).to_owned(), measure(t, *of).to_owned())).collect();
    let measures = Signal::stored(measures);
    let signs: Vec<(String, String)> =
        COMPARISONS.iter().map(|(key, sign, _)| ((*key).to_owned(), (*sign).to_owned())).collect();
    let title = move || t.delivery_rule(at.get() + 1);
    let symbol = StoredValue::new(currency.symbol().to_owned());
    view! {
        <div class="card pad" role="group" aria-label=title>
            <h2 class="t-16">{title}</h2>
            <div class="cols gap">
                <Field id="rule-measure" label=t.delivery_measure() class="w2"><Select value=rule.variable options=measures/></Field>
                <Field id="rule-sign" label=t.delivery_operator() class="w2"><Select value=rule.operator options=Signal::stored(signs)/></Field>
                {move || {
                    let of = rule.rule().variable;
                    view! {
                        <Field id="rule-value" label=t.delivery_value() class="w2" error=error("value")>
                            <NumberInput value=rule.value unit=unit(of, &currency)/>
                        </Field>
                    }
                }}
                <Field id="rule-base" label=t.delivery_base() class="w2" error=error("base_price")>
                    <NumberInput value=rule.base decimals=2 unit=symbol.get_value()/>
                </Field>
                <Field id="rule-each" label=t.delivery_factor_price() class="w2" error=error("factor_price")>
                    <NumberInput value=rule.each unit=symbol.get_value()/>
                </Field>
                <Field id="rule-factor" label=t.delivery_factor() class="w2"><Select value=rule.factor options=measures/></Field>
            </div>
            <div class="row gap">
                <Button small=true icon=IconName::Up disabled=Signal::derive(move || at.get() == 0) on_press=move |()| on_up.run(())>{t.delivery_up()}</Button>
                <Button small=true icon=IconName::Trash on_press=move |()| on_remove.run(())>{t.delivery_remove_rule()}</Button>
            </div>
        </div>
    }
}
