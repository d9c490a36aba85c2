//! Accepting: first what is signed, then who signs and how, then consent, then one button.
//!
//! The form stands in the page and works by itself; the script moves it into the dialog and back.
use super::{
    choice,
    field::{self, TextField},
    hand_over, icon,
    slots::Slot,
    talk,
    view::View,
};
use domain::{
    formats,
    parties::e_invoice::{LONGEST_ADDRESS, LONGEST_OPERATOR},
    quotes::signature::{LONGEST_NAME, PAD_HEIGHT, PAD_WIDTH},
    refusal::Refusal,
};
use leptos::prelude::*;
use wire::portal::{AcceptByVisitor, FormState};

/// The section with the form.
pub(super) fn section(view: &View<'_>) -> AnyView {
    let t = view.t;
    let form = &view.page.forms.accept;
    let submit = match view.content().unsigned {
        true => field::submit("btn primary", Some("check"), t.portal_accept(), t.portal_accepting()),
        false => field::submit("btn primary", Some("sign"), t.portal_sign(), t.portal_signing()),
    };
    view! {
        <section class="hang" id="accept" data-part="decision">
            <h2>{t.portal_accept_heading()}</h2>
            <div id="sign-home">
                <form class="act" id="sign-form" method="post" action=view.path("/accept") data-form="accept">
                    <div class="body stack loose">
                        {field::hidden(view, Slot::AcceptKey)}
                        {choice::hidden(view)}
                        {talk::whole_refusal(view, form)}
                        {choice_refusal(view, form)}
                        {talk::waiting(view, false)}
                        {what_is_signed(view)}
                        {who(view, form)}
                        {if view.content().unsigned { unsigned().into_any() } else { signature(view, form) }}
                        {hand_over::fold(view)}
                        {consent(view, form)}
                    </div>
                    <footer>
                        <button type="button" class="btn ghost" data-close="" hidden>
                            {t.portal_back()}
                        </button>
                        {submit}
                    </footer>
                </form>
            </div>
        </section>
    }
    .into_any()
}

/// The frame into which the script puts the form.
pub(super) fn dialog(view: &View<'_>) -> AnyView {
    let t = view.t;
    view! {
        <dialog class="dialog" id="sign-dialog" aria-labelledby="sign-title">
            <header>
                <h2 id="sign-title">{t.portal_accept()}</h2>
                <button type="button" class="btn ghost icon" data-close="" aria-label=t.portal_close()>
                    {icon::icon("x")}
                </button>
            </header>
        </dialog>
    }
    .into_any()
}

/// Said above what is signed: other boxes were ticked than those whose figures stood there.
fn choice_refusal(view: &View<'_>, form: &FormState<AcceptByVisitor>) -> Option<AnyView> {
    field::refusal(view, "choice", Some(form.at("choice")?), None)
}

fn what_is_signed(view: &View<'_>) -> AnyView {
    let (t, content) = (view.t, view.content());
    let terms = if content.has_terms() { t.portal_terms_above() } else { t.portal_terms_none() };
    let payment = content.payment_terms.trim();
    let payment = (!payment.is_empty()).then(|| {
        let first: String = payment.lines().next().unwrap_or_default().chars().take(120).collect();
        view! {
            <dt>{t.portal_payment()}</dt>
            <dd dir="auto">{first}</dd>
        }
    });
    let lead = if content.unsigned { t.portal_accept_unsigned() } else { t.portal_accept_lead() };
    view! {
        <div class="what-signed">
            <dl aria-label=lead>
                <dt>{t.portal_what_version(&content.number, content.version)}</dt>
                <dd>{formats::date(view.lang, content.issued)}</dd>
                <dt>{t.portal_buyer()}</dt>
                <dd dir="auto">{content.buyer.name.clone()}</dd>
                {payment}
                <dt>{t.portal_terms()}</dt>
                <dd>{terms}</dd>
                <dt>{t.portal_identifier()}</dt>
                <dd class="mono">{view.short_hash()}</dd>
                <dt>{t.portal_net()}</dt>
                <dd data-total="net">{view.money(content.totals.net)}</dd>
                <dt class="big">{t.portal_gross()}</dt>
                <dd class="big" data-total="gross">{view.money(content.totals.gross)}</dd>
            </dl>
        </div>
    }
    .into_any()
}

