//! The dialogs: what is to be done by when, and how it went.
use super::{
    desk::{Desk, Plan},
    meeting::{self, MeetingForm, MeetingSection},
    words,
};
use crate::{
    crm::api::{edit_activity, edit_meeting, end_activity, schedule_activity, schedule_meeting},
    frame::today,
    i18n::use_t,
    ui::{Banner, Button, DateInput, Dialog, Field, IconName, Look, Select, TextArea, TextInput, Tone},
    wire::AppError,
};
use chrono::NaiveDate;
use domain::crm::activities::{ActivityKind, proposed_day};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    activities::{ActivityFields, EditActivity, EndActivity, Ending, ScheduleActivity},
    meetings::{AttendeeFields, EditMeeting, ScheduleMeeting},
    shared::{IdempotencyKey, UserRef},
};

/// Fields that show their own refusal.
const FIELDS: [&str; 4] = ["summary", "note", "due_on", "user"];
/// Longest note or feedback, in characters.
const NOTE: u32 = 2000;

/// Both dialogs of a desk.
#[component]
pub(crate) fn Dialogs(
    /// The hands.
    desk: Desk,
    /// Colleagues it can be given to; none where it stays whose it is.
    #[prop(optional)]
    owners: Vec<UserRef>,
    /// Name and address of whom one talks to; none where that is not known.
    #[prop(optional)]
    contact: Option<(String, String)>,
) -> impl IntoView {
    let colleagues = owners.iter().map(|owner| AttendeeFields {
        name: owner.name.clone(),
        email: String::new(),
        user: Some(owner.id),
    });
    let contact = contact.filter(|(_, email)| !email.is_empty());
    let contact = contact.map(|(name, email)| AttendeeFields { name, email, user: None });
    let known = StoredValue::new(contact.into_iter().chain(colleagues).collect::<Vec<_>>());
    view! {
        <PlanDialog desk owners known/>
        <DoneDialog desk/>
    }
}

#[component]
fn PlanDialog(desk: Desk, owners: Vec<UserRef>, known: StoredValue<Vec<AttendeeFields>>) -> impl IntoView {
    let t = use_t();
    let meeting = MeetingForm::new();
    let [kind, summary, note, user] = [(); 4].map(|()| RwSignal::new(String::new()));
    let due_on = RwSignal::new(None::<NaiveDate>);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<AppError>);
    let key = StoredValue::new(IdempotencyKey(Uuid::nil()));
    let me = crate::frame::use_me().map(|me| me.id.to_string()).unwrap_or_default();
    Effect::new(move |_| {
        if !desk.planning.get() {
            return;
        }
        key.set_value(IdempotencyKey(Uuid::new_v4()));
        problem.set(None);
        match desk.plan.get_untracked() {
            Some(Plan::New(_, new)) => {
                kind.set(new.code().to_owned());
                summary.set(words::kind(t, new).to_owned());
                note.set(String::new());
                due_on.set(Some(proposed_day(new, today())));
                user.set(me.clone());
                meeting.fill(t, None);
            }
            Some(Plan::Change(was)) => {
                meeting.fill(t, was.meeting.as_deref());
                kind.set(was.kind.code().to_owned());
                summary.set(was.summary);
                note.set(was.note);
                due_on.set(Some(was.due_on));
                user.set(was.user.id.to_string());
            }
            None => {}
        }
    });
    // Another kind proposes its own words and day, unless somebody wrote words already.
    let turned = move |code: String| {
        let Some(now) = ActivityKind::parse(&code) else { return };
        let own = summary.with_untracked(|said| ActivityKind::ALL.iter().any(|kind| words::kind(t, *kind) == said));
        let new = matches!(desk.plan.get_untracked(), Some(Plan::New(..)));
        if new && (own || summary.with_untracked(String::is_empty)) {
            summary.set(words::kind(t, now).to_owned());
            due_on.set(Some(proposed_day(now, today())));
        }
    };
    let save = move |()| {
        let Some(plan) = desk.plan.get_untracked() else { return };
        let meets = kind.with_untracked(|kind| kind == ActivityKind::Meeting.code());
        if busy.get_untracked() || meets && meeting.unreadable() {
            return;
        }
        busy.set(true);
        let meeting = meets.then(|| meeting.fields(due_on.get_untracked()));
        let fields = ActivityFields {
            kind: ActivityKind::parse(&kind.get_untracked()).unwrap_or(ActivityKind::Todo),
            summary: summary.get_untracked(),
            note: note.get_untracked(),
            due_on: due_on.get_untracked(),
            user: user.get_untracked().parse().ok(),
        };
        spawn_local(async move {
            let day = fields.due_on;
            let answer = match plan {
                Plan::New(opportunity, _) => {
                    let activity = ScheduleActivity { key: key.get_value(), opportunity, fields };
                    match meeting {
                        Some(meeting) => schedule_meeting(ScheduleMeeting { activity, meeting }).await.map(drop),
                        None => schedule_activity(activity).await.map(drop),
                    }
                }
                Plan::Change(was) => {
                    let activity = EditActivity { id: was.id, version: was.version, fields };
                    match meeting {
                        Some(meeting) => edit_meeting(EditMeeting { activity, meeting }).await.map(drop),
                        None => edit_activity(activity).await.map(drop),
                    }
                }
            };
            if busy.is_disposed() {
                return;
            }
            busy.set(false);
            match answer {
                Ok(()) => {
                    desk.planning.set(false);
                    if let Some(day) = day {
                        desk.toasts.say(desk.said_planned(day));
                    }
                    desk.changed.run(());
                }
                Err(error) => {
                    // Another try is another command: its fields differ.
                    key.set_value(IdempotencyKey(Uuid::new_v4()));
                    problem.set(Some(error));
                }
            }
        });
    };
    let wrong = move |field: &'static str| {
        Signal::derive(move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.at(t, field))))
    };
    let beside = move || {
        let own = [FIELDS.as_slice(), meeting::FIELDS.as_slice()].concat();
        problem.with(|problem| problem.as_ref().and_then(|problem| problem.beside(t, &own)))
    };
    let meets = Memo::new(move |_| kind.with(|kind| kind == ActivityKind::Meeting.code()));
    let kinds = Signal::derive(move || {
        ActivityKind::ALL.map(|kind| (kind.code().to_owned(), words::kind(t, kind).to_owned())).to_vec()
    });
    let people: Vec<(String, String)> = owners.into_iter().map(|owner| (owner.id.to_string(), owner.name)).collect();
    let choose = !people.is_empty();
    let people = StoredValue::new(people);
    let title = Signal::derive(move || match desk.plan.get() {
        Some(Plan::Change(_)) => t.activities_change().to_owned(),
        _ => t.activities_plan().to_owned(),
    });
    view! {
        <Dialog
            id="plan-activity"
            open=desk.planning
            title
            on_submit=save
            footer=move || view! {
                <Button on_press=move |()| desk.planning.set(false)>{t.crm_cancel()}</Button>
                <Button look=Look::Primary submit=true busy>{t.activities_save()}</Button>
            }
        >
            <div class="stack loose">
                {move || beside().map(|why| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{why}</Banner>
                })}
                <div class="cols-2">
                    <Field id="activity-kind" label=t.activities_kind()>
                        <Select value=kind options=kinds on_choose=turned/>
                    </Field>
                    <Field id="activity-due" label=t.activities_due() error=wrong("due_on")>
                        <DateInput value=due_on today=today()/>
                    </Field>
                </div>
                <Field id="activity-summary" label=t.activities_summary() error=wrong("summary")>
                    <TextInput value=summary longest=200 autofocus=true/>
                </Field>
                {move || meets.get().then(|| view! { <MeetingSection form=meeting known problem/> })}
                {choose.then(|| view! {
                    <Field id="activity-user" label=t.activities_user() error=wrong("user")>
                        <Select value=user options=Signal::derive(move || people.get_value())/>
                    </Field>
                })}
                <Field id="activity-note" label=t.activities_note() error=wrong("note")>
                    <TextArea value=note rows=3 longest=NOTE/>
                </Field>
            </div>
        </Dialog>
    }
}

