//! The fields of a product, on the form for a new one and of a known one.
use super::{
    Choices,
    attributes::Attributes,
    beside::BesideLine,
    combo::Combo,
    facts::{Category, Delivery, OtherTexts, Tags, UnitChoice, fact_name},
    in_lists::InLists,
    kind_name, may_change,
    picture::PicturePart,
    tax_name,
    values::kind_key,
    variants::Variants,
};
use crate::i18n::use_t;
use crate::quotes::account::{Account, AnswerBelow, AskBelow, Words, told};
use crate::sheet::{ChoiceLine, Sheet, TextLine};
use crate::ui::{Check, Field, NumberInput, Segment, Segmented};
use domain::{formats, money};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::products::{ProductKind, ProductView, TaxView};

/// All parts of the form.
#[component]
pub(super) fn ProductParts(
    /// The texts.
    sheet: Sheet,
    /// What there is to choose from.
    choices: Choices,
    /// The product as it was read; none for one that does not exist yet, which is on sale from the start.
    known: Option<ProductView>,
    /// Shown, not changed.
    read_only: bool,
    /// Told when a field is left changed.
    on_leave: Callback<&'static str>,
) -> impl IntoView {
    let t = use_t();
    let kind = sheet.text("kind");
    let kinds = [ProductKind::Goods, ProductKind::Service];
    let (taxes, units, categories) = choices;
    let id = known.as_ref().map(|known| known.id);
    let (beside, variants, picture) =
        known.map(|known| (known.beside, known.variants, known.picture)).unwrap_or_default();
    let names = StoredValue::new(beside);
    let options: Vec<_> = taxes.iter().map(|tax| (tax.id.to_string(), tax_name(t, tax))).collect();
    view! {
        <section>
            <h2>{t.products_part_what()}<small>{t.products_part_what_what()}</small></h2>
            <div class="cols">
                <TextLine sheet code="name" label=t.products_name() class="w4" read_only on_leave/>
                <TextLine sheet code="code" label=t.products_code() longest=60 read_only on_leave/>
                <TextLine sheet code="description" label=t.products_description() rows=3 longest=4_000 class="w6" read_only on_leave/>
                <Category t sheet categories read_only on_leave/>
                <Tags t sheet read_only on_leave/>
                <div class="field w3">
                    <span class="label">{t.products_kind()}</span>
                    {if read_only {
                        let chosen = kinds.into_iter().find(|one| kind.with_untracked(|kind| kind == kind_key(*one)));
                        chosen.map(|one| kind_name(t, one)).into_any()
                    } else {
                        let segments = kinds.map(|one| Segment::new(kind_key(one), kind_name(t, one))).to_vec();
                        view! {
                            <Segmented id="product-kind" label=t.products_kind() value=kind options=segments
                                on_choose=move |_: String| on_leave.run("kind")/>
                        }.into_any()
                    }}
                </div>
            </div>
        </section>
        <section>
            <h2>{t.products_part_price()}<small>{t.products_part_price_what()}</small></h2>
            <div class="cols">
                <Price t sheet taxes read_only on_leave/>
                {may_change().then(|| view! { <Cost t sheet read_only on_leave/> })}
                <ChoiceLine sheet code="tax" label=t.products_tax() options disabled=read_only on_leave/>
                <UnitChoice t sheet units read_only on_leave/>
                {id.map(|id| view! { <InLists id/> })}
            </div>
        </section>
        <OtherTexts t sheet read_only on_leave/>
        {id.map(|id| view! { <PicturePart id first=picture read_only/> })}
        <Delivery t sheet read_only on_leave/>
        <section>
            <h2>{t.products_part_beside()}<small>{t.products_part_beside_what()}</small></h2>
            <div class="cols">
                <BesideLine sheet code="accessories" label=t.products_accessories() hint=t.products_accessories_what() names read_only on_leave/>
                <BesideLine sheet code="optional" label=t.products_optional() hint=t.products_optional_what() names read_only on_leave/>
            </div>
        </section>
        <section>
            <h2>{t.products_variants()}<small>{t.products_variants_what()}</small></h2>
            <div class="cols">
                <Attributes sheet read_only on_leave/>
                {id.filter(|_| may_change()).map(|id| view! { <Variants id first=variants/> })}
            </div>
        </section>
        <section>
            <h2>{t.combos_title()}<small>{t.combos_what()}</small></h2>
            <Combo sheet names read_only on_leave/>
        </section>
        {id.is_some().then(|| view! {
            <section>
                <h2>{t.products_part_sale()}</h2>
                <div><OnSale t sheet read_only on_leave/></div>
            </section>
        })}
    }
}

/// The price, with what it is with tax below.
#[component]
fn Price(t: T, sheet: Sheet, taxes: Vec<TaxView>, read_only: bool, on_leave: Callback<&'static str>) -> impl IntoView {
    let (text, tax) = (sheet.text("unit_price"), sheet.text("tax"));
    let price = RwSignal::new(text.with_untracked(|text| text.parse::<Decimal>().ok()));
    // Another person's price may take this one's place.
    Effect::new(move |_| {
        let stored = text.with(|text| text.parse::<Decimal>().ok());
        if price.get_untracked() != stored {
            price.set(stored);
        }
    });
    let currency = StoredValue::new(crate::frame::currency());
    let gross = Memo::new(move |_| {
        let percent = tax.with(|tax| taxes.iter().find(|one| one.id.to_string() == *tax).map(|one| one.percent))?;
        let net = price.get()?;
        Some((gross_of(net, percent, currency.with_value(|currency| currency.decimals()))?, net, percent))
    });
    let words = Words { t, currency: currency.get_value() };
    let figure = Signal::derive(move || gross.get().map(|(gross, ..)| words.money(gross)));
    let said = Signal::derive(move || figure.get().map(|figure| t.products_price_gross(figure)));
    let why = RwSignal::new(None::<()>);
    let account = Callback::new(move |()| {
        let told =
            move || gross.get().map(|(gross, net, percent)| told(t, with_tax(words, net, percent), words.money(gross)));
        told.into_any()
    });
    let left = move |price: Option<Decimal>| {
        text.set(price.map_or_else(String::new, |price| price.normalize().to_string()));
        on_leave.run("unit_price");
    };
    let (decimals, unit) = currency.with_value(|currency| (currency.decimals(), currency.symbol().to_owned()));
    view! {
        <Field id=sheet.id("unit_price") label=t.products_price() hint=said error=sheet.error(t, "unit_price")
            aside=move || view! { <AskHint place="why-gross" figure why/> }>
            <NumberInput value=price decimals unit read_only on_leave=left/>
            <AnswerBelow id="why-gross" open=why account/>
        </Field>
    }
}

