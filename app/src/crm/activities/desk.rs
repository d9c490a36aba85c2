//! The hands on activities.
use crate::{
    crm::api::{edit_activity, end_activity},
    frame::today,
    ui::{Toasts, use_toasts},
    wire::AppError,
};
use chrono::{Days, NaiveDate};
use domain::{crm::activities::ActivityKind, formats, ids::OpportunityId};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use wire::activities::{ActivityFields, ActivityView, EditActivity, EndActivity, Ending};

/// What the planning dialog is open for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// A new one of a kind.
    New(OpportunityId, ActivityKind),
    /// One that is there.
    Change(ActivityView),
}

/// Opens the dialogs and does what needs none. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    pub(super) planning: RwSignal<bool>,
    pub(super) plan: RwSignal<Option<Plan>>,
    pub(super) ending: RwSignal<bool>,
    pub(super) ended: RwSignal<Option<ActivityView>>,
    pub(super) toasts: Toasts,
    pub(super) changed: Callback<()>,
    t: T,
}

impl Desk {
    /// A desk that tells of every change.
    pub(crate) fn new(t: T, changed: impl Fn() + Send + Sync + 'static) -> Desk {
        Desk {
            planning: RwSignal::new(false),
            plan: RwSignal::new(None),
            ending: RwSignal::new(false),
            ended: RwSignal::new(None),
            toasts: use_toasts(),
            changed: Callback::new(move |()| changed()),
            t,
        }
    }

    /// Asks what is to be done about an opportunity.
    pub(crate) fn plan(self, opportunity: OpportunityId, kind: ActivityKind) {
        self.plan.set(Some(Plan::New(opportunity, kind)));
        self.planning.set(true);
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
                summary: activity.summary,
                note: activity.note,
                due_on: Some(day),
                user: Some(activity.user.id),
            };
            let answer = edit_activity(EditActivity { id: activity.id, version: activity.version, fields }).await;
            self.answered(answer.map(drop), self.said_planned(day));
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
