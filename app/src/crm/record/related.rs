//! What belongs to the record: quotations, the contact person, files.
use crate::{
    crm::merge::Duplicates,
    i18n::use_t,
    quotes::{FileList, QuoteBadge},
    ui::{Avatar, Icon, IconName, Size},
};
use domain::{formats, quotes::state::QuoteState};
use leptos::prelude::*;
use wire::{crm::OpportunityView, quotes::QuoteRow};

/// The panels at the right.
#[component]
pub(super) fn Related(view: RwSignal<OpportunityView>) -> impl IntoView {
    let t = use_t();
    let quotes = Memo::new(move |_| view.with(|view| view.quotes.clone()));
    let party = Memo::new(move |_| view.with(|view| view.party.clone()));
    let files = Memo::new(move |_| view.with(|view| view.files.clone()));
    view! {
        <section class="panel" aria-labelledby="quotations">
            <header><h2 id="quotations">{t.crm_quotations()}</h2></header>
            {move || {
                let quotes = quotes.get();
                if quotes.is_empty() {
                    view! { <p class="faint t-13">{t.crm_no_quotations()}</p> }.into_any()
                } else {
                    view! { <ul class="rel">{quotes.into_iter().map(|row| view! { <Quotation row/> }).collect_view()}</ul> }.into_any()
                }
            }}
        </section>
        {move || party.get().map(|party| view! {
            <section class="panel" aria-labelledby="customer">
                <header><h2 id="customer">{t.crm_customer()}</h2></header>
                <div class="person">
                    <Avatar name=party.name.clone() org=true size=Size::Md silent=true/>
                    <a href=format!("/customers/{}", party.id)>{party.name}</a>
                </div>
            </section>
        })}
        <Duplicates view/>
        <section class="panel" aria-labelledby="people">
            <header><h2 id="people">{t.crm_people()}</h2></header>
            <Contact view/>
        </section>
        <section class="panel" aria-labelledby="files">
            <header><h2 id="files">{t.crm_files()}</h2></header>
            {move || {
                let files = files.get();
                if files.is_empty() {
                    view! { <p class="faint t-13">{t.crm_no_files()}</p> }.into_any()
                } else {
                    view! { <FileList t files/> }.into_any()
                }
            }}
        </section>
    }
}

/// One quotation.
#[component]
fn Quotation(row: QuoteRow) -> impl IntoView {
    let t = use_t();
    let href = format!("/quotations/{}", row.id);
    let version = row.sent_version.unwrap_or(row.draft_version);
    let end = match (row.state, row.valid_until) {
        (QuoteState::Draft, _) => view! { <a class="push link" href=href.clone()>{t.crm_continue()}</a> }.into_any(),
        (QuoteState::Sent | QuoteState::Expired, Some(day)) => {
            view! { <span class="push faint">{t.crm_until(formats::date_short(t.lang(), day))}</span> }.into_any()
        }
        _ => ().into_any(),
    };
    let net = t.crm_net(formats::money(t.figures(), row.net.value, &row.net.currency));
    view! {
        <li>
            <div class="row">
                <a href=href><b>{row.number.clone()}</b></a>
                <span class="faint">{t.crm_version(version)}</span>
                <span class="push"><QuoteBadge row/></span>
            </div>
            <div class="row"><span class="muted">{net}</span>{end}</div>
        </li>
    }
}

/// The contact person, and how to reach them.
#[component]
fn Contact(view: RwSignal<OpportunityView>) -> impl IntoView {
    let t = use_t();
    let facts =
        Memo::new(move |_| view.with(|view| (view.contact_name.clone(), view.email.clone(), view.phone.clone())));
    move || {
        let (name, email, phone) = facts.get();
        if name.is_empty() && email.is_empty() && phone.is_empty() {
            return view! { <p class="faint t-13">{t.crm_no_people()}</p> }.into_any();
        }
        let shown = if name.is_empty() { if email.is_empty() { phone.clone() } else { email.clone() } } else { name };
        let call = (!phone.is_empty()).then(|| {
            let number: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            view! {
                <a class="btn ghost icon sm" href=format!("tel:{number}") aria-label=t.crm_call(&shown) title=phone.clone()>
                    <Icon name=IconName::Phone/>
                </a>
            }
        });
        let write = (!email.is_empty()).then(|| view! {
            <a class="btn ghost icon sm" href=format!("mailto:{email}") aria-label=t.crm_write(&shown) title=email.clone()>
                <Icon name=IconName::Mail/>
            </a>
        });
        view! {
            <div class="person">
                <Avatar name=shown.clone() size=Size::Md silent=true/>
                <b class="cut">{shown.clone()}</b>
                <span class="row tight">{call}{write}</span>
            </div>
        }
        .into_any()
    }
}
