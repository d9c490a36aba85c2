//! The board read anew when something changed elsewhere, and lanes read further.
use super::{desk::Desk, layout::extend};
use crate::crm::api::{lane_cards, read_board};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;
use wire::crm::{LANE_CARDS, LaneId};

/// Changes heard within this time are read together.
const GATHER: Duration = Duration::from_millis(300);

impl Desk {
    /// Something changed elsewhere: reads the board again, once for many changes, never under somebody's hand.
    pub(super) fn hear(self) {
        if self.read_later.try_get_value() == Some(false) {
            self.read_later.set_value(true);
            set_timeout(move || self.read(), GATHER);
        }
    }

    pub(super) fn read(self) {
        // Dropped meanwhile with its page: nothing to do.
        let Some(under_way) = self.under_way.try_get_value() else { return };
        if under_way > 0 {
            return;
        }
        if self.held.with_untracked(Option::is_some) {
            set_timeout(move || self.read(), GATHER * 4);
            return;
        }
        self.read_later.set_value(false);
        let query = self.query.get_value();
        spawn_local(async move {
            let pages: Vec<(LaneId, usize)> = self.board.with_untracked(|board| {
                let shown = |lane: &wire::crm::Lane| (lane.stage.id, lane.cards.len().div_ceil(LANE_CARDS as usize));
                board.lanes.iter().map(shown).filter(|(_, pages)| *pages > 1).collect()
            });
            let Ok(mut fresh) = read_board(query.clone()).await else { return };
            for (stage, pages) in pages {
                for page in 1..pages {
                    let more = lane_cards(query.clone(), stage, self.lane_name(stage), page as u32).await;
                    extend(&mut fresh, stage, more.unwrap_or_default());
                }
            }
            if self.under_way.try_get_value() == Some(0) {
                let ids =
                    |board: &wire::crm::BoardView| board.lanes.iter().map(|lane| lane.stage.id).collect::<Vec<_>>();
                if self.board.with_untracked(ids) == ids(&fresh) {
                    self.board.set(fresh);
                } else {
                    self.anew.run(());
                }
            }
        });
    }

    /// The next cards of a lane.
    pub(super) async fn more(self, stage: LaneId) {
        let shown = self.board.with_untracked(|board| {
            board.lanes.iter().find(|lane| lane.stage.id == stage).map_or(0, |lane| lane.cards.len())
        });
        let page = (shown / LANE_CARDS as usize) as u32;
        match lane_cards(self.query.get_value(), stage, self.lane_name(stage), page).await {
            Ok(cards) => self.board.update(|board| extend(board, stage, cards)),
            Err(error) => self.toasts.warn(error.sentence(self.t)),
        }
    }
}
