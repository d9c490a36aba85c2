//! The fiscal positions in the order in which they are tried, the one that is edited in a drawer.
use crate::parties::country_name;
use crate::ui::{Badge, Button, IconName, Table, Tone};
use domain::parties::PartyKind;
use i18n::T;
use leptos::prelude::*;
use wire::fiscal::{Area, FiscalFields, FiscalForm, FiscalPositionsView};

/// The section; a position is edited in the page's drawer.
#[component]
pub(super) fn Positions(
    t: T,
    view: FiscalPositionsView,
    /// Told which is to be edited, with its place; none for a new one.
    on_edit: Callback<Option<(usize, FiscalForm)>>,
) -> impl IntoView {
    let edit = move |position: Option<(usize, FiscalForm)>| on_edit.run(position);
    let head = move || {
        view! {
            <th scope="col" class="num">{t.fiscal_place()}</th>
            <th scope="col">{t.fiscal_position()}</th>
            <th scope="col">{t.fiscal_column_when()}</th>
            <th scope="col">{t.taxes_column_state()}</th>
        }
    };
    let row = move |(at, form): (usize, FiscalForm)| {
        let (active, automatic) = (form.fields.active, form.fields.automatic);
        let (tone, state) = match (active, automatic) {
            (false, _) => (Tone::Plain, t.taxes_retired()),
            (true, true) => (Tone::Positive, t.fiscal_automatic()),
            (true, false) => (Tone::Plain, t.fiscal_manual()),
        };
        let (name, when) = (form.fields.name.clone(), when(t, &form.fields));
        view! {
            <tr class=(!active).then_some("dim")>
                <td class="num">{at + 1}</td>
                <th scope="row" class="c-title"><button type="button" class="link" on:click=move |_| edit(Some((at, form.clone())))>{name}</button></th>
                <td class="c-sub">{when}</td>
                <td class="c-end"><Badge tone>{state}</Badge></td>
            </tr>
        }
    };
    let rows = view.positions.into_iter().enumerate().map(row).collect_view();
    view! {
        <section id="fiscal-positions">
            <div class="row"><h2 class="t-16">{t.fiscal_positions()}</h2><span class="push"></span>
                <Button small=true icon=IconName::Plus on_press=move |()| edit(None)>{t.fiscal_new()}</Button>
            </div>
            <p class="muted t-13 prose">{t.fiscal_what()}</p>
            <div class="card gap"><Table label=t.fiscal_positions() cards=true head>{rows}</Table></div>
        </section>
    }
}

/// When a position holds, in a few words.
fn when(t: T, fields: &FiscalFields) -> String {
    let place = match fields.area {
        Area::Any => t.fiscal_area_any().to_owned(),
        Area::Country => match fields.region.as_str() {
            "" => country_name(t, &fields.country),
            region => format!("{} {}-{region}", country_name(t, &fields.country), fields.country),
        },
        Area::Union => t.fiscal_area_union().to_owned(),
        Area::Beyond => t.fiscal_area_beyond().to_owned(),
    };
    let buyer = match fields.buyer {
        None => None,
        Some(PartyKind::Company) => Some(t.fiscal_buyer_company().to_owned()),
        Some(PartyKind::Person) => Some(t.fiscal_buyer_person().to_owned()),
    };
    let number = fields.vat_required.then(|| t.fiscal_vat_required().to_owned());
    let codes = (!fields.postcode_from.is_empty()).then(|| format!("{}–{}", fields.postcode_from, fields.postcode_to));
    [Some(place), codes, buyer, number].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
