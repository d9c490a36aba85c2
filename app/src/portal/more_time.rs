//! Asking for more time on an offer that has ended: a tick, a press, and room to say why.
use super::{field, slots::Slot, talk, view::View, words};
use domain::{formats, quotes::decision::LONGEST_COMMENT, refusal::Refusal};
use leptos::prelude::*;
use wire::portal::PortalStanding;

/// The form to ask with, or when it was asked; nothing where the offer has not ended.
pub(super) fn section(view: &View<'_>) -> Option<AnyView> {
    let PortalStanding::Expired { asked, .. } = &view.page.standing else { return None };
    let t = view.t;
    let inner = match asked {
        Some(at) => {
            let day = formats::date(view.lang, at.local.date());
            view! { <p>{t.portal_more_time_asked(day, view.salesperson())}</p> }.into_any()
        }
        None => form(view),
    };
    Some(
        view! {
            <section class="hang" id="more-time">
                <h2>{t.portal_more_time()}</h2>
                {inner}
            </section>
        }
        .into_any(),
    )
}

fn form(view: &View<'_>) -> AnyView {
    let t = view.t;
    let form = &view.page.forms.more_time;
    let (said, unsure) = (form.at("remark"), form.at("sure"));
    view! {
        <form class="act" method="post" action=view.path("/more-time") data-form="more-time">
            {field::hidden(view, Slot::MoreTimeKey)}
            {talk::whole_refusal(view, form)}
            <p class="muted">{t.portal_more_time_lead(view.salesperson())}</p>
            <div class="field">
                <label for="f-wish">
                    {t.portal_more_time_remark()} " " <span class="faint">{t.portal_optional()}</span>
                </label>
                <textarea
                    class="input"
                    id="f-wish"
                    name="remark"
                    rows="2"
                    dir="auto"
                    maxlength=LONGEST_COMMENT.to_string()
                    aria-invalid=said.map(|_| "true")
                    aria-describedby=said.map(|_| "e-wish")
                    autofocus=said.is_some()
                    inner_html=words::escaped(&form.typed.remark)
                ></textarea>
                {field::refusal(view, "wish", said, None)}
            </div>
            <div class="field">
                <label class="check top">
                    <input
                        type="checkbox"
                        id="f-sure"
                        name="sure"
                        value="yes"
                        checked=form.typed.sure == "yes"
                        aria-required="true"
                        aria-invalid=unsure.map(|_| "true")
                        aria-describedby=unsure.map(|_| "e-sure")
                        autofocus=unsure.is_some()
                    />
                    <span>{t.portal_more_time_sure()}</span>
                </label>
                {field::refusal(view, "sure", unsure, Some(Refusal::TickNeeded))}
            </div>
            {field::submit("btn primary", None, t.portal_more_time(), t.portal_sending())}
        </form>
    }
    .into_any()
}
