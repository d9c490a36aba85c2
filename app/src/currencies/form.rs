//! The form of one currency: its code, its rates by day, whether lists can be made in it.
use super::{api::save_currency, page::Open};
use crate::ui::{
    Banner, Button, Check, DateInput, Field, IconButton, IconName, Look, NumberInput, TextInput, Tone, use_toasts,
};
use crate::wire::{error_at, refused_at};
use chrono::NaiveDate;
use domain::refusal::{FieldRefusal, Refusal};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    currencies::{CurrencyFields, CurrencyRow, RateFields, SaveCurrency},
    problem::Problem,
    shared::IdempotencyKey,
};

/// Rows that are shown at once; the older ones are kept and saved.
const SHOWN: usize = 30;

/// A rate while it is typed.
#[derive(Clone, Copy)]
struct Dated {
    key: u32,
    from: RwSignal<Option<NaiveDate>>,
    rate: RwSignal<Option<Decimal>>,
}

/// The form.
#[component]
pub(super) fn CurrencyForm(
    /// The reader's texts.
    t: T,
    /// Which.
    known: Open,
    /// The company's own currency.
    base: String,
    /// All of them.
    rows: RwSignal<Vec<CurrencyRow>>,
    /// Which form is shown.
    open: RwSignal<Open>,
    /// Reads the table again.
    reload: Callback<()>,
) -> impl IntoView {
    let toasts = use_toasts();
    let today = crate::frame::today();
    let row = rows.with_untracked(|rows| rows.iter().find(|row| Open::Known(row.id) == known).cloned());
    let (id, version) = (row.as_ref().map(|row| row.id), row.as_ref().map_or(0, |row| row.version));
    let first = row.map(|row| row.fields);
    let title = first.as_ref().map_or_else(|| t.currencies_new().to_owned(), |fields| fields.code.clone());
    let code = RwSignal::new(first.as_ref().map(|fields| fields.code.clone()).unwrap_or_default());
    let active = RwSignal::new(first.as_ref().is_none_or(|fields| fields.active));
    let typed = |key: u32, from, rate| Dated { key, from: RwSignal::new(from), rate: RwSignal::new(rate) };
    let dated: Vec<Dated> = match &first {
        Some(fields) => {
            (0..).zip(&fields.rates).map(|(key, rate)| typed(key, Some(rate.from), Some(rate.per_base))).collect()
        }
        None => vec![typed(0, Some(today), None)],
    };
    let next = StoredValue::new(dated.len() as u32);
    let dated = RwSignal::new(dated);
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let saving = Action::new(move |command: &SaveCurrency| {
        let command = command.clone();
        async move {
            match save_currency(command).await {
                Ok(_) => {
                    toasts.say(t.currencies_saved().to_owned());
                    reload.run(());
                    let _ = open.try_update(|open| {
                        if *open == known {
                            *open = Open::Nothing;
                        }
                    });
                }
                Err(error) => {
                    // Nothing was kept: other fields make another command, which needs a key of its own.
                    key.set_value(IdempotencyKey(Uuid::new_v4()));
                    let said = error.sentence(t);
                    match error.0 {
                        Problem::Refused { refusals } => {
                            let all = refusals.iter().all(|one| !one.field.is_empty());
                            refused.set(refusals);
                            wrong.set((!all).then_some(said));
                        }
                        _ => wrong.set(Some(said)),
                    }
                }
            }
        }
    });
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if saving.pending().get_untracked() {
            return;
        }
        wrong.set(None);
        // What is half typed is said at its field, never left out.
        let rates = dated.get_untracked();
        let missing: Vec<FieldRefusal> = (0_usize..)
            .zip(&rates)
            .flat_map(|(at, one)| {
                let from = one.from.get_untracked().is_none().then(|| format!("rates.{at}.from"));
                let rate = one.rate.get_untracked().is_none().then(|| format!("rates.{at}.per_base"));
                from.into_iter().chain(rate)
            })
            .map(|field| FieldRefusal::at(field, Refusal::Required))
            .collect();
        let whole = missing.is_empty();
        refused.set(missing);
        if !whole {
            return;
        }
        let rates = rates
            .iter()
            .filter_map(|one| Some(RateFields { from: one.from.get_untracked()?, per_base: one.rate.get_untracked()? }))
            .collect();
        let fields = CurrencyFields { code: code.get_untracked(), active: active.get_untracked(), rates };
        saving.dispatch(SaveCurrency { key: key.get_value(), id, version, fields });
    };
    let add = move |()| {
        let number = next.get_value();
        next.set_value(number + 1);
        let one = owner.with_value(|owner| owner.with(|| typed(number, Some(today), None)));
        refused.set(Vec::new());
        dated.update(|dated| dated.insert(0, one));
    };
    let line = move |one: Dated| {
        let place = move || dated.with(|dated| dated.iter().position(|other| other.key == one.key)).unwrap_or_default();
        let error = move |field: &'static str| error_at(t, refused, move || format!("rates.{}.{field}", place()));
        let remove = move |()| {
            refused.set(Vec::new());
            dated.update(|dated| dated.retain(|other| other.key != one.key));
        };
        view! {
            <div class="row foot">
                <Field id=format!("rate-from-{}", one.key) label=t.currencies_from() error=error("from")><DateInput value=one.from today/></Field>
                <Field id=format!("rate-{}", one.key) label=t.currencies_rate() error=error("per_base")><NumberInput value=one.rate/></Field>
                <IconButton icon=IconName::Trash label=t.currencies_remove() on_press=remove/>
            </div>
        }
    };
    let shown = move || dated.with(|dated| dated.iter().take(SHOWN).copied().collect::<Vec<_>>());
    let more = move || dated.with(|dated| dated.len().saturating_sub(SHOWN));
    let spoken = title.clone();
    view! {
        <form class="stack gap" novalidate=true on:submit=save aria-label=spoken>
            <h2 class="t-16">{title}</h2>
            {move || wrong.get().map(|wrong| view! {
                <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner>
            })}
            {id.is_none().then(|| view! {
                <Field id="currency-code" label=t.currencies_code() hint=Some(t.currencies_code_what().to_owned()) error=error_at(t, refused, || "code")>
                    <TextInput value=code longest=3/>
                </Field>
            })}
            <div class="field" role="group" aria-label=t.currencies_rates()>
                <span class="label">{t.currencies_rates()}</span>
                <span class="hint">{t.currencies_rates_what(base)}</span>
                {move || refused_at(t, refused, "rates").map(|error| view! { <span class="error">{error}</span> })}
                <div class="row"><Button small=true icon=IconName::Plus on_press=add>{t.currencies_add_rate()}</Button></div>
                <For each=shown key=|one| one.key children=line/>
                {move || (more() > 0).then(|| view! { <span class="hint">{t.currencies_older(more())}</span> })}
            </div>
            <Check value=active>{t.currencies_active()}</Check>
            <div class="row">
                <Button look=Look::Primary submit=true busy=saving.pending() busy_label=t.currencies_saving()>{t.currencies_save()}</Button>
                <Button look=Look::Ghost on_press=move |()| open.set(Open::Nothing)>{t.currencies_cancel()}</Button>
            </div>
        </form>
    }
}
