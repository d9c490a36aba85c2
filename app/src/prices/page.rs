//! The form of one price list: its name, its rules as sentences, the rule that is open, a live example.
use super::{
    api::{create_price_list, edit_price_list, read_price_list},
    countries::Countries,
    example::Example,
    rule::{PRODUCT, Rule, says, when},
    rule_form::RuleForm,
};
use crate::catalog::api::{category_choices, unit_choices};
use crate::currencies::api::currency_choices;
use crate::frame::ProblemPage;
use crate::i18n::use_t;
use crate::settings::{PageForm, refused_row};
use crate::ui::{Button, Check, Field, IconName, Look, Select, Skeleton, Table, TextInput, use_toasts};
use crate::wire::{AppError, error_at};
use domain::{
    categories::Categories,
    formats,
    ids::PriceListId,
    money::{Currency, rates::Rates},
    refusal::{FieldRefusal, Refusal},
    units::written::NamedUnit,
};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    currencies::CurrencyChoices,
    prices::{CreatePriceList, EditPriceList, PriceListFields, PriceListRef, PriceListView},
    problem::Problem,
    shared::IdempotencyKey,
};

/// The form of a list, or the one for a new list where the address says `new`.
#[component]
pub fn PriceListPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let query = use_query_map();
    let of = Memo::new(move |_| query.with(|query| query.get("of")).and_then(|of| of.parse::<PriceListId>().ok()));
    let found = Resource::new(
        move || (id.get(), of.get()),
        move |(id, of)| async move {
            let known = match (id.parse::<PriceListId>(), id.as_str(), of) {
                (Ok(id), ..) => return read_price_list(id).await.map(Given::Known),
                (Err(_), "new", Some(of)) => Some(read_price_list(of).await?),
                (Err(_), "new", None) => None,
                (Err(_), ..) => return Err(AppError::from(Problem::NotFound)),
            };
            let currencies = currency_choices().await?;
            Ok(match known {
                Some(view) => Given::Copy(view, currencies),
                None => Given::Nothing(category_choices().await?, unit_choices().await?, currencies),
            })
        },
    );
    view! {
        <Suspense fallback=move || view! { <Skeleton rows=6/> }>
            {move || found.get().map(|answer| match answer {
                Ok(given) => view! { <Form given reload=Callback::new(move |()| found.refetch())/> }.into_any(),
                Err(error) => view! { <ProblemPage error/> }.into_any(),
            })}
        </Suspense>
    }
}

/// What the form begins with.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
enum Given {
    /// A list.
    Known(PriceListView),
    /// A new list like another one; the currencies to choose from.
    Copy(PriceListView, CurrencyChoices),
    /// A new list.
    Nothing(Categories, Vec<NamedUnit>, CurrencyChoices),
}

/// A list that does not exist yet, like another one.
fn like(view: PriceListView, t: T) -> PriceListView {
    let name = t.prices_copy_of(&view.fields.name);
    let fields = PriceListFields { name, for_all: false, countries: String::new(), ..view.fields };
    PriceListView { id: PriceListId(Uuid::nil()), version: 0, customers: 0, fields, ..view }
}

/// A list that does not exist yet.
fn blank(categories: Categories, units: Vec<NamedUnit>, rates: Rates) -> PriceListView {
    PriceListView {
        id: PriceListId(Uuid::nil()),
        version: 0,
        currency: crate::frame::currency(),
        fields: PriceListFields { active: true, ..PriceListFields::default() },
        customers: 0,
        products: Vec::new(),
        categories,
        units,
        others: Vec::new(),
        book: Vec::new(),
        rates,
    }
}

