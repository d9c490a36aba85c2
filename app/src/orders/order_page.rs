//! One order: the documents it came from, exactly what was accepted, who signed, its files and timeline.
use super::{
    api::read_order,
    e_invoice::{ADDRESS, EInvoiceOffer, Taken},
    order_lines::OrderLines,
    payment::PaymentPanel,
    why::Agreed,
};
use crate::{
    frame::ProblemPage,
    i18n::use_t,
    live::on_change,
    messages::Timeline,
    quotes::{
        Figure, FileList, Sums,
        account::{AccountPopover, Accounts},
    },
    terms::ScheduleList,
    ui::{Badge, Banner, Icon, IconName, Skeleton, Tone},
    wire::AppError,
};
use domain::{formats, ids::OrderId};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wire::{orders::OrderView, problem::Problem};

/// The page.
#[component]
pub fn OrderPage() -> impl IntoView {
    let t = use_t();
    let parameters = use_params_map();
    let id = Memo::new(move |_| parameters.with(|parameters| parameters.get("id")?.parse::<OrderId>().ok()));
    let order = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => read_order(id).await,
                None => Err(AppError::from(Problem::NotFound)),
            }
        },
    );
    // The signed PDF joins a little later than the order itself.
    on_change("order", None, move || order.refetch());
    let taken = Taken::provide();
    Effect::new(move |_| {
        order.with(|order| {
            if order.is_some() {
                taken.drawn()
            }
        })
    });
    view! {
        <Transition fallback=move || view! { <Skeleton rows=8/> }>
            {move || order.get().map(|answer| match answer {
                Ok(found) => view! { <Order t order=found on_change=move |()| order.refetch()/> }.into_any(),
                Err(error) => view! { <ProblemPage error/> }.into_any(),
            })}
        </Transition>
    }
}

#[component]
fn Order(t: T, order: OrderView, #[prop(into)] on_change: Callback<()>) -> impl IntoView {
    let accepted = formats::date(t.figures(), order.accepted.local.date());
    let signed = order.files.iter().find(|file| file.media_type == "application/pdf").cloned();
    let timeline = order.timeline.clone();
    let content = order.content.clone();
    Accounts::provide();
    let agreed = Agreed::new(t, &content);
    let ask = Callback::new(move |(figure, words): (Figure, String)| agreed.total(figure, words));
    let ask_payment = Callback::new(move |(part, words): (Option<usize>, String)| agreed.payment(part, words));
    let title = format!("{} {}", order.number, order.party.name);
    view! {
        <Title text=title/>
        <header class="top wraps">
            <nav class="crumb wide" aria-label=t.orders_crumb()><a href="/orders">{t.orders_title()}</a><span aria-hidden="true">"/"</span></nav>
            <h1>{order.number.clone()}</h1>
            {match order.cancelled {
                Some(at) => {
                    let day = formats::date(t.figures(), at.local.date());
                    view! { <Badge tone=Tone::Danger icon=IconName::Cross>{t.regret_order_cancelled(day)}</Badge> }.into_any()
                }
                None => view! { <Badge tone=Tone::Accent icon=IconName::Lock>{t.orders_confirmed(&accepted)}</Badge> }.into_any(),
            }}
            <span class="push"></span>
            {signed.map(|file| view! {
                <a class="btn" href=format!("/files/{}", file.id) download=file.name><Icon name=IconName::Download/>{t.orders_signed_pdf()}</a>
            })}
        </header>
        {order.cancelled.map(|_| view! {
            <Banner tone=Tone::Danger icon=IconName::Undo>{t.regret_order_cancelled_words()}</Banner>
        })}
        <Withdrawn t order=order.clone()/>
        <Chain t order=order.clone()/>
        <div class="editor">
            <div class="work">
                <Facts t order=order.clone() on_change/>
                <OrderLines t content=content.clone() agreed/>
                <Texts t title=t.orders_introduction() text=content.introduction.clone() lang=content.language.code()/>
                <Texts t title=t.orders_terms() text=content.terms.clone() lang=content.language.code()/>
                <section class="gap-l" aria-labelledby="timeline">
                    <h2 class="t-16" id="timeline">{t.orders_timeline()}</h2>
                    <Timeline entries=Signal::stored(timeline)/>
                </section>
            </div>
            <aside aria-label=t.orders_aside()>
                <section class="panel">
                    <header><h2>{t.orders_total()}</h2></header>
                    <Sums t totals=content.totals currency=content.currency ask/>
                    {content.schedule.map(|schedule| view! { <ScheduleList t schedule currency=content.currency ask=ask_payment/> })}
                    {agreed.rate()}
                </section>
                {order.payment.clone().map(|payment| view! { <PaymentPanel order=order.id payment why=agreed.deposit() on_change/> })}
                <Signed t order=order.clone()/>
                {(!order.files.is_empty()).then(|| view! {
                    <section class="panel"><header><h2>{t.orders_files()}</h2></header><FileList t files=order.files/></section>
                })}
            </aside>
        </div>
        <AccountPopover/>
    }
}

/// What a consumer has withdrawn from, what to do, and until when.
#[component]
fn Withdrawn(t: T, order: OrderView) -> impl IntoView {
    let told = order.withdrawals.into_iter().map(|done| {
        let at = formats::moment(t.lang(), t.figures(), done.at.local);
        let of = match done.lines.is_empty() {
            true => t.regret_done_all(&at, &done.name),
            false => format!("{} {}", t.regret_done_lines(&at, &done.name), done.lines.join(", ")),
        };
        let next = t.regret_withdrawn_next(formats::date(t.figures(), done.refund_by));
        view! {
            <Banner tone=Tone::Danger icon=IconName::Undo>
                <b>{t.regret_order_withdrawn()}</b>" "{of}" "{next}
            </Banner>
        }
    });
    told.collect_view()
}

