//! The calendar while somebody works on it: moves shown at once, sent after, taken back with the reason when refused.
use super::asked::Asked;
use crate::{
    crm::{
        activities,
        ahead::{
            api::{read_calendar, redate},
            words,
        },
        api::edit_activity,
        focus,
    },
    frame::today,
    ui::{Choice, Toasts, use_toasts},
    wire::AppError,
};
use chrono::{Days, NaiveDate};
use domain::ids::OpportunityId;
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;
use uuid::Uuid;
use wire::{
    activities::{ActivityFields, EditActivity, MyActivity},
    ahead::{CalendarView, Closing, Unplanned},
};

/// Changes heard within this time are read together.
const GATHER: Duration = Duration::from_millis(300);

/// Something on a day.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    /// To be done by then.
    Step(MyActivity),
    /// Expected to close then.
    Close(Closing),
}

impl Item {
    pub(super) const fn id(&self) -> Uuid {
        match self {
            Item::Step(one) => one.activity.id.0,
            Item::Close(one) => one.id.0,
        }
    }

    pub(super) const fn day(&self) -> NaiveDate {
        match self {
            Item::Step(one) => one.activity.due_on,
            Item::Close(one) => one.on,
        }
    }

    /// What it is called.
    pub(super) fn title(&self) -> &str {
        match self {
            Item::Step(one) => &one.activity.summary,
            Item::Close(one) => &one.title,
        }
    }

    /// The same with the same facts keeps its place in the page, whatever its version.
    pub(super) fn key(&self) -> String {
        let mut plain = self.clone();
        plain.put(self.day(), Some(0));
        format!("{plain:?}")
    }

    fn put(&mut self, day: NaiveDate, version: Option<i64>) {
        let (on, at) = match self {
            Item::Step(one) => (&mut one.activity.due_on, &mut one.activity.version),
            Item::Close(one) => (&mut one.on, &mut one.version),
        };
        *on = day;
        if let Some(version) = version {
            *at = version;
        }
    }
}

/// What hangs on the pointer. What closes on a day has its opportunity's id, and may be among the unplanned too: which of
/// the two was taken says what letting it go does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// An opportunity that nothing is planned for: something is planned where it is let go.
    Idle(OpportunityId),
    /// Something on a day: it moves.
    Item(Uuid),
}

/// One calendar on the screen. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// What is on the days.
    pub items: RwSignal<Vec<Item>>,
    /// Whether there is more than is shown.
    pub more: RwSignal<bool>,
    /// The first opportunities that nothing is planned for, and how many there are.
    pub idle: RwSignal<(Vec<Unplanned>, u32)>,
    /// What is planned for next is about this one.
    pub about: RwSignal<Option<Choice>>,
    /// Which days.
    pub asked: StoredValue<Asked>,
    /// What was refused to move, and why.
    pub refused: RwSignal<Option<(Uuid, String)>>,
    /// Spoken, politely.
    pub said: RwSignal<String>,
    /// What hangs on the pointer.
    pub held: RwSignal<Option<Held>>,
    /// The day the pointer would drop it on.
    pub over: RwSignal<Option<NaiveDate>>,
    /// What is asked a day for.
    pub moving: RwSignal<Option<Item>>,
    /// Whether it is asked.
    pub asking: RwSignal<bool>,
    /// Whether an activity is being planned, and for which day.
    pub planning: RwSignal<bool>,
    pub plan_on: RwSignal<NaiveDate>,
    /// The day keys stand on.
    pub at: RwSignal<NaiveDate>,
    /// The hands on activities themselves.
    pub hands: activities::Desk,
    under_way: StoredValue<u32>,
    read_later: StoredValue<bool>,
    /// The reader's day.
    pub today: NaiveDate,
    /// The reader's texts.
    pub t: T,
    toasts: Toasts,
}

