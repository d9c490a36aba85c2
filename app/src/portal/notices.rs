//! What must be known before reading: done a moment ago, to be mended, or no longer to be answered.
use super::{icon, view::View, words};
use domain::{
    formats,
    quotes::recipient::{Act, Turn},
    refusal::FieldRefusal,
};
use leptos::prelude::*;
use wire::portal::{FormState, PortalNotice, PortalStanding};

/// Everything that stands above the letter.
pub(super) fn notices(view: &View<'_>) -> Option<AnyView> {
    let notices: Vec<AnyView> =
        [to_mend(view), done(view), standing(view), super::approve::turn(view)].into_iter().flatten().collect();
    (!notices.is_empty()).then(|| view! { <div class="stack notices">{notices}</div> }.into_any())
}

pub(super) fn banner(
    class: &'static str,
    role: Option<&'static str>,
    drawing: &'static str,
    bold: String,
    rest: AnyView,
) -> AnyView {
    view! {
        <div class=class role=role>
            {icon::icon(drawing)}
            <div>
                <b>{bold}</b>
                " "
                {rest}
            </div>
        </div>
    }
    .into_any()
}

/// A form came back: how much is to be mended, and where.
fn to_mend(view: &View<'_>) -> Option<AnyView> {
    let forms = &view.page.forms;
    fn of<C>(form: &FormState<C>, place: &'static str) -> Vec<(&'static str, FieldRefusal)> {
        form.refusals.iter().map(|refusal| (place, refusal.clone())).collect()
    }
    let said: Vec<(&'static str, FieldRefusal)> = [
        of(&forms.accept, "accept"),
        of(&forms.comment, "ask"),
        of(&forms.decline, "decline"),
        of(&forms.more_time, "more-time"),
        of(&forms.propose, "propose"),
        of(&forms.approve, "approve"),
        of(&forms.take_back, "take-back"),
        of(&forms.withdraw, "withdraw"),
    ]
    .concat();
    if said.is_empty() {
        return None;
    }
    let list: Vec<AnyView> = said
        .iter()
        .map(|(place, refusal)| {
            // A field's own refusal leads to the field, if this page still has the form.
            let there = match *place {
                "ask" => view.open() || view.page.may_comment,
                "propose" => view.open() && view.page.proposing,
                "approve" => view.may(Act::Approve),
                "take-back" => view.page.is_passing(),
                "withdraw" => view.page.may_withdraw(),
                "more-time" => matches!(view.page.standing, PortalStanding::Expired { asked: None, .. }),
                "decline" => view.may(Act::Decline),
                _ => view.may(Act::Sign),
            };
            let (field, label) = field(view.t, place, &refusal.field);
            let said = words::refusal(view.t, &refusal.refusal);
            let words = label.map_or_else(|| said.clone(), |label| view.t.portal_at_field(label, &said));
            if there {
                view! { <li><a href=field>{words}</a></li> }.into_any()
            } else {
                view! { <li>{words}</li> }.into_any()
            }
        })
        .collect();
    let rest = view! {
        {view.t.portal_kept()}
        <ul>{list}</ul>
    };
    Some(banner("banner danger", Some("alert"), "warn", view.t.portal_to_fix(said.len()), rest.into_any()))
}

/// Where a refused field stands on the page, and what it is called there.
fn field(t: i18n::T, place: &'static str, name: &str) -> (String, Option<&'static str>) {
    let (id, label) = match name {
        "delivery" => ("f-delivery", t.proposals_day()),
        "why" if place == "approve" => ("f-why-not", t.recipients_why()),
        "answer" => ("f-answer", t.recipients_answer()),
        "why" => ("f-why", t.proposals_why()),
        name if name.starts_with("quantity.") => return (format!("#f-{name}"), Some(t.proposals_column_quantity())),
        name if name.starts_with("price.") => return (format!("#f-{name}"), Some(t.proposals_price())),
        name if name.starts_with("out.") => return (format!("#f-{name}"), Some(t.proposals_column_out())),
        "name" if place == "withdraw" => ("f-withdraw-name", t.portal_name()),
        "email" => ("f-withdraw-email", t.regret_email()),
        "what" => ("f-what", t.regret_what()),
        "name" => ("f-name", t.portal_name()),
        "role" => ("f-role", t.portal_role()),
        "purchase_order" => ("f-purchase_order", t.portal_purchase_order()),
        "e_invoice" => ("f-e_invoice", t.parties_e_invoice()),
        "e_invoice_operator" => ("f-e_invoice_operator", t.portal_e_invoice_operator()),
        "typed" | "strokes" | "signature" | "method" => ("f-typed", t.portal_signature()),
        "consent" => return ("#f-consent".to_owned(), None),
        "reason" => ("f-reason", t.portal_reason()),
        "wish" => ("f-change", t.portal_decline_change()),
        "sure" => return ("#f-sure".to_owned(), None),
        "remark" if place == "more-time" => ("f-wish", t.portal_more_time_remark()),
        "remark" => ("f-remark", t.portal_remark()),
        "line" => ("f-line", t.portal_about()),
        "body" => ("f-body", t.portal_message()),
        _ => return (format!("#{place}"), None),
    };
    (format!("#{id}"), Some(label))
}

