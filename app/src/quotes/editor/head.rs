//! The facts of the quotation, edited in place: customer, contact, language, validity, terms.
use super::{
    change_party::ChangePartyDialog,
    desk::Desk,
    head_fields::{FOUND, NONE},
};
use crate::quotes::demands;
use crate::terms::{ChosenTerms, TermsField};
use crate::ui::{Button, DateInput, Field, Select, TextArea, TextInput, use_toasts};
use domain::{
    formats,
    ids::{FiscalPositionId, PriceListId},
    lang::Lang,
};
use leptos::prelude::*;

/// The facts above the lines.
#[component]
pub fn Facts() -> impl IntoView {
    let desk = Desk::here();
    let changing = RwSignal::new(false);
    // On a phone the lines come first: of the facts stand those that decide, until all are asked for or one is wrong.
    let all = RwSignal::new(false);
    let brief = Memo::new(move |_| !all.get() && desk.head.wrong() == 0);
    view! {
        <div class="heads" class:brief=brief id="facts">
            <Customer changing/>
            {move || if desk.closed.get() { view! { <Read/> }.into_any() } else { view! { <Edited/> }.into_any() }}
        </div>
        <button type="button" class="link facts narrow" aria-controls="facts" aria-expanded=move || (!brief.get()).to_string()
            on:click=move |_| all.update(|all| *all = !*all)>
            {move || if brief.get() { desk.t.quotes_facts_all() } else { desk.t.quotes_facts_few() }}
        </button>
        <ChangePartyDialog open=changing/>
    }
}

#[component]
fn Customer(changing: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let may = Memo::new(move |_| desk.may_change_party());
    view! {
        <div>
            <span>{t.quotes_customer()}</span>
            <b>{move || desk.view.with(|view| view! { <a href=format!("/customers/{}", view.party.id)>{view.party.name.clone()}</a> })}</b>
            <small>{move || desk.view.with(|view| {
                let town = [view.party_address.postcode.as_str(), view.party_address.city.as_str()].join(" ");
                let parts = [view.party_business_id.as_str(), town.trim()];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
            })}</small>
            <Show when=move || may.get()>
                <Button small=true on_press=move |()| changing.set(true)>{t.quotes_change_customer()}</Button>
            </Show>
        </div>
    }
}

#[component]
fn Edited() -> impl IntoView {
    let desk = Desk::here();
    let (t, head) = (desk.t, desk.head);
    let today = crate::frame::today();
    let error = move |name: &'static str| {
        Signal::derive(move || head.refusal(name).map(|why| i18n::problem::refusal_sentence(t, &why)))
    };
    let text = move |id: &'static str, name: &'static str, label: &'static str, value: RwSignal<String>| {
        view! {
            <Field id label hint=desk.origin(name) error=error(name)><TextInput value on_leave=move |_| desk.left()/></Field>
        }
    };
    let terms = ChosenTerms {
        text: head.payment_terms,
        choices: Signal::derive(move || desk.view.with(|view| view.payment_terms.clone())),
        language: Signal::derive(move || head.language.with(|code| Lang::parse(code)).unwrap_or_default()),
        on_choose: Callback::new(move |()| desk.left()),
    };
    let languages: Vec<(String, String)> = Lang::ALL
        .into_iter()
        .map(|lang| (lang.code().to_owned(), crate::quotes::language_name(t, lang).to_owned()))
        .collect();
    view! {
        {text("head-contact", "contact_name", t.quotes_field_contact(), head.contact_name)}
        {text("head-title", "title", t.quotes_field_title(), head.title)}
        <Field id="head-valid" label=t.quotes_field_valid_until() hint=desk.origin("valid_until") error=error("valid_until")>
            <DateInput value=head.valid_until today on_leave=move |_| desk.left()/>
        </Field>
        <Field id="head-language" label=t.quotes_field_language() hint=desk.origin("language")>
            <Select value=head.language options=Signal::stored(languages) on_choose=move |_| desk.left()/>
        </Field>
        <PriceListField/>
        <FiscalField/>
        <super::delivery_day::DeliveryDay/>
        <TermsField id="head-terms" label=t.quotes_field_payment_terms() chosen=terms hint=desk.origin("payment_terms") error=error("payment_terms")/>
        {text("head-reference", "customer_reference", t.quotes_field_customer_reference(), head.customer_reference)}
        <WarehouseField/>
        <super::exempt::ExemptField/>
        <super::acceptance::AcceptanceFields/>
        <super::shipment::ShipmentFields/>
        <super::handling::HandlingFields/>
    }
}

