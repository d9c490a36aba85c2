//! The settings of the teams' own fields: all of them in a table, and the field that is edited in a drawer.
use super::{
    api::{list_custom_fields, shift_custom_field},
    form::FieldEditor,
};
use crate::{
    i18n::use_t,
    settings::{Order, SetPage},
    ui::{Badge, Button, Empty, IconName, Table, Tone, use_toasts},
};
use domain::{
    crm::custom::Kind,
    ids::{CustomFieldId, TeamId},
};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    custom::{CustomForm, CustomView, ShiftCustomField},
    shared::IdempotencyKey,
};

/// What the drawer edits: a field, none for a new one, and what it can be given.
#[derive(Clone)]
pub(super) struct Edited {
    pub(super) field: Option<CustomForm>,
    /// Teams by id and name.
    pub(super) teams: Vec<(String, String)>,
    /// Stages by id and name, with the team they are of.
    pub(super) stages: Vec<(String, String, Option<TeamId>)>,
}

/// `/settings/custom-fields`.
#[component]
pub fn CustomFieldsPage() -> impl IntoView {
    let t = use_t();
    SetPage {
        title: t.custom_title(),
        topic: "custom_field",
        drawer: "custom",
        blank: Edited { field: None, teams: Vec::new(), stages: Vec::new() },
        heading: |t, edited: &Edited| {
            edited.field.as_ref().map_or_else(|| t.custom_new().to_owned(), |field| field.fields.name.clone())
        },
        acts: None,
        rows: |t, view, on_edit| view! { <Rows t view on_edit/> }.into_any(),
        form: |t, edited, open| view! { <FieldEditor t edited open/> }.into_any(),
    }
    .view(list_custom_fields)
}

#[component]
fn Rows(t: T, view: CustomView, on_edit: Callback<Edited>) -> impl IntoView {
    let toasts = use_toasts();
    let CustomView { fields, teams, stages } = view;
    let teams: Vec<(String, String)> = teams.into_iter().map(|team| (team.id.to_string(), team.name)).collect();
    let stages: Vec<_> = stages.into_iter().map(|(id, name, team)| (id.to_string(), name, team)).collect();
    let head = move || {
        view! {
            <th scope="col">{t.custom_name()}</th>
            <th scope="col">{t.custom_team()}</th>
            <th scope="col">{t.custom_kind()}</th>
            <th scope="col">{t.custom_required()}</th>
            <th scope="col">{t.custom_card()}</th>
            <th scope="col">{t.custom_state()}</th>
            <th scope="col">{t.custom_order()}</th>
        }
    };
    let shift = move |id: CustomFieldId, earlier: bool| {
        spawn_local(async move {
            let command = ShiftCustomField { key: IdempotencyKey(Uuid::new_v4()), id, earlier };
            if let Err(error) = shift_custom_field(command).await {
                toasts.warn(error.sentence(t));
            }
        });
    };
    let row = |field: CustomForm| {
        let id = field.id;
        let (name, team, retired) = (field.fields.name.clone(), field.team_name.clone(), field.fields.retired);
        let (tone, state) = if retired { (Tone::Off, t.custom_retired()) } else { (Tone::Plain, t.custom_in_use()) };
        let kind = kind_name(t, field.fields.kind);
        let from = field.fields.required.map(|stage| stage.to_string());
        let from = from.and_then(|from| stages.iter().find(|(id, ..)| *id == from).map(|(_, name, _)| name.clone()));
        let card = if field.fields.on_card { t.custom_yes() } else { "–" };
        let (earlier, later) = (t.custom_earlier(&name), t.custom_later(&name));
        let what = Edited { field: Some(field), teams: teams.clone(), stages: stages.clone() };
        view! {
            <tr class=retired.then_some("dim")>
                <th scope="row" class="c-title"><button type="button" class="link" on:click=move |_| on_edit.run(what.clone())>{name}</button></th>
                <td class="c-sub">{team}</td>
                <td>{kind}</td>
                <td>{from.unwrap_or_else(|| "–".to_owned())}</td>
                <td>{card}</td>
                <td class="c-end"><Badge tone>{state}</Badge></td>
                <td class="c-note">{(!retired).then(|| view! {
                    <Order id=id.to_string() earlier later on_shift=move |earlier: bool| shift(id, earlier)/>
                })}</td>
            </tr>
        }
    };
    let none = fields.is_empty();
    let rows = fields.into_iter().map(row).collect_view();
    let teamless = teams.is_empty();
    let fresh = StoredValue::new(Edited { field: None, teams, stages });
    view! {
        <section id="custom-fields">
            <div class="row"><p class="muted t-13 prose">{t.custom_what()}</p><span class="push"></span>
                {if teamless {
                    view! { <a class="btn sm" href="/settings/teams">{t.settings_teams()}</a> }.into_any()
                } else {
                    view! {
                        <Button small=true icon=IconName::Plus on_press=move |()| on_edit.run(fresh.get_value())>{t.custom_new()}</Button>
                    }.into_any()
                }}
            </div>
            {if none {
                view! { <Empty small=true><p>{if teamless { t.custom_no_team() } else { t.custom_none() }}</p></Empty> }.into_any()
            } else {
                view! { <div class="card gap"><Table label=t.custom_title() cards=true head>{rows}</Table></div> }.into_any()
            }}
        </section>
    }
}

/// What a kind is called.
pub(super) fn kind_name(t: T, kind: Kind) -> &'static str {
    match kind {
        Kind::Text => t.custom_kind_text(),
        Kind::Whole => t.custom_kind_whole(),
        Kind::Figure => t.custom_kind_figure(),
        Kind::Money => t.custom_kind_money(),
        Kind::Day => t.custom_kind_day(),
        Kind::YesNo => t.custom_kind_yes_no(),
        Kind::One => t.custom_kind_one(),
        Kind::Several => t.custom_kind_several(),
        Kind::Link => t.custom_kind_link(),
    }
}
