//! The company's units: the table, and the form of the one that is open.
use super::{Crumb, api::list_units, beside::Open, unit_form::UnitForm};
use crate::i18n::use_t;
use crate::ui::{Badge, Banner, Button, IconName, Skeleton, Table, Tone};
use domain::{formats, ids::UnitId};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use wire::units::UnitRow;

/// The page of the units.
#[component]
pub fn UnitsPage() -> impl IntoView {
    let t = use_t();
    let first = OnceResource::new(list_units());
    view! {
        <Title text=t.catalog_units()/>
        <Transition fallback=move || view! { <Skeleton rows=8/> }>
            {move || Suspend::new(async move {
                match first.await {
                    Ok(rows) => view! { <Units rows/> }.into_any(),
                    Err(error) => view! {
                        <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                    }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Units(rows: Vec<UnitRow>) -> impl IntoView {
    let t = use_t();
    let rows = RwSignal::new(rows);
    let open = RwSignal::new(Open::Nothing);
    // The table follows; the form that is open keeps what is typed.
    let reload = Callback::new(move |()| {
        spawn_local(async move {
            if let Ok(fresh) = list_units().await {
                let _ = rows.try_set(fresh);
            }
        });
    });
    crate::live::on_change("unit", None, move || reload.run(()));
    let head = move || {
        view! {
            <th scope="col">{t.catalog_column_symbol()}</th>
            <th scope="col">{t.catalog_column_name()}</th>
            <th scope="col">{t.catalog_column_is()}</th>
            <th scope="col">{t.catalog_column_state()}</th>
        }
    };
    let lines = move || rows.get().into_iter().map(|row| view! { <Line t row rows open/> }).collect_view();
    let form = move || match open.get() {
        Open::Nothing => ().into_any(),
        known => view! { <UnitForm t known rows open reload/> }.into_any(),
    };
    view! {
        <header class="top">
            <Crumb t/>
            <h1>{t.catalog_units()}</h1>
            <span class="push"></span>
            <Button icon=IconName::Plus on_press=move |()| open.set(Open::New)>{t.catalog_new_unit()}</Button>
        </header>
        <div class="setview lists">
            <section class="rules">
                <p class="muted t-13 prose">{t.catalog_units_what()}</p>
                <div class="card"><Table label=t.catalog_units() cards=true head>{lines}</Table></div>
            </section>
            <aside aria-label=t.catalog_unit()>
                {form}
                <Show when=move || open.get() == Open::Nothing>
                    <p class="faint t-13 gap wide">{t.catalog_choose_unit()}</p>
                </Show>
            </aside>
        </div>
    }
}

#[component]
fn Line(t: T, row: UnitRow, rows: RwSignal<Vec<UnitRow>>, open: RwSignal<Open<UnitId>>) -> impl IntoView {
    let (id, lang) = (row.id, t.lang());
    let chosen = move || open.get() == Open::Known(id);
    let is = match row.fields.base {
        None => String::new(),
        Some(base) => rows.with_untracked(|rows| {
            let base = rows.iter().find(|other| other.id == base);
            let base = base.map(|base| base.fields.symbol.of(lang).to_owned()).unwrap_or_default();
            format!("{} {base}", formats::quantity(t.figures(), row.fields.ratio))
        }),
    };
    let (tone, words) =
        if row.fields.active { (Tone::Positive, t.catalog_in_use()) } else { (Tone::Plain, t.catalog_retired()) };
    view! {
        <tr class=(!row.fields.active).then_some("dim") aria-selected=move || chosen().then_some("true")>
            <th scope="row" class="c-title">
                <button type="button" class="link" aria-pressed=move || if chosen() { "true" } else { "false" }
                    on:click=move |_| open.set(Open::Known(id))>
                    {row.fields.symbol.of(lang).to_owned()}
                </button>
            </th>
            <td class="c-sub">{row.fields.name.of(lang).to_owned()}</td>
            <td class="c-note">{is}</td>
            <td class="c-end"><Badge tone>{words}</Badge></td>
        </tr>
    }
}