#[component]
fn Form(given: Given, reload: Callback<()>) -> impl IntoView {
    let t = use_t();
    let (toasts, navigate) = (use_toasts(), use_navigate());
    let (known, view, currencies) = match given {
        Given::Known(view) => (true, view, Vec::new()),
        // A copy's figures are in its currency.
        Given::Copy(view, choices) => (false, like(view, t), choices.offered),
        Given::Nothing(categories, units, choices) => (false, blank(categories, units, choices.rates), choices.offered),
    };
    let (id, lang, copied) = (view.id, t.figures(), view.version == 0 && !view.fields.rules.is_empty());
    let chosen = RwSignal::new(view.currency.code().to_owned());
    let first = view.currency;
    let currency = Signal::derive(move || chosen.with(|code| Currency::parse(code)).unwrap_or(first));
    let countries = RwSignal::new(view.fields.countries.clone());
    let version = RwSignal::new(view.version);
    let name = RwSignal::new(view.fields.name.clone());
    let (active, for_all) = (RwSignal::new(view.fields.active), RwSignal::new(view.fields.for_all));
    let next = StoredValue::new(view.fields.rules.len() as u32);
    let name_of = |rule: &wire::prices::RuleFields| {
        let found = view.products.iter().find(|(id, _)| Some(*id) == rule.product);
        found.map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let rules: Vec<Rule> =
        (0_u32..).zip(&view.fields.rules).map(|(key, rule)| Rule::of(key, rule, &name_of(rule))).collect();
    let open = RwSignal::new(rules.first().map(|rule| rule.key));
    let rules = RwSignal::new(rules);
    let page = PageForm::new(t);
    let refused = page.refused;
    let others = StoredValue::new(view.others.clone());
    let categories = StoredValue::new(view.categories.clone());
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let fields = move || PriceListFields {
        name: name.get(),
        active: active.get(),
        for_all: for_all.get(),
        currency: (!known).then(|| currency.get()),
        countries: countries.get(),
        rules: rules.get().into_iter().map(Rule::fields).collect(),
    };
    let add = move |()| {
        let number = next.get_value();
        next.set_value(number + 1);
        let rule = owner.with_value(|owner| owner.with(|| Rule::empty(number)));
        rules.update(|rules| rules.push(rule));
        open.set(Some(number));
    };
    let remove = move |number: u32| {
        rules.update(|rules| rules.retain(|rule| rule.key != number));
        open.set(rules.with_untracked(|rules| rules.first().map(|rule| rule.key)));
        refused.set(Vec::new());
    };
    let saving = Action::new(move |fields: &PriceListFields| {
        let (fields, navigate) = (fields.clone(), navigate.clone());
        async move {
            let answer = if known {
                let command = EditPriceList { id, version: version.get_untracked(), fields };
                edit_price_list(command).await.map(|saved| version.set(saved))
            } else {
                let command = CreatePriceList { key: key.get_value(), fields };
                let made = create_price_list(command).await;
                made.map(|id| navigate(&format!("/settings/price-lists/{id}"), Default::default()))
            };
            match answer {
                // A new list has a page of its own by now, and this one with all that belongs to it is gone.
                Ok(()) if known => toasts.say(t.prices_saved().to_owned()),
                Ok(()) => {}
                Err(error) => {
                    if let Some(refusals) = page.refuse(error) {
                        // Nothing was made: other fields make another command, which needs a key of its own.
                        key.set_value(IdempotencyKey(Uuid::new_v4()));
                        let at = refused_row(&refusals, "rules");
                        if let Some(rule) = at.and_then(|at| rules.with_untracked(|rules| rules.get(at).copied())) {
                            open.set(Some(rule.key));
                        }
                    }
                }
            }
        }
    });
    let save = move |()| {
        if !saving.pending().get_untracked() {
            page.begin();
            // A rule that names nothing would be one for everything.
            let all = rules.get_untracked();
            if let Some(at) = all.iter().position(|rule| !untrack(|| rule.is_for_something())) {
                let field = if all[at].scope.with_untracked(|scope| scope == PRODUCT) { "product" } else { "category" };
                open.set(Some(all[at].key));
                refused.set(vec![FieldRefusal::at(format!("rules.{at}.{field}"), Refusal::Required)]);
                return;
            }
            saving.dispatch(untrack(fields));
        }
    };
    let at = move |field: &'static str| error_at(t, refused, move || field);
    let head = move || {
        view! {
            <th scope="col">{t.prices_column_for()}</th>
            <th scope="col" class="num">{t.prices_column_from()}</th>
            <th scope="col">{t.prices_column_when()}</th>
            <th scope="col">{t.prices_column_price()}</th>
        }
    };
    let line = move |rule: Rule| {
        let chosen = move || open.get() == Some(rule.key);
        view! {
            <tr aria-selected=move || chosen().then_some("true")>
                <th scope="row">
                    <button type="button" class="link" aria-pressed=move || if chosen() { "true" } else { "false" }
                        on:click=move |_| open.set(Some(rule.key))>
                        {move || categories.with_value(|tree| rule.subject(t, tree))}
                    </button>
                </th>
                <td class="num">{move || formats::quantity(lang, rule.min_quantity.get().unwrap_or(Decimal::ZERO))}</td>
                <td>{move || when(t, &rule.fields())}</td>
                <td>{move || others.with_value(|others| says(t, &rule.fields(), others, &currency.get()))}</td>
            </tr>
        }
    };
    let form = move || {
        let rule = rules.with(|rules| rules.iter().find(|rule| Some(rule.key) == open.get()).copied())?;
        let at = Signal::derive(move || {
            rules.with(|rules| rules.iter().position(|other| other.key == rule.key).unwrap_or_default())
        });
        let (on_remove, currency) = (Callback::new(move |()| remove(rule.key)), currency.get());
        Some(view! { <RuleForm t rule at refused categories others currency on_remove/> })
    };
    let title = if known { view.fields.name.clone() } else { t.prices_new().to_owned() };
    let me = PriceListRef { id, name: String::new(), currency: first };
    view! {
        <Title text=title.clone()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.prices_path()><a href="/settings/price-lists">{t.prices_lists()}</a><span>"/"</span></nav>
            <h1>{title}</h1>
            <span class="badge plain">{move || currency.get().code().to_owned()}</span>
            {known.then(|| view! { <a class="btn" href=format!("/settings/price-lists/new?of={id}")>{t.prices_copy()}</a> })}
            <span class="push"></span>
            <Button look=Look::Primary busy=saving.pending() busy_label=t.prices_saving() on_press=save>{t.prices_save()}</Button>
        </header>
        {page.banners(t.prices_stale(), t.prices_load_theirs(), reload)}
        <div class="setview lists">
            <section class="rules">
                <div class="cols">
                    <Field id="list-name" label=t.prices_name() class="w6" error=at("name")><TextInput value=name longest=100/></Field>
                    <div class="w6 stack">
                        <Check value=active>{t.prices_active()}</Check>
                        <Check value=for_all>{t.prices_usual()}</Check>
                    </div>
                </div>
                <div class="cols">
                    {(!known && !copied && currencies.len() > 1).then(|| {
                        let options: Vec<_> = currencies.iter().map(|one| (one.code().to_owned(), one.code().to_owned())).collect();
                        view! {
                            <Field id="list-currency" label=t.prices_currency() class="w6" error=at("currency")>
                                <Select value=chosen options=Signal::stored(options)/>
                            </Field>
                        }
                    })}
                    <Countries t codes=countries error=at("countries")/>
                </div>
                <p class="muted t-13">{t.prices_customers(view.customers)}</p>
                <div class="row wrap"><Button small=true icon=IconName::Plus on_press=add>{t.prices_add_rule()}</Button></div>
                <Show when=move || rules.with(|rules| !rules.is_empty())
                    fallback=move || view! { <p class="faint t-13">{t.prices_no_rules()}</p> }>
                    <Table label=t.prices_rules() head>
                        <For each=move || rules.get() key=|rule| rule.key children=line/>
                    </Table>
                </Show>
                {form}
            </section>
            <aside aria-label=t.prices_example()>
                <Example t me name rules book=view.book.clone() others units=view.units.clone() categories currency rates=view.rates.clone()/>
            </aside>
        </div>
    }
}
