//! The beginning of the letter: number, title, the facts one looks for first, the introduction.
use super::{blocks, payment, view::View, words};
use domain::formats;
use leptos::prelude::*;
use wire::portal::PortalStanding;

/// The opening of a quotation that is not accepted.
pub(super) fn letter(view: &View<'_>) -> AnyView {
    let (t, content) = (view.t, view.content());
    view! {
        <section class="opening">
            <p class="of" dir="auto">
                {t.portal_of(&content.number, &content.buyer.name)}
            </p>
            <h1 dir="auto" lang=view.foreign_text(|words| &words.title)>
                {view.title()}
            </h1>
            {facts(view)}
        </section>
        {blocks::cover(view)}
        {introduction(view)}
    }
    .into_any()
}

/// Version, validity, reference, salesperson.
fn facts(view: &View<'_>) -> AnyView {
    let (t, content) = (view.t, view.content());
    let person = &content.salesperson;
    let phone = if person.phone.trim().is_empty() { &content.seller.phone } else { &person.phone };
    let phone = words::telephone(phone).map(|link| {
        let name = t.portal_call(view.salesperson(), phone);
        view! {
            <a class="link" href=link aria-label=name>
                {phone.clone()}
            </a>
        }
    });
    let reference = content.customer_reference.trim();
    let reference = (!reference.is_empty()).then(|| {
        view! {
            <div>
                <dt>{t.portal_reference()}</dt>
                <dd dir="auto">{reference.to_owned()}</dd>
            </div>
        }
    });
    view! {
        <dl class="facts">
            <div>
                <dt>{t.portal_version()}</dt>
                <dd>
                    {content.version.to_string()} <small>{formats::date(view.lang, content.issued)}</small>
                </dd>
            </div>
            <div>
                <dt>{t.portal_valid_until()}</dt>
                <dd>
                    {formats::date(view.lang, content.valid_until)} <small>{left(view)}</small>
                </dd>
            </div>
            {reference}
            {payment::fact(view)}
            {shipment(view)}
            <div>
                <dt>{t.portal_salesperson()}</dt>
                <dd>
                    {view.salesperson()} <small>{phone}</small>
                </dd>
            </div>
        </dl>
    }
    .into_any()
}

/// Where and how it is delivered, where the quotation says so.
fn shipment(view: &View<'_>) -> Option<AnyView> {
    let (t, shipment) = (view.t, &view.content().shipment);
    let whole = if shipment.at_once { t.quotes_ship_at_once() } else { "" };
    let manner = [shipment.term(), whole.to_owned()];
    let manner = manner.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let address = shipment.lines("FI").join(", ");
    if address.is_empty() && manner.is_empty() {
        return None;
    }
    let view = view! {
        <div>
            <dt>{t.paper_delivery()}</dt>
            <dd dir="auto">
                {address} " " <small>{manner}</small>
            </dd>
        </div>
    };
    Some(view.into_any())
}

/// How long it is still valid, where that matters.
fn left(view: &View<'_>) -> Option<String> {
    let days = (view.content().valid_until - view.page.today).num_days();
    match view.page.standing {
        PortalStanding::Open if days == 0 => Some(view.t.portal_last_day().to_owned()),
        PortalStanding::Open if days > 0 => Some(view.t.portal_days_left(days)),
        PortalStanding::Expired { .. } => Some(view.t.portal_ended().to_owned()),
        _ => None,
    }
}

/// The opening text.
pub(super) fn introduction(view: &View<'_>) -> Option<AnyView> {
    let paragraphs = words::paragraphs(&view.content().introduction);
    (!paragraphs.is_empty()).then(|| {
        let lead = paragraphs.len() > 1;
        let paragraphs: Vec<AnyView> = paragraphs
            .into_iter()
            .enumerate()
            .map(|(at, text)| {
                view! {
                    <p class=(lead && at == 0).then_some("lead") dir="auto">
                        {text}
                    </p>
                }
                .into_any()
            })
            .collect();
        view! {
            <section class="hang">
                <h2>{view.t.portal_brief()}</h2>
                <div class="prose text" lang=view.foreign_text(|words| &words.introduction)>
                    {paragraphs}
                </div>
            </section>
        }
        .into_any()
    })
}
