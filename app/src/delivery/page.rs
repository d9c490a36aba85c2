//! The form of one delivery method: names, price, rules, for whom and what, and a live example.
use super::{
    api::{create_method, edit_method, method_choices, read_method},
    example::Example,
    labels::{self, Labels},
    rule::Rule,
    rule_form::RuleForm,
    typed::{FIXED, RULES, Typed},
    words::{costs, when},
};
use crate::frame::ProblemPage;
use crate::i18n::use_t;
use crate::prices::product_choices;
use crate::settings::{PageForm, refused_row};
use crate::ui::{
    Button, Check, Combobox, Field, IconName, Look, NumberInput, Segment, Segmented, Select, Skeleton, Table,
    TextInput, use_toasts,
};
use crate::wire::{AppError, error_at};
use domain::{
    ids::{DeliveryMethodId, TaxId},
    refusal::{FieldRefusal, Refusal},
};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_params_map};
use uuid::Uuid;
use wire::{
    delivery::{CreateMethod, EditMethod, MethodFields, MethodView, NO_METHOD},
    problem::Problem,
    shared::IdempotencyKey,
};

/// The form of a method, or the one for a new method where the address says `new`.
#[component]
pub fn MethodPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let found = Resource::new(
        move || id.get(),
        |id| async move {
            match id.parse::<DeliveryMethodId>() {
                Ok(id) => read_method(id).await,
                Err(_) if id == "new" => {
                    let choices = method_choices().await?;
                    let tax = choices.taxes.first().map_or(TaxId(Uuid::nil()), |tax| tax.id);
                    let fields = MethodFields::empty(tax);
                    Ok(MethodView { id: NO_METHOD, version: 0, fields, product_name: String::new(), choices })
                }
                Err(_) => Err(AppError::from(Problem::NotFound)),
            }
        },
    );
    view! {
        <Suspense fallback=move || view! { <Skeleton rows=6/> }>
            {move || found.get().map(|answer| match answer {
                Ok(view) => view! { <Form view reload=Callback::new(move |()| found.refetch())/> }.into_any(),
                Err(error) => view! { <ProblemPage error/> }.into_any(),
            })}
        </Suspense>
    }
}

#[component]
fn Form(view: MethodView, reload: Callback<()>) -> impl IntoView {
    let t = use_t();
    let (toasts, navigate) = (use_toasts(), use_navigate());
    let known = view.id != NO_METHOD;
    let (id, currency) = (view.id, view.choices.currency);
    let version = RwSignal::new(view.version);
    let typed = Typed::of(&view);
    let form = PageForm::new(t);
    let refused = form.refused;
    let open = RwSignal::new(typed.rules.with_untracked(|rules| rules.first().map(|rule| rule.key)));
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let saving = Action::new(move |fields: &MethodFields| {
        let (fields, navigate) = (fields.clone(), navigate.clone());
        async move {
            let answer = if known {
                let command = EditMethod { id, version: version.get_untracked(), fields };
                edit_method(command).await.map(|saved| version.set(saved))
            } else {
                let made = create_method(CreateMethod { key: key.get_value(), fields }).await;
                made.map(|id| navigate(&format!("/settings/delivery/{id}"), Default::default()))
            };
            match answer {
                // A new method has a page of its own by now, and this one with all that belongs to it is gone.
                Ok(()) if known => toasts.say(t.delivery_saved().to_owned()),
                Ok(()) => {}
                Err(error) => {
                    if let Some(refusals) = form.refuse(error) {
                        // Nothing was made: other fields make another command, which needs a key of its own.
                        key.set_value(IdempotencyKey(Uuid::new_v4()));
                        show_rule(typed, open, &refusals);
                    }
                }
            }
        }
    });
    let save = move |()| {
        if saving.pending().get_untracked() {
            return;
        }
        form.begin();
        if untrack(|| typed.strange_country()) {
            refused.set(vec![FieldRefusal::at("countries", Refusal::NotAChoice)]);
            return;
        }
        saving.dispatch(untrack(|| typed.fields()));
    };
    let title = if known {
        view.fields.names.pick(view.choices.language, view.choices.language).to_owned()
    } else {
        t.delivery_new().to_owned()
    };
    let fields = Signal::derive(move || typed.fields());
    view! {
        <Title text=title.clone()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.prices_path()><a href="/settings/delivery">{t.delivery_methods()}</a><span aria-hidden="true">"/"</span></nav>
            <h1>{title}</h1>
            <span class="push"></span>
            <Button look=Look::Primary busy=saving.pending() busy_label=t.delivery_saving() on_press=save>{t.delivery_save()}</Button>
        </header>
        {form.banners(t.delivery_stale(), t.delivery_load_theirs(), reload)}
        <div class="setview lists">
            <section class="rules">
                <Names t typed refused/>
                <Price t typed refused view=view.clone()/>
                <Show when=move || typed.kind.with(|kind| kind == RULES)><Rules t typed refused open currency/></Show>
                <Where t typed refused view=view.clone()/>
            </section>
            <aside aria-label=t.delivery_example()><Example t fields currency/></aside>
        </div>
    }
}

