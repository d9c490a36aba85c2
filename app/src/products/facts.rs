//! The facts of a product on its form: category, unit, texts in other languages, weight, volume, lead time.
use super::{api::list_tags, figure::FigureLine, values::TEXTS};
use crate::sheet::{ChoiceLine, Sheet, TextLine};
use domain::{categories::Categories, lang::Lang, product_tags::LONGEST_TEXT, units::written::NamedUnit};
use i18n::T;
use leptos::prelude::*;

/// Language of the company, in which a product's own name is.
pub(super) fn own() -> Lang {
    crate::frame::use_me().map_or(Lang::Fi, |me| me.company_language)
}

/// The category it is in.
#[component]
pub(super) fn Category(
    t: T,
    sheet: Sheet,
    categories: Categories,
    read_only: bool,
    on_leave: Callback<&'static str>,
) -> impl IntoView {
    let none = std::iter::once((String::new(), t.catalog_no_category().to_owned()));
    let paths = categories.paths().into_iter().map(|(id, path)| (id.to_string(), path));
    let options: Vec<(String, String)> = none.chain(paths).collect();
    view! { <ChoiceLine sheet code="category" label=t.catalog_category() class="w3" options disabled=read_only on_leave/> }
}

/// Its tags, parted by commas; those that other products have are offered.
#[component]
pub(super) fn Tags(t: T, sheet: Sheet, read_only: bool, on_leave: Callback<&'static str>) -> impl IntoView {
    const WORDS: &str = "product-tags-known";
    let known = LocalResource::new(list_tags);
    let words = move || {
        let known = known.get().and_then(Result::ok).unwrap_or_default();
        known.into_iter().map(|tag| view! { <option value=tag.name></option> }).collect_view()
    };
    view! {
        <TextLine sheet code="tags" label=t.products_tags() hint=t.products_tags_what() longest=LONGEST_TEXT as u32 list=WORDS class="w3" read_only on_leave/>
        <datalist id=WORDS>{words}</datalist>
    }
}

/// The unit it is sold in: one of the company's, or what stood there before there were units.
#[component]
pub(super) fn UnitChoice(
    t: T,
    sheet: Sheet,
    units: Vec<NamedUnit>,
    read_only: bool,
    on_leave: Callback<&'static str>,
) -> impl IntoView {
    let now = sheet.text("unit").get_untracked();
    let offered = units.iter().filter(|unit| unit.active || unit.is_written(&now));
    let mut options: Vec<(String, String)> = offered
        .map(|unit| {
            let (symbol, name) = (unit.symbol.of(own()), unit.name.of(t.lang()));
            let words = if name == symbol || name.is_empty() { symbol.to_owned() } else { format!("{symbol}, {name}") };
            (symbol.to_owned(), words)
        })
        .collect();
    if !options.iter().any(|(symbol, _)| *symbol == now) {
        options.insert(0, (now.clone(), now));
    }
    view! { <ChoiceLine sheet code="unit" label=t.products_unit() options disabled=read_only on_leave/> }
}

/// Name and description in the two languages that are not the company's.
#[component]
pub(super) fn OtherTexts(t: T, sheet: Sheet, read_only: bool, on_leave: Callback<&'static str>) -> impl IntoView {
    let others = TEXTS.into_iter().filter(|(lang, _, _)| *lang != own());
    let fields = others
        .map(|(_, name, description)| {
            view! {
                <TextLine sheet code=name label=fact_name(t, name) class="w6" longest=300 read_only on_leave/>
                <TextLine sheet code=description label=fact_name(t, description) rows=2 longest=4_000 class="w6" read_only on_leave/>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2>{t.products_part_texts()}<small>{t.products_part_texts_what()}</small></h2>
            <div class="cols">{fields}</div>
        </section>
    }
}

/// Lead time, weight and volume of one.
#[component]
pub(super) fn Delivery(t: T, sheet: Sheet, read_only: bool, on_leave: Callback<&'static str>) -> impl IntoView {
    view! {
        <section>
            <h2>{t.products_part_delivery()}<small>{t.products_part_delivery_what()}</small></h2>
            <div class="cols">
                <FigureLine sheet code="lead_days" label=t.products_lead_days() unit=t.products_days() read_only on_leave/>
                <FigureLine sheet code="weight" label=t.products_weight() unit="kg" read_only on_leave/>
                <FigureLine sheet code="volume" label=t.products_volume() unit="m³" read_only on_leave/>
            </div>
        </section>
    }
}

/// The name of a fact's field.
pub(super) fn fact_name(t: T, code: &'static str) -> &'static str {
    match code {
        "category" => t.catalog_category(),
        "weight" => t.products_weight(),
        "volume" => t.products_volume(),
        "lead_days" => t.products_lead_days(),
        "tags" => t.products_tags(),
        "optional" => t.products_optional(),
        "accessories" => t.products_accessories(),
        "attributes" => t.products_variants(),
        "combo" => t.combos_title(),
        "name_fi" => t.products_name_fi(),
        "name_sv" => t.products_name_sv(),
        "name_en" => t.products_name_en(),
        "description_fi" => t.products_description_fi(),
        "description_sv" => t.products_description_sv(),
        "description_en" => t.products_description_en(),
        other => other,
    }
}