/// A price with its tax, rounded; none where it grows too large.
fn gross_of(net: Decimal, percent: Decimal, decimals: u32) -> Option<Decimal> {
    let added = net.checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED)?;
    Some(money::round(net.checked_add(added)?, decimals))
}

/// What a price with its tax is made of.
fn with_tax(words: Words, net: Decimal, percent: Decimal) -> Account {
    let t = words.t;
    let gross = gross_of(net, percent, words.currency.decimals()).unwrap_or(net);
    let rate = t.quotes_why_vat(formats::percent(t.figures(), percent));
    (vec![(t.prices_step_public().to_owned(), words.price(net)), (rate, words.price(gross - net))], None)
}

/// At the label's right: asks why the computed figure below the field is what it is.
#[component]
fn AskHint(
    /// The id of its account.
    place: &'static str,
    /// The figure; nothing where there is nothing to compute.
    figure: Signal<Option<String>>,
    /// Whether it is asked.
    why: RwSignal<Option<()>>,
) -> impl IntoView {
    let t = use_t();
    let any = Memo::new(move |_| figure.with(Option::is_some));
    let words = Signal::derive(move || t.prices_why(figure.get().unwrap_or_default()));
    view! {
        <Show when=move || any.get()>
            <AskBelow which=() open=why place words/>
        </Show>
    }
}

/// What one costs us, with the margin that the public price leaves.
#[component]
fn Cost(t: T, sheet: Sheet, read_only: bool, on_leave: Callback<&'static str>) -> impl IntoView {
    let (text, price) = (sheet.text("cost"), sheet.text("unit_price"));
    let cost = RwSignal::new(text.with_untracked(|text| text.parse::<Decimal>().ok()));
    // Another person's cost may take this one's place.
    Effect::new(move |_| {
        let stored = text.with(|text| text.parse::<Decimal>().ok());
        if cost.get_untracked() != stored {
            cost.set(stored);
        }
    });
    let margin = Memo::new(move |_| {
        let price = price.with(|text| text.parse::<Decimal>().ok())?;
        let cost = cost.get().filter(|cost| !cost.is_zero())?;
        let share = price.checked_sub(cost)?.checked_div(price)?.checked_mul(Decimal::ONE_HUNDRED)?;
        Some((formats::percent(t.figures(), money::round(share, 1)), price, cost))
    });
    let figure = Signal::derive(move || margin.get().map(|(share, ..)| share));
    let said = Signal::derive(move || figure.get().map(|figure| t.prices_margin(figure)));
    let words = Words { t, currency: crate::frame::currency() };
    let why = RwSignal::new(None::<()>);
    let account = Callback::new(move |()| {
        let told = move || {
            let (share, price, cost) = margin.get()?;
            let rows = [
                (t.prices_step_public().to_owned(), price),
                (t.quotes_why_cost().to_owned(), -cost),
                (t.quotes_margin().to_owned(), price - cost),
            ];
            Some(told(t, words.parts(rows, Some(t.products_why_margin())), share))
        };
        told.into_any()
    });
    let left = move |cost: Option<Decimal>| {
        text.set(cost.unwrap_or_default().normalize().to_string());
        on_leave.run("cost");
    };
    let currency = crate::frame::currency();
    view! {
        <Field id=sheet.id("cost") label=t.prices_cost() hint=said error=sheet.error(t, "cost")
            aside=move || view! { <AskHint place="why-margin" figure why/> }>
            <NumberInput value=cost decimals=currency.decimals() unit=currency.symbol().to_owned() read_only on_leave=left/>
            <AnswerBelow id="why-margin" open=why account/>
        </Field>
    }
}

/// Whether it is offered for new lines.
#[component]
fn OnSale(t: T, sheet: Sheet, read_only: bool, on_leave: Callback<&'static str>) -> impl IntoView {
    let text = sheet.text("active");
    let active = RwSignal::new(text.with_untracked(|text| text == "true"));
    Effect::new(move |_| active.set(text.with(|text| text == "true")));
    let changed = move |on: bool| {
        text.set(on.to_string());
        on_leave.run("active");
    };
    view! {
        <Check value=active switch=true disabled=read_only on_change=changed>
            {t.products_active()}<br/><small class="faint">{t.products_active_what()}</small>
        </Check>
    }
}

/// The name of a field, for the table of what two people changed.
pub(super) fn field_name(t: T, code: &'static str) -> String {
    match code {
        "kind" => t.products_kind(),
        "name" => t.products_name(),
        "code" => t.products_code(),
        "description" => t.products_description(),
        "unit" => t.products_unit(),
        "unit_price" => t.products_price(),
        "cost" => t.prices_cost(),
        "tax" => t.products_tax(),
        "active" => t.products_active(),
        other => fact_name(t, other),
    }
    .to_owned()
}
