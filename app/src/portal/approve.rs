//! The customer's approvers: what they have answered, whose turn it is, and the form they answer by.
use super::{choice, field, notices::banner, slots::Slot, talk, view::View, words};
use domain::{
    formats,
    quotes::{
        decision::LONGEST_COMMENT,
        recipient::{Act, NotYours, Turn},
    },
    refusal::Refusal,
};
use leptos::prelude::*;

/// Where the reader stands, while the offer can be answered; nothing for whoever may simply sign.
pub(super) fn turn(view: &View<'_>) -> Option<AnyView> {
    if !view.open() {
        return None;
    }
    let t = view.t;
    let of = |refusal: Refusal| words::refusal(t, &refusal);
    let (class, bold, rest) = match view.page.turn {
        Turn::Sign if view.page.fixed && view.page.signers.iter().any(|one| one.signed.is_some()) => {
            ("banner positive", t.recipients_signers(), t.recipients_fixed_signed().to_owned())
        }
        Turn::WaitForSigner => ("banner", t.recipients_turn_later(), of(Refusal::SignerFirst)),
        Turn::Signed => ("banner positive", t.recipients_turn_signed(), t.recipients_turn_signed_next().to_owned()),
        Turn::Sign if view.page.fixed => ("banner positive", t.recipients_approvals(), t.recipients_fixed().to_owned()),
        Turn::Sign => return None,
        Turn::WaitForApproval => ("banner", t.recipients_turn_wait(), of(Refusal::ApprovalFirst)),
        Turn::Stopped => ("banner amber", t.recipients_turn_stopped(), of(Refusal::ApprovalRefused)),
        Turn::Approve => ("banner", t.recipients_turn_approve(), t.recipients_turn_approve_next().to_owned()),
        Turn::Approved => ("banner", t.recipients_turn_approved(), t.recipients_turn_approved_next().to_owned()),
        Turn::Refused => ("banner", t.recipients_turn_refused(), t.recipients_turn_refused_next(view.salesperson())),
        Turn::Read => ("banner", t.recipients_turn_read(), of(Refusal::NotYours { why: NotYours::OnlyToRead })),
        Turn::LeftOut => ("banner", t.recipients_turn_left_out(), of(Refusal::NotYours { why: NotYours::LeftOut })),
    };
    Some(banner(class, None, "info", bold.to_owned(), rest.into_any()))
}

/// Who approves, and what each has answered.
pub(super) fn told(view: &View<'_>) -> Option<AnyView> {
    let (t, approvals) = (view.t, &view.page.approvals);
    if approvals.is_empty() {
        return None;
    }
    let rows: Vec<AnyView> = approvals
        .iter()
        .map(|one| {
            let Some(answer) = &one.answer else {
                return view! { <li dir="auto">{t.recipients_told_waits(&one.name)}</li> }.into_any();
            };
            let day = formats::date(view.lang, answer.at.local.date());
            let words = if answer.approved {
                t.recipients_told_approved(&one.name, day)
            } else {
                t.recipients_told_refused(&one.name, day)
            };
            let reason = (!answer.reason.is_empty()).then(|| view! { " " <q dir="auto">{answer.reason.clone()}</q> });
            view! { <li dir="auto">{words} {reason}</li> }.into_any()
        })
        .collect();
    Some(
        view! {
            <section class="hang" id="approvals">
                <h2>{t.recipients_approvals()}</h2>
                <ul class="versions">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

/// Who signs, and who has, where more than one has to.
pub(super) fn signers(view: &View<'_>) -> Option<AnyView> {
    let (t, signers) = (view.t, &view.page.signers);
    if signers.is_empty() || !view.open() {
        return None;
    }
    let rows: Vec<AnyView> = signers
        .iter()
        .map(|one| {
            let words = match one.signed {
                Some(at) => t.recipients_told_signed(&one.name, formats::date(view.lang, at.local.date())),
                None if one.turn => t.recipients_told_turn(&one.name),
                None => t.recipients_told_later(&one.name),
            };
            view! { <li dir="auto">{words}</li> }.into_any()
        })
        .collect();
    Some(
        view! {
            <section class="hang" id="signers">
                <h2>{t.recipients_signers()}</h2>
                <ol class="versions">{rows}</ol>
            </section>
        }
        .into_any(),
    )
}

/// What the boxes belong to for those who choose and do not answer yet.
pub(super) fn chooser(view: &View<'_>) -> Option<AnyView> {
    view.choosing.as_ref().filter(|_| !view.may(Act::Sign) && !view.may(Act::Approve))?;
    Some(
        view! {
            <form id="sign-form" method="post" action=view.path("/choose")>
                {field::hidden(view, Slot::AcceptKey)}
                {choice::hidden(view)}
                <input type="hidden" name="name" value=view.mark(Slot::Visitor) />
            </form>
        }
        .into_any(),
    )
}

/// The form to approve or to refuse with; only for whom [`Act::Approve`] is allowed.
pub(super) fn section(view: &View<'_>) -> AnyView {
    let t = view.t;
    let form = &view.page.forms.approve;
    let (answer, why) = (form.at("answer"), form.at("why"));
    let totals = &view.content().totals;
    let sum = if view.business() { t.portal_excl_vat(view.money(totals.net)) } else { view.money(totals.gross) };
    let one = |value: &'static str, words: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="answer"
                    value=value
                    checked=form.typed.answer == value
                    autofocus=value == "yes" && answer.is_some()
                />
                {words}
            </label>
        }
    };
    view! {
        <section class="hang" id="approve">
            <h2>{t.recipients_approve_heading()}</h2>
            <form class="act" id="sign-form" method="post" action=view.path("/approve") data-form="approve">
                {field::hidden(view, Slot::ApproveKey)}
                {choice::hidden(view)}
                <input type="hidden" name="name" value=view.mark(Slot::Visitor) />
                {talk::whole_refusal(view, form)}
                {field::refusal(view, "choice", form.at("choice"), None)}
                <p class="muted">{t.recipients_approve_lead(view.content().version, sum)}</p>
                <fieldset class="reasons" id="f-answer" aria-describedby=answer.map(|_| "e-answer")>
                    <legend class="sr">{t.recipients_answer()}</legend>
                    {one("yes", t.recipients_yes())} {one("no", t.recipients_no())}
                    {field::refusal(view, "answer", answer, Some(Refusal::NotAChoice))}
                </fieldset>
                <div class="field">
                    <label for="f-why-not">
                        {t.recipients_why()} " " <span class="faint">{t.recipients_why_aside()}</span>
                    </label>
                    <textarea
                        class="input"
                        id="f-why-not"
                        name="why"
                        rows="2"
                        dir="auto"
                        maxlength=LONGEST_COMMENT.to_string()
                        aria-invalid=why.map(|_| "true")
                        aria-describedby=why.map(|_| "e-why-not")
                        autofocus=why.is_some()
                        inner_html=words::escaped(&form.typed.why)
                    ></textarea>
                    {field::refusal(view, "why-not", why, None)}
                </div>
                {field::submit("btn primary", None, t.recipients_send_answer(), t.recipients_approving())}
            </form>
        </section>
    }
    .into_any()
}
