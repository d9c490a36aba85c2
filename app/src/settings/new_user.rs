//! The dialog that adds a user.
use super::{
    api::add_user,
    users::{role_meaning, role_name},
};
use crate::i18n::use_t;
use crate::sheet::{ChoiceLine, Sheet, TextLine, text};
use crate::ui::{Banner, Button, Dialog, IconName, Look, Tone, use_toasts};
use domain::{actors::Role, parties::email::Email, refusal::Refusal};
use leptos::prelude::*;
use uuid::Uuid;
use wire::{
    problem::Problem,
    settings::AddUser,
    shared::{IdempotencyKey, TeamRef},
};

/// Name, address, role, team; what was typed stays until somebody was added.
#[component]
pub(super) fn NewUser(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Teams to choose from.
    teams: Signal<Vec<TeamRef>>,
    /// Reads the settings again.
    reload: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let sheet = Sheet::new("user", empty(), check);
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let adding = Action::new(move |command: &AddUser| {
        let command = command.clone();
        async move {
            let name = command.name.clone();
            match add_user(command).await {
                Ok(_) => {
                    key.set_value(IdempotencyKey(Uuid::new_v4()));
                    sheet.fill(&empty());
                    open.set(false);
                    toasts.say(t.settings_added(name));
                    reload.run(());
                }
                Err(error) => {
                    let said = error.sentence(t);
                    let elsewhere = match error.0 {
                        // Nobody was added: other fields make another command, which needs a key of its own.
                        Problem::Refused { refusals } => {
                            key.set_value(IdempotencyKey(Uuid::new_v4()));
                            !sheet.refuse(refusals).is_empty()
                        }
                        _ => true,
                    };
                    wrong.set(elsewhere.then_some(said));
                    sheet.focus_first_wrong();
                }
            }
        }
    });
    let add = move |()| {
        wrong.set(None);
        if adding.pending().get_untracked() {
            return;
        }
        if !sheet.check_all() {
            sheet.focus_first_wrong();
            return;
        }
        let values = sheet.values();
        adding.dispatch(AddUser {
            key: key.get_value(),
            name: text(&values, "name").to_owned(),
            email: text(&values, "email").to_owned(),
            role: Role::parse(text(&values, "role")).unwrap_or(Role::Seller),
            team: text(&values, "team").parse().ok(),
        });
    };
    let on_leave = Callback::new(move |code: &'static str| {
        sheet.check(code);
    });
    let roles = Role::ALL.map(|role| (role.code().to_owned(), role_name(t, role).to_owned())).to_vec();
    let team_options = Signal::derive(move || {
        let none = (String::new(), t.settings_no_team().to_owned());
        let teams = teams.get().into_iter().map(|team| (team.id.to_string(), team.name));
        std::iter::once(none).chain(teams).collect::<Vec<_>>()
    });
    let role = sheet.text("role");
    let meaning = move || role.with(|role| Role::parse(role)).map(|role| role_meaning(t, role));
    view! {
        <Dialog
            id="new-user"
            open
            title=t.settings_add_user()
            lead=Some(t.settings_add_user_what().to_owned())
            on_submit=add
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.settings_not_now()}</Button>
                <Button look=Look::Primary submit=true busy=adding.pending() busy_label=t.settings_adding()>
                    {t.settings_add_user()}
                </Button>
            }
        >
            <div class="stack">
                {move || wrong.get().map(|wrong| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner>
                })}
                <TextLine sheet code="name" label=t.settings_person_name() on_leave/>
                <TextLine sheet code="email" label=t.settings_email() kind="email" on_leave/>
                <ChoiceLine sheet code="role" label=t.settings_column_role() options=roles.clone() on_leave/>
                <p class="hint">{meaning}</p>
                <ChoiceLine sheet code="team" label=t.settings_column_team() options=team_options on_leave/>
            </div>
        </Dialog>
    }
}

fn empty() -> crate::sheet::Values {
    vec![
        ("name", String::new()),
        ("email", String::new()),
        ("role", Role::Seller.code().to_owned()),
        ("team", String::new()),
    ]
}

fn check(code: &str, typed: &str) -> Result<(), Refusal> {
    match code {
        "name" if typed.trim().is_empty() => Err(Refusal::Required),
        "email" => Email::parse(typed).map(drop),
        _ => Ok(()),
    }
}
