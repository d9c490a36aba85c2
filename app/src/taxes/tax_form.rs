//! The form of one tax: how it is computed, its rates by day, why it is none.
use super::api::{create_tax, edit_tax};
use crate::{
    settings::{Above, Foot, SetForm, SetWords},
    ui::{Button, Check, DateInput, Field, IconButton, IconName, NumberInput, Select, TextInput},
    wire::error_at,
};
use chrono::NaiveDate;
use domain::{refusal::FieldRefusal, tax::notes::LegalNote};
use i18n::{T, legal::legal_note};
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::taxes::{CreateTax, DatedRateFields, EditTax, TaxFields, TaxForm as Stored, TaxKindCode};

/// A dated rate as it is typed.
#[derive(Clone, Copy, PartialEq)]
struct Dated {
    key: u32,
    from: RwSignal<Option<NaiveDate>>,
    rate: RwSignal<Option<Decimal>>,
}

/// The form in its drawer.
#[component]
pub(super) fn TaxForm(
    /// The reader's texts.
    t: T,
    /// The tax; none for a new one.
    stored: Option<Stored>,
    /// All taxes, for groups.
    others: Vec<Stored>,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let foot = Foot { cancel: t.taxes_cancel(), save: t.taxes_save(), saving: t.taxes_saving() };
    let form = SetForm::new(t, SetWords { stale: t.taxes_stale(), above: Above::First, foot }, open);
    let refused = form.refused;
    let known = stored.as_ref().map(|stored| (stored.id, stored.version));
    let first = stored.map_or_else(blank, |stored| stored.fields);
    let name = RwSignal::new(first.name.clone());
    let kind = RwSignal::new(first.kind.code().to_owned());
    let rate = RwSignal::new(Some(first.rate));
    let (included, affects) = (RwSignal::new(first.included), RwSignal::new(first.affects_later));
    let active = RwSignal::new(first.active);
    let note = RwSignal::new(first.note.map(|note| note.code().to_owned()).unwrap_or_default());
    let next = StoredValue::new(first.rates.len() as u32);
    let dated: Vec<Dated> = (0..)
        .zip(&first.rates)
        .map(|(key, one)| Dated { key, from: RwSignal::new(Some(one.from)), rate: RwSignal::new(Some(one.rate)) })
        .collect();
    let dated = RwSignal::new(dated);
    let choices: Vec<_> = others
        .into_iter()
        .filter(|tax| tax.fields.kind != TaxKindCode::Group && Some(tax.id) != known.map(|(id, _)| id))
        .map(|tax| (tax.id, tax.fields.name, RwSignal::new(first.parts.contains(&tax.id))))
        .collect();
    let parts = StoredValue::new(choices);
    let kind_now = move || kind.with(|kind| TaxKindCode::parse(kind)).unwrap_or_default();
    let fields = move || TaxFields {
        name: name.get(),
        kind: kind_now(),
        rate: rate.get().unwrap_or_default(),
        rates: dated
            .get()
            .into_iter()
            .filter_map(|one| Some(DatedRateFields { from: one.from.get()?, rate: one.rate.get()? }))
            .collect(),
        included: included.get(),
        affects_later: affects.get(),
        note: note.with(|note| LegalNote::parse(note)),
        parts: parts.with_value(|parts| parts.iter().filter(|(_, _, on)| on.get()).map(|(id, _, _)| *id).collect()),
        active: active.get(),
    };
    let saving = Action::new(move |(): &()| {
        let fields = untrack(fields);
        async move {
            let answer = match known {
                Some((id, version)) => edit_tax(EditTax { id, version, fields }).await.map(drop),
                None => create_tax(CreateTax { key: form.key(), fields }).await.map(drop),
            };
            form.answered(answer, t.taxes_saved());
        }
    });
    let kinds: Vec<(String, String)> = [
        (TaxKindCode::Percent, t.taxes_kind_percent()),
        (TaxKindCode::Fixed, t.taxes_kind_fixed()),
        (TaxKindCode::Division, t.taxes_kind_division()),
        (TaxKindCode::Group, t.taxes_kind_group()),
    ]
    .map(|(kind, words)| (kind.code().to_owned(), words.to_owned()))
    .to_vec();
    let notes: Vec<(String, String)> = std::iter::once((String::new(), t.taxes_note_none().to_owned()))
        .chain(LegalNote::ALL.map(|note| (note.code().to_owned(), legal_note(t, note).to_owned())))
        .collect();
    let notes = Signal::stored(notes);
    let symbol = StoredValue::new(crate::frame::currency().symbol().to_owned());
    let unit = move || if kind_now() == TaxKindCode::Fixed { symbol.get_value() } else { "%".to_owned() };
    view! {
        {form.banner()}
        <div class="stack">
            <Field id="tax-name" label=t.taxes_name() error=form.at("name")><TextInput value=name longest=60/></Field>
            <Field id="tax-kind" label=t.taxes_kind() error=form.at("kind")><Select value=kind options=Signal::stored(kinds)/></Field>
            {move || if kind_now() == TaxKindCode::Group {
                let rows = parts.get_value().into_iter().map(|(_, name, on)| view! { <Check value=on>{name}</Check> });
                let error = form.at("parts");
                view! {
                    <div class="field" role="group" aria-label=t.taxes_parts()>
                        <span class="label">{t.taxes_parts()}</span>
                        <div class="stack">{rows.collect_view()}</div>
                        {move || error.get().map(|error| view! { <span class="error">{error}</span> })}
                    </div>
                }.into_any()
            } else {
                view! {
                    {move || dated.with(Vec::is_empty).then(|| view! {
                        <Field id="tax-rate" label=t.taxes_rate() error=form.at("rate")><NumberInput value=rate unit=unit()/></Field>
                    })}
                    <Rates t dated next refused unit=unit()/>
                    <Field id="tax-note" label=t.taxes_note() error=form.at("note")><Select value=note options=notes/></Field>
                }.into_any()
            }}
            <Check value=included>{t.taxes_included()}</Check>
            <Check value=affects>{t.taxes_affects_later()}</Check>
            <Check value=active>{t.taxes_active()}</Check>
            {form.foot(saving)}
        </div>
    }
}

