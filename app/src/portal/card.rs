//! The decision: a card beside the letter, and a bar at the foot of a phone.
use super::{icon, propose, sums::around, talk, view::View, withdraw, words};
use domain::quotes::recipient::Act;
use leptos::prelude::*;
use wire::portal::PortalStanding;

/// The card: what it comes to and what can be done now.
pub(super) fn card(view: &View<'_>) -> AnyView {
    let t = view.t;
    let label = match view.page.standing {
        PortalStanding::Accepted { .. } => t.portal_order(),
        _ => t.portal_decide(),
    };
    view! {
        <aside class="decide" id="decide" aria-label=label>
            {sum(view)}
            {acts(view)}
        </aside>
    }
    .into_any()
}

/// Net first for a business, gross first for a person.
fn sum(view: &View<'_>) -> AnyView {
    let (t, totals) = (view.t, &view.content().totals);
    let (key, big, amount) = if view.business() {
        ("net", t.portal_net(), totals.net)
    } else {
        ("gross", t.portal_gross_vat(), totals.gross)
    };
    let rest = if view.business() {
        [("tax", t.portal_vat(), totals.tax), ("gross", t.portal_gross(), totals.gross)]
    } else {
        [("tax", t.portal_vat_within(), totals.tax), ("net", t.portal_net(), totals.net)]
    };
    let order = match &view.page.standing {
        PortalStanding::Accepted { facts } => Some(view! {
            <dt>{t.portal_order()}</dt>
            <dd>{facts.order_number.clone()}</dd>
        }),
        _ => None,
    };
    view! {
        <div aria-live=view.choosing.as_ref().map(|_| "polite")>
            <small class="muted">{big}</small>
            <p class="sum" data-total=key>{view.money(amount)}</p>
        </div>
        <dl class="rest">
            {rest
                .map(|(key, what, amount)| {
                    view! {
                        <dt>{what}</dt>
                        <dd data-total=key>{view.money(amount)}</dd>
                    }
                })
                .into_iter()
                .collect_view()} {order}
        </dl>
    }
    .into_any()
}

fn acts(view: &View<'_>) -> AnyView {
    let (t, version) = (view.t, view.content().version);
    let hash = view.short_hash();
    let unsigned = view.content().unsigned;
    match &view.page.standing {
        PortalStanding::Open => view! {
            {decide(view, t.portal_accept())}
            {ask(view, t.portal_ask())}
            {view.may(Act::Negotiate).then(|| propose::button(view))}
            {talk::waiting(view, true)}
            {view
                .may(Act::Decline)
                .then(|| {
                    view! {
                        <a class="btn ghost" href="#decline">
                            {t.portal_decline()}
                        </a>
                    }
                })}
            {seal("lock", if unsigned { t.portal_bound(version, hash) } else { t.portal_seal(version, hash) })}
            {withdraw::link(view)}
        }
        .into_any(),
        PortalStanding::Superseded { valid_version, .. } => view! {
            <a class="btn primary" href=view.path("")>
                {t.portal_open_version(valid_version)}
            </a>
        }
        .into_any(),
        PortalStanding::Expired { .. } => view! {
            <a class="btn primary" href="#more-time">
                {t.portal_more_time()}
            </a>
            {ask(view, t.portal_ask())}
            {call(view)}
        }
        .into_any(),
        PortalStanding::Accepted { facts } => {
            let file = facts.signed_file_ready.then(|| {
                view! {
                    <a class="btn primary" href=signed(view)>
                        {icon::icon("dl")}
                        {if unsigned { t.portal_download_accepted() } else { t.portal_download_signed() }}
                    </a>
                }
            });
            view! {
                {file}
                {ask(view, t.portal_ask())}
                {withdraw::link(view)}
                {seal("shield", if unsigned { t.portal_bound_done(version, hash) } else { t.portal_seal_done(version, hash) })}
            }
            .into_any()
        }
        PortalStanding::Declined { .. } | PortalStanding::Cancelled { .. } => view! {
            {ask(view, t.portal_ask())}
            {call(view)}
        }
        .into_any(),
    }
}

/// The way to the form that the reader is asked to fill in: to sign, or to approve.
fn decide(view: &View<'_>, sign: &'static str) -> Option<AnyView> {
    if view.may(Act::Sign) {
        let link = view! {
            <a class="btn primary" href="#accept" data-open="">
                {sign}
            </a>
        };
        return Some(link.into_any());
    }
    view.may(Act::Approve).then(|| {
        view! {
            <a class="btn primary" href="#approve">
                {view.t.recipients_approve()}
            </a>
        }
        .into_any()
    })
}

/// Where the signed file is fetched.
pub(super) fn signed(view: &View<'_>) -> String {
    view.path("/pdf?signed=1")
}

fn ask(view: &View<'_>, words: &'static str) -> Option<AnyView> {
    view.page.may_comment.then(|| {
        view! {
            <a class="btn" href="#ask">
                {icon::icon("ask")}
                {words}
            </a>
        }
        .into_any()
    })
}

/// A call to the salesperson, else to the company.
fn call(view: &View<'_>) -> Option<AnyView> {
    let content = view.content();
    let phone =
        [&content.salesperson.phone, &content.seller.phone].into_iter().find(|phone| !phone.trim().is_empty())?;
    let link = words::telephone(phone)?;
    let name = view.t.portal_call(view.salesperson(), phone);
    Some(
        view! {
            <a class="btn" href=link aria-label=name>
                {icon::icon("phone")}
                {phone.clone()}
            </a>
        }
        .into_any(),
    )
}

fn seal(name: &'static str, words: String) -> AnyView {
    view! {
        <p class="seal">
            {icon::icon(name)}
            <span>{words}</span>
        </p>
    }
    .into_any()
}

/// The bar of a phone: the sum and the way to accept, while the card is out of sight.
pub(super) fn bar(view: &View<'_>) -> Option<AnyView> {
    let (sign, approve) = (view.may(Act::Sign), view.may(Act::Approve));
    if !sign && !approve {
        return None;
    }
    let (t, totals) = (view.t, &view.content().totals);
    let figure = |key: &'static str, amount| view! { <span data-total=key>{view.money(amount)}</span> }.into_any();
    let (net, gross) = (figure("net", totals.net), figure("gross", totals.gross));
    let (big, small) = if view.business() {
        (net, around(|gross| t.portal_incl_vat(gross), gross))
    } else {
        (gross, around(|net| t.portal_excl_vat(net), net))
    };
    let link = if sign {
        view! {
            <a class="btn primary push" href="#accept" data-open="">
                {t.portal_accept_short()}
            </a>
        }
        .into_any()
    } else {
        view! {
            <a class="btn primary push" href="#approve">
                {t.recipients_approve()}
            </a>
        }
        .into_any()
    };
    Some(
        view! {
            <div class="sticky" id="bar" role="region" aria-label=t.portal_total()>
                <div>
                    <b>{big}</b>
                    <small>{small}</small>
                </div>
                {link}
            </div>
        }
        .into_any(),
    )
}
