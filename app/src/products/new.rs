//! The form for a new product.
use super::{Choices, api::create_product, fields::ProductParts, values};
use crate::frame::ProblemPage;
use crate::i18n::use_t;
use crate::sheet::Sheet;
use crate::ui::{Banner, Button, IconName, Look, Skeleton, Tone};
use domain::ids::TaxId;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_navigate;
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    problem::Problem,
    products::{CreateProduct, ProductFacts, ProductFields, ProductKind, TaxView},
    shared::IdempotencyKey,
};

/// The form, once the taxes are known.
#[component]
pub(super) fn NewProduct() -> impl IntoView {
    let choices = OnceResource::new(super::choices());
    view! {
        <Transition fallback=move || view! { <Skeleton rows=6/> }>
            {move || Suspend::new(async move {
                match choices.await {
                    Ok(choices) => view! { <NewForm choices/> }.into_any(),
                    Err(error) => view! { <ProblemPage error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn NewForm(choices: Choices) -> impl IntoView {
    let t = use_t();
    let navigate = use_navigate();
    let sheet = Sheet::new("product", values::values(&empty(t, &choices.0)), values::check);
    // No price is typed yet; nothing is not the same as free of charge.
    sheet.text("unit_price").set(String::new());
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let saving = Action::new(move |command: &CreateProduct| {
        let (command, navigate) = (command.clone(), navigate.clone());
        async move {
            match create_product(command).await {
                Ok(id) => navigate(&format!("/products/{id}"), Default::default()),
                Err(error) => {
                    let said = error.sentence(t);
                    let elsewhere = match error.0 {
                        // Nothing was made: other fields make another command, which needs a key of its own.
                        Problem::Refused { refusals } => {
                            key.set_value(IdempotencyKey(Uuid::new_v4()));
                            !sheet.refuse(refusals).is_empty()
                        }
                        _ => true,
                    };
                    wrong.set(elsewhere.then_some(said));
                    sheet.focus_first_wrong();
                }
            }
        }
    });
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        wrong.set(None);
        if saving.pending().get_untracked() {
            return;
        }
        if sheet.check_all() {
            saving.dispatch(CreateProduct { key: key.get_value(), fields: values::fields(&sheet.values()) });
        } else {
            sheet.focus_first_wrong();
        }
    };
    let on_leave = Callback::new(move |code: &'static str| {
        sheet.check(code);
    });
    view! {
        <Title text=t.products_new()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.products_path()><a href="/products">{t.products_products()}</a><span>"/"</span></nav>
            <h1>{t.products_new()}</h1>
        </header>
        <form class="form" novalidate=true on:submit=save>
            <ProductParts sheet choices known=None read_only=false on_leave/>
            <footer>
                {move || wrong.get().map(|wrong| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner>
                })}
                <Button look=Look::Primary submit=true busy=saving.pending() busy_label=t.products_saving()>
                    {t.products_save()}
                </Button>
                <a class="btn ghost" href="/products">{t.products_cancel()}</a>
            </footer>
        </form>
    }
}

/// What the form begins with: the highest tax rate is the usual one.
fn empty(t: i18n::T, taxes: &[TaxView]) -> ProductFields {
    ProductFields {
        code: String::new(),
        name: String::new(),
        description: String::new(),
        kind: ProductKind::Goods,
        unit: t.products_unit_usual().to_owned(),
        unit_price: Decimal::ZERO,
        cost: Decimal::ZERO,
        tax: taxes.iter().max_by_key(|tax| tax.percent).map_or(TaxId(Uuid::nil()), |tax| tax.id),
        active: true,
        facts: ProductFacts::default(),
    }
}