/// The price list; nothing to choose where the company has none. Another one offers to update the prices.
#[component]
fn PriceListField() -> impl IntoView {
    let desk = Desk::here();
    let (t, head, toasts) = (desk.t, desk.head, use_toasts());
    let own = crate::frame::currency();
    let options = move || {
        let public = (String::new(), t.prices_public().to_owned());
        let lists = desk.view.with(|view| view.price_lists.clone());
        std::iter::once(public)
            .chain(lists.into_iter().map(|list| {
                let name = match list.currency == own {
                    true => list.name,
                    false => format!("{} ({})", list.name, list.currency.code()),
                };
                (list.id.to_string(), name)
            }))
            .collect::<Vec<_>>()
    };
    let error = Signal::derive(move || head.refusal("price_list").map(|why| i18n::problem::refusal_sentence(t, &why)));
    let chosen = move |key: String| {
        let list = key.parse::<PriceListId>().ok();
        if desk.currency_of(list, own) == desk.currency {
            desk.offer_prices(move || toasts.say(t.prices_same().to_owned()));
            return;
        }
        // The list stays as it was until the whole quotation is in the other currency.
        let stored = desk.saver.stored.with_value(|stored| stored.fields.price_list);
        head.price_list.set(stored.map(|list| list.to_string()).unwrap_or_default());
        desk.left();
        desk.pricing.other_currency.set(Some(list));
    };
    let any = Memo::new(move |_| desk.view.with(|view| !view.price_lists.is_empty()));
    view! {
        <Show when=move || any.get()>
            <Field id="head-price-list" label=t.prices_field() hint=desk.origin("price_list") error>
                <Select value=head.price_list options=Signal::derive(options) on_choose=chosen/>
            </Field>
        </Show>
    }
}

/// Where the goods leave from; nothing to choose where the company has no warehouses.
#[component]
fn WarehouseField() -> impl IntoView {
    let desk = Desk::here();
    let (t, head) = (desk.t, desk.head);
    let options = move || {
        let warehouses = desk.view.with(|view| view.warehouses.clone());
        let none = (String::new(), t.warehouses_field_none().to_owned());
        std::iter::once(none)
            .chain(warehouses.into_iter().map(|one| (one.id.to_string(), one.name)))
            .collect::<Vec<_>>()
    };
    let error = Signal::derive(move || head.refusal("warehouse").map(|why| i18n::problem::refusal_sentence(t, &why)));
    let any = Memo::new(move |_| desk.view.with(|view| !view.warehouses.is_empty()));
    view! {
        <Show when=move || any.get()>
            <Field id="head-warehouse" label=t.warehouses_field() hint=desk.origin("warehouse") error>
                <Select value=head.warehouse options=Signal::derive(options) on_choose=move |_| desk.left()/>
            </Field>
        </Show>
    }
}

/// The fiscal position with where it came from; nothing to choose where the company has none. Another one offers to
/// update the taxes.
#[component]
fn FiscalField() -> impl IntoView {
    let desk = Desk::here();
    let (t, head, toasts) = (desk.t, desk.head, use_toasts());
    let name = move |id: Option<FiscalPositionId>| {
        let name = desk
            .view
            .with(|view| view.positions.iter().find(|choice| Some(choice.id) == id).map(|choice| choice.name.clone()));
        name.unwrap_or_else(|| t.fiscal_none().to_owned())
    };
    let options = move || {
        let positions = desk.view.with(|view| view.positions.clone());
        let found = (FOUND.to_owned(), format!("{} · {}", name(head.fiscal_found.get()), t.fiscal_by_itself()));
        let none = (NONE.to_owned(), t.fiscal_none().to_owned());
        let others = positions.into_iter().map(|choice| (choice.id.to_string(), choice.name));
        [found].into_iter().chain(others).chain([none]).collect::<Vec<_>>()
    };
    let error =
        Signal::derive(move || head.refusal("fiscal_position").map(|why| i18n::problem::refusal_sentence(t, &why)));
    let offer = move || desk.offer_taxes(move || toasts.say(t.taxes_update_all_same().to_owned()));
    let chosen = move |_| {
        if head.fiscal.get_untracked() == FOUND {
            head.fiscal_found.set(desk.found_now());
        }
        offer();
    };
    let take_found = move |()| {
        head.fiscal_found.set(desk.found_now());
        offer();
    };
    let hint = Signal::derive(move || {
        Some(match head.fiscal.get() == FOUND {
            true => desk.view.with(|view| super::why_tax::because(t, &view.fiscal)),
            false => t.fiscal_because_hand().to_owned(),
        })
    });
    let any = Memo::new(move |_| desk.view.with(|view| !view.positions.is_empty()));
    let other = Memo::new(move |_| {
        let now = desk.view.with(|view| view.fiscal.position.as_ref().map(|position| position.id));
        (any.get() && head.fiscal.get() == FOUND && now != head.fiscal_found.get()).then_some(now)
    });
    view! {
        <Show when=move || any.get()>
            <Field id="head-fiscal" label=t.fiscal_position() hint error>
                <Select value=head.fiscal options=Signal::derive(options) on_choose=chosen/>
            </Field>
            {move || other.get().map(|now| view! {
                <div class="span-all t-13">
                    {t.fiscal_found_other(name(now))}" "
                    <Button small=true on_press=take_found>{t.fiscal_take_found()}</Button>
                </div>
            })}
        </Show>
    }
}