#[component]
fn DoneDialog(desk: Desk) -> impl IntoView {
    let t = use_t();
    let feedback = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<AppError>);
    Effect::new(move |_| {
        if desk.ending.get() {
            feedback.set(String::new());
            problem.set(None);
        }
    });
    let done = move |then: bool| {
        let Some(activity) = desk.ended.get_untracked() else { return };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let feedback = feedback.get_untracked();
        spawn_local(async move {
            let (id, version) = (activity.id, activity.version);
            let answer = end_activity(EndActivity { id, version, ending: Ending::Done, feedback }).await;
            if busy.is_disposed() {
                return;
            }
            busy.set(false);
            match answer {
                Ok(_) => {
                    desk.ending.set(false);
                    desk.toasts.say(t.activities_said_done(&activity.summary));
                    desk.changed.run(());
                    if then {
                        desk.plan(activity.opportunity, activity.kind.follows());
                    }
                }
                Err(error) => problem.set(Some(error)),
            }
        });
    };
    let wrong =
        Signal::derive(move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.at(t, "feedback"))));
    let beside = move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.beside(t, &["feedback"])));
    let title = Signal::derive(move || t.activities_done().to_owned());
    let lead = Signal::derive(move || desk.ended.with(|ended| ended.as_ref().map(|ended| ended.summary.clone())));
    view! {
        <Dialog
            id="activity-done"
            open=desk.ending
            title
            lead
            on_submit=move |()| done(false)
            footer=move || view! {
                <Button on_press=move |()| desk.ending.set(false)>{t.crm_cancel()}</Button>
                <Button busy on_press=move |()| done(true)>{t.activities_done_next()}</Button>
                <Button look=Look::Primary submit=true busy>{t.activities_done()}</Button>
            }
        >
            <div class="stack loose">
                {move || beside().map(|why| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{why}</Banner>
                })}
                <Field id="activity-feedback" label=t.activities_feedback() hint=Some(t.activities_feedback_hint().to_owned()) error=wrong>
                    <TextArea value=feedback rows=3 longest=NOTE/>
                </Field>
            </div>
        </Dialog>
    }
}