/// Opens the rule of which something was refused.
fn show_rule(typed: Typed, open: RwSignal<Option<u32>>, refusals: &[FieldRefusal]) {
    let at = refused_row(refusals, "rules");
    if let Some(rule) = at.and_then(|at| typed.rules.with_untracked(|rules| rules.get(at).copied())) {
        open.set(Some(rule.key));
    }
}

#[component]
fn Names(t: T, typed: Typed, refused: RwSignal<Vec<FieldRefusal>>) -> impl IntoView {
    let at = move |field: &'static str| error_at(t, refused, move || field);
    let [(_, fi), (_, sv), (_, en)] = typed.names;
    view! {
        <div class="cols">
            <Field id="name-fi" label=t.delivery_name_fi() class="w2" error=at("name_fi")><TextInput value=fi longest=300/></Field>
            <Field id="name-sv" label=t.delivery_name_sv() class="w2" error=at("name_sv")><TextInput value=sv longest=300/></Field>
            <Field id="name-en" label=t.delivery_name_en() class="w2" error=at("name_en")><TextInput value=en longest=300/></Field>
            <Field id="method-place" label=t.delivery_position() class="w2" error=at("position")><NumberInput value=typed.position/></Field>
            <div class="w4 stack"><Check value=typed.active>{t.delivery_active()}</Check></div>
        </div>
    }
}

#[component]
fn Price(t: T, typed: Typed, refused: RwSignal<Vec<FieldRefusal>>, view: MethodView) -> impl IntoView {
    let at = move |field: &'static str| error_at(t, refused, move || field);
    let currency = view.choices.currency;
    let symbol = StoredValue::new(currency.symbol().to_owned());
    let taxes: Vec<(String, String)> =
        view.choices.taxes.iter().map(|tax| (tax.id.to_string(), tax.name.clone())).collect();
    let taxes = Signal::stored(taxes);
    let kinds = vec![Segment::new(FIXED, t.delivery_fixed()), Segment::new(RULES, t.delivery_by_rules())];
    let search = Callback::new(product_choices(t, currency));
    let ruled = move || typed.kind.with(|kind| kind == RULES);
    let free_of_product = move || typed.product.with(Option::is_none);
    view! {
        <div class="cols">
            <div class="field w6">
                <span class="label">{t.delivery_price_is()}</span>
                <Segmented id="method-kind" label=t.delivery_price_is() value=typed.kind options=kinds/>
            </div>
            <Field id="method-product" label=t.delivery_product() class="w4" error=at("product") hint=Some(t.delivery_product_what().to_owned())>
                <Combobox chosen=typed.product search/>
            </Field>
            <Show when=free_of_product>
                <Field id="method-tax" label=t.delivery_tax() class="w2" error=at("tax")><Select value=typed.tax options=taxes/></Field>
            </Show>
            <Show when=move || !ruled() && free_of_product()>
                <Field id="method-price" label=t.delivery_fixed_price() class="w2" error=at("price")>
                    <NumberInput value=typed.price decimals=2 unit=symbol.get_value()/>
                </Field>
            </Show>
            <Show when=ruled>
                <Field id="method-margin" label=t.delivery_margin() class="w2" error=at("margin")><NumberInput value=typed.margin unit="%"/></Field>
                <Field id="method-fixed-margin" label=t.delivery_fixed_margin() class="w2" error=at("fixed_margin")>
                    <NumberInput value=typed.fixed_margin unit=symbol.get_value()/>
                </Field>
            </Show>
            <Field id="method-free" label=t.delivery_free() class="w2" error=at("free_from") hint=Some(t.delivery_free_what().to_owned())>
                <NumberInput value=typed.free decimals=2 unit=symbol.get_value()/>
            </Field>
        </div>
    }
}

