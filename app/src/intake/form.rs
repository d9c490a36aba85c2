//! A web form in its drawer: name, who gets what comes in, its addresses.
use super::{
    api::save_source,
    copy::Address,
    shape::{Shape, ShapeFields},
    sources::Edited,
};
use crate::{
    settings::{Above, Foot, SetForm, SetWords},
    ui::{Button, Check, Field, IconName, Select, TextInput},
};
use i18n::T;
use leptos::prelude::*;
use wire::intake::{SaveSource, SourceFields};

/// The form.
#[component]
pub(super) fn SourceEditor(
    /// The reader's texts.
    t: T,
    /// What is edited.
    edited: Edited,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let form = SetForm::new(t, SetWords { stale: t.intake_stale(), above: Above::First, foot: Foot::usual(t) }, open);
    let Edited { source, teams, owners, own } = edited;
    let known = source.as_ref().map(|source| (source.id, source.version));
    let addresses = source.as_ref().map(|source| (source.post_url.clone(), source.page_url.clone()));
    let first = source.map(|source| source.fields);
    let text = |of: &dyn Fn(&SourceFields) -> String| RwSignal::new(first.as_ref().map(of).unwrap_or_default());
    let name = text(&|fields| fields.name.clone());
    let from = text(&|fields| fields.source.clone());
    let team = text(&|fields| fields.team.map(|team| team.to_string()).unwrap_or_default());
    let owner = text(&|fields| fields.owner.map(|owner| owner.to_string()).unwrap_or_default());
    let shape = Shape::of(&first.as_ref().map(|fields| fields.shape.clone()).unwrap_or_default());
    let active = RwSignal::new(first.as_ref().is_none_or(|fields| fields.active));
    let saving = Action::new(move |renew: &bool| {
        let renew = *renew;
        let fields = SourceFields {
            name: name.get_untracked(),
            team: team.with_untracked(|id| id.parse().ok()),
            owner: owner.with_untracked(|id| id.parse().ok()),
            source: from.get_untracked(),
            active: active.get_untracked(),
            shape: shape.typed(),
        };
        async move {
            let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
            let command = SaveSource { key: form.key(), id, version, fields, renew };
            form.answered(save_source(command).await, t.intake_saved());
        }
    });
    let choices = |none: &'static str, all: Vec<(String, String)>| {
        Signal::stored(std::iter::once((String::new(), none.to_owned())).chain(all).collect::<Vec<_>>())
    };
    let (teams, owners) = (choices(t.intake_no_team(), teams), choices(t.intake_no_owner(), owners));
    let addresses = addresses.map(|(post, page)| {
        view! {
            <Address id="web-form-post" label=t.intake_post_url() url=post/>
            <Address id="web-form-page" label=t.intake_page_url() url=page/>
            <div class="row wrap">
                <Button small=true icon=IconName::Refresh on_press=move |()| form.run(saving, true)>{t.intake_renew()}</Button>
                <span class="muted t-13">{t.intake_renew_what()}</span>
            </div>
        }
    });
    view! {
        {form.banner()}
        <div class="stack">
            <Field id="web-form-name" label=t.intake_field_name() error=form.at("name")><TextInput value=name/></Field>
            <Field id="web-form-team" label=t.intake_field_team() error=form.at("team")><Select value=team options=teams/></Field>
            <Field id="web-form-owner" label=t.intake_field_owner() error=form.at("owner")><Select value=owner options=owners/></Field>
            <Field id="web-form-source" label=t.intake_field_source() error=form.at("source")><TextInput value=from/></Field>
            <Check value=active>{t.intake_active()}</Check>
            <ShapeFields t shape own at=move |field: String| form.at(field)/>
            {addresses}
            {form.foot_with(None, saving, false)}
        </div>
    }
}
