//! The settings of tags: all of them in a table, and the tag that is edited in a drawer.
use super::{
    api::list_tags,
    form::TagEditor,
    show::{Tags, tint_name},
};
use crate::i18n::use_t;
use crate::settings::SetPage;
use crate::ui::{Badge, Button, Empty, IconName, Table, Tone};
use i18n::T;
use leptos::prelude::*;
use wire::tags::{TagForm, TagRef};

/// `/settings/tags`.
#[component]
pub fn TagsPage() -> impl IntoView {
    let t = use_t();
    SetPage {
        title: t.tags_title(),
        topic: "tag",
        drawer: "tag",
        blank: None,
        heading: |t, tag: &Option<TagForm>| {
            tag.as_ref().map_or_else(|| t.tags_new().to_owned(), |tag| tag.fields.name.clone())
        },
        acts: None,
        rows: |t, tags, on_edit| view! { <Rows t tags on_edit/> }.into_any(),
        form: |t, tag, open| view! { <TagEditor t tag open/> }.into_any(),
    }
    .view(list_tags)
}

#[component]
fn Rows(t: T, tags: Vec<TagForm>, on_edit: Callback<Option<TagForm>>) -> impl IntoView {
    let head = move || {
        view! {
            <th scope="col">{t.tags_name()}</th>
            <th scope="col">{t.tags_tint()}</th>
            <th scope="col">{t.tags_looks()}</th>
            <th scope="col">{t.tags_state()}</th>
        }
    };
    let row = |tag: TagForm| {
        let (name, tint, retired) = (tag.fields.name.clone(), tag.fields.tint, tag.fields.retired);
        let (tone, state) = if retired { (Tone::Off, t.tags_retired()) } else { (Tone::Plain, t.tags_in_use()) };
        let shown = vec![TagRef { id: tag.id, name: name.clone(), tint }];
        let href = format!("/opportunities?tag={}", tag.id);
        view! {
            <tr class=retired.then_some("dim")>
                <th scope="row" class="c-title"><button type="button" class="link" on:click=move |_| on_edit.run(Some(tag.clone()))>{name.clone()}</button></th>
                <td class="c-sub">{tint_name(t, tint)}</td>
                <td><a href=href aria-label=t.tags_find(&name)><Tags tags=shown/></a></td>
                <td class="c-end"><Badge tone>{state}</Badge></td>
            </tr>
        }
    };
    let none = tags.is_empty();
    let rows = tags.into_iter().map(row).collect_view();
    view! {
        <section id="tags">
            <div class="row"><p class="muted t-13 prose">{t.tags_what()}</p><span class="push"></span>
                <Button small=true icon=IconName::Plus on_press=move |()| on_edit.run(None)>{t.tags_new()}</Button>
            </div>
            {if none {
                view! { <Empty small=true><p>{t.tags_none()}</p></Empty> }.into_any()
            } else {
                view! { <div class="card gap"><Table label=t.tags_title() cards=true head>{rows}</Table></div> }.into_any()
            }}
        </section>
    }
}
