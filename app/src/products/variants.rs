//! The variants of a product on its page: code, price and cost of each, saved as they are left.
use super::api::{edit_variant, product_variants};
use crate::i18n::use_t;
use crate::ui::{Banner, Check, IconName, NumberInput, Table, TextInput, Tone};
use domain::ids::ProductId;
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use wire::products::{EditVariant, VariantRow};

/// The table; nothing while there is no variant.
#[component]
pub(super) fn Variants(
    /// Which product.
    id: ProductId,
    /// Its variants as they were read.
    first: Vec<VariantRow>,
) -> impl IntoView {
    let t = use_t();
    let rows = RwSignal::new(first);
    let wrong = RwSignal::new(None::<String>);
    let reload = move || {
        spawn_local(async move {
            if let Ok(fresh) = product_variants(id).await {
                let _ = rows.try_set(fresh);
            }
        });
    };
    crate::live::on_change("product", Some(id.0), reload);
    let head = move || {
        view! {
            <th scope="col">{t.products_variant()}</th>
            <th scope="col">{t.products_column_code()}</th>
            <th scope="col" class="num">{t.products_own_price()}</th>
            <th scope="col" class="num">{t.prices_cost()}</th>
            <th scope="col">{t.products_active()}</th>
        }
    };
    view! {
        <Show when=move || rows.with(|rows| !rows.is_empty())>
            <div class="stack w6">
                {move || wrong.get().map(|wrong| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner>
                })}
                <div class="card"><Table label=t.products_variants() head>
                    <For each=move || rows.get() key=|row| row.id children=move |row| view! { <Line t row rows wrong/> }/>
                </Table></div>
            </div>
        </Show>
    }
}

#[component]
fn Line(t: T, row: VariantRow, rows: RwSignal<Vec<VariantRow>>, wrong: RwSignal<Option<String>>) -> impl IntoView {
    let id = row.id;
    let known = StoredValue::new(row.clone());
    let code = RwSignal::new(row.code.clone());
    let (price, cost) = (RwSignal::new(row.unit_price), RwSignal::new(row.cost));
    let active = RwSignal::new(row.active);
    let name = RwSignal::new(row.name);
    // What is stored takes the place of what was stored, not of what is typed.
    Effect::new(move |_| {
        let Some(fresh) = rows.with(|rows| rows.iter().find(|row| row.id == id).cloned()) else { return };
        let before = known.get_value();
        if fresh == before {
            return;
        }
        name.set(fresh.name.clone());
        if fresh.code != before.code {
            code.set(fresh.code.clone());
        }
        if fresh.unit_price != before.unit_price {
            price.set(fresh.unit_price);
        }
        if fresh.cost != before.cost {
            cost.set(fresh.cost);
        }
        if fresh.active != before.active {
            active.set(fresh.active);
        }
        known.set_value(fresh);
    });
    let save = move || {
        let before = known.get_value();
        let command = EditVariant {
            id,
            version: before.version,
            code: code.get_untracked(),
            unit_price: price.get_untracked(),
            cost: cost.get_untracked(),
            active: active.get_untracked(),
        };
        spawn_local(async move {
            let kept = command.clone();
            let answer = edit_variant(command).await;
            let said = answer.as_ref().err().map(|error| error.sentence(t));
            let _ = wrong.try_set(said);
            if let Ok(version) = answer {
                let EditVariant { code, unit_price, cost, active, .. } = kept;
                known.try_update_value(|known| {
                    *known = VariantRow { version, code, unit_price, cost, active, ..before }
                });
            }
        });
    };
    let left_figure = move |_: Option<Decimal>| save();
    let currency = crate::frame::currency();
    let unit = currency.symbol().to_owned();
    let label = move |what: &str| format!("{}, {what}", name.get_untracked());
    view! {
        <tr class:dim=move || !active.get()>
            <th scope="row">{name}</th>
            <td><TextInput value=code longest=50 label=label(t.products_column_code()) on_leave=move |_: String| save()/></td>
            <td class="num"><NumberInput value=price unit=unit.clone() label=label(t.products_own_price()) on_leave=left_figure/></td>
            <td class="num"><NumberInput value=cost unit label=label(t.prices_cost()) on_leave=left_figure/></td>
            <td><Check value=active on_change=move |_: bool| save()><span class="sr">{t.products_active()}</span></Check></td>
        </tr>
    }
}
