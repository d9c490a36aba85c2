//! Writing blocks: the list of them with the preview beside.
use super::{
    block::BlockForm,
    show::{self, Place},
    typed::{Kind, TypedBlocks},
};
use crate::{
    i18n::use_t,
    ui::{Button, Empty, IconName},
};
use domain::{ids::BlockId, lang::Lang, quotes::blocks::MOST_BLOCKS, refusal::FieldRefusal};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use wire::content::Card;

/// Where staff see the company's pictures.
pub(super) const PICTURES: &str = "/files/picture/";

/// The list and the preview.
#[component]
pub fn BlocksEditor(
    /// The blocks.
    blocks: TypedBlocks,
    /// The language that is written.
    lang: Memo<Lang>,
    /// The language of the document.
    written: Lang,
    /// What was refused, by field.
    #[prop(into)]
    refused: Signal<Vec<FieldRefusal>>,
    /// Products that have a card.
    #[prop(into)]
    cards: Signal<Vec<Card>>,
) -> impl IntoView {
    let t = use_t();
    let dragged = RwSignal::new(None::<BlockId>);
    // Mouse and finger alike. A block that is moved leaves the page for a moment, so it cannot listen itself.
    Effect::new(move |_| {
        let moved = window_event_listener(ev::pointermove, move |event| {
            let Some(id) = dragged.get_untracked() else { return };
            let (x, y) = (event.client_x(), event.client_y());
            let under = document().element_from_point(x as f32, y as f32);
            let under = under.and_then(|under| under.closest(".block-form").ok().flatten());
            let other = under.and_then(|under| under.id().strip_prefix("block-")?.parse::<BlockId>().ok());
            if let Some(to) = other.filter(|other| *other != id).and_then(|other| blocks.place(other)) {
                blocks.shift(id, to);
            }
        });
        let up = window_event_listener(ev::pointerup, move |_| {
            let _ = dragged.try_set(None);
        });
        let away = window_event_listener(ev::pointercancel, move |_| {
            let _ = dragged.try_set(None);
        });
        on_cleanup(move || {
            moved.remove();
            up.remove();
            away.remove();
        });
    });
    let full = Signal::derive(move || blocks.list.with(|list| list.len() >= MOST_BLOCKS));
    let add = move |kind: Kind| {
        let id = blocks.add(kind);
        // Once it is on the page.
        request_animation_frame(move || {
            let field = document().query_selector(&format!("#block-{id} input, #block-{id} textarea")).ok().flatten();
            if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = field.focus();
            }
        });
    };
    let icon = |kind| match kind {
        Kind::Text | Kind::Terms => IconName::Document,
        Kind::Picture => IconName::Eye,
        Kind::Products => IconName::Box,
        Kind::Link => IconName::Link,
        Kind::Comparison => IconName::Columns,
        Kind::Files => IconName::Clip,
        Kind::Film => IconName::Play,
    };
    let adding = Kind::ALL.map(|kind| {
        view! { <Button small=true icon=icon(kind) disabled=full on_press=move |()| add(kind)>{kind.name(t)}</Button> }
    });
    let preview = move || {
        let langs = (lang.get(), written);
        let foreign = (langs.0 != langs.1).then(|| langs.1.code());
        let card = |card: Card| show::Card {
            name: (foreign, card.name),
            about: (foreign, card.description),
            sizes: card.sizes,
            description: card.seen,
        };
        let cards: Vec<_> = cards.get().into_iter().map(card).collect();
        let (files, films) = ("/files/content/".to_owned(), "/files/film/".to_owned());
        let place = Place { t, langs, pictures: PICTURES.to_owned(), files, films, cards, first: false };
        blocks.typed().iter().filter_map(|block| show::block(&place, block)).collect_view()
    };
    view! {
        <div class="blocks">
            <div class="stack">
                {move || blocks.list.with(Vec::is_empty).then(|| view! {
                    <Empty title=t.content_none()><p>{t.content_none_what()}</p></Empty>
                })}
                <ol class="block-list">
                    <For each=move || blocks.list.get() key=|block| block.id let:block>
                        <BlockForm blocks block lang written refused dragged/>
                    </For>
                </ol>
                <div class="row wrap" role="group" aria-label=t.content_add()><span class="faint t-13" aria-hidden="true">{t.content_add()}</span>{adding.collect_view()}</div>
            </div>
            <section class="block-preview" aria-label=t.content_preview()>
                <p class="faint t-12">{t.content_preview()}</p>
                {preview}
            </section>
        </div>
    }
}
