//! The taxes in a table, the one that is edited in a drawer, and when amounts are rounded.
use super::api::set_rounding;
use crate::ui::{Badge, Button, IconName, Segment, Segmented, Table, Tone, use_toasts};
use domain::{formats, tax::TaxRounding};
use i18n::{T, legal::legal_note};
use leptos::{prelude::*, task::spawn_local};
use wire::taxes::{SetRounding, TaxForm as Stored, TaxKindCode, TaxesView};

const PER_LINE: &str = "per_line";
const PER_DOCUMENT: &str = "per_document";

/// The section; a tax is edited in the page's drawer.
#[component]
pub(super) fn Taxes(t: T, view: TaxesView, on_edit: Callback<Option<Stored>>) -> impl IntoView {
    let edit = move |tax: Option<Stored>| on_edit.run(tax);
    let head = move || {
        view! {
            <th scope="col">{t.taxes_column_tax()}</th>
            <th scope="col" class="num">{t.taxes_column_rate()}</th>
            <th scope="col">{t.taxes_column_note()}</th>
            <th scope="col">{t.taxes_column_state()}</th>
        }
    };
    let row = move |tax: Stored| {
        let rate = rate_of(t, &tax);
        let note = tax.fields.note.map(|note| legal_note(t, note));
        let active = tax.fields.active;
        let (tone, state) = if active { (Tone::Positive, t.taxes_in_use()) } else { (Tone::Plain, t.taxes_retired()) };
        let name = tax.fields.name.clone();
        let included = tax.fields.included.then(|| view! { <span class="faint">" · "{t.taxes_included()}</span> });
        view! {
            <tr class=(!active).then_some("dim")>
                <th scope="row" class="c-title"><button type="button" class="link" on:click=move |_| edit(Some(tax.clone()))>{name}</button>{included}</th>
                <td class="num c-end">{rate}</td>
                <td class="c-sub">{note}</td>
                <td class="c-note"><Badge tone>{state}</Badge></td>
            </tr>
        }
    };
    let rows = view.taxes.into_iter().map(row).collect_view();
    view! {
        <section id="taxes">
            <div class="row"><h2 class="t-16">{t.taxes_taxes()}</h2><span class="push"></span>
                <Button small=true icon=IconName::Plus on_press=move |()| edit(None)>{t.taxes_new()}</Button>
            </div>
            <p class="muted t-13 prose">{t.taxes_what()}</p>
            <div class="card gap"><Table label=t.taxes_taxes() cards=true head>{rows}</Table></div>
            <Rounding t now=view.rounding/>
        </section>
    }
}

/// A rate in force as a column shows it.
fn rate_of(t: T, tax: &Stored) -> String {
    match tax.fields.kind {
        TaxKindCode::Group => String::new(),
        TaxKindCode::Fixed => formats::money(t.figures(), tax.rate, &crate::frame::currency()),
        TaxKindCode::Percent | TaxKindCode::Division => formats::percent(t.figures(), tax.rate),
    }
}

#[component]
fn Rounding(t: T, now: TaxRounding) -> impl IntoView {
    let toasts = use_toasts();
    let code = if now == TaxRounding::PerLine { PER_LINE } else { PER_DOCUMENT };
    let value = RwSignal::new(code.to_owned());
    let chosen = move |code: String| {
        let rounding = if code == PER_LINE { TaxRounding::PerLine } else { TaxRounding::PerDocument };
        spawn_local(async move {
            match set_rounding(SetRounding { rounding }).await {
                Ok(()) => toasts.say(t.taxes_saved().to_owned()),
                Err(error) => toasts.say(error.sentence(t)),
            }
        });
    };
    let options = vec![Segment::new(PER_DOCUMENT, t.taxes_per_document()), Segment::new(PER_LINE, t.taxes_per_line())];
    view! {
        <div class="field gap">
            <span class="label">{t.taxes_rounding()}</span>
            <Segmented id="tax-rounding" label=t.taxes_rounding() value options on_choose=chosen/>
            <span class="hint">{t.taxes_rounding_what()}</span>
        </div>
    }
}
