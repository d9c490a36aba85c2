//! The page on which the content above a quotation's lines is written.
use super::{
    BlocksEditor, TypedBlocks,
    api::{read_content, save_content},
};
use crate::{
    frame::ProblemPage,
    i18n::use_t,
    quotes::language_name,
    settings::PageForm,
    ui::{Banner, Button, IconName, Look, Segment, Segmented, Skeleton, Tone, ask_before_leaving, use_toasts},
    wire::AppError,
};
use domain::{ids::QuoteId, lang::Lang};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use wire::{
    content::{ContentView, SaveContent},
    problem::Problem,
};

/// The page.
#[component]
pub fn ContentPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse::<QuoteId>().ok()));
    let found = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => read_content(id).await,
                None => Err(AppError::from(Problem::NotFound)),
            }
        },
    );
    view! {
        <Suspense fallback=move || view! { <Skeleton rows=6/> }>
            {move || found.get().map(|answer| match answer {
                Ok(view) => view! { <Form view reload=Callback::new(move |()| found.refetch())/> }.into_any(),
                Err(error) => view! { <ProblemPage error/> }.into_any(),
            })}
        </Suspense>
    }
}

#[component]
fn Form(view: ContentView, reload: Callback<()>) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let (id, written, closed) = (view.id, view.language, view.closed);
    let version = RwSignal::new(view.version);
    let blocks = TypedBlocks::new(view.blocks);
    let kept = StoredValue::new(untrack(|| blocks.typed()));
    ask_before_leaving(move || !closed && kept.with_value(|kept| untrack(|| blocks.typed()) != *kept));
    let cards = StoredValue::new(view.cards);
    // The pre-flight check leads to the language in which something is missing.
    let asked = use_query_map().with_untracked(|query| query.get("lang").and_then(|code| Lang::parse(&code)));
    let chosen = RwSignal::new(asked.unwrap_or(written).code().to_owned());
    let lang = Memo::new(move |_| Lang::parse(&chosen.get()).unwrap_or(written));
    let form = PageForm::new(t);
    let refused = form.refused;
    let busy = RwSignal::new(false);
    let save = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        form.begin();
        let written = untrack(|| blocks.typed());
        let command = SaveContent { id, version: version.get_untracked(), blocks: written.clone() };
        leptos::task::spawn_local(async move {
            let answer = save_content(command).await;
            busy.set(false);
            match answer {
                Ok(now) => {
                    kept.set_value(written);
                    version.set(now);
                    toasts.say(t.content_saved());
                }
                Err(error) => {
                    form.refuse(error);
                }
            }
        });
    };
    let languages = Lang::ALL.map(|lang| Segment::new(lang.code(), language_name(t, lang))).to_vec();
    view! {
        <Title text=format!("{} {}", t.content_title(), view.number)/>
        <header class="top">
            <nav class="crumb" aria-label=t.content_back()><a href=format!("/quotations/{id}")>{view.number}</a><span aria-hidden="true">"/"</span></nav>
            <h1>{t.content_title()}</h1>
            <span class="push"></span>
            {(!closed).then(|| view! {
                <Button look=Look::Primary busy busy_label=t.prices_saving() on_press=save>{t.content_save()}</Button>
            })}
        </header>
        {closed.then(|| view! { <Banner tone=Tone::Amber icon=IconName::Lock page=true>{t.content_closed()}</Banner> })}
        {form.banners(t.content_stale(), t.prices_load_theirs(), reload)}
        <div class="content-page">
            <div class="row wrap content-head">
                <Segmented id="content-language" label=t.quotes_field_language() value=chosen options=languages small=true/>
                <p class="faint t-13">{t.content_what()}</p>
            </div>
            <BlocksEditor blocks lang written refused cards=Signal::derive(move || cards.get_value())/>
        </div>
    }
}
