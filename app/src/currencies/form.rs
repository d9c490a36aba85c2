//! The form of one currency: its code, its rates by day, whether lists can be made in it.
use super::api::save_currency;
use crate::catalog::{BesideForm, Open};
use crate::ui::{Button, Check, DateInput, Field, IconButton, IconName, NumberInput, TextInput};
use crate::wire::{error_at, refused_at};
use chrono::NaiveDate;
use domain::{
    ids::CurrencyId,
    refusal::{FieldRefusal, Refusal},
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::currencies::{CurrencyFields, CurrencyRow, RateFields, SaveCurrency};

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
    known: Open<CurrencyId>,
    /// The company's own currency.
    base: String,
    /// All of them.
    rows: RwSignal<Vec<CurrencyRow>>,
    /// Which form is shown.
    open: RwSignal<Open<CurrencyId>>,
    /// Reads the table again.
    reload: Callback<()>,
) -> impl IntoView {
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
    let form = BesideForm::new(t, known, open, reload);
    let refused = form.refused;
    let saving = Action::new(move |command: &SaveCurrency| {
        let command = command.clone();
        async move { form.answered(save_currency(command).await, t.currencies_saved()) }
    });
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if saving.pending().get_untracked() {
            return;
        }
        form.begin();
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
        saving.dispatch(SaveCurrency { key: form.key(), id, version, fields });
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
            {form.banner()}
            {id.is_none().then(|| view! {
                <Field id="currency-code" label=t.currencies_code() hint=Some(t.currencies_code_what().to_owned()) error=form.at("code")>
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
                {form.buttons(saving.pending().into(), (t.currencies_save(), t.currencies_saving(), t.currencies_cancel()))}
            </div>
        </form>
    }
}
