//! Declining: a reason by one choice, what would have changed it, and room to say more.
use super::{field, propose, slots::Slot, talk, view::View, words};
use domain::{
    quotes::decision::{DeclineReason, LONGEST_COMMENT},
    refusal::Refusal,
};
use leptos::prelude::*;

/// The form to decline with.
pub(super) fn section(view: &View<'_>) -> AnyView {
    let t = view.t;
    let form = &view.page.forms.decline;
    let (reason, wish, remark) = (form.at("reason"), form.at("wish"), form.at("remark"));
    let reasons: Vec<AnyView> = DeclineReason::ALL
        .into_iter()
        .enumerate()
        .map(|(at, choice)| {
            view! {
                <label>
                    <input
                        type="radio"
                        name="reason"
                        value=choice.code()
                        checked=form.typed.reason == choice.code()
                        autofocus=at == 0 && reason.is_some()
                    />
                    {words::reason(t, choice)}
                </label>
            }
            .into_any()
        })
        .collect();
    let propose = view! {
        <p class="muted">
            {t.proposals_rather()} " "
            <a class="link" href=propose::path(view)>
                {t.proposals_propose()}
            </a>
        </p>
    };
    view! {
        <section class="hang" id="decline">
            <h2>{t.portal_decline_heading()}</h2>
            <form class="act" method="post" action=view.path("/decline") data-form="decline">
                {field::hidden(view, Slot::DeclineKey)}
                {talk::whole_refusal(view, form)}
                <p class="muted">{t.portal_decline_lead()}</p>
                <fieldset
                    class="reasons"
                    id="f-reason"
                    aria-describedby=reason.map(|_| "e-reason")
                >
                    <legend class="sr">{t.portal_reason()}</legend>
                    {reasons}
                    {field::refusal(view, "reason", reason, Some(Refusal::Required))}
                </fieldset>
                <div class="field">
                    <label for="f-change">
                        {t.portal_decline_change()} " " <span class="faint">{t.portal_optional()}</span>
                    </label>
                    <textarea
                        class="input"
                        id="f-change"
                        name="wish"
                        rows="2"
                        dir="auto"
                        maxlength=LONGEST_COMMENT.to_string()
                        aria-invalid=wish.map(|_| "true")
                        aria-describedby=wish.map(|_| "e-change")
                        autofocus=wish.is_some()
                        inner_html=words::escaped(&form.typed.wish)
                    ></textarea>
                    {field::refusal(view, "change", wish, None)}
                </div>
                <div class="field">
                    <label for="f-remark">
                        {t.portal_remark()} " " <span class="faint">{t.portal_optional()}</span>
                    </label>
                    <textarea
                        class="input"
                        id="f-remark"
                        name="remark"
                        rows="2"
                        dir="auto"
                        maxlength=LONGEST_COMMENT.to_string()
                        aria-invalid=remark.map(|_| "true")
                        aria-describedby=remark.map(|_| "e-remark")
                        autofocus=remark.is_some()
                        inner_html=words::escaped(&form.typed.remark)
                    ></textarea>
                    {field::refusal(view, "remark", remark, None)}
                </div>
                {propose}
                {field::submit("btn danger", None, t.portal_decline(), t.portal_declining())}
            </form>
        </section>
    }
    .into_any()
}
