//! Who may sign in, in which role; and the teams.
use super::{new_user::NewUser, person::Person, switch_off::SwitchOff};
use crate::i18n::use_t;
use crate::ui::{Avatar, Badge, Button, Drawer, IconName, Size, Table, Tone};
use domain::actors::Role;
use i18n::T;
use leptos::prelude::*;
use wire::settings::{SettingsView, UserRow};

/// The table of users, each opening in a drawer, with the button for a new one.
#[component]
pub(super) fn Users(
    /// The settings.
    #[prop(into)]
    view: Signal<SettingsView>,
    /// Reads the settings again.
    reload: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let open = RwSignal::new(false);
    // Drawer and dialog belong to the section: what is typed in them stays when the table is drawn anew.
    let (changing, asking) = (RwSignal::new(false), RwSignal::new(false));
    let person = RwSignal::new(None::<UserRow>);
    let on_open = Callback::new(move |user: UserRow| {
        person.set(Some(user));
        changing.set(true);
    });
    let on_ask = Callback::new(move |user: UserRow| {
        person.set(Some(user));
        asking.set(true);
    });
    let heading =
        Signal::derive(move || person.with(|person| person.as_ref().map(|one| one.name.clone())).unwrap_or_default());
    let head = move || {
        view! {
            <th scope="col">{t.settings_column_name()}</th>
            <th scope="col">{t.settings_column_email()}</th>
            <th scope="col">{t.settings_column_role()}</th>
            <th scope="col">{t.settings_column_team()}</th>
            <th scope="col">{t.settings_column_state()}</th>
        }
    };
    let teams = Signal::derive(move || view.with(|view| view.teams.clone()));
    view! {
        <section id="users">
            <h2>{t.settings_users()}<small>{t.settings_users_what()}</small></h2>
            <div class="stack">
            {move || view.with(|view| {
                let rows: Vec<_> = view.users.iter().map(|user| (user.clone(), team_name(view, user))).collect();
                view! {
                    <div class="card"><Table label=t.settings_users() cards=true head>
                        {rows.into_iter().map(|(user, team)| view! { <User t user team on_open/> }).collect_view()}
                    </Table></div>
                }
            })}
                <p><Button icon=IconName::Plus on_press=move |()| open.set(true)>{t.settings_add_user()}</Button></p>
            </div>
        </section>
        <NewUser open teams reload/>
        <Drawer id="person" open=changing title=heading>
            {move || person.get_untracked().map(|person| view! {
                <Person t person teams=teams.get_untracked() open=changing reload on_ask/>
            })}
        </Drawer>
        <SwitchOff open=asking person reload/>
    }
}

fn team_name(view: &SettingsView, user: &UserRow) -> String {
    let team = user.team.and_then(|id| view.teams.iter().find(|team| team.id == id));
    team.map(|team| team.name.clone()).unwrap_or_default()
}

#[component]
fn User(t: T, user: UserRow, team: String, on_open: Callback<UserRow>) -> impl IntoView {
    let whole = user.clone();
    let state = if user.active {
        view! { <Badge tone=Tone::Positive icon=IconName::Check>{t.settings_active()}</Badge> }
    } else {
        view! { <Badge tone=Tone::Off icon=IconName::Lock>{t.settings_inactive()}</Badge> }
    };
    view! {
        <tr class=(!user.active).then_some("dim")>
            <th scope="row" class="c-title">
                <span class="row">
                    <Avatar name=user.name.clone() silent=true size=Size::Xs/>
                    <button type="button" class="link" on:click=move |_| on_open.run(whole.clone())>{user.name}</button>
                </span>
            </th>
            <td class="c-sub">{user.email}</td>
            <td class="c-note">{role_name(t, user.role)}</td>
            <td>{team}</td>
            <td>{state}</td>
        </tr>
    }
}

/// A role in the reader's language.
pub(super) fn role_name(t: T, role: Role) -> &'static str {
    match role {
        Role::Seller => t.settings_role_seller(),
        Role::TeamSeller => t.settings_role_team_seller(),
        Role::Manager => t.settings_role_manager(),
        Role::Administrator => t.settings_role_administrator(),
    }
}

/// What a role may do, as one sentence.
pub(super) fn role_meaning(t: T, role: Role) -> &'static str {
    match role {
        Role::Seller => t.settings_role_seller_what(),
        Role::TeamSeller => t.settings_role_team_seller_what(),
        Role::Manager => t.settings_role_manager_what(),
        Role::Administrator => t.settings_role_administrator_what(),
    }
}

/// The teams, with how many people are in each.
#[component]
pub(super) fn Teams(
    /// The settings.
    #[prop(into)]
    view: Signal<SettingsView>,
) -> impl IntoView {
    let t = use_t();
    let head = move || {
        view! {
            <th scope="col">{t.settings_column_team()}</th>
            <th scope="col" class="num">{t.settings_column_people()}</th>
        }
    };
    view! {
        <section id="teams">
            <h2>{t.settings_teams()}<small><a href="/settings/teams">{t.settings_teams_edit()}</a></small></h2>
            <div>
            {move || view.with(|view| {
                if view.teams.is_empty() {
                    return view! { <p class="faint t-13">{t.settings_no_teams()}</p> }.into_any();
                }
                let row = |team: &wire::shared::TeamRef| {
                    let people = view.users.iter().filter(|user| user.active && user.team == Some(team.id)).count();
                    view! { <tr><th scope="row">{team.name.clone()}</th><td class="num">{people}</td></tr> }
                };
                let rows: Vec<_> = view.teams.iter().map(row).collect();
                view! { <div class="card"><Table label=t.settings_teams() head>{rows}</Table></div> }.into_any()
            })}
            </div>
        </section>
    }
}
