//! A person in their drawer: name, role, team; and the ways to switch them off, to let them in again, to hand on.
use super::{
    Above, Foot, SetForm, SetWords,
    api::{save_user, switch_user},
    users::{role_meaning, role_name},
};
use crate::{
    frame::use_me,
    ui::{Button, Field, Select, TextInput, use_toasts},
};
use domain::{actors::Role, refusal::FieldRefusal};
use i18n::T;
use leptos::prelude::*;
use wire::{
    settings::UserRow,
    shared::TeamRef,
    users::{SaveUser, SwitchUser, UserFields},
};

/// What was refused that is no field: the sentence above the fields.
pub(super) fn refused(t: T, refusals: &[FieldRefusal]) -> String {
    let at = |field: &str| refusals.iter().any(|one| one.field == field);
    match () {
        () if at("administrator") => t.users_last_administrator(),
        () if at("yourself") => t.users_yourself(),
        () if at("team") => t.users_team_needed(),
        () => t.users_look(),
    }
    .to_owned()
}

/// The form.
#[component]
pub(super) fn Person(
    /// The reader's texts.
    t: T,
    /// Who.
    person: UserRow,
    /// Teams to choose from.
    teams: Vec<TeamRef>,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
    /// Reads the settings again.
    reload: Callback<()>,
    /// Asks what becomes of what is theirs to do.
    on_ask: Callback<UserRow>,
) -> impl IntoView {
    let toasts = use_toasts();
    let form =
        SetForm::new(t, SetWords { stale: t.users_stale(), above: Above::Words(refused), foot: Foot::usual(t) }, open);
    let (id, version, active) = (person.id, person.version, person.active);
    let name = RwSignal::new(person.name.clone());
    let role = RwSignal::new(person.role.code().to_owned());
    // A team that is out of use is not among them: it has to be chosen anew.
    let own = person.team.filter(|own| teams.iter().any(|team| team.id == *own));
    let team = RwSignal::new(own.map(|team| team.to_string()).unwrap_or_default());
    let saving = Action::new(move |(): &()| {
        let fields = UserFields {
            name: name.get_untracked(),
            role: role.with_untracked(|role| Role::parse(role)).unwrap_or(person.role),
            team: team.with_untracked(|team| team.parse().ok()),
        };
        let command = SaveUser { key: form.key(), id, version, fields };
        async move {
            let answer = save_user(command).await;
            if answer.is_ok() {
                reload.run(());
            }
            form.answered(answer, t.users_saved());
        }
    });
    let called = StoredValue::new(person.name.clone());
    let letting = Action::new(move |(): &()| {
        let command = SwitchUser { key: form.key(), id, version, active: true };
        async move {
            match switch_user(command).await {
                Ok(_) => {
                    toasts.say(t.users_switched_on(called.get_value()));
                    open.set(false);
                    reload.run(());
                }
                Err(error) => form.refuse(error),
            }
        }
    });
    let mine = use_me().is_some_and(|me| me.id == id);
    let asked = StoredValue::new(person);
    let ask = move |()| {
        open.set(false);
        on_ask.run(asked.get_value());
    };
    let ways = match (active, mine) {
        (true, true) => view! { <p class="hint">{t.users_yourself()}</p> }.into_any(),
        (true, false) => view! { <p><Button on_press=ask>{t.users_switch_off()}</Button></p> }.into_any(),
        (false, _) => view! {
            <p class="row gap">
                <Button busy=letting.pending() busy_label=t.tags_saving() on_press=move |()| form.run(letting, ())>{t.users_switch_on()}</Button>
                <Button on_press=ask>{t.users_hand_on()}</Button>
            </p>
        }
        .into_any(),
    };
    let roles = Role::ALL.map(|role| (role.code().to_owned(), role_name(t, role).to_owned())).to_vec();
    let meaning =
        Signal::derive(move || role.with(|role| Role::parse(role)).map(|role| role_meaning(t, role).to_owned()));
    let none = (String::new(), t.settings_no_team().to_owned());
    let teams = teams.into_iter().map(|team| (team.id.to_string(), team.name));
    let teams: Vec<(String, String)> = std::iter::once(none).chain(teams).collect();
    view! {
        {form.banner()}
        <div class="stack">
            <Field id="person-name" label=t.settings_person_name() error=form.at("name")><TextInput value=name longest=100/></Field>
            <Field id="person-role" label=t.settings_column_role() hint=meaning error=form.at("role")>
                <Select value=role options=Signal::stored(roles)/>
            </Field>
            <Field id="person-team" label=t.settings_column_team() hint=t.users_team_what().to_owned() error=form.at("team")>
                <Select value=team options=Signal::stored(teams)/>
            </Field>
            {ways}
            {form.foot(saving)}
        </div>
    }
}
