//! The currencies: the table with the rate that holds today, and the form of the one that is open.
use super::{api::read_currencies, form::CurrencyForm};
use crate::catalog::Open;
use crate::i18n::use_t;
use crate::ui::{Badge, Banner, Button, Empty, IconName, Skeleton, Table, Tone};
use domain::{formats, ids::CurrencyId};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use wire::currencies::{CurrenciesView, CurrencyRow, RateFields};

/// The page of the currencies.
#[component]
pub fn CurrenciesPage() -> impl IntoView {
    let t = use_t();
    let first = OnceResource::new(read_currencies());
    view! {
        <Title text=t.currencies_title()/>
        <Transition fallback=move || view! { <Skeleton rows=4/> }>
            {move || Suspend::new(async move {
                match first.await {
                    Ok(view) => view! { <Currencies view/> }.into_any(),
                    Err(error) => view! {
                        <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                    }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Currencies(view: CurrenciesView) -> impl IntoView {
    let t = use_t();
    let base = StoredValue::new(view.base.code().to_owned());
    let rows = RwSignal::new(view.rows);
    let open = RwSignal::new(Open::Nothing);
    // The table follows; the form that is open keeps what is typed.
    let reload = Callback::new(move |()| {
        spawn_local(async move {
            if let Ok(fresh) = read_currencies().await {
                let _ = rows.try_set(fresh.rows);
            }
        });
    });
    crate::live::on_change("currency", None, move || reload.run(()));
    let head = move || {
        view! {
            <th scope="col">{t.currencies_column_code()}</th>
            <th scope="col" class="num">{t.currencies_column_rate(base.get_value())}</th>
            <th scope="col">{t.currencies_column_since()}</th>
            <th scope="col">{t.currencies_column_state()}</th>
        }
    };
    let lines = move || rows.get().into_iter().map(|row| view! { <Line t row open/> }).collect_view();
    let form = move || match open.get() {
        Open::Nothing => ().into_any(),
        known => view! { <CurrencyForm t known base=base.get_value() rows open reload/> }.into_any(),
    };
    view! {
        <header class="top">
            <nav class="crumb wide" aria-label=t.currencies_path()><a href="/settings">{t.settings_settings()}</a><span>"/"</span></nav>
            <h1>{t.currencies_title()}</h1>
            <span class="push"></span>
            <Button icon=IconName::Plus on_press=move |()| open.set(Open::New)>{t.currencies_new()}</Button>
        </header>
        <div class="setview lists">
            <section class="rules">
                <p class="muted t-13 prose">{t.currencies_what(base.get_value())}</p>
                <Show when=move || rows.with(|rows| !rows.is_empty())
                    fallback=move || view! { <Empty small=true><p>{t.currencies_none()}</p></Empty> }>
                    <div class="card"><Table label=t.currencies_title() cards=true head>{lines}</Table></div>
                </Show>
            </section>
            <aside aria-label=t.currencies_one()>
                {form}
                <Show when=move || open.get() == Open::Nothing>
                    <p class="faint t-13 gap wide">{t.currencies_choose()}</p>
                </Show>
            </aside>
        </div>
    }
}

/// The rate that holds today: the latest not after it, else the first there is.
fn now(rates: &[RateFields]) -> Option<RateFields> {
    let today = crate::frame::today();
    let latest = rates.iter().filter(|rate| rate.from <= today).max_by_key(|rate| rate.from);
    latest.or_else(|| rates.iter().min_by_key(|rate| rate.from)).copied()
}

#[component]
fn Line(t: T, row: CurrencyRow, open: RwSignal<Open<CurrencyId>>) -> impl IntoView {
    let (id, lang) = (row.id, t.figures());
    let chosen = move || open.get() == Open::Known(id);
    let rate = now(&row.fields.rates);
    let (tone, words) =
        if row.fields.active { (Tone::Positive, t.currencies_in_use()) } else { (Tone::Plain, t.currencies_retired()) };
    view! {
        <tr class=(!row.fields.active).then_some("dim") aria-selected=move || chosen().then_some("true")>
            <th scope="row" class="c-title">
                <button type="button" class="link" aria-pressed=move || if chosen() { "true" } else { "false" }
                    on:click=move |_| open.set(Open::Known(id))>
                    {row.fields.code.clone()}
                </button>
            </th>
            <td class="num c-note">{rate.map(|rate| formats::quantity(lang, rate.per_base))}</td>
            <td class="c-sub">{rate.map(|rate| formats::date(lang, rate.from))}</td>
            <td class="c-end"><Badge tone>{words}</Badge></td>
        </tr>
    }
}
