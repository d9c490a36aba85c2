//! A team in its drawer: its name and place, what it takes, its members.
use super::{
    api::{retire_team, save_team},
    member::{Member, Row, whole},
    page::Edited,
    rule::{RuleFields, Typed, refused_at},
};
use crate::{
    ui::{Banner, Button, Check, Field, IconName, Look, NumberInput, Select, TextInput, Tone, use_toasts},
    wire::AppError,
};
use domain::{
    crm::assign::{
        rule::Rule,
        turn::{Turn, Wish},
    },
    ids::{TeamId, UserId},
    refusal::{FieldRefusal, Refusal},
};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    problem::Problem,
    shared::IdempotencyKey,
    teams::{MemberFields, RetireTeam, SaveTeam, TeamFields, USUAL_CAPACITY},
};

/// The form.
#[component]
pub(super) fn TeamEditor(
    /// The reader's texts.
    t: T,
    /// What is edited.
    edited: Edited,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    let Edited { team, people, currency } = edited;
    let known = team.as_ref().map(|team| (team.id, team.version, team.retired));
    let (first, names) = team.map_or_else(|| (blank(), Vec::new()), |team| (team.fields, team.names));
    let name = RwSignal::new(first.name.clone());
    let position = RwSignal::new(Some(Decimal::from(first.position)));
    let assigns = RwSignal::new(first.assigns);
    let turn = RwSignal::new(first.turn.code().to_owned());
    let rule = Typed::new(&first.rule);
    let rows: Vec<Row> = first.members.iter().zip(names).map(|(member, name)| Row::new(member, name)).collect();
    let rows = RwSignal::new(rows);
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let fields = move || TeamFields {
        name: name.get(),
        position: whole(position.get()),
        assigns: assigns.get(),
        turn: turn.with(|code| Turn::parse(code)).unwrap_or_default(),
        rule: rule.rule(),
        members: rows.get().into_iter().map(Row::fields).collect(),
    };
    let refuse = move |error: AppError| {
        if error.is_stale() {
            wrong.set(Some(t.teams_stale().to_owned()));
            return;
        }
        let said = error.sentence(t);
        let Problem::Refused { refusals } = error.0 else {
            wrong.set(Some(said));
            return;
        };
        // Nothing was kept: other fields make another command, which needs a key of its own.
        key.set_value(IdempotencyKey(Uuid::new_v4()));
        wrong.set(Some(hanging(t, &refusals).unwrap_or_else(|| t.teams_look().to_owned())));
        refused.set(refusals);
    };
    let saving = Action::new(move |(): &()| {
        let (id, version) = known.map_or((None, 0), |(id, version, _)| (Some(id), version));
        let command = SaveTeam { key: key.get_value(), id, version, fields: untrack(fields) };
        async move {
            match save_team(command).await {
                Ok(_) => {
                    toasts.say(t.teams_saved());
                    open.set(false);
                }
                Err(error) => refuse(error),
            }
        }
    });
    let save = move |()| {
        wrong.set(None);
        refused.set(Vec::new());
        saving.dispatch(());
    };
    let retiring = Action::new(move |command: &RetireTeam| {
        let command = command.clone();
        async move {
            let retired = command.retired;
            match retire_team(command).await {
                Ok(saved) => {
                    let back = RetireTeam { id: saved.id, version: saved.version, retired: !retired };
                    let words = if retired { t.teams_retired_now() } else { t.teams_restored_now() };
                    toasts.undo(words, move || {
                        let back = back.clone();
                        spawn_local(async move {
                            if let Err(error) = retire_team(back).await {
                                toasts.warn(error.sentence(t));
                            }
                        });
                    });
                    open.set(false);
                }
                Err(error) => refuse(error),
            }
        }
    });
    let way_out = known.map(|(id, version, retired): (TeamId, i64, bool)| {
        let words = if retired { t.teams_restore() } else { t.teams_retire() };
        let press = move |()| {
            retiring.dispatch(RetireTeam { id, version, retired: !retired });
        };
        view! {
            <span class="apart"><Button busy=retiring.pending() busy_label=t.teams_saving() on_press=press>{words}</Button></span>
        }
    });
    let next = RwSignal::new(String::new());
    let others = StoredValue::new(people);
    let addable = Signal::derive(move || {
        let inside = rows.with(|rows| rows.iter().map(|row| row.user).collect::<Vec<_>>());
        let all = others.get_value();
        let free = all.into_iter().filter(|(id, _)| !inside.iter().any(|user| user.to_string() == *id));
        std::iter::once((String::new(), t.teams_add_member().to_owned())).chain(free).collect::<Vec<_>>()
    });
    let add = move |id: String| {
        next.set(String::new());
        let named = others.with_value(|all| all.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()));
        if let (Ok(user), Some(name)) = (id.parse::<UserId>(), named) {
            rows.update(|rows| rows.push(Row::new(&newcomer(user), name)));
        }
    };
    let at = move |field: &'static str| Signal::derive(move || refused_at(t, refused, field));
    let position_error =
        Signal::derive(move || refused_at(t, refused, "position").map(|_| t.teams_whole_figure(t.figure(1_000))));
    let members_error = move || {
        let found = refused.with(|all| all.iter().find(|one| one.field == "members").map(|one| one.refusal.clone()));
        found.map(|one| {
            let said = match one {
                Refusal::InUse => t.teams_member_needed().to_owned(),
                other => i18n::problem::refusal_sentence(t, &other),
            };
            view! { <span class="error" role="alert">{said}</span> }
        })
    };
    let turns = Signal::stored(vec![
        (Turn::Rotation.code().to_owned(), t.teams_turn_rotation().to_owned()),
        (Turn::Order.code().to_owned(), t.teams_turn_order().to_owned()),
    ]);
    view! {
        {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
        <div class="stack">
            <Field id="team-name" label=t.teams_name() error=at("name")><TextInput value=name/></Field>
            <Field id="team-position" label=t.teams_position() hint=t.teams_position_what().to_owned() error=position_error>
                <NumberInput value=position/>
            </Field>
            <Check value=assigns>{t.teams_assigns()}</Check>
            <Show when=move || assigns.get()>
                <Field id="team-turn" label=t.teams_turn() error=at("turn")><Select value=turn options=turns/></Field>
                <section class="stack" aria-labelledby="team-rule">
                    <h3 class="t-13" id="team-rule">{t.teams_rule()}</h3>
                    <p class="muted t-13">{t.teams_rule_what()}</p>
                    <RuleFields t id="team-rule-field" typed=rule field=Signal::stored("rule".to_owned()) refused currency/>
                </section>
            </Show>
            <section class="stack" aria-labelledby="team-members">
                <h3 class="t-13" id="team-members">{t.teams_members()}</h3>
                <Show when=move || rows.with(Vec::is_empty)><p class="faint t-13">{t.teams_no_members()}</p></Show>
                <For each=move || rows.get() key=|row| row.user let:row>
                    <Member t row rows refused currency/>
                </For>
                {members_error}
                <Field id="team-add" label=t.teams_add_member()><Select value=next options=addable on_choose=add/></Field>
            </section>
            <div class="ending">
                {way_out}
                <Button on_press=move |()| open.set(false)>{t.teams_cancel()}</Button>
                <Button look=Look::Primary busy=saving.pending() busy_label=t.teams_saving() on_press=save>{t.teams_save()}</Button>
            </div>
        </div>
    }
}

/// Why a team cannot be taken out of use.
fn hanging(t: T, refusals: &[FieldRefusal]) -> Option<String> {
    let said: Vec<&str> = refusals
        .iter()
        .filter_map(|one| match one.field.as_str() {
            "people" => Some(t.teams_in_use_people()),
            "opportunities" => Some(t.teams_in_use_opportunities()),
            "sources" => Some(t.teams_in_use_sources()),
            _ => None,
        })
        .collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn blank() -> TeamFields {
    TeamFields { assigns: true, ..TeamFields::default() }
}

fn newcomer(user: UserId) -> MemberFields {
    MemberFields {
        user,
        own: false,
        capacity: USUAL_CAPACITY,
        paused: false,
        away_from: None,
        away_to: None,
        wish: Wish::Any,
        rule: Rule::default(),
    }
}
