//! Paying the deposit: before accepting what will be demanded, afterwards everything a bank asks for.
use super::view::View;
use domain::{
    formats,
    payment::demand::{Demand, Paid},
};
use leptos::prelude::*;
use wire::payments::{Drawing, PaymentBlock};

/// What is demanded on acceptance, among the facts of an open quotation.
pub(super) fn fact(view: &View<'_>) -> Option<AnyView> {
    let Demand { deposit, .. } = view.content().deposit.as_ref()?;
    let (t, content) = (view.t, view.content());
    let how_much = i18n::terms::deposit(t, view.lang, deposit, &content.currency);
    let view = view! {
        <div>
            <dt>{t.portal_deposit()}</dt>
            <dd>
                {how_much} " " <small>{i18n::terms::deposit_due(t, deposit.days)}</small>
            </dd>
        </div>
    };
    Some(view.into_any())
}

/// How it is paid, once the quotation is accepted.
pub(super) fn section(view: &View<'_>, block: &PaymentBlock) -> AnyView {
    let t = view.t;
    let row = |label: &'static str, value: String| {
        (!value.is_empty()).then(|| {
            view! {
                <dt>{label}</dt>
                <dd dir="auto">{value}</dd>
            }
        })
    };
    let iban = block.payee.iban.as_ref().map(|iban| iban.grouped()).unwrap_or_default();
    let amount = formats::money(view.lang, block.amount.value, &block.amount.currency);
    let state = match block.state {
        Paid::Open => t.portal_pay_open(),
        Paid::Partly => t.portal_pay_partly(),
        Paid::Paid => t.portal_pay_paid(),
    };
    let bar = block.bar.as_ref().map(|bar| {
        view! {
            <dt>{t.portal_pay_bar()}</dt>
            <dd>
                <span class="mono">{bar.text.clone()}</span>
                {drawn("pay-bar", t.portal_pay_bar(), bar, 10)}
            </dd>
        }
    });
    let qr = block.qr.as_ref().map(|qr| {
        view! {
            <dt>{t.portal_pay_qr()}</dt>
            <dd>{drawn("pay-qr", t.portal_pay_qr_what(), qr, 4)}</dd>
        }
    });
    let codes = (block.state != Paid::Paid).then_some((bar, qr));
    view! {
        <section class="hang" id="payment">
            <h2>{t.portal_pay()}</h2>
            <dl class="cert">
                {row(t.portal_pay_amount(), amount)}
                {(block.state == Paid::Partly).then(|| row(t.portal_pay_left(), formats::money(view.lang, block.open, &block.amount.currency)))}
                {row(t.portal_pay_due(), formats::date(view.lang, block.due_on))}
                {row(t.portal_pay_to(), block.payee.name.clone())}
                {row(t.portal_pay_iban(), iban)}
                {row(t.portal_pay_bic(), block.payee.bic.clone())}
                {row(t.portal_pay_reference(), block.reference.grouped())}
                {row(t.portal_pay_reference_rf(), block.reference.international_grouped())}
                {row(t.portal_pay_state(), state.to_owned())}
                {codes}
            </dl>
        </section>
    }
    .into_any()
}

/// Dark on light whatever the page's colours: readers need it so, with `quiet` modules around.
fn drawn(class: &'static str, name: &'static str, code: &Drawing, quiet: u32) -> AnyView {
    let (width, height) = (code.width + 2 * quiet, code.height + 2 * quiet);
    view! {
        <svg class=class viewBox=format!("0 0 {width} {height}") role="img" aria-label=name>
            <rect width=width height=height fill="#fff"></rect>
            <path
                d=code.path.clone()
                transform=format!("translate({quiet} {quiet})")
                fill="#000"
                shape-rendering="crispEdges"
            ></path>
        </svg>
    }
    .into_any()
}
