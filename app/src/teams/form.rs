//! A team in its drawer: its name and place, what it takes, its members.
use super::{
    api::{retire_team, save_team},
    member::{Member, Row, whole},
    page::Edited,
    rule::{RuleFields, Typed},
};
use crate::{
    settings::{Above, Foot, SetForm, SetWords},
    ui::{Button, Check, Field, NumberInput, Select, TextInput, use_toasts},
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
use wire::teams::{MemberFields, RetireTeam, SaveTeam, TeamFields, USUAL_CAPACITY};

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
    let above = Above::Words(|t, refusals| hanging(t, refusals).unwrap_or_else(|| t.teams_look().to_owned()));
    let form = SetForm::new(t, SetWords { stale: t.teams_stale(), above, foot: Foot::usual(t) }, open);
    let refused = form.refused;
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
    let fields = move || TeamFields {
        name: name.get(),
        position: whole(position.get()),
        assigns: assigns.get(),
        turn: turn.with(|code| Turn::parse(code)).unwrap_or_default(),
        rule: rule.rule(),
        members: rows.get().into_iter().map(Row::fields).collect(),
    };
    let saving = Action::new(move |(): &()| {
        let (id, version) = known.map_or((None, 0), |(id, version, _)| (Some(id), version));
        let command = SaveTeam { key: form.key(), id, version, fields: untrack(fields) };
        async move { form.answered(save_team(command).await, t.teams_saved()) }
    });
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
                Err(error) => form.refuse(error),
            }
        }
    });
    let way_out = known.map(|(id, version, retired): (TeamId, i64, bool)| {
        let words = if retired { t.teams_restore() } else { t.teams_retire() };
        let press = move |()| {
            retiring.dispatch(RetireTeam { id, version, retired: !retired });
        };
        view! {
            <span class="apart"><Button busy=retiring.pending() busy_label=t.tags_saving() on_press=press>{words}</Button></span>
        }
        .into_any()
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
    let position_error =
        Signal::derive(move || form.refusal("position").map(|_| t.teams_whole_figure(t.figure(1_000))));
    let members_error = move || {
        form.refusal("members").map(|one| {
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
        {form.banner()}
        <div class="stack">
            <Field id="team-name" label=t.teams_name() error=form.at("name")><TextInput value=name/></Field>
            <Field id="team-position" label=t.teams_position() hint=t.teams_position_what().to_owned() error=position_error>
                <NumberInput value=position/>
            </Field>
            <Check value=assigns>{t.teams_assigns()}</Check>
            <Show when=move || assigns.get()>
                <Field id="team-turn" label=t.teams_turn() error=form.at("turn")><Select value=turn options=turns/></Field>
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
            {form.foot_with(way_out, saving, ())}
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
