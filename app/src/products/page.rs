//! The form of one product, saved as its fields are left.
use super::{
    Choices,
    api::{edit_product, read_product},
    fields::{ProductParts, field_name},
    may_change,
    new::NewProduct,
    values,
};
use crate::frame::ProblemPage;
use crate::i18n::use_t;
use crate::messages::Timeline;
use crate::sheet::{Clashes, Keeper, KeptState, Sheet};
use crate::ui::{Banner, IconName, Skeleton, Tone, lasting};
use crate::wire::AppError;
use domain::ids::ProductId;
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wire::{
    problem::Problem,
    products::{EditProduct, ProductView},
};

/// The form of a product, or the one for a new product where the address says `new`.
#[component]
pub fn ProductPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_else(|| "new".to_owned()));
    move || match id.get().as_str() {
        "new" => view! { <NewProduct/> }.into_any(),
        other => match other.parse::<ProductId>() {
            Ok(id) => view! { <Known id/> }.into_any(),
            Err(_) => view! { <ProblemPage error=AppError::from(Problem::NotFound)/> }.into_any(),
        },
    }
}

#[component]
fn Known(id: ProductId) -> impl IntoView {
    let first = OnceResource::new(both(id));
    view! {
        <Transition fallback=move || view! { <Skeleton rows=6/> }>
            {move || Suspend::new(async move {
                match first.await {
                    Ok((view, choices)) => view! { <Product first=view choices/> }.into_any(),
                    Err(error) => view! { <ProblemPage error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

async fn both(id: ProductId) -> Result<(ProductView, Choices), AppError> {
    Ok((read_product(id).await?, super::choices().await?))
}

#[component]
fn Product(first: ProductView, choices: Choices) -> impl IntoView {
    let t = use_t();
    let id = first.id;
    let sheet = Sheet::new("product", values::values(&first.fields), values::check);
    let keeper = Keeper::new(
        t,
        sheet,
        first.version,
        move |version, values| edit_product(EditProduct { id, version, fields: values::fields(&values) }),
        move || async move { read_product(id).await.map(|view| (view.version, values::values(&view.fields))) },
    );
    let timeline = RwSignal::new(first.timeline.clone());
    crate::live::on_change("product", Some(id.0), move || {
        spawn_local(async move {
            if let Ok(fresh) = read_product(id).await {
                let _ = timeline.try_set(fresh.timeline);
                keeper.refresh(fresh.version, values::values(&fresh.fields));
            }
        });
    });
    let name = sheet.text("name");
    let read_only = !may_change();

    let on_leave = Callback::new(move |code: &'static str| keeper.leave(code));
    view! {
        <Title text=lasting(move || name.try_get())/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.products_path()><a href="/products">{t.products_products()}</a><span>"/"</span></nav>
            <h1>{name}</h1>
            <span class="push"></span>
            <KeptState keeper/>
        </header>
        <Clashes keeper label=move |code| field_name(t, code)/>
        {read_only.then(|| view! { <Banner icon=IconName::Lock page=true tone=Tone::Plain>{t.products_read_only()}</Banner> })}
        <div class="form">
            <ProductParts sheet choices known=Some(first) read_only on_leave/>
            <section class="gap-l" aria-labelledby="product-timeline">
                <h2 class="t-16" id="product-timeline">{t.products_timeline()}</h2>
                <Timeline entries=timeline/>
            </section>
        </div>
    }
}
