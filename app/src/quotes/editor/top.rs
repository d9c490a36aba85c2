//! The head of the page: number, versions, how saving stands, preview, and what else can be done.
use super::{autosave::Standing, cancel::CancelDialog, copy::duplicate, desk::Desk, template_dialog::TemplateDialog};
use crate::{
    quotes::{badge::StateBadge, problem_words},
    templates::{SaveAs, may_change},
    ui::{Icon, IconName, Look, Menu, MenuItem, MenuLink, MenuRule, use_toasts},
};
use domain::{
    formats,
    quotes::state::{QuoteEvent, QuoteState},
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use rust_decimal::Decimal;

/// The head.
#[component]
pub fn Top() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let (toasts, navigate) = (use_toasts(), StoredValue::new(use_navigate()));
    let (cancelling, keeping, applying) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let pdf = move || format!("/quotations/{}/pdf", desk.id);
    let number = desk.view.with_untracked(|view| view.number.clone());
    let state = Memo::new(move |_| desk.view.with(|view| view.state));
    let opportunity = desk.view.with_untracked(|view| view.opportunity.clone());
    let party = Memo::new(move |_| desk.view.with(|view| (view.party.id, view.party.name.clone())));
    let can_cancel = Signal::derive(move || !state.get().allows(QuoteEvent::Cancel));
    view! {
        <header class="top">
            <nav class="crumb wide" aria-label=t.quotes_crumb()><a href="/quotations">{t.quotes_title()}</a><span aria-hidden="true">"/"</span></nav>
            <h1>{number}</h1>
            <Versions/>
            <Changed/>
            {move || (state.get() != QuoteState::Draft).then(|| view! { <span class="wide"><StateBadge view=desk.view/></span> })}
            <span class="push"></span>
            <super::presence::AlsoHere/>
            <Saved/>
            <a class="btn wide" href=pdf target="_blank" rel="noopener"><Icon name=IconName::Eye/>{t.quotes_preview()}</a>
            <Menu id="quote-more" label=t.quotes_more() look=Look::Normal>
                <MenuLink href=pdf() icon=IconName::Eye>{t.quotes_preview_pdf()}</MenuLink>
                <MenuLink href=format!("/quotations/{}/content", desk.id) icon=IconName::Document>{t.content_title()}</MenuLink>
                {opportunity.map(|opportunity| view! {
                    <MenuLink href=format!("/opportunities/{}", opportunity.id) icon=IconName::Board>{t.quotes_open_opportunity(opportunity.title)}</MenuLink>
                })}
                {move || {
                    let (id, name) = party.get();
                    view! { <MenuLink href=format!("/customers/{id}") icon=IconName::People>{t.quotes_open_customer(name)}</MenuLink> }
                }}
                <MenuItem icon=IconName::Copy on_press=move |()| duplicate(desk, toasts, navigate.get_value())>{t.quotes_copy()}</MenuItem>
                <MenuItem icon=IconName::Document disabled=desk.closed on_press=move |()| applying.set(true)>{t.templates_apply()}</MenuItem>
                {may_change().then(|| view! {
                    <MenuItem icon=IconName::Document on_press=move |()| keeping.set(true)>{t.templates_save_as()}</MenuItem>
                })}
                <MenuRule/>
                <MenuItem icon=IconName::Cross danger=true disabled=can_cancel on_press=move |()| cancelling.set(true)>{t.quotes_cancel_ask()}</MenuItem>
            </Menu>
        </header>
        <CancelDialog open=cancelling/>
        <TemplateDialog open=applying/>
        <SaveAs open=keeping quote=desk.id title=Signal::derive(move || desk.head.title.get())/>
    }
}

/// Every version that was sent, and the working one.
#[component]
fn Versions() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let versions = Memo::new(move |_| {
        desk.view.with(|view| {
            let mut sent: Vec<u32> = view.versions.iter().map(|version| version.number).collect();
            sent.sort_unstable();
            (sent, view.draft_version, view.sent_version)
        })
    });
    view! {
        <div class="seg sm" role="group" aria-label=t.quotes_versions()>
            {move || {
                let (sent, draft, with_customer) = versions.get();
                let drafted = !sent.contains(&draft);
                let hidden = sent.len().saturating_sub(3);
                let links = sent.iter().skip(hidden).map(|number| {
                    let current = Some(*number) == with_customer;
                    let words = if current { t.quotes_version_sent(number) } else { t.quotes_version_short(number) };
                    let class = (!current || drafted).then_some("wide");
                    let href = format!("/quotations/{}/pdf?version={number}", desk.id);
                    view! {
                        <a href=href target="_blank" rel="noopener" class=class aria-current=(current && !drafted).then_some("true")>{words}</a>
                    }
                });
                view! {
                    {links.collect_view()}
                    {drafted.then(|| view! { <span aria-current="true">{t.quotes_version_draft(draft)}</span> })}
                }
            }}
        </div>
    }
}

/// The way to what changed since the customer's version, with what it does to the net.
#[component]
fn Changed() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let before = Memo::new(move |_| {
        desk.view.with(|view| {
            let last = view.versions.first()?;
            // Of one version alone there is nothing to tell.
            (view.unsent_changes || view.versions.len() > 1).then_some((last.net.value, view.unsent_changes))
        })
    });
    let words = move |before: Decimal, draft: bool| {
        let by = desk.sums.with(|sums| sums.totals.net) - before;
        match draft && !by.is_zero() {
            true if by > Decimal::ZERO => format!("+{}", formats::money(t.figures(), by, &desk.currency)),
            true => formats::money(t.figures(), by, &desk.currency),
            false => t.versions_title().to_owned(),
        }
    };
    move || {
        before.get().map(|(before, draft)| {
            view! {
                <a class="chip diff" href=format!("/quotations/{}/versions", desk.id) title=t.versions_title()>
                    <span class="sr">{t.versions_title()}" "</span>{words(before, draft)}
                </a>
            }
        })
    }
}

/// How saving stands, in words.
#[component]
fn Saved() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let saver = desk.saver;
    let wrong = Memo::new(move |_| desk.sums.with(|sums| sums.wrong) + desk.head.wrong());
    let words = move || match saver.standing.get() {
        Standing::Saved if wrong.get() > 0 => t.quotes_saved_but(wrong.get()),
        Standing::Saved => t.quotes_saved(formats::time(t.figures(), saver.saved.get().local)),
        Standing::Waiting | Standing::Saving => t.quotes_saving().to_owned(),
        Standing::Offline => t.quotes_offline().to_owned(),
        Standing::Conflict => t.quotes_conflict_short().to_owned(),
        Standing::Stopped => match saver.problem.get() {
            Some(problem) => problem_words(t, &problem),
            None => t.quotes_saved_but(wrong.get()),
        },
    };
    let class = move || match saver.standing.get() {
        Standing::Offline => "saved waits",
        Standing::Conflict | Standing::Stopped => "saved bad",
        Standing::Saved if wrong.get() > 0 => "saved bad",
        _ => "saved",
    };
    let icon = move || match saver.standing.get() {
        Standing::Offline => IconName::Offline,
        Standing::Conflict | Standing::Stopped => IconName::Alert,
        Standing::Saved if wrong.get() > 0 => IconName::Alert,
        Standing::Saved => IconName::Check,
        Standing::Waiting | Standing::Saving => IconName::Refresh,
    };
    view! {
        <span class=class role="status">
            {move || (!desk.closed.get()).then(|| view! { <Icon name=icon()/> <span>{words}</span> })}
        </span>
    }
}
