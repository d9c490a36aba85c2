//! The settings of warehouses: a table of them, and the one that is edited in a drawer.
use super::{api::list_warehouses, form::WarehouseForm};
use crate::{
    i18n::use_t,
    settings::SetPage,
    ui::{Badge, Button, Empty, IconName, Table, Tone},
};
use i18n::T;
use leptos::prelude::*;
use wire::warehouses::WarehouseRow;

/// The page.
#[component]
pub fn WarehousesPage() -> impl IntoView {
    let t = use_t();
    SetPage {
        title: t.warehouses_title(),
        topic: "warehouse",
        drawer: "warehouse-form",
        blank: None,
        heading: |t, row: &Option<WarehouseRow>| {
            row.as_ref().map_or_else(|| t.warehouses_new().to_owned(), |row| row.fields.name.clone())
        },
        acts: None,
        rows: |t, rows, on_edit| view! { <Rows t rows on_edit/> }.into_any(),
        form: |t, stored, open| view! { <WarehouseForm t stored open/> }.into_any(),
    }
    .view(list_warehouses)
}

#[component]
fn Rows(t: T, rows: Vec<WarehouseRow>, on_edit: Callback<Option<WarehouseRow>>) -> impl IntoView {
    let head = move || {
        view! {
            <th scope="col">{t.warehouses_name()}</th>
            <th scope="col">{t.warehouses_address()}</th>
            <th scope="col">{t.terms_column_state()}</th>
        }
    };
    let none = rows.is_empty();
    let row = move |row: WarehouseRow| {
        let active = row.fields.active;
        let (tone, state) = match (active, row.fields.usual) {
            (true, true) => (Tone::Positive, t.warehouses_usual_short()),
            (true, false) => (Tone::Plain, t.terms_in_use()),
            (false, _) => (Tone::Plain, t.terms_retired()),
        };
        let address = &row.fields.address;
        let town = format!("{} {}", address.postcode, address.city);
        let parts = [address.street.as_str(), town.trim()];
        let place = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let name = row.fields.name.clone();
        view! {
            <tr class=(!active).then_some("dim")>
                <th scope="row" class="c-title"><button type="button" class="link" on:click=move |_| on_edit.run(Some(row.clone()))>{name}</button></th>
                <td class="c-sub">{place}</td>
                <td class="c-end"><Badge tone>{state}</Badge></td>
            </tr>
        }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        <section id="warehouses">
            <div class="row"><p class="muted t-13 prose">{t.warehouses_what()}</p><span class="push"></span>
                <Button small=true icon=IconName::Plus on_press=move |()| on_edit.run(None)>{t.warehouses_new()}</Button>
            </div>
            {match none {
                true => view! { <Empty small=true><p>{t.warehouses_none()}</p></Empty> }.into_any(),
                false => view! { <div class="card gap"><Table label=t.warehouses_title() cards=true head>{rows}</Table></div> }.into_any(),
            }}
        </section>
    }
}
