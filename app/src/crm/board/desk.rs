//! The board while somebody works on it: moves shown at once, sent after, taken back with the reason when refused.
use super::layout::{Place, beside, extend, put, restore, take};
use crate::{
    crm::api::{close_opportunity, lane_cards, move_opportunity, read_board},
    ui::{Toasts, use_toasts},
    wire::AppError,
};
use domain::{
    crm::OpportunityState,
    ids::{OpportunityId, StageId},
};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;
use wire::crm::{BoardQuery, BoardView, Card, CloseOpportunity, LANE_CARDS, MoveOpportunity, StateSum};

/// Changes heard within this time are read together.
const GATHER: Duration = Duration::from_millis(300);

/// One board on the screen. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// What is shown.
    pub board: RwSignal<BoardView>,
    /// What it is filtered by.
    pub query: StoredValue<BoardQuery>,
    /// The card whose move was refused, and why.
    pub refused: RwSignal<Option<(OpportunityId, String)>>,
    /// Spoken, politely.
    pub said: RwSignal<String>,
    /// The card that hangs on the pointer.
    pub held: RwSignal<Option<OpportunityId>>,
    /// Where the pointer would drop it.
    pub over: RwSignal<Option<Drop>>,
    /// The card that is about to be lost, until the reason is given.
    pub losing: RwSignal<Option<Card>>,
    /// Whether the reason is being asked.
    pub asking: RwSignal<bool>,
    under_way: StoredValue<u32>,
    read_later: StoredValue<bool>,
    t: T,
    toasts: Toasts,
}

/// Where a card can be dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drop {
    /// On a lane.
    Stage(StageId),
    /// On the rail at the right.
    Won,
    /// On the rail beside it.
    Lost,
}

impl Desk {
    pub(super) fn new(t: T, board: BoardView, query: BoardQuery) -> Desk {
        Desk {
            board: RwSignal::new(board),
            query: StoredValue::new(query),
            refused: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            held: RwSignal::new(None),
            over: RwSignal::new(None),
            losing: RwSignal::new(None),
            asking: RwSignal::new(false),
            under_way: StoredValue::new(0),
            read_later: StoredValue::new(false),
            t,
            toasts: use_toasts(),
        }
    }

    fn card(self, id: OpportunityId) -> Option<(StageId, Card)> {
        self.board.with_untracked(|board| {
            board
                .lanes
                .iter()
                .find_map(|lane| lane.cards.iter().find(|card| card.id == id).map(|card| (lane.stage.id, card.clone())))
        })
    }

    /// A stage by its name.
    pub(super) fn stage_name(self, stage: StageId) -> String {
        let name = |board: &BoardView| {
            board.lanes.iter().find(|lane| lane.stage.id == stage).map(|lane| lane.stage.name.clone())
        };
        self.board.with_untracked(name).unwrap_or_default()
    }

    /// What a drop means.
    pub(super) fn drop(self, id: OpportunityId, to: Drop) {
        match to {
            Drop::Stage(stage) => self.move_to(id, stage, true),
            Drop::Won => self.win(id),
            Drop::Lost => self.ask_why_lost(id),
        }
    }

    /// Moves a card so many lanes further.
    pub(super) fn step(self, id: OpportunityId, by: isize) {
        let Some((stage, _)) = self.card(id) else { return };
        if let Some(to) = self.board.with_untracked(|board| beside(board, stage, by)) {
            self.move_to(id, to, true);
        }
    }

    /// Moves a card; `undoable` offers the way back.
    pub(super) fn move_to(self, id: OpportunityId, stage: StageId, undoable: bool) {
        let Some((from, card)) = self.card(id).filter(|(from, _)| *from != stage) else { return };
        let place = self.lift(id);
        self.board.update(|board| {
            put(board, stage, card.clone());
        });
        let name = self.stage_name(stage);
        let title = card.title.clone();
        self.send(id, place, async move {
            let version = move_opportunity(MoveOpportunity { id, version: card.version, stage }).await?;
            self.renew(id, version);
            if undoable {
                self.toasts.undo(self.t.crm_moved(&title, &name), move || self.move_to(id, from, false));
            } else {
                self.said.set(self.t.crm_moved_back(&title, &name));
            }
            Ok(())
        });
    }

    /// Closes a card as won.
    pub(super) fn win(self, id: OpportunityId) {
        self.close(id, OpportunityState::Won, String::new());
    }

    /// Opens the question that must be answered first.
    pub(super) fn ask_why_lost(self, id: OpportunityId) {
        if let Some((_, card)) = self.card(id) {
            self.losing.set(Some(card));
            self.asking.set(true);
        }
    }

    /// Closes the card in question as lost.
    pub(super) fn lose(self, reason: String) {
        if let Some(card) = self.losing.get_untracked() {
            self.asking.set(false);
            self.close(card.id, OpportunityState::Lost, reason);
        }
    }

