//! The settings of web forms: a table, and the form that is edited in a drawer.
use super::{api::list_sources, form::SourceEditor};
use crate::i18n::use_t;
use crate::settings::SetPage;
use crate::ui::{Badge, Button, Empty, IconName, Table, Tone};
use i18n::T;
use leptos::prelude::*;
use wire::intake::{OwnField, SourceForm, SourcesView};

/// What the drawer edits: a web form, none for a new one, and whom it can be given to.
#[derive(Clone, Default)]
pub(super) struct Edited {
    pub(super) source: Option<SourceForm>,
    pub(super) teams: Vec<(String, String)>,
    pub(super) owners: Vec<(String, String)>,
    pub(super) own: Vec<OwnField>,
}

/// The page.
#[component]
pub fn WebFormsPage() -> impl IntoView {
    let t = use_t();
    SetPage {
        title: t.intake_title(),
        topic: "web_form",
        drawer: "web-form",
        blank: Edited::default(),
        heading: |t, edited: &Edited| {
            edited.source.as_ref().map_or_else(|| t.intake_new().to_owned(), |source| source.fields.name.clone())
        },
        acts: None,
        rows: |t, view, on_edit| view! { <Rows t view on_edit/> }.into_any(),
        form: |t, edited, open| view! { <SourceEditor t edited open/> }.into_any(),
    }
    .view(list_sources)
}

#[component]
fn Rows(t: T, view: SourcesView, on_edit: Callback<Edited>) -> impl IntoView {
    let SourcesView { sources, teams, owners, own } = view;
    let teams: Vec<(String, String)> = teams.into_iter().map(|team| (team.id.to_string(), team.name)).collect();
    let owners: Vec<(String, String)> = owners.into_iter().map(|owner| (owner.id.to_string(), owner.name)).collect();
    let named = |all: &[(String, String)], id: Option<String>| {
        let found = id.and_then(|id| all.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()));
        found.unwrap_or_default()
    };
    let head = move || {
        view! {
            <th scope="col">{t.intake_column_name()}</th>
            <th scope="col">{t.intake_column_team()}</th>
            <th scope="col">{t.intake_column_owner()}</th>
            <th scope="col">{t.intake_column_state()}</th>
        }
    };
    let row = |source: SourceForm| {
        let active = source.fields.active;
        let (tone, state) = if active { (Tone::Positive, t.intake_in_use()) } else { (Tone::Plain, t.intake_off()) };
        let team = named(&teams, source.fields.team.map(|team| team.to_string()));
        let owner = named(&owners, source.fields.owner.map(|owner| owner.to_string()));
        let name = source.fields.name.clone();
        let what = Edited { source: Some(source), teams: teams.clone(), owners: owners.clone(), own: own.clone() };
        view! {
            <tr class=(!active).then_some("dim")>
                <th scope="row" class="c-title"><button type="button" class="link" on:click=move |_| on_edit.run(what.clone())>{name}</button></th>
                <td class="c-sub">{team}</td>
                <td class="c-note">{owner}</td>
                <td class="c-end"><Badge tone>{state}</Badge></td>
            </tr>
        }
    };
    let none = sources.is_empty();
    let rows = sources.into_iter().map(row).collect_view();
    let fresh =
        StoredValue::new(Edited { source: None, teams: teams.clone(), owners: owners.clone(), own: own.clone() });
    view! {
        <section id="web-forms">
            <div class="row"><p class="muted t-13 prose">{t.intake_what()}</p><span class="push"></span>
                <Button small=true icon=IconName::Plus on_press=move |()| on_edit.run(fresh.get_value())>{t.intake_new()}</Button>
            </div>
            {if none {
                view! { <Empty small=true><p>{t.intake_none()}</p></Empty> }.into_any()
            } else {
                view! { <div class="card gap"><Table label=t.intake_title() cards=true head>{rows}</Table></div> }.into_any()
            }}
        </section>
    }
}