fn blank() -> TaxFields {
    TaxFields {
        name: String::new(),
        kind: TaxKindCode::Percent,
        rate: Decimal::ZERO,
        rates: Vec::new(),
        included: false,
        affects_later: false,
        note: None,
        parts: Vec::new(),
        active: true,
    }
}

/// The rates by day, one under the other.
#[component]
fn Rates(
    t: T,
    dated: RwSignal<Vec<Dated>>,
    next: StoredValue<u32>,
    refused: RwSignal<Vec<FieldRefusal>>,
    unit: String,
) -> impl IntoView {
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let unit = StoredValue::new(unit);
    let today = crate::frame::today();
    let add = move |()| {
        let key = next.get_value();
        next.set_value(key + 1);
        let fresh = || Dated { key, from: RwSignal::new(Some(today)), rate: RwSignal::new(None) };
        let one = owner.with_value(|owner| owner.with(fresh));
        dated.update(|dated| dated.push(one));
    };
    let row = move |one: Dated| {
        let place = move || dated.with(|dated| dated.iter().position(|other| other.key == one.key)).unwrap_or_default();
        let from_error = error_at(t, refused, move || format!("rates.{}.from", place()));
        let rate_error = error_at(t, refused, move || format!("rates.{}.rate", place()));
        view! {
            <div class="row foot">
                <Field id=format!("tax-from-{}", one.key) label=t.taxes_from() error=from_error><DateInput value=one.from today/></Field>
                <Field id=format!("tax-rate-{}", one.key) label=t.taxes_rate() error=rate_error><NumberInput value=one.rate unit=unit.get_value()/></Field>
                <IconButton icon=IconName::Trash label=t.taxes_remove() on_press=move |()| dated.update(|dated| dated.retain(|other| other.key != one.key))/>
            </div>
        }
    };
    view! {
        <div class="field" role="group" aria-label=t.taxes_dated()>
            <span class="label">{t.taxes_dated()}</span>
            <span class="hint">{t.taxes_dated_what()}</span>
            <For each=move || dated.get() key=|one| one.key children=row/>
            <div class="row"><Button small=true icon=IconName::Plus on_press=add>{t.taxes_add_rate()}</Button></div>
        </div>
    }
}
