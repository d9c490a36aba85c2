//! A meeting: its part of the planning dialog, and what a row says of it.
use super::desk::Desk;
use crate::{
    i18n::use_t,
    ui::{Badge, Button, Check, Chip, Field, IconName, Select, TextArea, TextInput, Tone},
    wire::AppError,
};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use domain::{
    crm::meetings::{Answer, REMINDERS},
    days::parse_time,
    formats,
};
use i18n::T;
use leptos::prelude::*;
use wire::{
    activities::ActivityView,
    meetings::{AttendeeFields, AttendeeView, MeetingFields, MeetingView},
};

/// Fields that show their own refusal.
pub(super) const FIELDS: [&str; 6] = ["starts", "ends", "place", "agenda", "reminder", "attendees"];

/// What is typed. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct MeetingForm {
    starts: RwSignal<String>,
    ends: RwSignal<String>,
    /// Days from the one on which it begins to the one on which it ends.
    span: RwSignal<i64>,
    place: RwSignal<String>,
    agenda: RwSignal<String>,
    reminder: RwSignal<String>,
    invited: RwSignal<Vec<AttendeeFields>>,
    /// An address that is being typed.
    address: RwSignal<String>,
    tell: RwSignal<bool>,
}

impl MeetingForm {
    /// An empty form.
    pub(super) fn new() -> MeetingForm {
        let text = || RwSignal::new(String::new());
        MeetingForm {
            starts: text(),
            ends: text(),
            span: RwSignal::new(0),
            place: text(),
            agenda: text(),
            reminder: text(),
            invited: RwSignal::new(Vec::new()),
            address: text(),
            tell: RwSignal::new(false),
        }
    }

    /// Begins with a meeting that is there, or with none.
    pub(super) fn fill(self, t: T, was: Option<&MeetingView>) {
        let time = |at: NaiveDateTime| formats::time(t.figures(), at);
        self.starts.set(was.map(|was| time(was.starts.local)).unwrap_or_default());
        self.ends.set(was.map(|was| time(was.ends.local)).unwrap_or_default());
        self.span.set(was.map(|was| (was.ends.local.date() - was.starts.local.date()).num_days()).unwrap_or_default());
        self.place.set(was.map(|was| was.place.clone()).unwrap_or_default());
        self.agenda.set(was.map(|was| was.agenda.clone()).unwrap_or_default());
        let minutes = was.and_then(|was| was.reminder_minutes);
        self.reminder.set(minutes.map(|minutes| minutes.to_string()).unwrap_or_default());
        self.invited.set(was.map(|was| was.attendees.iter().map(fields).collect()).unwrap_or_default());
        self.address.set(String::new());
        // Whoever was told once is told of changes too, unless somebody takes the tick away.
        self.tell.set(was.is_some_and(|was| was.attendees.iter().any(|one| one.told)));
    }

    /// Whether a time is typed that is none.
    pub(super) fn unreadable(self) -> bool {
        [self.starts, self.ends].into_iter().any(|time| time.with_untracked(|time| wrong(time)))
    }

    /// What is filled in, on a day; an address that is still being typed counts.
    pub(super) fn fields(self, day: Option<NaiveDate>) -> MeetingFields {
        self.add();
        let at = |day: Option<NaiveDate>, time: RwSignal<String>| {
            day.zip(time.with_untracked(|time| parse_time(time))).map(|(day, time)| day.and_time(time))
        };
        let last = day.and_then(|day| day.checked_add_signed(TimeDelta::days(self.span.get_untracked())));
        MeetingFields {
            starts: at(day, self.starts),
            ends: at(last, self.ends),
            place: self.place.get_untracked(),
            agenda: self.agenda.get_untracked(),
            reminder_minutes: self.reminder.with_untracked(|minutes| minutes.parse().ok()),
            attendees: self.invited.get_untracked(),
            tell: self.tell.get_untracked(),
        }
    }

    fn invite(self, one: AttendeeFields) {
        self.invited.update(|all| {
            if !all.contains(&one) {
                all.push(one);
            }
        });
    }

    fn add(self) {
        let email = self.address.with_untracked(|typed| typed.trim().to_owned());
        if !email.is_empty() {
            self.invite(AttendeeFields { name: String::new(), email, user: None });
            self.address.set(String::new());
        }
    }
}

fn fields(one: &AttendeeView) -> AttendeeFields {
    AttendeeFields { name: one.name.clone(), email: one.email.clone(), user: one.user }
}

fn wrong(time: &str) -> bool {
    !time.trim().is_empty() && parse_time(time).is_none()
}

fn called(one: &AttendeeFields) -> String {
    if one.name.is_empty() { one.email.clone() } else { one.name.clone() }
}