#[component]
fn Read() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let fields = desk.view.with_untracked(|view| view.fields.clone());
    let fact = |label: &'static str, value: String| {
        view! { <div><span>{label}</span><b>{if value.is_empty() { "–".to_owned() } else { value }}</b></div> }
    };
    let position = desk.view.with_untracked(|view| {
        view.positions.iter().find(|choice| Some(choice.id) == fields.fiscal_position).map(|choice| choice.name.clone())
    });
    let owner =
        desk.view.with_untracked(|view| view.owner.as_ref().map(|owner| owner.name.clone())).unwrap_or_default();
    let warehouse = desk.view.with_untracked(|view| {
        view.warehouses.iter().find(|one| Some(one.id) == fields.warehouse).map(|one| one.name.clone())
    });
    let handled = super::handling::told(t, &fields);
    let deposit = super::deposit::told(t, &fields.deposit);
    let (address, manner) = super::shipment::told(t, &fields.shipment);
    let delivery = fields.delivery_on.map(|day| formats::date(t.figures(), day)).unwrap_or_default();
    let valid = fields.valid_until.map(|day| formats::date(t.figures(), day)).unwrap_or_default();
    view! {
        {fact(t.quotes_field_contact(), fields.contact_name)}
        {fact(t.quotes_field_title(), fields.title)}
        {fact(t.quotes_field_valid_until(), valid)}
        {fact(t.quotes_field_language(), crate::quotes::language_name(t, fields.language).to_owned())}
        {fact(t.fiscal_position(), position.unwrap_or_default())}
        {fact(t.fiscal_delivery_on(), delivery)}
        {fact(t.quotes_field_payment_terms(), fields.payment_terms)}
        {fact(t.quotes_field_customer_reference(), fields.customer_reference)}
        {fields.unsigned.then(|| fact(t.quotes_unsigned(), t.quotes_unsigned_yes().to_owned()))}
        {(!fields.demands.is_none()).then(|| fact(t.quotes_demands(), demands::told(t, fields.demands)))}
        {warehouse.map(|name| fact(t.warehouses_field(), name))}
        {(!deposit.is_empty()).then(|| fact(t.quotes_deposit(), deposit))}
        {(!address.is_empty()).then(|| fact(t.quotes_ship_address(), address))}
        {(!manner.is_empty()).then(|| fact(t.quotes_ship_terms(), manner))}
        {fact(t.messages_field_owner(), owner)}
        {handled.into_iter().map(|(label, text)| fact(label, text)).collect_view()}
    }
}

/// The texts under the lines: what the customer reads first, and other terms.
#[component]
pub fn Texts() -> impl IntoView {
    let desk = Desk::here();
    let (t, head) = (desk.t, desk.head);
    let error = move |name: &'static str| {
        Signal::derive(move || head.refusal(name).map(|why| i18n::problem::refusal_sentence(t, &why)))
    };
    let language = Signal::derive(move || head.language.get());
    let introduction = desk.origin("introduction");
    let introduction =
        Signal::derive(move || introduction.get().or_else(|| Some(t.quotes_field_introduction_hint().to_owned())));
    view! {
        <div class="cols-2 gap-l" lang=language>
            <Field id="head-introduction" label=t.quotes_field_introduction() hint=introduction error=error("introduction")>
                <TextArea value=head.introduction read_only=desk.closed on_leave=move |_| desk.left()/>
            </Field>
            <Field id="head-other-terms" label=t.quotes_field_terms() hint=desk.origin("terms") error=error("terms")>
                <TextArea value=head.terms read_only=desk.closed on_leave=move |_| desk.left()/>
            </Field>
        </div>
    }
}
