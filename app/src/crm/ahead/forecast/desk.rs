//! The forecast while somebody works on it: moves shown at once, sent after, taken back with the reason when refused.
use super::layout::{Place, extend, find, put, restore, take};
use crate::{
    crm::{
        ahead::{
            api::{forecast_cards, read_forecast, redate},
            words,
        },
        focus,
    },
    frame::today,
    ui::{Toasts, use_toasts},
};
use chrono::NaiveDate;
use domain::{crm::ahead::Period, ids::OpportunityId};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;
use wire::{
    ahead::{ForecastCard, ForecastLane, ForecastQuery, ForecastView},
    crm::LANE_CARDS,
    opportunities::OpportunityFilter,
};

/// Changes heard within this time are read together.
const GATHER: Duration = Duration::from_millis(300);

/// One forecast on the screen. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// What is shown.
    pub view: RwSignal<ForecastView>,
    /// Months from the current one on.
    pub months: u32,
    filter: StoredValue<OpportunityFilter>,
    /// The card whose move was refused, and why.
    pub refused: RwSignal<Option<(OpportunityId, String)>>,
    /// Spoken, politely.
    pub said: RwSignal<String>,
    /// The card that hangs on the pointer.
    pub held: RwSignal<Option<OpportunityId>>,
    /// The lane the pointer would drop it on.
    pub over: RwSignal<Option<Period>>,
    /// The card whose day is asked for.
    pub asked: RwSignal<Option<ForecastCard>>,
    /// Whether it is asked.
    pub asking: RwSignal<bool>,
    under_way: StoredValue<u32>,
    read_later: StoredValue<bool>,
    /// The reader's day.
    pub today: NaiveDate,
    /// The reader's texts.
    pub t: T,
    toasts: Toasts,
}

impl Desk {
    pub(super) fn new(t: T, view: ForecastView, filter: OpportunityFilter, months: u32) -> Desk {
        Desk {
            view: RwSignal::new(view),
            months,
            filter: StoredValue::new(filter),
            refused: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            held: RwSignal::new(None),
            over: RwSignal::new(None),
            asked: RwSignal::new(None),
            asking: RwSignal::new(false),
            under_way: StoredValue::new(0),
            read_later: StoredValue::new(false),
            today: today(),
            t,
            toasts: use_toasts(),
        }
    }

    /// A card and the lane it stands in.
    pub(super) fn card(self, id: OpportunityId) -> Option<(Period, ForecastCard)> {
        self.view.with_untracked(|view| find(view, id))
    }

    /// The day a card would have in a lane; none where it cannot go, or is already.
    pub(super) fn landing(self, id: OpportunityId, to: Period) -> Option<Option<NaiveDate>> {
        let (_, card) = self.card(id).filter(|(from, _)| *from != to)?;
        to.landing(card.card.expected_close, self.today)
    }

    /// The card is let go over a lane.
    pub(super) fn release(self, to: Period) {
        let held = self.held.get_untracked();
        self.let_go();
        if let Some(id) = held {
            self.move_to(id, to);
        }
    }

    /// No card hangs on the pointer any more.
    pub(super) fn let_go(self) {
        self.held.set(None);
        self.over.set(None);
    }

    /// Moves a card into a lane.
    pub(super) fn move_to(self, id: OpportunityId, to: Period) {
        if let Some(day) = self.landing(id, to) {
            self.redate(id, day, true);
        }
    }

    /// Moves a card to the next lane before or behind that takes it.
    pub(super) fn step(self, id: OpportunityId, ahead: bool) {
        let Some((from, _)) = self.card(id) else { return };
        let mut lanes: Vec<Period> =
            self.view.with_untracked(|view| view.lanes.iter().map(|lane| lane.period).collect());
        if !ahead {
            lanes.reverse();
        }
        let beyond = lanes.into_iter().skip_while(|lane| *lane != from).skip(1);
        if let Some(to) = beyond.into_iter().find(|to| self.landing(id, *to).is_some()) {
            self.move_to(id, to);
        }
    }

    /// Asks for the day.
    pub(super) fn ask(self, id: OpportunityId) {
        if let Some((_, card)) = self.card(id) {
            self.asked.set(Some(card));
            self.asking.set(true);
        }
    }

    /// The day was said.
    pub(super) fn answer(self, day: Option<NaiveDate>) {
        if let Some(card) = self.asked.get_untracked() {
            self.redate(card.card.id, day, true);
            focus::keep(&format!("card-{}", card.card.id), true);
        }
    }

