//! The hands on activities.
use crate::{
    crm::api::{answer_wish, edit_activity, end_activity},
    frame::today,
    ui::{Toasts, use_toasts},
    wire::AppError,
};
use chrono::{Days, NaiveDate};
use domain::{
    crm::{activities::ActivityKind, activity_types::Chain},
    formats,
    ids::{ActivityTypeId, OpportunityId},
};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    activities::{ActivityFields, ActivityView, EditActivity, EndActivity, Ending},
    activity_types::TypeChoice,
    meetings::{AnswerWish, AttendeeView},
    shared::IdempotencyKey,
};

/// What the planning dialog is open for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// A new one: of a type, where one is wanted, and after one that was done.
    New(OpportunityId, Option<ActivityTypeId>, Option<ActivityView>),
    /// One that is there.
    Change(ActivityView),
}

/// Opens the dialogs and does what needs none. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    pub(super) planning: RwSignal<bool>,
    pub(super) plan: RwSignal<Option<Plan>>,
    pub(super) types: StoredValue<Vec<TypeChoice>>,
    pub(super) ending: RwSignal<bool>,
    pub(super) ended: RwSignal<Option<ActivityView>>,
    pub(super) toasts: Toasts,
    pub(crate) changed: Callback<()>,
    t: T,
}

impl Desk {
    /// A desk that tells of every change; `types` are those that are offered.
    pub(crate) fn new(t: T, types: Vec<TypeChoice>, changed: impl Fn() + Send + Sync + 'static) -> Desk {
        Desk {
            planning: RwSignal::new(false),
            plan: RwSignal::new(None),
            types: StoredValue::new(types),
            ending: RwSignal::new(false),
            ended: RwSignal::new(None),
            toasts: use_toasts(),
            changed: Callback::new(move |()| changed()),
            t,
        }
    }

    /// Asks what is to be done about an opportunity.
    pub(crate) fn plan(self, opportunity: OpportunityId, kind: ActivityKind) {
        let of = self.types.with_value(|types| types.iter().find(|of| of.kind == kind).map(|of| of.id));
        self.plan.set(Some(Plan::New(opportunity, of, None)));
        self.planning.set(true);
    }

    /// Asks what is to be done after one that is done: what its type suggests stands first.
    pub(super) fn plan_after(self, done: ActivityView) {
        let of = self.type_of(&done).and_then(|of| of.next.first().copied());
        self.plan.set(Some(Plan::New(done.opportunity, of, Some(done))));
        self.planning.set(true);
    }

    /// The type of an activity, where it is offered still.
    pub(super) fn type_of(self, activity: &ActivityView) -> Option<TypeChoice> {
        self.types.with_value(|types| types.iter().find(|of| Some(of.id) == activity.type_id).cloned())
    }

    /// What is planned by itself once an activity is done, by name.
    pub(super) fn triggered(self, activity: &ActivityView) -> Option<String> {
        let of = self.type_of(activity).filter(|of| of.chain == Chain::Trigger)?;
        let next = of.next.first()?;
        let next = self.types.with_value(|types| types.iter().find(|of| of.id == *next).cloned())?;
        Some(i18n::activities::named(self.t, &next.name, next.kind))
    }

    /// Opens one for changing.
    pub(crate) fn change(self, activity: ActivityView) {
        self.plan.set(Some(Plan::Change(activity)));
        self.planning.set(true);
    }

    /// Asks how it went.
    pub(crate) fn finish(self, activity: ActivityView) {
        self.ended.set(Some(activity));
        self.ending.set(true);
    }

    /// It is not done after all.
    pub(crate) fn cancel(self, activity: ActivityView) {
        spawn_local(async move {
            let (id, version) = (activity.id, activity.version);
            let command = EndActivity { id, version, ending: Ending::Cancelled, feedback: String::new() };
            let answer = end_activity(command).await.map(drop);
            self.answered(answer, self.t.activities_said_cancelled(&activity.summary));
        });
    }

    /// Moves it so many days from today.
    pub(crate) fn postpone(self, activity: ActivityView, days: u64) {
        let day = today().checked_add_days(Days::new(days)).unwrap_or_else(today);
        if activity.meeting.is_some() {
            // Others may have been invited: the form asks whether they are told.
            return self.change(ActivityView { due_on: day, ..activity });
        }
        spawn_local(async move {
            let fields = ActivityFields {
                kind: activity.kind,
                type_id: activity.type_id,
                summary: activity.summary,
                note: activity.note,
                due_on: Some(day),
                user: Some(activity.user.id),
            };
            let answer = edit_activity(EditActivity { id: activity.id, version: activity.version, fields }).await;
            self.answered(answer.map(drop), self.said_planned(day));
        });
    }

    /// The meeting moves to the time that somebody proposes, or stays.
    pub(super) fn answer_wish(self, activity: ActivityView, one: AttendeeView, take: bool) {
        let name = one.called().to_owned();
        spawn_local(async move {
            let command = AnswerWish {
                key: IdempotencyKey(Uuid::new_v4()),
                id: activity.id,
                version: activity.version,
                email: one.email,
                wish: one.wish,
                take,
            };
            let said = if take {
                self.t.meetings_said_wish_taken().to_owned()
            } else {
                self.t.meetings_said_wish_declined(name)
            };
            self.answered(answer_wish(command).await.map(drop), said);
        });
    }

    pub(super) fn said_planned(self, day: NaiveDate) -> String {
        self.t.activities_said_planned(formats::date(self.t.figures(), day))
    }

    fn answered(self, answer: Result<(), AppError>, said: String) {
        match answer {
            Ok(()) => self.toasts.say(said),
            Err(error) => self.toasts.warn(error.sentence(self.t)),
        }
        if !self.plan.is_disposed() {
            self.changed.run(());
        }
    }
}
