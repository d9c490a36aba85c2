//! The fields of a customer, on the form for a new one and beside the timeline of a known one.
use super::country::country_options;
use crate::i18n::use_t;
use crate::prices::api::price_list_names;
use crate::sheet::{AsFacts, ChoiceLine, Sheet, TextLine};
use crate::taxes::api::fiscal_position_names;
use crate::terms::TermsWords;
use crate::ui::{Segment, Segmented};
use domain::{
    lang::Lang,
    parties::{
        PartyKind,
        e_invoice::{LONGEST_ADDRESS, LONGEST_OPERATOR},
    },
};
use i18n::T;
use leptos::{context::Provider, prelude::*};

/// The customer's price list; where the company has none there is nothing to choose.
#[component]
fn PriceListChoice(sheet: Sheet, on_leave: Callback<&'static str>) -> impl IntoView {
    let t = use_t();
    let lists = Resource::new(|| (), |()| price_list_names());
    let options = Signal::derive(move || {
        let usual = (String::new(), t.prices_usual_choice().to_owned());
        let lists = lists.get().and_then(Result::ok).unwrap_or_default();
        std::iter::once(usual).chain(lists.into_iter().map(|list| (list.id.to_string(), list.name))).collect::<Vec<_>>()
    });
    view! {
        <Transition>
            {move || (options.get().len() > 1 || sheet.text("price_list").with(|list| !list.is_empty())).then(|| view! {
                <ChoiceLine sheet code="price_list" label=t.prices_field() options=options.get() class="w6" on_leave/>
            })}
        </Transition>
    }
}

/// The customer's fiscal position where it is set by hand; where the company has none there is nothing to choose.
#[component]
fn FiscalChoice(sheet: Sheet, on_leave: Callback<&'static str>) -> impl IntoView {
    let t = use_t();
    let positions = Resource::new(|| (), |()| fiscal_position_names());
    let options = Signal::derive(move || {
        let found = (String::new(), t.fiscal_by_itself().to_owned());
        let positions = positions.get().and_then(Result::ok).unwrap_or_default();
        let others = positions.into_iter().map(|position| (position.id.to_string(), position.name));
        std::iter::once(found).chain(others).collect::<Vec<_>>()
    });
    view! {
        <Transition>
            {move || (options.get().len() > 1 || sheet.text("fiscal_position").with(|now| !now.is_empty())).then(|| view! {
                <ChoiceLine sheet code="fiscal_position" label=t.fiscal_position() options=options.get() class="w6" on_leave/>
            })}
        </Transition>
    }
}

/// A part of the fields under its heading: beside it in a form, above it beside a timeline.
#[component]
pub(super) fn Part(
    /// The heading.
    title: &'static str,
    /// What it is for; only a form has room for it.
    #[prop(optional)]
    what: Option<&'static str>,
    /// A form's two columns, or a narrow panel.
    form: bool,
    /// The fields.
    children: Children,
) -> impl IntoView {
    if form {
        let what = what.map(|what| view! { <small>{what}</small> });
        view! { <section><h2>{title}{what}</h2><div class="cols">{children()}</div></section> }.into_any()
    } else {
        view! {
            <section class="panel">
                <header><h2>{title}</h2></header>
                <dl class="props"><Provider value=AsFacts>{children()}</Provider></dl>
            </section>
        }
        .into_any()
    }
}

