//! The settings of teams: a table of what each takes, and the team that is edited in a drawer.
use super::{api::list_teams, form::TeamEditor};
use crate::i18n::use_t;
use crate::ui::{Badge, Banner, Button, Drawer, Empty, IconName, Skeleton, Table, Tone};
use domain::money::Currency;
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
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
    let found = Resource::new(|| (), |()| list_teams());
    crate::live::on_change("team", None, move || found.refetch());
    // The drawer belongs to the page: what is typed in it stays when somebody else's change draws the table anew.
    let open = RwSignal::new(false);
    let edited = RwSignal::new(Edited { team: None, people: Vec::new(), currency: crate::frame::currency() });
    let edit = Callback::new(move |what| {
        edited.set(what);
        open.set(true);
    });
    let title = Signal::derive(move || {
        edited.with(|edited| {
            edited.team.as_ref().map_or_else(|| t.teams_new().to_owned(), |team| team.fields.name.clone())
        })
    });
    view! {
        <Title text=t.teams_title()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.prices_path()><a href="/settings">{t.settings_settings()}</a><span>"/"</span></nav>
            <h1>{t.teams_title()}</h1>
            <span class="push"></span>
            <a class="btn" href="/assignment">{t.teams_give_now()}</a>
        </header>
        <div class="setview one">
            <div class="rules">
                <Transition fallback=move || view! { <Skeleton rows=6/> }>
                    {move || Suspend::new(async move {
                        match found.await {
                            Ok(view) => view! { <Rows t view on_edit=edit/> }.into_any(),
                            Err(error) => view! {
                                <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                            }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </div>
        <Drawer id="team" open=open title>
            <TeamEditor t edited=edited.get_untracked() open/>
        </Drawer>
    }
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
