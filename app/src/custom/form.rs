//! A field in its drawer: what it is called, what can stand in it, where it is needed and shown.
use super::{
    api::save_custom_field,
    choices::{Choices, Row},
    page::{Edited, kind_name},
};
use crate::{
    settings::{Above, Foot, SetForm, SetWords},
    ui::{Check, Field, Select, TextInput},
};
use domain::crm::custom::{Kind, LONGEST};
use i18n::T;
use leptos::prelude::*;
use wire::custom::{CustomFields, SaveCustomField};

/// The form.
#[component]
pub(super) fn FieldEditor(
    /// The reader's texts.
    t: T,
    /// What is edited.
    edited: Edited,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let form = SetForm::new(
        t,
        SetWords {
            stale: t.custom_stale(),
            above: Above::Words(|t, _| t.custom_look().to_owned()),
            foot: Foot::usual(t),
        },
        open,
    );
    let refused = form.refused;
    let Edited { field, teams, stages } = edited;
    let known = field.as_ref().map(|field| (field.id, field.version));
    let team_name = field.as_ref().map(|field| field.team_name.clone());
    let first = field.map_or_else(blank, |field| field.fields);
    let kept_kind = known.map(|_| first.kind);
    let only = (teams.len() == 1).then(|| teams.first().map(|(id, _)| id.clone())).flatten();
    let team = RwSignal::new(first.team.map(|team| team.to_string()).or(only).unwrap_or_default());
    let name = RwSignal::new(first.name);
    let kind = RwSignal::new(first.kind.code().to_owned());
    let required = RwSignal::new(first.required.map(|stage| stage.to_string()).unwrap_or_default());
    let on_card = RwSignal::new(first.on_card);
    let retired = RwSignal::new(first.retired);
    let mut rows: Vec<Row> = first.choices.into_iter().enumerate().map(|(at, one)| Row::new(at, one)).collect();
    while rows.len() < 2 {
        rows.push(Row::blank(rows.len()));
    }
    let rows = RwSignal::new(rows);
    let chooses = Memo::new(move |_| kind.with(|code| Kind::parse(code)).unwrap_or_default().chooses());
    let saving = Action::new(move |(): &()| {
        let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
        let fields = untrack(|| CustomFields {
            team: team.get().parse().ok(),
            name: name.get(),
            kind: kind.with(|code| Kind::parse(code)).unwrap_or_default(),
            choices: if chooses.get() { rows.get().into_iter().map(Row::fields).collect() } else { Vec::new() },
            required: required.get().parse().ok(),
            on_card: on_card.get(),
            retired: retired.get(),
        });
        let command = SaveCustomField { key: form.key(), id, version, fields };
        async move { form.answered(save_custom_field(command).await, t.custom_saved()) }
    });
    let teams: Vec<(String, String)> =
        std::iter::once((String::new(), t.custom_choose_team().to_owned())).chain(teams).collect();
    let kinds = Kind::ALL.map(|kind| (kind.code().to_owned(), kind_name(t, kind).to_owned())).to_vec();
    let stages = StoredValue::new(stages);
    let froms = Signal::derive(move || {
        let own = team.get();
        let fits = |of: &Option<domain::ids::TeamId>| of.is_none_or(|of| of.to_string() == own);
        let offered = stages.get_value().into_iter().filter(|(_, _, of)| fits(of)).map(|(id, name, _)| (id, name));
        std::iter::once((String::new(), t.custom_required_never().to_owned())).chain(offered).collect::<Vec<_>>()
    });
    let head = match (team_name, kept_kind) {
        (Some(team), Some(kind)) => view! {
            <dl class="kv">
                <dt>{t.custom_team()}</dt><dd>{team}</dd>
                <dt>{t.custom_kind()}</dt><dd>{kind_name(t, kind)}</dd>
            </dl>
        }
        .into_any(),
        _ => view! {
            <Field id="custom-team" label=t.custom_team() error=form.at("team")><Select value=team options=Signal::stored(teams)/></Field>
            <Field id="custom-kind" label=t.custom_kind() hint=t.custom_kind_what().to_owned() error=form.at("kind")>
                <Select value=kind options=Signal::stored(kinds)/>
            </Field>
        }
        .into_any(),
    };
    view! {
        {form.banner()}
        <div class="stack">
            <Field id="custom-name" label=t.custom_name() error=form.at("name")><TextInput value=name longest=LONGEST as u32/></Field>
            {head}
            <Show when=move || chooses.get()><Choices t rows refused/></Show>
            <Field id="custom-required" label=t.custom_required() hint=t.custom_required_what().to_owned() error=form.at("required")>
                <Select value=required options=froms/>
            </Field>
            <Check value=on_card>{t.custom_on_card()}</Check>
            <Check value=retired>{t.custom_retire()}</Check>
            {form.foot(saving)}
        </div>
    }
}

fn blank() -> CustomFields {
    CustomFields {
        team: None,
        name: String::new(),
        kind: Kind::Text,
        choices: Vec::new(),
        required: None,
        on_card: false,
        retired: false,
    }
}