    /// Moves the day a card is expected to close on; `undoable` offers the way back.
    fn redate(self, id: OpportunityId, day: Option<NaiveDate>, undoable: bool) {
        let Some((_, card)) = self.card(id).filter(|(_, card)| card.card.expected_close != day) else { return };
        self.refused.set(None);
        focus::keep(&format!("card-{id}"), false);
        let Some(place) = self.view.try_update(|view| take(view, id)).flatten() else { return };
        let mut moved = card.clone();
        moved.card.expected_close = day;
        let lane = Period::of(day, self.today, self.months);
        self.view.update(|view| {
            put(view, lane, moved);
        });
        self.under_way.update_value(|count| *count += 1);
        spawn_local(async move {
            let answer = redate(id, card.card.version, day).await;
            if self.view.is_disposed() {
                return self.answered_elsewhere(answer.err().map(|error| error.sentence(self.t)));
            }
            self.under_way.update_value(|count| *count -= 1);
            match answer {
                Ok(version) => self.moved(place, version, day, undoable),
                Err(error) => {
                    focus::keep(&format!("card-{id}"), false);
                    self.view.update(|view| restore(view, place));
                    self.refused.set(Some((id, self.t.crm_not_moved(error.sentence(self.t)))));
                    if error.is_stale() {
                        self.read_later.set_value(true);
                    }
                }
            }
            if self.read_later.try_get_value() == Some(true) {
                self.read();
            }
        });
    }

    fn moved(self, from: Place, version: i64, day: Option<NaiveDate>, undoable: bool) {
        let (id, was) = (from.card.card.id, from.card.card.expected_close);
        self.view.update(|view| {
            let cards = view.lanes.iter_mut().flat_map(|lane| lane.cards.iter_mut());
            for one in cards.filter(|one| one.card.id == id) {
                one.card.version = version;
            }
        });
        let said = self.words(&from.card.card.title, day, !undoable);
        if undoable {
            let title = from.card.card.title;
            self.toasts.undo(said, move || self.take_back(id, version, was, &title));
        } else {
            self.said.set(said);
        }
    }

    /// The way back. The toast that offers it outlives this page: then it is sent all the same.
    fn take_back(self, id: OpportunityId, version: i64, was: Option<NaiveDate>, title: &str) {
        if !self.view.is_disposed() && self.card(id).is_some() {
            return self.redate(id, was, false);
        }
        let said = self.words(title, was, true);
        spawn_local(async move {
            match redate(id, version, was).await {
                Ok(_) => self.toasts.say(said),
                Err(error) => self.answered_elsewhere(Some(error.sentence(self.t))),
            }
        });
    }

    fn answered_elsewhere(self, refused: Option<String>) {
        if let Some(why) = refused {
            self.toasts.warn(self.t.crm_not_moved(why));
        }
    }

    fn words(self, title: &str, day: Option<NaiveDate>, back: bool) -> String {
        match day.map(|day| words::day(self.t, day, self.today)) {
            None => self.t.ahead_no_day(title),
            Some(day) if back => self.t.ahead_moved_back(title, day),
            Some(day) => self.t.ahead_moved(title, day),
        }
    }

    /// Something changed elsewhere: reads again, once for many changes, never under somebody's hand.
    pub(super) fn hear(self) {
        if self.read_later.try_get_value() == Some(false) {
            self.read_later.set_value(true);
            set_timeout(move || self.read(), GATHER);
        }
    }

    fn read(self) {
        // Gone with its page meanwhile: nothing to do.
        let Some(under_way) = self.under_way.try_get_value() else { return };
        if under_way > 0 {
            return;
        }
        if self.held.with_untracked(Option::is_some) {
            set_timeout(move || self.read(), GATHER * 4);
            return;
        }
        self.read_later.set_value(false);
        let query = ForecastQuery { filter: self.filter.get_value(), months: self.months };
        spawn_local(async move {
            let pages: Vec<(Period, usize)> = self.view.with_untracked(|view| {
                let shown = |lane: &ForecastLane| (lane.period, lane.cards.len().div_ceil(LANE_CARDS as usize));
                view.lanes.iter().map(shown).filter(|(_, pages)| *pages > 1).collect()
            });
            let Ok(mut fresh) = read_forecast(query.clone()).await else { return };
            for (period, pages) in pages {
                for page in 1..pages {
                    let more = forecast_cards(query.filter.clone(), period, page as u32).await;
                    extend(&mut fresh, period, more.unwrap_or_default());
                }
            }
            if self.under_way.try_get_value() == Some(0) {
                self.view.set(fresh);
            }
        });
    }

    /// The next cards of a lane.
    pub(super) async fn more(self, period: Period) {
        let shown = self.view.with_untracked(|view| {
            view.lanes.iter().find(|lane| lane.period == period).map_or(0, |lane| lane.cards.len())
        });
        let page = (shown / LANE_CARDS as usize) as u32;
        let more = forecast_cards(self.filter.get_value(), period, page).await;
        if self.view.is_disposed() {
            return;
        }
        match more {
            Ok(cards) => self.view.update(|view| extend(view, period, cards)),
            Err(error) => self.toasts.warn(error.sentence(self.t)),
        }
    }
}
