//! After accepting: thanks, what happens next, the signed document, the short facts of its certificate.
use super::{card, icon, payment, regret, view::View, withdraw, words};
use domain::{
    formats,
    quotes::{
        ink,
        signature::{PAD_HEIGHT, PAD_WIDTH, Signature, Strokes},
    },
};
use leptos::prelude::*;
use wire::portal::AcceptedFacts;

/// The letter's beginning once the quotation is accepted.
pub(super) fn letter(view: &View<'_>, facts: &AcceptedFacts) -> AnyView {
    let (t, content) = (view.t, view.content());
    let at = formats::date_time(view.lang, facts.at.local);
    view! {
        <section class="opening">
            <p class="of">{t.portal_of_order(&content.number, &facts.order_number)}</p>
            <h1 dir="auto">{t.portal_thanks(&facts.name)}</h1>
            <p>
                <span class="badge solid">
                    {icon::icon("check")}
                    {t.portal_accepted_at(at)}
                </span>
            </p>
        </section>
        {next(view, facts)}
        {facts.payment.as_ref().map(|block| payment::section(view, block))}
        {documents(view, facts)}
        {certificate(view, facts)}
        {regret::take_back(view, facts)}
        {withdraw::function(view, facts)}
    }
    .into_any()
}

fn next(view: &View<'_>, facts: &AcceptedFacts) -> AnyView {
    let (t, content) = (view.t, view.content());
    let file = match (facts.mailed_to.as_str(), facts.signature == Signature::Unsigned) {
        ("", false) => t.portal_next_file().to_owned(),
        ("", true) => t.portal_next_file_unsigned().to_owned(),
        (address, false) => t.portal_next_mail(address),
        (address, true) => t.portal_next_mail_unsigned(address),
    };
    let mut steps = vec![file, t.portal_next_contact(view.salesperson())];
    if !content.payment_terms.trim().is_empty() {
        // The terms may end in a full stop of their own.
        let terms = content.payment_terms.lines().next().unwrap_or_default().trim().trim_end_matches('.');
        steps.push(t.portal_next_payment(terms));
    }
    let steps: Vec<AnyView> = (1..)
        .zip(steps)
        .map(|(number, step)| {
            view! {
                <li>
                    <b aria-hidden="true">{number.to_string()}</b>
                    <div dir="auto">{step}</div>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="hang">
            <h2>{t.portal_next()}</h2>
            <ol class="steps">{steps}</ol>
        </section>
    }
    .into_any()
}

fn documents(view: &View<'_>, facts: &AcceptedFacts) -> AnyView {
    let t = view.t;
    let (form, href, drawing, words) = if facts.signed_file_ready {
        (t.portal_signed_file_form(), card::signed(view), Some("dl"), t.portal_download())
    } else {
        (t.portal_signed_file_soon(), view.path(""), None, t.portal_reload())
    };
    view! {
        <section class="hang">
            <h2>{t.portal_documents()}</h2>
            <ul class="files">
                <li>
                    {icon::icon("sign")}
                    <div>
                        <b>{if facts.signature == Signature::Unsigned { t.portal_accepted_file() } else { t.portal_signed_file() }}</b>
                        <small>{form}</small>
                    </div>
                    <a class="btn" href=href>
                        {drawing.map(icon::icon)}
                        {words}
                    </a>
                </li>
                {evidence(view, facts)}
                <li>
                    {icon::icon("info")}
                    <div>
                        <b>{t.shelf_link()}</b>
                        <small>{t.shelf_link_what()}</small>
                    </div>
                    <a class="btn" href=format!("/my?lang={}", view.lang.code())>
                        {t.shelf_open()}
                    </a>
                </li>
            </ul>
        </section>
    }
    .into_any()
}

/// The evidence as it was sealed, and the way to check both files.
fn evidence(view: &View<'_>, facts: &AcceptedFacts) -> Option<AnyView> {
    let t = view.t;
    facts.seal.as_ref()?;
    Some(
        view! {
            <li>
                {icon::icon("shield")}
                <div>
                    <b>{t.seals_evidence()}</b>
                    <small>{t.seals_evidence_form()}</small>
                </div>
                <a class="btn" href=view.path("/evidence") aria-label=format!("{}, {}", t.portal_download(), t.seals_evidence())>
                    {icon::icon("dl")}
                    {t.portal_download()}
                </a>
            </li>
        }
        .into_any(),
    )
}

/// The organisation's seal: when, with which key, and where anybody checks it.
fn seal(view: &View<'_>, facts: &AcceptedFacts) -> Option<AnyView> {
    let t = view.t;
    let said = match &facts.seal {
        Some(seal) => {
            let at = formats::date_time(view.lang, seal.at.local);
            let href = format!("/verify?sha256={}&lang={}", seal.sha256, view.lang.code());
            view! {
                {t.seals_sealed_at(at, words::groups(&seal.key, 8))}
                " "
                <a class="link" href=href>
                    {t.seals_check_link()}
                </a>
            }
            .into_any()
        }
        None if facts.signed_file_ready => t.seals_none().into_any(),
        None => return None,
    };
    Some(
        view! {
            <dt>{t.seals_seal()}</dt>
            <dd>{said}</dd>
        }
        .into_any(),
    )
}

fn certificate(view: &View<'_>, facts: &AcceptedFacts) -> AnyView {
    let (t, content) = (view.t, view.content());
    let signer: Vec<&str> = [facts.name.as_str(), facts.role.as_str(), content.buyer.name.as_str()]
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .collect();
    let unsigned = facts.signature == Signature::Unsigned;
    let (method, ink) = match &facts.signature {
        Signature::Drawn { strokes } => (t.portal_method_drawn(), drawn(view, facts, strokes)),
        Signature::Unsigned => (t.portal_method_unsigned(), ().into_any()),
        Signature::Typed { text } => (
            t.portal_method_typed(),
            view! {
                <span class="typed-name" dir="auto">
                    {text.clone()}
                </span>
            }
            .into_any(),
        ),
    };
    let order = (!facts.purchase_order.is_empty()).then(|| {
        view! {
            <dt>{t.portal_purchase_order()}</dt>
            <dd dir="auto">{facts.purchase_order.clone()}</dd>
        }
    });
    let e_invoice = facts.e_invoice.as_ref().map(|one| {
        view! {
            <dt>{t.parties_e_invoice()}</dt>
            <dd>{one.told()}</dd>
        }
    });
    let earlier: Vec<AnyView> = facts
        .earlier
        .iter()
        .map(|one| {
            let who = [one.name.as_str(), one.role.as_str()].map(str::trim);
            let who = who.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
            view! {
                <dt>{t.portal_signed_by()}</dt>
                <dd dir="auto">{who} ", " {formats::date_time(view.lang, one.at.local)}</dd>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="hang">
            <h2>{t.portal_certificate()}</h2>
            <dl class="cert">
                {earlier}
                <dt>{if unsigned { t.portal_accepted_by() } else { t.portal_signed_by() }}</dt>
                <dd dir="auto">{signer.join(", ")}</dd>
                <dt>{t.portal_method()}</dt>
                <dd>{method} {ink}</dd>
                <dt>{t.portal_signed_at()}</dt>
                <dd>
                    {formats::date_time(view.lang, facts.at.local)}
                    {format!(" ({} UTC)", formats::time(view.lang, facts.at.utc.utc()))}
                </dd>
                <dt>{t.portal_version()}</dt>
                <dd>{t.portal_what_version(&content.number, content.version)}</dd>
                {order}
                {e_invoice}
                <dt>{t.portal_content_hash()}</dt>
                <dd class="mono">{words::groups(&view.page.content_sha256, 8)}</dd>
                {seal(view, facts)}
            </dl>
        </section>
    }
    .into_any()
}

/// The ink as it was drawn.
fn drawn(view: &View<'_>, facts: &AcceptedFacts, strokes: &Strokes) -> AnyView {
    let path: String = strokes.strokes().iter().map(|stroke| ink::path(stroke)).collect();
    view! {
        <svg
            class="ink"
            viewBox=format!("0 0 {PAD_WIDTH} {PAD_HEIGHT}")
            role="img"
            aria-label=view.t.portal_signature_of(&facts.name)
        >
            <path d=path stroke-width="2" vector-effect="non-scaling-stroke"></path>
        </svg>
    }
    .into_any()
}
