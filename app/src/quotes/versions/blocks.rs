//! What differs above the lines: a row for each block that came, went, moved or says something else.
use domain::{
    lang::Lang,
    quotes::blocks::{Block, Shows},
};
use i18n::T;
use leptos::prelude::*;

/// The rows.
pub(super) fn rows(t: T, language: Lang, before: &[Block], after: &[Block]) -> AnyView {
    let gone = before.iter().filter(|block| !after.iter().any(|other| other.id == block.id));
    let gone = gone.map(|block| {
        let old = view! { <del>{block.plain(language, language)}</del> }.into_any();
        row(t, language, block, old, view! { <ins>{t.versions_removed()}</ins> }.into_any())
    });
    let order = |blocks: &[Block], others: &[Block], block: &Block| {
        let common = blocks.iter().filter(|one| others.iter().any(|other| other.id == one.id));
        common.take_while(|one| one.id != block.id).count()
    };
    let kept = after.iter().filter_map(|block| {
        let Some(old) = before.iter().find(|old| old.id == block.id) else {
            let new = view! { <ins>{t.versions_added()}</ins><div class="faint t-12">{block.plain(language, language)}</div> };
            let none = view! { <span class="faint">{t.versions_not_there()}</span> }.into_any();
            return Some(row(t, language, block, none, new.into_any()));
        };
        let moved = order(before, after, old) != order(after, before, block);
        if old == block && !moved {
            return None;
        }
        let moved = moved.then(|| view! { <div><ins>{t.versions_moved()}</ins></div> });
        let (was, is) = (old.plain(language, language), block.plain(language, language));
        // Another picture, or other words in another language, show nothing in the words of this one.
        let (was, is) = match (was == is, old == block) {
            (_, true) => (().into_any(), moved.into_any()),
            (true, _) => {
                (view! { <span>{was}</span> }.into_any(), view! { <ins>{t.content_changed()}</ins>{moved} }.into_any())
            }
            (false, _) => (view! { <del>{was}</del> }.into_any(), view! { <ins>{is}</ins>{moved} }.into_any()),
        };
        Some(row(t, language, block, was, is))
    });
    gone.chain(kept).collect_view().into_any()
}

fn row(t: T, language: Lang, block: &Block, before: AnyView, after: AnyView) -> AnyView {
    let kind = match block.shows {
        Shows::Text { .. } => t.content_text(),
        Shows::Terms { .. } => t.content_terms(),
        Shows::Picture { .. } => t.content_picture(),
        Shows::Products { .. } => t.content_products(),
        Shows::Link { .. } => t.content_link(),
        Shows::Comparison { .. } => t.content_comparison(),
        Shows::Files { .. } => t.content_files(),
        Shows::Film { .. } => t.content_film(),
    };
    let name = block.name(language, language);
    view! {
        <tr>
            <th scope="row"><span class="faint">{kind}" "</span>{name}</th>
            <td class="text">{before}</td>
            <td class="text">{after}</td>
            <td class="num"></td>
        </tr>
    }
    .into_any()
}
