//! The settings of teams: a table of what each takes, and the team that is edited in a drawer.
use super::{api::list_teams, form::TeamEditor};
use crate::i18n::use_t;
use crate::settings::SetPage;
use crate::ui::{Badge, Button, Empty, IconName, Table, Tone};
use domain::money::Currency;
use i18n::T;
use leptos::prelude::*;
use wire::teams::{TeamForm, TeamsView};

/// What the drawer edits: a team, none for a new one, and who can be in it.
#[derive(Clone)]
pub(super) struct Edited {
    pub(super) team: Option<TeamForm>,
    pub(super) people: Vec<(String, String)>,
    pub(super) currency: Currency,
}

/// The page.
#[component]
pub fn TeamsPage() -> impl IntoView {
    let t = use_t();
    SetPage {
        title: t.teams_title(),
        topic: "team",
        drawer: "team",
        blank: Edited { team: None, people: Vec::new(), currency: crate::frame::currency() },
        heading: |t, edited: &Edited| {
            edited.team.as_ref().map_or_else(|| t.teams_new().to_owned(), |team| team.fields.name.clone())
        },
        acts: Some(view! { <a class="btn" href="/assignment">{t.teams_give_now()}</a> }.into_any()),
        rows: |t, view, on_edit| view! { <Rows t view on_edit/> }.into_any(),
        form: |t, edited, open| view! { <TeamEditor t edited open/> }.into_any(),
    }
    .view(list_teams)
}

#[component]
fn Rows(t: T, view: TeamsView, on_edit: Callback<Edited>) -> impl IntoView {
    let TeamsView { teams, people, currency } = view;
    let people: Vec<(String, String)> = people.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    let head = move || {
        view! {
            <th scope="col">{t.teams_column_name()}</th>
            <th scope="col">{t.teams_column_takes()}</th>
            <th scope="col">{t.teams_column_members()}</th>
            <th scope="col">{t.teams_column_state()}</th>
        }
    };
    let row = |team: TeamForm| {
        let (tone, state) = match (team.retired, team.fields.assigns) {
            (true, _) => (Tone::Off, t.teams_retired()),
            (false, true) => (Tone::Positive, t.teams_by_rules()),
            (false, false) => (Tone::Plain, t.teams_by_hand()),
        };
        let takes = team.fields.assigns.then(|| i18n::assignment::rule(t, &team.fields.rule, currency));
        let names = team.names.join(", ");
        let (name, retired) = (team.fields.name.clone(), team.retired);
        let what = Edited { team: Some(team), people: people.clone(), currency };
        view! {
            <tr class=retired.then_some("dim")>
                <th scope="row" class="c-title"><button type="button" class="link" on:click=move |_| on_edit.run(what.clone())>{name}</button></th>
                <td class="c-sub">{takes}</td>
                <td>{names}</td>
                <td class="c-end"><Badge tone>{state}</Badge></td>
            </tr>
        }
    };
    let none = teams.is_empty();
    let rows = teams.into_iter().map(row).collect_view();
    let fresh = StoredValue::new(Edited { team: None, people, currency });
    view! {
        <section id="teams">
            <div class="row"><p class="muted t-13 prose">{t.teams_what()}</p><span class="push"></span>
                <Button small=true icon=IconName::Plus on_press=move |()| on_edit.run(fresh.get_value())>{t.teams_new()}</Button>
            </div>
            {if none {
                view! { <Empty small=true><p>{t.teams_none()}</p></Empty> }.into_any()
            } else {
                view! { <div class="card gap"><Table label=t.teams_title() cards=true head>{rows}</Table></div> }.into_any()
            }}
        </section>
    }
}
