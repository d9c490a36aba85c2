//! A tag in its drawer: name, tint, and whether it is offered.
use super::{
    api::save_tag,
    show::{Tags, tint_name},
};
use crate::{
    settings::{Above, Foot, SetForm, SetWords},
    ui::{Check, Field, Select, TextInput},
};
use domain::{
    crm::tags::{LONGEST, Tint},
    ids::OpportunityTagId,
};
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::tags::{SaveTag, TagFields, TagForm, TagRef};

/// The form.
#[component]
pub(super) fn TagEditor(
    /// The reader's texts.
    t: T,
    /// What is edited; none for a new one.
    tag: Option<TagForm>,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let form = SetForm::new(t, SetWords { stale: t.tags_stale(), above: Above::Nothing, foot: Foot::usual(t) }, open);
    let known = tag.as_ref().map(|tag| (tag.id, tag.version));
    let first = tag.map(|tag| tag.fields).unwrap_or_default();
    let name = RwSignal::new(first.name);
    let tint = RwSignal::new(first.tint.code().to_owned());
    let retired = RwSignal::new(first.retired);
    let typed_tint = move || tint.with(|code| Tint::parse(code)).unwrap_or_default();
    let saving = Action::new(move |(): &()| {
        let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
        let fields = untrack(|| TagFields { name: name.get(), tint: typed_tint(), retired: retired.get() });
        let command = SaveTag { key: form.key(), id, version, fields };
        async move { form.answered(save_tag(command).await, t.tags_saved()) }
    });
    let tints = Signal::stored(Tint::ALL.map(|tint| (tint.code().to_owned(), tint_name(t, tint).to_owned())).to_vec());
    let looks = move || {
        let name = name.get();
        let words = if name.trim().is_empty() { t.tags_name().to_owned() } else { name };
        let id = known.map_or(OpportunityTagId(Uuid::nil()), |(id, _)| id);
        view! { <Tags tags=vec![TagRef { id, name: words, tint: typed_tint() }]/> }
    };
    view! {
        {form.banner()}
        <div class="stack">
            <Field id="tag-name" label=t.tags_name() error=form.at("name")><TextInput value=name longest=LONGEST as u32/></Field>
            <Field id="tag-tint" label=t.tags_tint() hint=t.tags_tint_what().to_owned()><Select value=tint options=tints/></Field>
            {looks}
            <Check value=retired>{t.tags_retire()}</Check>
            {form.foot(saving)}
        </div>
    }
}