/// All parts.
#[component]
pub(super) fn PartyParts(
    /// The texts.
    sheet: Sheet,
    /// A form's two columns, or a narrow panel.
    form: bool,
    /// Told when a field is left changed.
    on_leave: Callback<&'static str>,
    /// Colleagues and ways of delivering to choose from; a form for a new customer does not ask.
    #[prop(default = (Vec::new(), Vec::new()))]
    usual: (Vec<(String, String)>, Vec<(String, String)>),
) -> impl IntoView {
    let t = use_t();
    let (people, methods) = usual;
    let kind = sheet.text("kind");
    let company = Memo::new(move |_| kind.with(|kind| kind != PartyKind::Person.code()));
    let kinds = [(PartyKind::Company.code(), t.parties_company()), (PartyKind::Person.code(), t.parties_person())];
    let spoken = sheet.text("language");
    let spoken = Signal::derive(move || spoken.with(|code| Lang::parse(code)).unwrap_or_default());
    let languages = Lang::ALL.map(|lang| (lang.code().to_owned(), language(t, lang).to_owned())).to_vec();
    view! {
        <Part title=t.parties_part_who() what=t.parties_part_who_what() form>
            {if form {
                view! {
                    <div class="field w6">
                        <span class="label">{t.parties_kind()}</span>
                        <Segmented id="party-kind" label=t.parties_kind() value=kind
                            options=kinds.map(|(key, words)| Segment::new(key, words)).to_vec()
                            on_choose=move |_: String| on_leave.run("kind")/>
                    </div>
                }.into_any()
            } else {
                let options = kinds.map(|(key, words)| (key.to_owned(), words.to_owned())).to_vec();
                view! { <ChoiceLine sheet code="kind" label=t.parties_kind() options on_leave/> }.into_any()
            }}
            <TextLine sheet code="name" label=t.parties_name() class="w6" on_leave/>
            <Show when=move || company.get()>
                <TextLine sheet code="contact_name" label=t.parties_contact_name() class="w3" on_leave/>
            </Show>
            <ChoiceLine sheet code="language" label=t.parties_language() options=languages.clone() class="w3" on_leave/>
            <TextLine sheet code="email" label=t.parties_email() kind="email" class="w3" on_leave/>
            <TextLine sheet code="phone" label=t.parties_phone() kind="tel" class="w3" on_leave/>
        </Part>
        <Show when=move || company.get()>
            <Part title=t.parties_part_ids() what=t.parties_part_ids_what() form>
                <TextLine sheet code="business_id" label=t.parties_business_id() hint=t.parties_business_id_hint() class="w3" on_leave/>
                <TextLine sheet code="vat_number" label=t.parties_vat_number() hint=t.parties_vat_number_hint() class="w3" on_leave/>
                <TextLine sheet code="e_invoice" label=t.parties_e_invoice() hint=t.parties_e_invoice_hint() longest=LONGEST_ADDRESS as u32 class="w3" on_leave/>
                <TextLine sheet code="e_invoice_operator" label=t.parties_e_invoice_operator() hint=t.parties_e_invoice_operator_hint() longest=LONGEST_OPERATOR as u32 class="w3" on_leave/>
            </Part>
        </Show>
        <Part title=t.parties_part_billing() form>
            <Address t sheet codes=BILLING on_leave/>
        </Part>
        <Part title=t.parties_part_delivery() what=t.parties_part_delivery_what() form>
            <Address t sheet codes=DELIVERY on_leave/>
        </Part>
        <Part title=t.parties_part_terms() form>
            <TextLine sheet code="payment_terms" label=t.parties_payment_terms() hint=t.parties_payment_terms_hint() list=TERMS class="w6" on_leave/>
            <TermsWords id=TERMS language=spoken/>
            <PriceListChoice sheet on_leave/>
            <FiscalChoice sheet on_leave/>
            {(!methods.is_empty()).then(|| {
                let none = (String::new(), t.parties_no_method().to_owned());
                let options = std::iter::once(none).chain(methods).collect::<Vec<_>>();
                view! { <ChoiceLine sheet code="delivery_method" label=t.parties_method() options class="w6" on_leave/> }
            })}
            {(!people.is_empty()).then(|| view! {
                <ChoiceLine sheet code="owner" label=t.parties_column_owner() options=people class="w6" on_leave/>
            })}
        </Part>
    }
}

/// Words for the payment terms.
const TERMS: &str = "party-terms";
const BILLING: [&str; 4] = ["billing.street", "billing.postcode", "billing.city", "billing.country"];
const DELIVERY: [&str; 4] = ["delivery.street", "delivery.postcode", "delivery.city", "delivery.country"];

#[component]
fn Address(t: T, sheet: Sheet, codes: [&'static str; 4], on_leave: Callback<&'static str>) -> impl IntoView {
    let [street, postcode, city, country] = codes;
    let stored = sheet.text(country).get_untracked();
    view! {
        <TextLine sheet code=street label=t.parties_street() class="w6" on_leave/>
        <TextLine sheet code=postcode label=t.parties_postcode() longest=20 on_leave/>
        <TextLine sheet code=city label=t.parties_city() on_leave/>
        <ChoiceLine sheet code=country label=t.parties_country() options=country_options(t, &stored, country == DELIVERY[3]) on_leave/>
    }
}

pub(super) fn language(t: T, lang: Lang) -> &'static str {
    match lang {
        Lang::Fi => t.parties_finnish(),
        Lang::Sv => t.parties_swedish(),
        Lang::En => t.parties_english(),
    }
}

/// The name of a field, for the table of what two people changed.
pub(super) fn field_name(t: T, code: &str) -> String {
    let (part, field) = code.split_once('.').map_or(("", code), |(part, field)| (part, field));
    let name = match field {
        "kind" => t.parties_kind(),
        "name" => t.parties_name(),
        "contact_name" => t.parties_contact_name(),
        "language" => t.parties_language(),
        "email" => t.parties_email(),
        "phone" => t.parties_phone(),
        "business_id" => t.parties_business_id(),
        "vat_number" => t.parties_vat_number(),
        "e_invoice" => t.parties_e_invoice(),
        "e_invoice_operator" => t.parties_e_invoice_operator(),
        "street" => t.parties_street(),
        "postcode" => t.parties_postcode(),
        "city" => t.parties_city(),
        "country" => t.parties_country(),
        "payment_terms" => t.parties_payment_terms(),
        "delivery_method" => t.parties_method(),
        "price_list" => t.prices_field(),
        "fiscal_position" => t.fiscal_position(),
        "owner" => t.parties_column_owner(),
        other => other,
    };
    match part {
        "billing" => format!("{}: {name}", t.parties_part_billing()),
        "delivery" => format!("{}: {name}", t.parties_part_delivery()),
        _ => name.to_owned(),
    }
}