    fn close(self, id: OpportunityId, state: OpportunityState, reason: String) {
        let Some((_, card)) = self.card(id) else { return };
        let Some(place) = self.lift(id) else { return };
        self.tally(state, &card, 1);
        let back = place.clone();
        self.send(id, Some(place), async move {
            let command = CloseOpportunity { id, version: card.version, state, reason };
            match close_opportunity(command).await {
                Ok(version) => {
                    let said = match state {
                        OpportunityState::Won => self.t.crm_said_won(&card.title),
                        _ => self.t.crm_said_lost(&card.title),
                    };
                    self.toasts.undo(said, move || self.reopen(back.clone(), version, state));
                    Ok(())
                }
                Err(error) => {
                    self.tally(state, &card, -1);
                    Err(error)
                }
            }
        });
    }

    fn reopen(self, place: Place, version: i64, from: OpportunityState) {
        let card = place.card.clone();
        let id = card.id;
        self.tally(from, &card, -1);
        self.board.update(|board| {
            restore(board, place);
        });
        self.send(id, None, async move {
            let open = CloseOpportunity { id, version, state: OpportunityState::Open, reason: String::new() };
            match close_opportunity(open).await {
                Ok(version) => {
                    self.renew(id, version);
                    self.said.set(self.t.crm_said_open(&card.title));
                    Ok(())
                }
                Err(error) => {
                    self.board.update(|board| drop(take(board, id)));
                    self.tally(from, &card, 1);
                    Err(error)
                }
            }
        });
    }

    fn lift(self, id: OpportunityId) -> Option<Place> {
        self.refused.set(None);
        let place = self.board.try_update(|board| take(board, id)).flatten();
        self.held.set(None);
        self.over.set(None);
        place
    }

    fn renew(self, id: OpportunityId, version: i64) {
        self.board.update(|board| {
            let cards = board.lanes.iter_mut().flat_map(|lane| lane.cards.iter_mut());
            for card in cards.filter(|card| card.id == id) {
                card.version = version;
            }
        });
    }

    fn tally(self, state: OpportunityState, card: &Card, by: i64) {
        self.board.update(|board| {
            let sum: &mut StateSum = if state == OpportunityState::Won { &mut board.won } else { &mut board.lost };
            sum.count += by;
            sum.sum += card.expected * rust_decimal::Decimal::from(by);
        });
    }

    /// Runs what was shown already. Refused, the card goes back to its place with the reason under it.
    fn send(self, id: OpportunityId, place: Option<Place>, work: impl Future<Output = Result<(), AppError>> + 'static) {
        self.under_way.update_value(|count| *count += 1);
        spawn_local(async move {
            let done = work.await;
            self.under_way.update_value(|count| *count -= 1);
            if let Err(error) = done {
                if let Some(place) = place {
                    self.board.update(|board| {
                        restore(board, place);
                    });
                }
                self.refused.set(Some((id, self.t.crm_not_moved(error.sentence(self.t)))));
                if error.is_stale() {
                    self.read_later.set_value(true);
                }
            }
            if self.read_later.get_value() {
                self.read();
            }
        });
    }

    /// Something changed elsewhere: reads the board again, once for many changes, never under somebody's hand.
    pub(super) fn hear(self) {
        if !self.read_later.get_value() {
            self.read_later.set_value(true);
            set_timeout(move || self.read(), GATHER);
        }
    }

    fn read(self) {
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
        spawn_local(async move {
            let pages: Vec<(StageId, usize)> = self.board.with_untracked(|board| {
                let shown = |lane: &wire::crm::Lane| (lane.stage.id, lane.cards.len().div_ceil(LANE_CARDS as usize));
                board.lanes.iter().map(shown).filter(|(_, pages)| *pages > 1).collect()
            });
            let Ok(mut fresh) = read_board(self.query.get_value()).await else { return };
            for (stage, pages) in pages {
                for page in 1..pages {
                    let more = lane_cards(self.query.get_value(), stage, page as u32).await;
                    extend(&mut fresh, stage, more.unwrap_or_default());
                }
            }
            if self.under_way.try_get_value() == Some(0) {
                self.board.set(fresh);
            }
        });
    }

    /// The next cards of a lane.
    pub(super) async fn more(self, stage: StageId) {
        let shown = self.board.with_untracked(|board| {
            board.lanes.iter().find(|lane| lane.stage.id == stage).map_or(0, |lane| lane.cards.len())
        });
        let page = (shown / LANE_CARDS as usize) as u32;
        match lane_cards(self.query.get_value(), stage, page).await {
            Ok(cards) => self.board.update(|board| extend(board, stage, cards)),
            Err(error) => self.toasts.warn(error.sentence(self.t)),
        }
    }
}
