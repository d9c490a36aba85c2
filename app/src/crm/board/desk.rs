//! The board while somebody works on it: moves shown at once, sent after, taken back with the reason when refused.
use super::layout::{Place, beside, put, restore, take};
use crate::{
    crm::{
        api::{place_card, put_back},
        focus,
    },
    ui::{Toasts, use_toasts},
    wire::AppError,
};
use domain::ids::OpportunityId;
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use wire::{
    crm::{BoardQuery, BoardView, Card, LaneId, PlaceCard},
    opportunities::Group,
};

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
    /// How many commands have no answer yet.
    pub under_way: StoredValue<u32>,
    /// Whether the board is to be read anew.
    pub read_later: StoredValue<bool>,
    /// Draws the board anew: it has other lanes.
    pub anew: Callback<()>,
    /// The reader's texts.
    pub t: T,
    /// Where things are said with their way back.
    pub toasts: Toasts,
}

/// Where a card can be dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drop {
    /// On a lane.
    Lane(LaneId),
    /// On the rail at the right.
    Won,
    /// On the rail beside it.
    Lost,
}

impl Desk {
    pub(super) fn new(t: T, board: BoardView, query: BoardQuery, anew: Callback<()>) -> Desk {
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
            anew,
            t,
            toasts: use_toasts(),
        }
    }

    pub(super) fn card(self, id: OpportunityId) -> Option<(LaneId, Card)> {
        self.board.with_untracked(|board| {
            board
                .lanes
                .iter()
                .find_map(|lane| lane.cards.iter().find(|card| card.id == id).map(|card| (lane.stage.id, card.clone())))
        })
    }

    /// A lane's name.
    pub(super) fn lane_name(self, lane: LaneId) -> String {
        let name =
            |board: &BoardView| board.lanes.iter().find(|one| one.stage.id == lane).map(|one| one.stage.name.clone());
        self.board.with_untracked(name).unwrap_or_default()
    }

    /// What the lanes are.
    pub(super) fn group(self) -> Group {
        self.query.with_value(|query| query.group)
    }

    /// What a drop means.
    pub(super) fn drop(self, id: OpportunityId, to: Drop) {
        match to {
            Drop::Lane(lane) => self.move_to(id, lane),
            Drop::Won => self.win(id),
            Drop::Lost => self.ask_why_lost(id),
        }
    }

    /// Moves a card so many lanes further.
    pub(super) fn step(self, id: OpportunityId, by: isize) {
        let Some((stage, _)) = self.card(id) else { return };
        if let Some(to) = self.board.with_untracked(|board| beside(board, stage, by)) {
            self.move_to(id, to);
        }
    }

    /// Moves a card, and offers the way back. A lane that takes none says why, and the card stays.
    pub(super) fn move_to(self, id: OpportunityId, lane: LaneId) {
        let Some((from, card)) = self.card(id).filter(|(from, _)| *from != lane) else { return };
        let (name, t) = (self.lane_name(lane), self.t);
        if self.board.with_untracked(|board| board.lanes.iter().any(|one| one.stage.id == lane && !one.takes)) {
            return self.refused.set(Some((id, t.crm_group_takes_none(name))));
        }
        let place = self.lift(id);
        self.board.update(|board| {
            put(board, lane, card.clone());
        });
        let (group, title) = (self.group(), card.title);
        self.send(id, place, async move {
            let command = PlaceCard { id, version: card.version, group, lane, name: name.clone() };
            let placed = place_card(command).await?;
            self.renew(id, placed.version);
            let said =
                if group == Group::Stage { t.crm_moved(&title, &name) } else { t.crm_group_moved(&title, &name) };
            self.toasts.undo(said, move || self.take_back(id, from, placed.back.clone(), &title));
            Ok(())
        });
    }

    /// The way back of a move. The toast that offers it outlives this board: then it is sent all the same.
    fn take_back(self, id: OpportunityId, from: LaneId, back: String, title: &str) {
        let (t, toasts) = (self.t, self.toasts);
        let here = !self.board.is_disposed();
        let name = if here { self.lane_name(from) } else { String::new() };
        let said = t.crm_moved_back(title, name);
        let card = if here { self.card(id) } else { None };
        match card {
            Some((_, card)) => {
                let place = self.lift(id);
                self.board.update(|board| {
                    put(board, from, card);
                });
                self.send(id, place, async move {
                    let done = put_back(back).await?;
                    self.renew(id, done.version);
                    self.said.set(said);
                    self.say_stayed(done.stayed);
                    Ok(())
                });
            }
            None => spawn_local(async move {
                match put_back(back).await {
                    Ok(done) => {
                        toasts.say(said);
                        self.say_stayed(done.stayed);
                    }
                    Err(error) => toasts.warn(t.crm_not_moved(error.sentence(t))),
                }
            }),
        }
    }

    /// That a plan was taken back only in part.
    fn say_stayed(self, stayed: u32) {
        if stayed > 0 {
            self.toasts.say(self.t.plans_stayed(i64::from(stayed)));
        }
    }

    pub(super) fn lift(self, id: OpportunityId) -> Option<Place> {
        // It is drawn anew in another lane: whoever moves it by keys goes on from it.
        focus::keep(&format!("card-{id}"), false);
        self.refused.set(None);
        let place = self.board.try_update(|board| take(board, id)).flatten();
        self.held.set(None);
        self.over.set(None);
        place
    }

    pub(super) fn renew(self, id: OpportunityId, version: i64) {
        self.board.update(|board| {
            let cards = board.lanes.iter_mut().flat_map(|lane| lane.cards.iter_mut());
            for card in cards.filter(|card| card.id == id) {
                card.version = version;
            }
        });
    }

    /// Runs what was shown already. Refused, the card goes back to its place with the reason under it.
    pub(super) fn send(
        self,
        id: OpportunityId,
        place: Option<Place>,
        work: impl Future<Output = Result<(), AppError>> + 'static,
    ) {
        self.under_way.update_value(|count| *count += 1);
        spawn_local(async move {
            let done = work.await;
            self.under_way.update_value(|count| *count -= 1);
            if let Err(error) = done {
                if let Some(place) = place {
                    focus::keep(&format!("card-{id}"), false);
                    self.board.update(|board| {
                        restore(board, place);
                    });
                }
                self.refused.set(Some((id, self.t.crm_not_moved(error.sentence(self.t)))));
                if error.is_stale() {
                    self.read_later.set_value(true);
                }
            }
            if self.read_later.try_get_value() == Some(true) {
                self.read();
            }
        });
    }
}
