//! The settings of tags: all of them in a table, and the tag that is edited in a drawer.
use super::{
    api::list_tags,
    form::TagEditor,
    show::{Tags, tint_name},
};
use crate::i18n::use_t;
use crate::ui::{Badge, Banner, Button, Drawer, Empty, IconName, Skeleton, Table, Tone};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use wire::tags::{TagForm, TagRef};

/// `/settings/tags`.
#[component]
pub fn TagsPage() -> impl IntoView {
    let t = use_t();
    let found = Resource::new(|| (), |()| list_tags());
    crate::live::on_change("tag", None, move || found.refetch());
    let open = RwSignal::new(false);
    let edited = RwSignal::new(None::<TagForm>);
    let edit = Callback::new(move |tag: Option<TagForm>| {
        edited.set(tag);
        open.set(true);
    });
    let title = Signal::derive(move || {
        edited.with(|tag| tag.as_ref().map_or_else(|| t.tags_new().to_owned(), |tag| tag.fields.name.clone()))
    });
    view! {
        <Title text=t.tags_title()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.prices_path()><a href="/settings">{t.settings_settings()}</a><span>"/"</span></nav>
            <h1>{t.tags_title()}</h1>
        </header>
        <div class="setview one">
            <div class="rules">
                <Transition fallback=move || view! { <Skeleton rows=6/> }>
                    {move || Suspend::new(async move {
                        match found.await {
                            Ok(tags) => view! { <Rows t tags on_edit=edit/> }.into_any(),
                            Err(error) => view! {
                                <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                            }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </div>
        <Drawer id="tag" open=open title>
            <TagEditor t tag=edited.get_untracked() open/>
        </Drawer>
    }
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