/// Name, role, purchase order number, and where invoices go where that is demanded. The visitor's own name is offered until something was posted.
fn who(view: &View<'_>, form: &FormState<AcceptByVisitor>) -> AnyView {
    let t = view.t;
    let typed = &form.typed;
    let demands = view.content().demands;
    let fresh = form.refusals.is_empty() && typed.name.is_empty();
    let name = TextField {
        id: "name",
        name: "name",
        label: t.portal_name(),
        aside: None,
        value: if fresh { view.mark(Slot::Visitor) } else { typed.name.clone() },
        fill: "name",
        longest: LONGEST_NAME,
        said: form.at("name"),
        first: form.at("name").is_some(),
        wide: false,
    };
    let role = TextField {
        id: "role",
        name: "role",
        label: t.portal_role(),
        aside: (!demands.role).then(|| t.portal_optional()),
        value: typed.role.clone(),
        fill: "organization-title",
        longest: LONGEST_NAME,
        said: form.at("role"),
        first: form.at("role").is_some(),
        wide: false,
    };
    let purchase_order = TextField {
        id: "purchase_order",
        name: "purchase_order",
        label: t.portal_purchase_order(),
        aside: (!demands.purchase_order).then(|| t.portal_if_any()),
        value: typed.purchase_order.clone(),
        fill: "off",
        longest: LONGEST_NAME,
        said: form.at("purchase_order"),
        first: form.at("purchase_order").is_some(),
        wide: true,
    };
    let e_invoice = demands.e_invoice.then(|| {
        let address = TextField {
            id: "e_invoice",
            name: "e_invoice",
            label: t.portal_e_invoice(),
            aside: None,
            value: typed.e_invoice.clone(),
            fill: "off",
            longest: LONGEST_ADDRESS,
            said: form.at("e_invoice"),
            first: form.at("e_invoice").is_some(),
            wide: false,
        };
        let operator = TextField {
            id: "e_invoice_operator",
            name: "e_invoice_operator",
            label: t.portal_e_invoice_operator(),
            aside: Some(t.portal_e_invoice_operator_aside()),
            value: typed.e_invoice_operator.clone(),
            fill: "off",
            longest: LONGEST_OPERATOR,
            said: form.at("e_invoice_operator"),
            first: form.at("e_invoice_operator").is_some(),
            wide: false,
        };
        view! { {address.show(view)} {operator.show(view)} }
    });
    view! { <div class="two">{name.show(view)} {role.show(view)} {purchase_order.show(view)} {e_invoice}</div> }
        .into_any()
}

/// What was refused about the signature, under whichever name.
fn refused_ink(form: &FormState<AcceptByVisitor>) -> Option<&Refusal> {
    ["typed", "strokes", "signature", "method"].into_iter().find_map(|field| form.at(field))
}

/// No signature is demanded: the name above stands for it.
fn unsigned() -> AnyView {
    view! { <input type="hidden" name="method" value="unsigned" /> }.into_any()
}

/// Two ways that weigh the same: typing, which is always there, and drawing, which the script reveals.
fn signature(view: &View<'_>, form: &FormState<AcceptByVisitor>) -> AnyView {
    let t = view.t;
    let said = refused_ink(form);
    let method = if form.typed.method == "drawn" { "drawn" } else { "typed" };
    let described = if said.is_some() { "e-typed h-typed" } else { "h-typed" };
    view! {
        <div class="field" id="signature">
            <div class="row wrap sign-head">
                <label class="label" id="sign-label" for="f-typed">
                    <span id="label-alone">{t.portal_sign_typed()}</span>
                    <span id="label-tabs" hidden>
                        {t.portal_signature()}
                    </span>
                </label>
                <div class="seg push" id="sign-tabs" role="tablist" aria-label=t.portal_signature() hidden>
                    <button type="button" role="tab" id="tab-typed" aria-controls="typed" aria-selected="true">
                        {t.portal_type_name()}
                    </button>
                    <button
                        type="button"
                        role="tab"
                        id="tab-drawn"
                        aria-controls="drawn"
                        aria-selected="false"
                        tabindex="-1"
                    >
                        {t.portal_draw()}
                    </button>
                </div>
            </div>
            <div id="typed">
                <input
                    class="input sign-input"
                    id="f-typed"
                    name="typed"
                    value=form.typed.typed.clone()
                    autocomplete="off"
                    spellcheck="false"
                    maxlength=LONGEST_NAME.to_string()
                    aria-required="true"
                    aria-invalid=said.map(|_| "true")
                    aria-describedby=described
                    autofocus=said.is_some()
                />
                <span class="hint" id="h-typed">
                    {t.portal_equal()}
                </span>
            </div>
            {pad(view)}
            <input type="hidden" name="method" id="method" value=method />
            <input type="hidden" name="strokes" id="strokes" value=form.typed.strokes.clone() />
            {field::refusal(view, "typed", said, Some(Refusal::SignatureEmpty))}
        </div>
    }
    .into_any()
}

/// The pad, out of sight until the script is there to draw on it.
fn pad(view: &View<'_>) -> AnyView {
    let t = view.t;
    view! {
        <div id="drawn" hidden>
            <div class="pad empty" id="pad" role="img" aria-label=t.portal_pad() data-hint=t.portal_pad_hint()>
                <svg viewBox=format!("0 0 {PAD_WIDTH} {PAD_HEIGHT}") aria-hidden="true" focusable="false"></svg>
            </div>
            <div class="row wrap">
                <button type="button" class="btn ghost" id="undo" disabled>
                    {icon::icon("undo")}
                    {t.portal_undo_stroke()}
                </button>
                <button type="button" class="btn ghost" id="clear" disabled>
                    {t.portal_clear()}
                </button>
            </div>
            <p class="hint">{t.portal_pad_keys()}</p>
        </div>
    }
    .into_any()
}

/// The sentence that binds, with its box never ticked in advance.
fn consent(view: &View<'_>, form: &FormState<AcceptByVisitor>) -> AnyView {
    let (t, content) = (view.t, view.content());
    let said = form.at("consent");
    let sentence = if view.business() {
        t.portal_consent(&content.number, content.version, &content.buyer.name)
    } else {
        t.portal_consent_person(&content.number, content.version)
    };
    view! {
        <div class="field">
            <label class="check top">
                <input
                    type="checkbox"
                    id="f-consent"
                    name="consent"
                    value="yes"
                    aria-required="true"
                    aria-invalid=said.map(|_| "true")
                    aria-describedby=said.map(|_| "e-consent")
                    autofocus=said.is_some()
                />
                <span>{sentence}</span>
            </label>
            {field::refusal(view, "consent", said, Some(Refusal::ConsentNeeded))}
        </div>
    }
    .into_any()
}