#[component]
fn Rules(
    t: T,
    typed: Typed,
    refused: RwSignal<Vec<FieldRefusal>>,
    open: RwSignal<Option<u32>>,
    currency: domain::money::Currency,
) -> impl IntoView {
    let rules = typed.rules;
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let next = StoredValue::new(rules.with_untracked(|rules| rules.len() as u32));
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
    let up = move |number: u32| {
        rules.update(|rules| {
            if let Some(at @ 1..) = rules.iter().position(|rule| rule.key == number) {
                rules.swap(at, at - 1);
            }
        });
    };
    let place =
        move |rule: Rule| rules.with(|rules| rules.iter().position(|other| other.key == rule.key).unwrap_or_default());
    let none = error_at(t, refused, || "rules");
    let head = move || {
        view! {
            <th scope="col" class="num">"#"</th>
            <th scope="col">{t.delivery_column_when()}</th>
            <th scope="col">{t.delivery_column_price()}</th>
        }
    };
    let line = move |rule: Rule| {
        let chosen = move || open.get() == Some(rule.key);
        view! {
            <tr aria-selected=move || chosen().then_some("true")>
                <td class="num">{move || place(rule) + 1}</td>
                <th scope="row">
                    <button type="button" class="link" aria-pressed=move || if chosen() { "true" } else { "false" }
                        on:click=move |_| open.set(Some(rule.key))>
                        {move || when(t, &rule.rule(), &currency)}
                    </button>
                </th>
                <td>{move || costs(t, &rule.rule(), &currency)}</td>
            </tr>
        }
    };
    let form = move || {
        let rule = rules.with(|rules| rules.iter().find(|rule| Some(rule.key) == open.get()).copied())?;
        let at = Signal::derive(move || place(rule));
        let on_remove = Callback::new(move |()| remove(rule.key));
        let on_up = Callback::new(move |()| up(rule.key));
        Some(view! { <RuleForm t rule at refused currency on_up on_remove/> })
    };
    view! {
        <div class="row wrap">
            <Button small=true icon=IconName::Plus on_press=add>{t.delivery_add_rule()}</Button>
            <span class="muted t-13">{t.delivery_rules_what()}</span>
        </div>
        {move || none.get().map(|none| view! { <p class="t-danger t-13" role="alert">{none}</p> })}
        <Show when=move || rules.with(|rules| !rules.is_empty())
            fallback=move || view! { <p class="faint t-13">{t.delivery_no_rules()}</p> }>
            <Table label=t.delivery_rules() head><For each=move || rules.get() key=|rule| rule.key children=line/></Table>
        </Show>
        {form}
    }
}

#[component]
fn Where(t: T, typed: Typed, refused: RwSignal<Vec<FieldRefusal>>, view: MethodView) -> impl IntoView {
    let at = move |field: &'static str| error_at(t, refused, move || field);
    let strange = Signal::derive(move || {
        refused
            .with(|all| all.iter().any(|one| one.field == "countries"))
            .then(|| t.delivery_countries_wrong().to_owned())
    });
    let words = StoredValue::new(labels::words(t, &view.choices));
    view! {
        <h2 class="t-16 gap">{t.delivery_where()}</h2>
        <div class="cols">
            <Field id="method-countries" label=t.delivery_countries() class="w3" error=strange hint=Some(t.delivery_countries_what().to_owned())>
                <TextInput value=typed.countries/>
            </Field>
            <Field id="method-postcodes" label=t.delivery_postcodes() class="w3" error=at("postcodes") hint=Some(t.delivery_postcodes_what().to_owned())>
                <TextInput value=typed.postcodes/>
            </Field>
            <Field id="method-weight" label=t.delivery_most_weight() class="w3" error=at("max_weight")><NumberInput value=typed.most_weight unit="kg"/></Field>
            <Field id="method-volume" label=t.delivery_most_volume() class="w3" error=at("max_volume")><NumberInput value=typed.most_volume unit="m³"/></Field>
            <Labels t id="method-only" label=t.delivery_only() value=typed.only words error=at("only")/>
            <Labels t id="method-not" label=t.delivery_not() value=typed.not words error=at("not")/>
        </div>
    }
}
