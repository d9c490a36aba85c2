//! The settings of activity types: all of them in a table, and the one that is edited in a drawer.
use super::{api::list_types, form::TypeEditor};
use crate::{
    crm::activities,
    i18n::use_t,
    settings::SetPage,
    ui::{Badge, Button, Icon, IconName, Table, Tone},
};
use domain::crm::activity_types::Chain;
use i18n::T;
use leptos::prelude::*;
use wire::activity_types::{TypeForm, TypesView};

/// What the drawer edits: a type, none for a new one, what can follow it, and who can be given it.
#[derive(Clone, Default)]
pub(super) struct Edited {
    pub(super) of: Option<TypeForm>,
    /// Types by id and name: those in use, and those that follow the edited one.
    pub(super) types: Vec<(String, String)>,
    pub(super) people: Vec<(String, String)>,
}

/// `/settings/activity-types`.
#[component]
pub fn TypesPage() -> impl IntoView {
    let t = use_t();
    SetPage {
        title: t.types_title(),
        topic: "activity_type",
        drawer: "activity-type",
        blank: Edited::default(),
        heading: |t, edited: &Edited| edited.of.as_ref().map_or_else(|| t.types_new().to_owned(), |of| named(t, of)),
        acts: None,
        rows: |t, view, on_edit| view! { <Rows t view on_edit/> }.into_any(),
        form: |t, edited, open| view! { <TypeEditor t edited open/> }.into_any(),
    }
    .view(list_types)
}

fn named(t: T, of: &TypeForm) -> String {
    i18n::activities::named(t, &of.fields.name, of.fields.kind)
}

#[component]
fn Rows(t: T, view: TypesView, on_edit: Callback<Edited>) -> impl IntoView {
    let head = move || {
        view! {
            <th scope="col">{t.types_name()}</th>
            <th scope="col">{t.types_days()}</th>
            <th scope="col">{t.types_chain()}</th>
            <th scope="col">{t.tags_state()}</th>
        }
    };
    let people: Vec<(String, String)> = view.people.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    let all = view.types;
    let edited = |of: Option<TypeForm>| {
        let follows = |id| of.as_ref().is_some_and(|of| of.fields.next.contains(&id));
        let types = all.iter().filter(|one| !one.fields.retired || follows(one.id));
        let types = types.map(|one| (one.id.to_string(), named(t, one))).collect();
        Edited { of, types, people: people.clone() }
    };
    let row = |of: &TypeForm| {
        let (name, retired, kind) = (named(t, of), of.fields.retired, of.fields.kind);
        let (tone, state) = if retired { (Tone::Off, t.tags_retired()) } else { (Tone::Plain, t.tags_in_use()) };
        let days =
            if of.fields.days == 0 { t.types_at_once().to_owned() } else { t.types_in_days(of.fields.days as usize) };
        let next = of.fields.next.iter().filter_map(|next| all.iter().find(|one| one.id == *next));
        let next = next.map(|one| named(t, one)).collect::<Vec<_>>().join(", ");
        let chain = match of.fields.chain {
            Chain::None => t.types_chain_none().to_owned(),
            Chain::Suggest => format!("{}: {next}", t.types_chain_suggest()),
            Chain::Trigger => format!("{}: {next}", t.types_chain_trigger()),
        };
        let what = edited(Some(of.clone()));
        view! {
            <tr class=retired.then_some("dim")>
                <th scope="row" class="c-title">
                    <Icon name=activities::icon(kind)/>" "
                    <button type="button" class="link" on:click=move |_| on_edit.run(what.clone())>{name}</button>
                </th>
                <td class="c-sub">{days}</td>
                <td>{chain}</td>
                <td class="c-end"><Badge tone>{state}</Badge></td>
            </tr>
        }
    };
    let rows = all.iter().map(row).collect_view();
    let fresh = StoredValue::new(edited(None));
    view! {
        <section id="activity-types">
            <div class="row"><p class="muted t-13 prose">{t.types_what()}</p><span class="push"></span>
                <Button small=true icon=IconName::Plus on_press=move |()| on_edit.run(fresh.get_value())>{t.types_new()}</Button>
            </div>
            <div class="card gap"><Table label=t.types_title() cards=true head>{rows}</Table></div>
        </section>
    }
}