impl Desk {
    pub(super) fn new(t: T, view: CalendarView, asked: Asked) -> Desk {
        let more = view.more;
        let at = asked.day;
        let types = view.types.clone();
        let idle = RwSignal::new((view.unplanned.clone(), view.unplanned_count));
        let items = RwSignal::new(items(view));
        let read_later = StoredValue::new(false);
        let under_way = StoredValue::new(0);
        let asked = StoredValue::new(asked);
        let held = RwSignal::new(None);
        let more = RwSignal::new(more);
        let read = Reading { items, more, idle, asked, held, under_way, read_later };
        Desk {
            items,
            more,
            idle,
            about: RwSignal::new(None),
            asked,
            refused: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            held,
            over: RwSignal::new(None),
            moving: RwSignal::new(None),
            asking: RwSignal::new(false),
            planning: RwSignal::new(false),
            plan_on: RwSignal::new(at),
            at: RwSignal::new(at),
            hands: activities::Desk::new(t, types, move || read.hear()),
            under_way,
            read_later,
            today: today(),
            t,
            toasts: use_toasts(),
        }
    }

    /// What is on a day, in the order it came in.
    pub(super) fn on(self, day: NaiveDate) -> Vec<Item> {
        self.items.with(|items| items.iter().filter(|item| item.day() == day).cloned().collect())
    }

    /// Something by its id, as it is now.
    pub(super) fn item(self, id: Uuid) -> Option<Item> {
        self.items.with_untracked(|items| items.iter().find(|item| item.id() == id).cloned())
    }

    /// What hangs on the pointer is let go over a day.
    pub(super) fn release(self, day: NaiveDate) {
        let held = self.held.get_untracked();
        self.let_go();
        match held {
            Some(Held::Idle(id)) => self.plan_about(id, day),
            Some(Held::Item(id)) => self.redate(id, day, true),
            None => {}
        }
    }

    /// Nothing hangs on the pointer any more.
    pub(super) fn let_go(self) {
        self.held.set(None);
        self.over.set(None);
    }

    /// Asks for the day something is to be on instead.
    pub(super) fn ask(self, id: Uuid) {
        if let Some(item) = self.item(id) {
            self.moving.set(Some(item));
            self.asking.set(true);
        }
    }

    /// The day was said.
    pub(super) fn answer(self, day: Option<NaiveDate>) {
        if let (Some(item), Some(day)) = (self.moving.get_untracked(), day) {
            self.redate(item.id(), day, true);
            focus::keep(&format!("entry-{}", item.id()), true);
        }
    }

    /// Plans something for a day.
    pub(super) fn plan(self, day: NaiveDate) {
        self.plan_on.set(day);
        self.planning.set(true);
    }

    /// Plans something for a day about an opportunity that nothing is planned for; does nothing for any other.
    pub(super) fn plan_about(self, id: OpportunityId, day: NaiveDate) {
        let found = self.idle.with_untracked(|(idle, _)| idle.iter().find(|one| one.id == id).cloned());
        if let Some(one) = found {
            self.about.set(Some(Choice::new(one.id.to_string(), one.title).fact(one.party_name)));
            self.plan(day);
        }
    }

    /// Moves something so many days further.
    pub(super) fn step(self, id: Uuid, by: i64) {
        let Some(item) = self.item(id) else { return };
        let days = Days::new(by.unsigned_abs());
        let day = if by < 0 { item.day().checked_sub_days(days) } else { item.day().checked_add_days(days) };
        if let Some(day) = day {
            self.redate(id, day, true);
        }
    }

