//! The settings of warehouses: a table of them, and the one that is edited in a drawer.
use super::{api::list_warehouses, form::WarehouseForm};
use crate::{
    i18n::use_t,
    ui::{Badge, Banner, Button, Drawer, IconName, Skeleton, Table, Tone},
};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use wire::warehouses::WarehouseRow;

/// The page.
#[component]
pub fn WarehousesPage() -> impl IntoView {
    let t = use_t();
    let found = Resource::new(|| (), |()| list_warehouses());
    crate::live::on_change("warehouse", None, move || found.refetch());
    // The drawer belongs to the page: what is typed in it stays when somebody else's change draws the table anew.
    let open = RwSignal::new(false);
    let edited = RwSignal::new(None::<WarehouseRow>);
    let edit = Callback::new(move |row| {
        edited.set(row);
        open.set(true);
    });
    let title = Signal::derive(move || {
        edited.with(|row| row.as_ref().map_or_else(|| t.warehouses_new().to_owned(), |row| row.fields.name.clone()))
    });
    view! {
        <Title text=t.warehouses_title()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.prices_path()><a href="/settings">{t.settings_settings()}</a><span>"/"</span></nav>
            <h1>{t.warehouses_title()}</h1>
            <span class="push"></span>
        </header>
        <div class="setview one">
            <div class="rules">
                <Transition fallback=move || view! { <Skeleton rows=4/> }>
                    {move || Suspend::new(async move {
                        match found.await {
                            Ok(rows) => view! { <Rows t rows on_edit=edit/> }.into_any(),
                            Err(error) => view! {
                                <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                            }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </div>
        <Drawer id="warehouse-form" open=open title>
            <WarehouseForm t stored=edited.get_untracked() open/>
        </Drawer>
    }
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
                <th scope="row"><button type="button" class="link" on:click=move |_| on_edit.run(Some(row.clone()))>{name}</button></th>
                <td>{place}</td>
                <td><Badge tone>{state}</Badge></td>
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
                true => view! { <p class="faint t-13 gap">{t.warehouses_none()}</p> }.into_any(),
                false => view! { <div class="card gap"><Table label=t.warehouses_title() head>{rows}</Table></div> }.into_any(),
            }}
        </section>
    }
}