fn done(view: &View<'_>) -> Option<AnyView> {
    let t = view.t;
    match view.page.notice? {
        PortalNotice::Proposed => {
            let (bold, rest) = (t.proposals_sent(), t.proposals_sent_next(view.salesperson()));
            Some(banner("banner positive", Some("status"), "check", bold.to_owned(), rest.into_any()))
        }
        PortalNotice::MoreTimeAsked => {
            let (bold, rest) = (t.portal_more_time_sent(), t.portal_more_time_sent_next(view.salesperson()));
            Some(banner("banner positive", Some("status"), "check", bold.to_owned(), rest.into_any()))
        }
        PortalNotice::Withdrawn => {
            let (bold, rest) = (t.regret_withdrawn(), t.regret_withdrawn_mail());
            Some(banner("banner positive", Some("status"), "check", bold.to_owned(), rest.into_any()))
        }
        // An address that was opened again says nothing of an acceptance that came since.
        PortalNotice::TakenBack if matches!(view.page.standing, PortalStanding::Accepted { .. }) => None,
        PortalNotice::TakenBack => {
            let (bold, rest) = (t.regret_done(), t.regret_done_next(view.salesperson()));
            Some(banner("banner positive", Some("status"), "check", bold.to_owned(), rest.into_any()))
        }
        PortalNotice::Answered => {
            let (bold, rest) = (t.recipients_answered(), t.recipients_answered_next(view.salesperson()));
            Some(banner("banner positive", Some("status"), "check", bold.to_owned(), rest.into_any()))
        }
        PortalNotice::Elsewhere => {
            let signed =
                matches!(view.page.standing, PortalStanding::Accepted { .. }) || view.page.turn == Turn::Signed;
            signed.then(|| {
                let (bold, rest) = (t.portal_hand_over_done(), t.portal_hand_over_done_next());
                banner("banner positive", Some("status"), "check", bold.to_owned(), rest.into_any())
            })
        }
        PortalNotice::CommentSent => Some(banner(
            "banner positive",
            Some("status"),
            "check",
            t.portal_comment_sent().to_owned(),
            t.portal_comment_sent_next(view.salesperson()).into_any(),
        )),
    }
}

/// Why it cannot be answered now, and what to do.
fn standing(view: &View<'_>) -> Option<AnyView> {
    let (t, lang) = (view.t, view.lang);
    match &view.page.standing {
        PortalStanding::Open | PortalStanding::Accepted { .. } => None,
        PortalStanding::Superseded { valid_version, sent } => {
            let shown = view.content().version;
            let words = t.portal_superseded_next(shown, valid_version, formats::date(lang, sent.local.date()));
            let rest = view! {
                {words}
                " "
                <a class="link" href=view.path("")>
                    {t.portal_open_version(valid_version)}
                </a>
            };
            Some(banner("banner amber", None, "info", t.portal_superseded().to_owned(), rest.into_any()))
        }
        PortalStanding::Expired { on, .. } => Some(banner(
            "banner amber",
            None,
            "info",
            t.portal_expired(formats::date(lang, *on)),
            t.portal_expired_next(view.salesperson()).into_any(),
        )),
        PortalStanding::Declined { reason, remark, at } => {
            let reason = reason.map(|reason| t.portal_declined_reason(words::reason(t, reason)));
            let remark = (!remark.is_empty()).then(|| view! { <q dir="auto">{remark.clone()}</q> " " });
            let rest = view! {
                {reason}
                " "
                {remark}
                {t.portal_declined_next(view.salesperson())}
            };
            let bold = t.portal_declined(formats::date(lang, at.local.date()));
            Some(banner("banner", None, "info", bold, rest.into_any()))
        }
        PortalStanding::Cancelled { at } => {
            let bold = match at {
                Some(at) => t.portal_cancelled_at(formats::date(lang, at.local.date())),
                None => t.portal_cancelled().to_owned(),
            };
            Some(banner("banner", None, "info", bold, t.portal_cancelled_next(view.salesperson()).into_any()))
        }
    }
}

/// The versions that were sent, where there are several.
pub(super) fn versions(view: &View<'_>) -> Option<AnyView> {
    let versions = &view.page.versions;
    if versions.len() < 2 {
        return None;
    }
    let t = view.t;
    let rows: Vec<AnyView> = versions
        .iter()
        .map(|version| {
            let words = t.portal_version_of(version.number, formats::date(view.lang, version.sent.local.date()));
            if version.number == view.content().version {
                view! {
                    <li aria-current="true">
                        {words} ", " <span class="muted">{t.portal_version_shown()}</span>
                    </li>
                }
                .into_any()
            } else {
                view! {
                    <li>
                        <a class="link" href=format!("{}?version={}", view.path(""), version.number)>
                            {words}
                        </a>
                    </li>
                }
                .into_any()
            }
        })
        .collect();
    Some(
        view! {
            <section class="hang" id="versions">
                <h2>{t.portal_other_versions()}</h2>
                <ul class="versions">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}