    /// Moves something to a day; `undoable` offers the way back.
    fn redate(self, id: Uuid, day: NaiveDate, undoable: bool) {
        let Some(item) = self.item(id).filter(|item| item.day() != day) else { return };
        self.refused.set(None);
        focus::keep(&format!("entry-{id}"), false);
        self.put(id, day, None);
        self.under_way.update_value(|count| *count += 1);
        spawn_local(async move {
            let answer = send(&item, day).await;
            if self.items.is_disposed() {
                if let Err(error) = answer {
                    self.toasts.warn(self.t.crm_not_moved(error.sentence(self.t)));
                }
                return;
            }
            self.under_way.update_value(|count| *count -= 1);
            match answer {
                Ok(version) => {
                    self.put(id, day, Some(version));
                    self.tell(item, day, version, undoable);
                }
                Err(error) => {
                    focus::keep(&format!("entry-{id}"), false);
                    self.put(id, item.day(), None);
                    self.refused.set(Some((id, self.t.crm_not_moved(error.sentence(self.t)))));
                    if error.is_stale() {
                        self.read_later.set_value(true);
                    }
                }
            }
            if self.read_later.try_get_value() == Some(true) {
                self.reading().read();
            }
        });
    }

    fn tell(self, item: Item, day: NaiveDate, version: i64, undoable: bool) {
        let shown = words::day(self.t, day, self.today);
        if !undoable {
            return self.said.set(self.t.ahead_moved_back(item.title(), shown));
        }
        let said = self.t.ahead_moved(item.title(), shown);
        let was = item.day();
        let mut now = item;
        now.put(day, Some(version));
        self.toasts.undo(said, move || self.take_back(now.clone(), was));
    }

    /// The way back. The toast that offers it outlives this page: then it is sent all the same.
    fn take_back(self, item: Item, was: NaiveDate) {
        if !self.items.is_disposed() && self.item(item.id()).is_some() {
            return self.redate(item.id(), was, false);
        }
        spawn_local(async move {
            let said = self.t.ahead_moved_back(item.title(), words::day(self.t, was, self.today));
            match send(&item, was).await {
                Ok(_) => self.toasts.say(said),
                Err(error) => self.toasts.warn(self.t.crm_not_moved(error.sentence(self.t))),
            }
        });
    }

    fn put(self, id: Uuid, day: NaiveDate, version: Option<i64>) {
        self.items.update(|items| {
            for item in items.iter_mut().filter(|item| item.id() == id) {
                item.put(day, version);
            }
        });
    }

    /// Something changed elsewhere: reads again, once for many changes, never under somebody's hand.
    pub(super) fn hear(self) {
        self.reading().hear();
    }

    const fn reading(self) -> Reading {
        let Desk { items, more, idle, asked, held, under_way, read_later, .. } = self;
        Reading { items, more, idle, asked, held, under_way, read_later }
    }
}

/// What reading anew needs. Cheap to copy.
#[derive(Clone, Copy)]
struct Reading {
    items: RwSignal<Vec<Item>>,
    more: RwSignal<bool>,
    idle: RwSignal<(Vec<Unplanned>, u32)>,
    asked: StoredValue<Asked>,
    held: RwSignal<Option<Held>>,
    under_way: StoredValue<u32>,
    read_later: StoredValue<bool>,
}

impl Reading {
    fn hear(self) {
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
        let query = self.asked.with_value(Asked::query);
        spawn_local(async move {
            let Ok(fresh) = read_calendar(query).await else { return };
            if self.under_way.try_get_value() == Some(0) {
                self.more.set(fresh.more);
                self.idle.set((fresh.unplanned.clone(), fresh.unplanned_count));
                self.items.set(items(fresh));
            }
        });
    }
}

fn items(view: CalendarView) -> Vec<Item> {
    let steps = view.activities.into_iter().map(Item::Step);
    steps.chain(view.closings.into_iter().map(Item::Close)).collect()
}

/// Moves it on the server; answers its version.
async fn send(item: &Item, day: NaiveDate) -> Result<i64, AppError> {
    match item {
        Item::Close(one) => redate(one.id, one.version, Some(day)).await,
        Item::Step(MyActivity { activity, .. }) => {
            let fields = ActivityFields {
                kind: activity.kind,
                type_id: activity.type_id,
                summary: activity.summary.clone(),
                note: activity.note.clone(),
                due_on: Some(day),
                user: Some(activity.user.id),
            };
            edit_activity(EditActivity { id: activity.id, version: activity.version, fields }).await
        }
    }
}
