//! The settings of mailboxes: a table with how reading each goes, and the one that is edited in a drawer.
use super::{api::list_mailboxes, mailbox::MailboxEditor};
use crate::i18n::use_t;
use crate::settings::SetPage;
use crate::ui::{Badge, Button, Empty, IconName, Table, Tone};
use domain::formats;
use i18n::T;
use leptos::prelude::*;
use wire::mailboxes::{MailboxForm, MailboxesView};

/// What the drawer edits: a mailbox, none for a new one, and whom it can be given to.
#[derive(Clone, Default)]
pub(super) struct Edited {
    pub(super) mailbox: Option<MailboxForm>,
    pub(super) teams: Vec<(String, String)>,
    pub(super) owners: Vec<(String, String)>,
}

/// The page.
#[component]
pub fn MailboxesPage() -> impl IntoView {
    let t = use_t();
    SetPage {
        title: t.mailboxes_title(),
        topic: "mailbox",
        drawer: "mailbox",
        blank: Edited::default(),
        heading: |t, edited: &Edited| {
            edited.mailbox.as_ref().map_or_else(|| t.mailboxes_new().to_owned(), |one| one.fields.name.clone())
        },
        acts: None,
        rows: |t, view, on_edit| view! { <Rows t view on_edit/> }.into_any(),
        form: |t, edited, open| view! { <MailboxEditor t edited open/> }.into_any(),
    }
    .view(list_mailboxes)
}

#[component]
fn Rows(t: T, view: MailboxesView, on_edit: Callback<Edited>) -> impl IntoView {
    let MailboxesView { mailboxes, teams, owners } = view;
    let teams: Vec<(String, String)> = teams.into_iter().map(|team| (team.id.to_string(), team.name)).collect();
    let owners: Vec<(String, String)> = owners.into_iter().map(|owner| (owner.id.to_string(), owner.name)).collect();
    let named = |all: &[(String, String)], id: Option<String>| {
        let found = id.and_then(|id| all.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()));
        found.unwrap_or_default()
    };
    let head = move || {
        view! {
            <th scope="col">{t.mailboxes_column_name()}</th>
            <th scope="col">{t.mailboxes_column_server()}</th>
            <th scope="col">{t.intake_column_team()}</th>
            <th scope="col">{t.intake_column_owner()}</th>
            <th scope="col">{t.mailboxes_column_state()}</th>
        }
    };
    let row = |one: MailboxForm| {
        let state = state(t, &one);
        let active = one.fields.active;
        let team = named(&teams, one.fields.team.map(|team| team.to_string()));
        let owner = named(&owners, one.fields.owner.map(|owner| owner.to_string()));
        let name = one.fields.name.clone();
        let server = if one.fields.fetched {
            format!("{} · {}", one.fields.server.host, one.fields.server.user)
        } else {
            t.mailboxes_only_posted().to_owned()
        };
        let what = Edited { mailbox: Some(one), teams: teams.clone(), owners: owners.clone() };
        view! {
            <tr class=(!active).then_some("dim")>
                <th scope="row"><button type="button" class="link" on:click=move |_| on_edit.run(what.clone())>{name}</button></th>
                <td>{server}</td>
                <td>{team}</td>
                <td>{owner}</td>
                <td>{state}</td>
            </tr>
        }
    };
    let none = mailboxes.is_empty();
    let rows = mailboxes.into_iter().map(row).collect_view();
    let fresh = StoredValue::new(Edited { mailbox: None, teams: teams.clone(), owners: owners.clone() });
    view! {
        <section id="mailboxes">
            <div class="row"><p class="muted t-13 prose">{t.mailboxes_what()}</p><span class="push"></span>
                <Button small=true icon=IconName::Plus on_press=move |()| on_edit.run(fresh.get_value())>{t.mailboxes_new()}</Button>
            </div>
            {if none {
                view! { <Empty small=true><p>{t.mailboxes_none()}</p></Empty> }.into_any()
            } else {
                view! { <div class="card gap"><Table label=t.mailboxes_title() head>{rows}</Table></div> }.into_any()
            }}
        </section>
    }
}

/// How it goes, in one cell: when it was read, or why it cannot be.
fn state(t: T, one: &MailboxForm) -> AnyView {
    let moment = |at: &domain::days::Stamp| formats::moment(t.lang(), t.figures(), at.local);
    let state = &one.state;
    if !one.fields.active {
        return view! { <Badge tone=Tone::Plain>{t.mailboxes_off()}</Badge> }.into_any();
    }
    if !one.fields.fetched {
        return view! { <Badge tone=Tone::Positive>{t.intake_in_use()}</Badge> }.into_any();
    }
    if state.failing {
        let tried = state.last_error.as_ref().map(|at| t.mailboxes_failed_at(moment(at)));
        return view! {
            <Badge tone=Tone::Danger icon=IconName::Alert>{t.mailboxes_failing()}</Badge>
            <p class="t-13">{i18n::mailboxes::trouble(t, &state.trouble)}</p>
            <p class="t-13 faint">{tried}</p>
        }
        .into_any();
    }
    match &state.last_ok {
        Some(at) => {
            let read = t.mailboxes_read_at(moment(at));
            view! { <Badge tone=Tone::Positive icon=IconName::Check>{read}</Badge> }.into_any()
        }
        None => view! { <Badge tone=Tone::Amber icon=IconName::Clock>{t.mailboxes_not_read_yet()}</Badge> }.into_any(),
    }
}