/// Time, place, and who is invited.
#[component]
pub(super) fn MeetingSection(
    /// What is typed.
    form: MeetingForm,
    /// People to choose from.
    known: StoredValue<Vec<AttendeeFields>>,
    /// What the server refused.
    problem: RwSignal<Option<AppError>>,
) -> impl IntoView {
    let t = use_t();
    let refused = move |field: &'static str| {
        Signal::derive(move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.at(t, field))))
    };
    let time = move |typed: RwSignal<String>, field: &'static str| {
        let unreadable = move || typed.with(|time| wrong(time)).then(|| t.scheduled_time_unreadable().to_owned());
        Signal::derive(move || unreadable().or_else(|| refused(field).get()))
    };
    // Meetings last an hour unless somebody says otherwise.
    let propose = move |typed: String| {
        let Some(starts) = parse_time(&typed).filter(|_| form.ends.with_untracked(String::is_empty)) else { return };
        let (ends, next_day) = starts.overflowing_add_signed(TimeDelta::hours(1));
        form.ends.set(formats::time(t.figures(), NaiveDate::default().and_time(ends)));
        form.span.set(i64::from(next_day != 0));
    };
    let reminders = Signal::derive(move || {
        let words = [t.meetings_reminder_quarter(), t.meetings_reminder_hour(), t.meetings_reminder_day()];
        let some = REMINDERS.into_iter().zip(words).map(|(minutes, words)| (minutes.to_string(), words.to_owned()));
        std::iter::once((String::new(), t.meetings_reminder_none().to_owned())).chain(some).collect::<Vec<_>>()
    });
    view! {
        <fieldset class="stack loose">
            <legend class="sr">{t.meetings_section()}</legend>
            <div class="cols-2">
                <Field id="meeting-starts" label=t.meetings_starts() hint=t.meetings_time_hint().to_owned() error=time(form.starts, "starts")>
                    <TextInput value=form.starts longest=10 autocomplete="off" on_leave=propose/>
                </Field>
                <Field id="meeting-ends" label=t.meetings_ends() error=time(form.ends, "ends")>
                    <TextInput value=form.ends longest=10 autocomplete="off"/>
                </Field>
            </div>
            <Field id="meeting-place" label=t.meetings_place() error=refused("place")>
                <TextInput value=form.place longest=300/>
            </Field>
            <Invited form known error=refused("attendees")/>
            <Field id="meeting-agenda" label=t.meetings_agenda() error=refused("agenda")>
                <TextArea value=form.agenda rows=2 longest=2000/>
            </Field>
            <Field id="meeting-reminder" label=t.meetings_reminder() error=refused("reminder")>
                <Select value=form.reminder options=reminders/>
            </Field>
            <div class="stack">
                <Check value=form.tell id="meeting-tell">{t.meetings_tell()}</Check>
                <p class="hint">{t.meetings_tell_hint()}</p>
            </div>
        </fieldset>
    }
}

/// Who is invited, each to be taken off, and the ways to add somebody.
#[component]
fn Invited(form: MeetingForm, known: StoredValue<Vec<AttendeeFields>>, error: Signal<Option<String>>) -> impl IntoView {
    let t = use_t();
    let chosen = RwSignal::new(String::new());
    let choose = move |at: String| {
        if let Some(one) = at.parse().ok().and_then(|at: usize| known.with_value(|known| known.get(at).cloned())) {
            form.invite(one);
        }
        chosen.set(String::new());
    };
    let people = Signal::derive(move || {
        let some = known.with_value(|known| known.iter().map(called).enumerate().collect::<Vec<_>>());
        let some = some.into_iter().map(|(at, name)| (at.to_string(), name));
        std::iter::once((String::new(), t.meetings_choose().to_owned())).chain(some).collect::<Vec<_>>()
    });
    let any = known.with_value(|known| !known.is_empty());
    view! {
        <div class="stack">
            <span class="t-13 muted" id="meeting-invited">{t.meetings_attendees()}</span>
            <div class="row wrap" role="group" aria-labelledby="meeting-invited" aria-live="polite">
                {move || {
                    let all = form.invited.get();
                    if all.is_empty() {
                        return view! { <span class="faint t-13">{t.meetings_attendees_none()}</span> }.into_any();
                    }
                    all.into_iter()
                        .map(|one| {
                            let value = called(&one);
                            let off = move |()| form.invited.update(|all| all.retain(|other| *other != one));
                            view! { <Chip value on_remove=off/> }
                        })
                        .collect_view()
                        .into_any()
                }}
            </div>
            {any.then(|| view! {
                <Field id="meeting-known" label=t.meetings_known()>
                    <Select value=chosen options=people on_choose=choose/>
                </Field>
            })}
            <div class="row foot">
                <Field id="meeting-address" label=t.meetings_address() error>
                    <TextInput value=form.address kind="email" longest=254 autocomplete="off" on_enter=move |_: String| form.add()/>
                </Field>
                <Button icon=IconName::Plus on_press=move |()| form.add()>{t.meetings_add()}</Button>
            </div>
        </div>
    }
}

