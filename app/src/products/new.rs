//! The form for a new product.
use super::{Choices, api::create_product, fields::ProductParts, values};
use crate::frame::ProblemPage;
use crate::i18n::use_t;
use crate::sheet::{Begin, Sheet};
use crate::ui::Skeleton;
use domain::{ids::TaxId, units::written::find};
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::products::{CreateProduct, ProductFacts, ProductFields, ProductKind};

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
    let sheet = Sheet::new("product", values::values(&empty(t, &choices)), values::check);
    // No price is typed yet; nothing is not the same as free of charge.
    sheet.text("unit_price").set(String::new());
    let on_leave = Callback::new(move |code: &'static str| {
        sheet.check(code);
    });
    let fields = view! { <ProductParts sheet choices known=None read_only=false on_leave/> }.into_any();
    let (save, saving, cancel) = (t.products_save(), t.products_saving(), t.products_cancel());
    let form = Begin { back: "/products", save, saving, cancel, fields }.view(t, sheet, |key, sheet| {
        let command = CreateProduct { key, fields: values::fields(&sheet.values()) };
        async move { create_product(command).await.map(|id| format!("/products/{id}")) }
    });
    view! {
        <Title text=t.products_new()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.products_path()><a href="/products">{t.products_products()}</a><span>"/"</span></nav>
            <h1>{t.products_new()}</h1>
        </header>
        {form}
    }
}

/// What the form begins with: the highest tax rate is the usual one.
fn empty(t: i18n::T, (taxes, units, _): &Choices) -> ProductFields {
    let piece = find(units, t.products_unit_usual()).map(|unit| unit.symbol.of(t.company_lang()).to_owned());
    ProductFields {
        code: String::new(),
        name: String::new(),
        description: String::new(),
        kind: ProductKind::Goods,
        // Kept as the company writes it, whoever makes the product.
        unit: piece.unwrap_or_else(|| t.products_unit_usual().to_owned()),
        unit_price: Decimal::ZERO,
        cost: Decimal::ZERO,
        tax: taxes.iter().max_by_key(|tax| tax.percent).map_or(TaxId(Uuid::nil()), |tax| tax.id),
        active: true,
        facts: ProductFacts::default(),
    }
}
