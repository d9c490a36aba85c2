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
use leptos::prelude::*;
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
        Kind::Text => IconName::Document,
        Kind::Picture => IconName::Eye,
        Kind::Products => IconName::Box,
        Kind::Link => IconName::Link,
    };
    let adding = Kind::ALL.map(|kind| {
        view! { <Button small=true icon=icon(kind) disabled=full on_press=move |()| add(kind)>{kind.name(t)}</Button> }
    });
    let preview = move || {
        let langs = (lang.get(), written);
        let cards: Vec<_> = cards.get().into_iter().map(|card| (card.name, card.description)).collect();
        let place = Place { t, langs, pictures: PICTURES.to_owned(), cards, first: false };
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