/// The documents of this sale, in their order.
#[component]
fn Chain(t: T, order: OrderView) -> impl IntoView {
    let signed = formats::date_short(t.lang(), order.accepted.local.date());
    let quote = t.orders_quote_version(&order.quote_number, order.quote_version);
    view! {
        <ol class="chain" aria-label=t.orders_chain()>
            {order.opportunity.map(|opportunity| view! {
                <li>
                    <span><Icon name=IconName::Board/>{t.orders_opportunity()}</span>
                    <p><a class="cut" href=format!("/opportunities/{}", opportunity.id)>{opportunity.title}</a></p>
                </li>
            })}
            <li>
                <span><Icon name=IconName::Document/>{t.orders_quotation()}</span>
                <p><a href=format!("/quotations/{}", order.quote)>{quote}</a><Badge tone=Tone::Solid icon=IconName::Check>{t.orders_signed_on(signed)}</Badge></p>
            </li>
            <li aria-current="true">
                <span><Icon name=IconName::Box/>{t.orders_order()}</span>
                <p><a href=format!("/orders/{}", order.id)>{order.number}</a></p>
            </li>
        </ol>
    }
}

#[component]
fn Facts(t: T, order: OrderView, on_change: Callback<()>) -> impl IntoView {
    let buyer = order.content.buyer.clone();
    let town = [buyer.address.postcode.as_str(), buyer.address.city.as_str()].join(" ");
    let known = |parts: [&str; 2]| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let fact = |label: &'static str, value: String, more: String| {
        view! { <div><span>{label}</span><b>{if value.is_empty() { "–".to_owned() } else { value }}</b><small>{more}</small></div> }
    };
    let shipment = &order.content.shipment;
    let manner = [shipment.term(), if shipment.at_once { t.quotes_ship_at_once().to_owned() } else { String::new() }];
    let delivery = (!shipment.is_usual())
        .then(|| fact(t.quotes_ship_address(), shipment.lines("FI").join(", "), known([&manner[0], &manner[1]])));
    let warehouse = order.content.warehouse.as_ref().map(|one| {
        let town = format!("{} {}", one.address.postcode, one.address.city);
        fact(t.warehouses_field(), one.name.clone(), known([&one.address.street, town.trim()]))
    });
    view! {
        <div class="heads">
            <div>
                <span>{t.orders_customer()}</span>
                <b><a href=format!("/customers/{}", order.party.id)>{order.party.name.clone()}</a></b>
                <small>{known([&buyer.contact, &buyer.business_id])}</small>
            </div>
            {fact(t.orders_billing(), buyer.address.street.clone(), town.trim().to_owned())}
            {delivery}
            {warehouse}
            {fact(t.orders_purchase_order(), order.purchase_order.clone(), order.content.customer_reference.clone())}
            {order.e_invoice.map(|one| view! {
                <div>
                    <span>{t.parties_e_invoice()}</span>
                    <b id=ADDRESS tabindex="-1">{one.address}</b>
                    <small>{one.operator}</small>
                    {order.e_invoice_is_new.then(|| view! { <EInvoiceOffer order=order.id on_change/> })}
                </div>
            })}
            {fact(t.orders_payment_terms(), order.content.payment_terms.clone(), String::new())}
            {fact(t.orders_owner(), order.owner.map(|owner| owner.name).unwrap_or_default(), String::new())}
        </div>
    }
}

/// Who accepted, and what the acceptance is bound to.
#[component]
fn Signed(t: T, order: OrderView) -> impl IntoView {
    let seal: Vec<String> =
        order.content_sha256.as_bytes().chunks(8).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    view! {
        <section class="panel">
            <header><h2>{t.orders_signature()}</h2></header>
            <div class="signed t-13">
                {order.signed_before.iter().map(|one| {
                    let role = if one.role.is_empty() { String::new() } else { format!(", {}", one.role) };
                    let at = formats::moment(t.lang(), t.figures(), one.at.local);
                    view! { <p><b>{one.name.clone()}</b>{role}</p><p class="muted">{at}</p> }
                }).collect_view()}
                <p><b>{order.accepted_by.clone()}</b>{(!order.accepted_role.is_empty()).then(|| format!(", {}", order.accepted_role))}</p>
                <p class="muted">{formats::moment(t.lang(), t.figures(), order.accepted.local)}</p>
                <p class="muted">{t.orders_bound_to(order.quote_version)}</p>
                <p class="mono faint">{seal.join(" ")}</p>
                {match order.seal {
                    Some(seal) => {
                        let at = formats::moment(t.lang(), t.figures(), seal.at.local);
                        view! {
                            <p class="muted">{t.seals_sealed_at(at, seal.key)}</p>
                            <p><a href=format!("/orders/{}/evidence", order.id) rel="external" download="">{t.seals_evidence()}</a></p>
                            <p><a href=format!("/verify?sha256={}&lang={}", seal.sha256, t.lang().code()) target="_blank" rel="noopener">{t.seals_check_link()}</a></p>
                        }.into_any()
                    }
                    None => (!order.files.is_empty())
                        .then(|| view! { <p class="muted">{t.seals_seal()}": "{t.seals_none()}</p> }).into_any(),
                }}
            </div>
        </section>
    }
}

#[component]
fn Texts(t: T, title: &'static str, text: String, lang: &'static str) -> impl IntoView {
    let _ = t;
    (!text.is_empty()).then(|| {
        view! {
            <section class="gap-l">
                <h2 class="t-16">{title}</h2>
                <p class="prose gap-s" lang=lang>{text}</p>
            </section>
        }
    })
}