/// What a row says of a meeting: its hours, its place, and who comes.
#[component]
pub(crate) fn MeetingFacts(
    /// The meeting.
    meeting: MeetingView,
    /// Its activity.
    activity: StoredValue<ActivityView>,
    /// The hands.
    desk: Desk,
) -> impl IntoView {
    let t = use_t();
    let hours = hours(t, meeting.starts.local, meeting.ends.local, false);
    let (place, zone) = (meeting.place, meeting.zone);
    let place = (!place.is_empty()).then(|| {
        if place.starts_with("https://") {
            view! { " · " <a href=place.clone() target="_blank" rel="noopener noreferrer">{place.clone()}</a> }
                .into_any()
        } else {
            format!(" · {place}").into_any()
        }
    });
    let invited = meeting.attendees;
    view! {
        <p class="t-13 muted">{hours}{place}</p>
        {(!invited.is_empty()).then(|| view! {
            <ul class="attendees t-13" aria-label=t.meetings_attendees()>
                {invited.into_iter().map(|one| view! { <Attendee one zone=zone.clone() activity desk/> }).collect_view()}
            </ul>
        })}
    }
}

#[component]
fn Attendee(one: AttendeeView, zone: String, activity: StoredValue<ActivityView>, desk: Desk) -> impl IntoView {
    let t = use_t();
    let (tone, words) = match one.answer {
        Answer::None if !one.told => (Tone::Off, t.meetings_answer_untold()),
        Answer::None => (Tone::Plain, t.meetings_answer_none()),
        Answer::Accepted => (Tone::Positive, t.meetings_answer_accepted()),
        Answer::Tentative => (Tone::Amber, t.meetings_answer_tentative()),
        Answer::Declined => (Tone::Danger, t.meetings_answer_declined()),
    };
    let wish = one.wish.map(|(starts, ends)| t.meetings_wish(hours(t, starts, ends, true), zone));
    let words_of_theirs = one.wish_words.clone();
    let (timed, name) = (wish.is_some(), one.called().to_owned());
    let wishes = timed || !words_of_theirs.is_empty();
    let held = StoredValue::new(one);
    let answer = move |take: bool| move |()| desk.answer_wish(activity.get_value(), held.get_value(), take);
    // Whose proposal it is, for those who do not see beside whom the buttons stand.
    let of = name.clone();
    let of = move || view! { <span class="sr">" "{of.clone()}</span> };
    let answers = wishes.then(|| {
        let (one, other) = (of.clone(), of);
        view! {
            " "
            {timed.then(|| view! {
                <Button small=true icon=IconName::Check on_press=answer(true)>{t.meetings_wish_take()}{one()}</Button>
                " "
            })}
            <Button small=true on_press=answer(false)>{t.meetings_wish_decline()}{other()}</Button>
        }
    });
    view! {
        <li>
            <span>{name}</span>
            " "
            <Badge tone>{words}</Badge>
            {wish.map(|wish| view! { " " <Badge tone=Tone::Amber>{wish}</Badge> })}
            {(!words_of_theirs.is_empty()).then(|| format!(" {words_of_theirs}"))}
            {answers}
        </li>
    }
}

/// From when till when: the day is told where it is not plain, or where it ends on another.
fn hours(t: T, starts: NaiveDateTime, ends: NaiveDateTime, with_day: bool) -> String {
    let time = |at: NaiveDateTime| formats::time(t.figures(), at);
    let day =
        |day: NaiveDate| format!("{} {}", formats::weekday_short(t.lang(), day), formats::date_short(t.lang(), day));
    let same = starts.date() == ends.date();
    let from = if with_day || !same { format!("{} {}", day(starts.date()), time(starts)) } else { time(starts) };
    // A meeting that ends with the day ends on it.
    let midnight = ends.time() == NaiveTime::MIN && starts.date().succ_opt() == Some(ends.date());
    let until = if same || midnight { time(ends) } else { format!("{} {}", day(ends.date()), time(ends)) };
    format!("{from}–{until}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{T, hours};
    use i18n::Lang;

    #[test]
    fn hours_tell_the_day_only_where_it_is_not_plain() {
        let said = |from: &str, to: &str, day| hours(T::new(Lang::Fi), from.parse().unwrap(), to.parse().unwrap(), day);
        assert_eq!(said("2026-12-02T14:00:00", "2026-12-02T15:30:00", false), "14.00–15.30");
        assert_eq!(said("2026-12-02T14:00:00", "2026-12-02T15:30:00", true), "ke 2.12. 14.00–15.30");
        assert_eq!(said("2026-12-02T14:00:00", "2026-12-04T10:00:00", false), "ke 2.12. 14.00–pe 4.12. 10.00");
    }
}
