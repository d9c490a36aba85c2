//! The dialogs: what is to be done by when, and how it went.
use super::{
    desk::{Desk, Plan},
    meeting::{self, MeetingForm, MeetingSection},
};
use crate::{
    crm::api::{edit_activity, edit_meeting, end_activity, schedule_activity, schedule_meeting},
    frame::today,
    i18n::use_t,
    ui::{Banner, Button, DateInput, Dialog, Field, IconName, Look, Select, TextArea, TextInput, Tone},
    wire::AppError,
};
use chrono::NaiveDate;
use domain::crm::{activities::ActivityKind, activity_types};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    activities::{ActivityFields, ActivityView, EditActivity, EndActivity, Ending, ScheduleActivity},
    activity_types::TypeChoice,
    meetings::{AttendeeFields, EditMeeting, ScheduleMeeting},
    shared::{IdempotencyKey, UserRef},
};

/// Fields that show their own refusal.
const FIELDS: [&str; 5] = ["type", "summary", "note", "due_on", "user"];
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
        <PlanDialog desk owners attendees=known/>
        <DoneDialog desk/>
    }
}

#[component]
fn PlanDialog(desk: Desk, owners: Vec<UserRef>, attendees: StoredValue<Vec<AttendeeFields>>) -> impl IntoView {
    let t = use_t();
    let meeting = MeetingForm::new();
    let [summary, note] = [(); 2].map(|()| RwSignal::new(String::new()));
    let due_on = RwSignal::new(None::<NaiveDate>);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<AppError>);
    let key = StoredValue::new(IdempotencyKey(Uuid::nil()));
    let me = crate::frame::use_me().map(|me| me.id.to_string()).unwrap_or_default();
    // What the lists show when they are first drawn has to be one of theirs.
    let first = desk.types.with_value(|types| usual(types).map(|of| of.id.to_string()).unwrap_or_default());
    let (of, user) = (RwSignal::new(first), RwSignal::new(me.clone()));
    let people: Vec<(String, String)> = owners.into_iter().map(|owner| (owner.id.to_string(), owner.name)).collect();
    let choose = !people.is_empty();
    let people = StoredValue::new(people);
    let me = StoredValue::new(me);
    let known = move |id: &str| desk.types.with_value(|types| types.iter().find(|of| of.id.to_string() == id).cloned());
    // A type's own words, day and person.
    let begin = move |of: Option<TypeChoice>, previous: Option<ActivityView>| {
        let Some(of) = of else { return };
        summary.set(begins(t, &of));
        if note.with_untracked(|said| {
            desk.types.with_value(|types| types.iter().any(|of| of.note == *said) || said.is_empty())
        }) {
            note.set(of.note);
        }
        due_on.set(Some(activity_types::due(of.days, of.from_due, today(), previous.map(|done| done.due_on))));
        let named = of.user.map(|user| user.to_string());
        let named = named.filter(|named| people.with_value(|people| people.iter().any(|(id, _)| id == named)));
        if let Some(named) = named {
            user.set(named);
        }
    };
    Effect::new(move |_| {
        if !desk.planning.get() {
            return;
        }
        key.set_value(IdempotencyKey(Uuid::new_v4()));
        problem.set(None);
        match desk.plan.get_untracked() {
            Some(Plan::New(_, wanted, previous)) => {
                let wanted = wanted.and_then(|id| known(&id.to_string()));
                let wanted = wanted.or_else(|| desk.types.with_value(|types| usual(types).cloned()));
                of.set(wanted.as_ref().map(|of| of.id.to_string()).unwrap_or_default());
                note.set(String::new());
                user.set(me.get_value());
                meeting.fill(t, None);
                begin(wanted, previous);
            }
            Some(Plan::Change(was)) => {
                meeting.fill(t, was.meeting.as_deref());
                of.set(was.type_id.map(|id| id.to_string()).unwrap_or_default());
                summary.set(was.summary);
                note.set(was.note);
                due_on.set(Some(was.due_on));
                user.set(was.user.id.to_string());
            }
            None => {}
        }
    });
    // Another type proposes its own words and day, unless somebody wrote words already.
    let turned = move |id: String| {
        let own = |said: &String| desk.types.with_value(|types| types.iter().any(|of| begins(t, of) == *said));
        let untouched = summary.with_untracked(|said| said.is_empty() || own(said));
        if let Some(Plan::New(_, _, previous)) = desk.plan.get_untracked().filter(|_| untouched) {
            begin(known(&id), previous);
        }
    };
    // Whether what is chosen is a meeting; an activity that has its type still has the manner it was planned with.
    let meets = Memo::new(move |_| {
        let id = of.get();
        let was = desk.plan.with(|plan| match plan {
            Some(Plan::Change(was)) if was.type_id.map(|of| of.to_string()).unwrap_or_default() == id => Some(was.kind),
            _ => None,
        });
        was.or_else(|| known(&id).map(|of| of.kind)) == Some(ActivityKind::Meeting)
    });
    let save = move |()| {
        let Some(plan) = desk.plan.get_untracked() else { return };
        let meets = meets.get_untracked();
        if busy.get_untracked() || meets && meeting.unreadable() {
            return;
        }
        busy.set(true);
        let meeting = meets.then(|| meeting.fields(due_on.get_untracked()));
        let fields = ActivityFields {
            kind: match &plan {
                Plan::Change(was) => was.kind,
                Plan::New(..) => ActivityKind::Todo,
            },
            type_id: of.get_untracked().parse().ok(),
            summary: summary.get_untracked(),
            note: note.get_untracked(),
            due_on: due_on.get_untracked(),
            user: user.get_untracked().parse().ok(),
        };
        spawn_local(async move {
            let day = fields.due_on;
            let answer = match plan {
                Plan::New(opportunity, ..) => {
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
    let types = Signal::derive(move || desk.plan.with(|plan| offered(t, desk, plan.as_ref())));
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
                    <Field id="activity-kind" label=t.activities_kind() error=wrong("type")>
                        <Select value=of options=types on_choose=turned/>
                    </Field>
                    <Field id="activity-due" label=t.activities_due() error=wrong("due_on")>
                        <DateInput value=due_on today=today()/>
                    </Field>
                </div>
                <Field id="activity-summary" label=t.activities_summary() error=wrong("summary")>
                    <TextInput value=summary longest=200 autofocus=true/>
                </Field>
                {move || meets.get().then(|| view! { <MeetingSection form=meeting known=attendees problem/> })}
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

/// The type that is proposed where none is wanted.
fn usual(types: &[TypeChoice]) -> Option<&TypeChoice> {
    types.iter().find(|of| of.kind == ActivityKind::Todo).or_else(|| types.first())
}

/// What an activity of a type is to do, before somebody says it.
fn begins(t: T, of: &TypeChoice) -> String {
    if of.summary.is_empty() { i18n::activities::named(t, &of.name, of.kind) } else { of.summary.clone() }
}

/// The types that can be chosen: those that are suggested first, and the one an activity has, also where it is out of use.
fn offered(t: T, desk: Desk, plan: Option<&Plan>) -> Vec<(String, String)> {
    let suggested = match plan {
        Some(Plan::New(_, _, Some(done))) => desk.type_of(done).map(|of| of.next).unwrap_or_default(),
        _ => Vec::new(),
    };
    let mut types = desk.types.get_value();
    types.sort_by_key(|of| suggested.iter().position(|next| *next == of.id).unwrap_or(usize::MAX));
    let choice = |of: &TypeChoice| (of.id.to_string(), i18n::activities::named(t, &of.name, of.kind));
    let mut all: Vec<(String, String)> = types.iter().map(choice).collect();
    if let Some(Plan::Change(was)) = plan {
        let own = was.type_id.map(|id| id.to_string()).unwrap_or_default();
        if all.iter().all(|(id, _)| *id != own) {
            all.push((own, i18n::activities::named(t, &was.type_name, was.kind)));
        }
    }
    all
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
                        desk.plan_after(activity);
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
    let follows = move || desk.ended.with(|ended| ended.as_ref().and_then(|ended| desk.triggered(ended)));
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
                {move || follows().is_none().then(|| view! {
                    <Button busy on_press=move |()| done(true)>{t.activities_done_next()}</Button>
                })}
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
                {move || follows().map(|name| view! { <p class="muted t-13">{t.types_follows(name)}</p> })}
            </div>
        </Dialog>
    }
}
