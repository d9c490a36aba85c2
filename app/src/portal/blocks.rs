//! What stands above the lines: the cover first, then the other blocks in their order.
use super::view::View;
use crate::content::show::{self, Card, Place};
use domain::quotes::{
    blocks::{Block, Shows},
    content::ContentLine,
    group::{Shown, printed},
    role::LineMark,
};
use leptos::prelude::*;
use wire::portal::PortalStanding;

fn place(view: &View<'_>, first: bool) -> Place {
    let card = |line: &ContentLine| {
        let ContentLine::Product { id, name, description, mark, .. } = line else { return None };
        if matches!(mark, LineMark::Delivery | LineMark::Discount) {
            return None;
        }
        let picture = view.content().pictures.iter().find(|picture| picture.line == *id);
        if description.is_empty() && picture.is_none() {
            return None;
        }
        Some(Card {
            name: (view.foreign_line(*id), name.clone()),
            about: (view.foreign_more(*id), description.clone()),
            sizes: picture.map(|picture| picture.sizes.clone()).unwrap_or_default(),
            description: picture.map(|picture| picture.description.clone()).unwrap_or_default(),
        })
    };
    let lines = &view.content().lines;
    let shown = lines.iter().zip(printed(&view.content().parts())).filter(|(_, shown)| *shown != Shown::Hidden);
    Place {
        t: view.t,
        langs: (view.lang, view.content().language),
        pictures: view.path("/picture/"),
        files: view.path("/file/"),
        films: view.path("/film/"),
        cards: shown.filter_map(|(line, _)| card(line)).collect(),
        first,
    }
}

/// The cover, where the first block is a picture. Who has accepted reads the thanks first; there it waits among the others.
fn covers<'a>(view: &View<'a>) -> Option<&'a Block> {
    if matches!(view.page.standing, PortalStanding::Accepted { .. }) {
        return None;
    }
    view.page.content.blocks.first().filter(|block| matches!(block.shows, Shows::Picture { .. }))
}

/// The cover: seen at once, before the opening text.
pub(super) fn cover(view: &View<'_>) -> Option<AnyView> {
    covers(view).and_then(|block| show::block(&place(view, true), block))
}

/// Every block but the cover.
pub(super) fn rest(view: &View<'_>) -> Vec<AnyView> {
    let covered = usize::from(covers(view).is_some());
    let place = place(view, false);
    view.page.content.blocks.iter().skip(covered).filter_map(|block| show::block(&place, block)).collect()
}
