//! What stands above the lines: the cover first, then the other blocks in their order.
use super::view::View;
use crate::content::show::{self, Place};
use domain::quotes::{
    blocks::{Block, Shows},
    content::ContentLine,
};
use leptos::prelude::*;
use wire::portal::PortalStanding;

fn place(view: &View<'_>, first: bool) -> Place {
    let card = |line: &ContentLine| match line {
        ContentLine::Product { name, description, .. } if !description.is_empty() => {
            Some((name.clone(), description.clone()))
        }
        _ => None,
    };
    Place {
        t: view.t,
        langs: (view.lang, view.content().language),
        pictures: view.path("/picture/"),
        files: view.path("/file/"),
        films: view.path("/film/"),
        cards: view.content().lines.iter().filter_map(card).collect(),
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
