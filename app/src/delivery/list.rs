//! The company's delivery methods.
use super::{
    api::{add_usual_methods, list_methods},
    words::costs,
};
use crate::frame;
use crate::i18n::use_t;
use crate::ui::{Badge, Banner, Button, Empty, Icon, IconName, Skeleton, Table, Tone, use_toasts};
use domain::formats;
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use uuid::Uuid;
use wire::{
    delivery::{AddUsualMethods, MethodFields, MethodRow},
    shared::IdempotencyKey,
};

/// The methods with what they cost and where to.
#[component]
pub fn MethodsPage() -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let found = Resource::new(|| (), |()| list_methods());
    crate::live::on_change("delivery_method", None, move || found.refetch());
    let adding = Action::new(move |(): &()| async move {
        match add_usual_methods(AddUsualMethods { key: IdempotencyKey(Uuid::new_v4()) }).await {
            Ok(_) => found.refetch(),
            Err(error) => toasts.say(error.sentence(t)),
        }
    });
    let add = move || {
        view! {
            <Button busy=adding.pending() busy_label=t.delivery_saving() on_press=move |()| { adding.dispatch(()); }>
                {t.delivery_add_usual()}
            </Button>
        }
    };
    view! {
        <Title text=t.delivery_methods()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.prices_path()><a href="/settings">{t.settings_settings()}</a><span aria-hidden="true">"/"</span></nav>
            <h1>{t.delivery_methods()}</h1>
            <span class="push"></span>
            <span class="wide">{add()}</span>
            <New t/>
        </header>
        <div class="listview">
            <div class="rows">
                <p class="intro prose muted t-13">{t.delivery_methods_what()}</p>
                <Transition fallback=move || view! { <Skeleton rows=4/> }>
                    {move || Suspend::new(async move {
                        match found.await {
                            Ok(rows) if rows.is_empty() => view! {
                                <Empty title=t.delivery_none()><p>{t.delivery_none_what()}</p>{add()}</Empty>
                            }.into_any(),
                            Ok(rows) => view! { <Methods t rows/> }.into_any(),
                            Err(error) => view! {
                                <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                            }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </div>
    }
}

#[component]
fn New(t: T) -> impl IntoView {
    view! { <a class="btn primary" href="/settings/delivery/new"><Icon name=IconName::Plus/>{t.delivery_new()}</a> }
}

#[component]
fn Methods(t: T, rows: Vec<MethodRow>) -> impl IntoView {
    let head = move || {
        view! {
            <th scope="col">{t.delivery_column_name()}</th>
            <th scope="col">{t.delivery_column_price()}</th>
            <th scope="col">{t.delivery_column_where()}</th>
            <th scope="col">{t.delivery_column_state()}</th>
        }
    };
    let line = move |row: MethodRow| {
        let href = format!("/settings/delivery/{}", row.id);
        let (tone, words) =
            if row.active { (Tone::Positive, t.delivery_in_use()) } else { (Tone::Plain, t.delivery_retired()) };
        view! {
            <tr class=(!row.active).then_some("dim")>
                <th scope="row" class="c-title"><a href=href>{row.name}</a></th>
                <td class="c-sub">{price(t, &row.fields)}</td>
                <td class="c-note">{place(t, &row.fields)}</td>
                <td class="c-end"><Badge tone>{words}</Badge></td>
            </tr>
        }
    };
    view! { <Table label=t.delivery_methods() cards=true head>{rows.into_iter().map(line).collect_view()}</Table> }
}

/// What a method costs, in short.
fn price(t: T, fields: &MethodFields) -> String {
    let currency = frame::currency();
    let money = |value| formats::money(t.figures(), value, &currency);
    let mut words = match (fields.by_rules, fields.rules.as_slice()) {
        (true, [one]) => costs(t, one, &currency),
        (true, rules) => t.delivery_rule_count(rules.len()),
        (false, _) if fields.product.is_some() => t.delivery_fixed_of_product().to_owned(),
        (false, _) if fields.price.is_zero() => t.delivery_free_word().to_lowercase(),
        (false, _) => money(fields.price),
    };
    if let Some(from) = fields.free_from {
        words = format!("{words}, {}", t.delivery_free_from(money(from)));
    }
    words
}

/// Where it goes to, in short.
fn place(t: T, fields: &MethodFields) -> String {
    let limits = &fields.limits;
    let countries: Vec<String> =
        limits.countries.iter().map(|country| crate::parties::country_name(t, country.code())).collect();
    let mut words = countries.join(", ");
    if !limits.postcode_prefixes.is_empty() {
        let codes = limits.postcode_prefixes.iter().map(|code| format!("{code}…")).collect::<Vec<_>>().join(" ");
        words = format!("{words} {codes}").trim().to_owned();
    }
    if words.is_empty() { t.delivery_everywhere().to_owned() } else { words }
}
