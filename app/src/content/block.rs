//! The form of one block: its words in the language that is written, its place, whether it stays.
use super::{
    compare::CompareField,
    files::{FilesField, FilmField},
    picture::PictureField,
    typed::{Kind, TypedBlock, TypedBlocks, of_lang},
};
use crate::{
    i18n::use_t,
    quotes::language_name,
    ui::{Field, Icon, IconButton, IconName, TextArea, TextInput, use_toasts},
};
use domain::{ids::BlockId, lang::Lang, refusal::FieldRefusal};
use leptos::prelude::*;

/// The form of a block.
#[component]
pub(super) fn BlockForm(
    blocks: TypedBlocks,
    block: TypedBlock,
    /// The language that is written.
    lang: Memo<Lang>,
    /// The language of the document.
    written: Lang,
    /// What was refused, by field.
    refused: Signal<Vec<FieldRefusal>>,
    /// The block that is dragged.
    dragged: RwSignal<Option<BlockId>>,
) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let id = block.id;
    let kind = block.kind.name(t);
    let place =
        Memo::new(move |_| blocks.list.with(|list| list.iter().position(|other| other.id == id)).unwrap_or_default());
    let count = Memo::new(move |_| blocks.list.with(Vec::len));
    let shift = move |down: bool| {
        let at = place.get_untracked();
        blocks.shift(id, if down { at + 1 } else { at.saturating_sub(1) });
    };
    let remove = move |()| {
        if let Some((at, block)) = blocks.remove(id) {
            toasts.undo(t.content_removed(), move || blocks.put_back(at, block));
        }
    };
    let first = Signal::derive(move || place.get() == 0);
    let last = Signal::derive(move || place.get() + 1 >= count.get());
    let error = move |name: &'static str, by_lang: bool| {
        Signal::derive(move || {
            let mut field = format!("blocks.{}.{name}", place.get());
            if by_lang {
                field = format!("{field}.{}", lang.get().code());
            }
            refused.with(|refused| {
                let found = refused.iter().find(|one| one.field == field);
                found.map(|one| i18n::problem::refusal_sentence(t, &one.refusal))
            })
        })
    };
    // A refusal in another language than the one that is shown is told all the same.
    let elsewhere = move || {
        let (start, shown) = (format!("blocks.{}.", place.get()), format!(".{}", lang.get().code()));
        refused.with(|refused| {
            let hidden = |one: &&FieldRefusal| {
                let other = Lang::ALL.iter().any(|lang| one.field.ends_with(&format!(".{}", lang.code())));
                one.field.starts_with(&start) && other && !one.field.ends_with(&shown)
            };
            let found = refused.iter().find(hidden)?;
            let words = i18n::problem::refusal_sentence(t, &found.refusal);
            Some(view! { <p class="error" role="alert">{format!("{}: {words}", found.field)}</p> })
        })
    };
    let start = Signal::derive(move || format!("blocks.{}", place.get()));
    let now = lang;
    let fields = move || {
        let lang = lang.get();
        let fallback = move |words: [RwSignal<String>; 3]| {
            Signal::derive(move || {
                let other = [written].into_iter().chain(Lang::ALL).filter(move |other| *other != lang);
                other.map(|other| of_lang(words, other).get()).find(|words| !words.trim().is_empty())
            })
        };
        let (heading, text) = (block.heading, block.text);
        let heading_field = move |label: &'static str, name: &'static str, hint: Option<String>| {
            view! {
                <Field id=format!("{name}-{id}") label=label class="w6" hint=hint error=error(name, true)>
                    <TextInput value=of_lang(heading, lang) longest=200 placeholder=fallback(heading)/>
                </Field>
            }
        };
        let parts = match block.kind {
            Kind::Text | Kind::Terms => view! {
                {heading_field(t.content_heading(), "heading", None)}
                <Field id=format!("text-{id}") label=t.content_body() class="w6" hint=Some(t.content_body_hint().to_owned()) error=error("text", true)>
                    <TextArea value=of_lang(text, lang) rows=6 placeholder=fallback(text)/>
                </Field>
            }
            .into_any(),
            Kind::Picture | Kind::Film => view! {
                <Field id=format!("description-{id}") label=t.content_description() class="w6" hint=Some(t.content_description_hint().to_owned()) error=error("description", true)>
                    <TextInput value=of_lang(text, lang) longest=500 placeholder=fallback(text)/>
                </Field>
                {heading_field(t.content_caption(), "caption", None)}
            }
            .into_any(),
            Kind::Comparison => view! {
                {heading_field(t.content_heading(), "heading", None)}
                <CompareField block lang=now written refused start/>
            }
            .into_any(),
            Kind::Files => heading_field(t.content_heading(), "heading", None).into_any(),
            Kind::Products => {
                heading_field(t.content_heading(), "heading", Some(t.content_products_hint().to_owned())).into_any()
            }
            Kind::Link => view! {
                {heading_field(t.content_heading(), "heading", None)}
                <Field id=format!("text-{id}") label=t.content_about() class="w6" error=error("text", true)>
                    <TextInput value=of_lang(text, lang) longest=500 placeholder=fallback(text)/>
                </Field>
            }
            .into_any(),
        };
        view! { <div class="cols" lang=lang.code()>{parts}</div> }
    };
    let once = match block.kind {
        Kind::Picture => view! { <PictureField id=block.id.to_string() sizes=block.sizes error=error("picture", false)/> }.into_any(),
        Kind::Link => view! {
            <div class="cols">
                <Field id=format!("address-{id}") label=t.content_address() class="w6" hint=Some(t.content_address_hint().to_owned()) error=error("address", false)>
                    <TextInput value=block.address kind="url" longest=1000/>
                </Field>
            </div>
        }
        .into_any(),
        Kind::Files => view! { <FilesField block error=error("files", false)/> }.into_any(),
        Kind::Film => {
            view! { <FilmField block error=error("film", false) poster=error("picture", false)/> }.into_any()
        }
        Kind::Text | Kind::Terms | Kind::Products | Kind::Comparison => ().into_any(),
    };
    let grab = move |event: web_sys::PointerEvent| {
        if event.button() == 0 {
            event.prevent_default();
            dragged.set(Some(id));
        }
    };
    // What readers of the language see while it says nothing.
    let instead = move || {
        let lang = lang.get();
        let shown = block.typed();
        shown.lacks(lang).and_then(|_| shown.instead(lang, written)).map(|other| {
            view! { <p class="faint t-13">{t.content_instead(language_name(t, other))}</p> }
        })
    };
    view! {
        <li
            id=format!("block-{id}")
            class="block-form"
            class:dragged=move || dragged.get() == Some(id)
            on:keydown=move |event| {
                if event.alt_key() && matches!(event.key().as_str(), "ArrowUp" | "ArrowDown") {
                    event.prevent_default();
                    shift(event.key() == "ArrowDown");
                }
            }
        >
            <header class="row">
                <span class="grip" aria-hidden="true" on:pointerdown=grab><Icon name=IconName::Grip/></span>
                <h2>{move || t.content_place(kind, place.get() + 1)}</h2>
                <span class="push"></span>
                <IconButton small=true icon=IconName::Up label=t.content_up() keys="Alt ↑" disabled=first on_press=move |()| shift(false)/>
                <IconButton small=true icon=IconName::Down label=t.content_down() keys="Alt ↓" disabled=last on_press=move |()| shift(true)/>
                <IconButton small=true icon=IconName::Trash label=t.content_remove() on_press=remove/>
            </header>
            {once}
            {fields}
            {instead}
            {elsewhere}
        </li>
    }
}
