//! A tag in its drawer: name, tint, and whether it is offered.
use super::{
    api::save_tag,
    show::{Tags, tint_name},
};
use crate::{
    ui::{Banner, Button, Check, Field, IconName, Look, Select, TextInput, Tone, use_toasts},
    wire::AppError,
};
use domain::{
    crm::tags::{LONGEST, Tint},
    ids::OpportunityTagId,
    refusal::FieldRefusal,
};
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::{
    problem::Problem,
    shared::IdempotencyKey,
    tags::{SaveTag, TagFields, TagForm, TagRef},
};

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
    let toasts = use_toasts();
    let known = tag.as_ref().map(|tag| (tag.id, tag.version));
    let first = tag.map(|tag| tag.fields).unwrap_or_default();
    let name = RwSignal::new(first.name);
    let tint = RwSignal::new(first.tint.code().to_owned());
    let retired = RwSignal::new(first.retired);
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let typed_tint = move || tint.with(|code| Tint::parse(code)).unwrap_or_default();
    let refuse = move |error: AppError| {
        if error.is_stale() {
            wrong.set(Some(t.tags_stale().to_owned()));
            return;
        }
        let said = error.sentence(t);
        let Problem::Refused { refusals } = error.0 else {
            wrong.set(Some(said));
            return;
        };
        // Nothing was kept: other fields make another command, which needs a key of its own.
        key.set_value(IdempotencyKey(Uuid::new_v4()));
        refused.set(refusals);
    };
    let saving = Action::new(move |(): &()| {
        let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
        let fields = untrack(|| TagFields { name: name.get(), tint: typed_tint(), retired: retired.get() });
        let command = SaveTag { key: key.get_value(), id, version, fields };
        async move {
            match save_tag(command).await {
                Ok(_) => {
                    toasts.say(t.tags_saved());
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
    let name_error = Signal::derive(move || {
        refused.with(|all| all.first().map(|one| i18n::problem::refusal_sentence(t, &one.refusal)))
    });
    let tints = Signal::stored(Tint::ALL.map(|tint| (tint.code().to_owned(), tint_name(t, tint).to_owned())).to_vec());
    let looks = move || {
        let name = name.get();
        let words = if name.trim().is_empty() { t.tags_name().to_owned() } else { name };
        let id = known.map_or(OpportunityTagId(Uuid::nil()), |(id, _)| id);
        view! { <Tags tags=vec![TagRef { id, name: words, tint: typed_tint() }]/> }
    };
    view! {
        {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
        <div class="stack">
            <Field id="tag-name" label=t.tags_name() error=name_error><TextInput value=name longest=LONGEST as u32/></Field>
            <Field id="tag-tint" label=t.tags_tint() hint=t.tags_tint_what().to_owned()><Select value=tint options=tints/></Field>
            {looks}
            <Check value=retired>{t.tags_retire()}</Check>
            <div class="ending">
                <Button on_press=move |()| open.set(false)>{t.tags_cancel()}</Button>
                <Button look=Look::Primary busy=saving.pending() busy_label=t.tags_saving() on_press=save>{t.tags_save()}</Button>
            </div>
        </div>
    }
}
