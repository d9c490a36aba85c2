//! What becomes of a meeting when its activity is planned, changed or cancelled.
use super::fields::{self, Given, Invited, Typed};
use crate::{Denied, clock::Zone};
use chrono::TimeDelta;
use domain::{
    crm::{
        activities::ActivityKind,
        meetings::{Answer, Matter, sequence},
    },
    days::Instant,
    ids::{ActivityId, CompanyId},
};
use store::{
    Scope, Unit, columns,
    company::{self, CompanyRecord},
    crm::{
        activities::ActivityRecord,
        meetings::{self, AttendeeRecord, MeetingRecord},
        record::OpportunityRecord,
    },
    events::Change,
};
use uuid::Uuid;

/// What was kept, and what is still to be sent.
#[derive(Default)]
pub(in crate::crm) struct Kept {
    /// What changed, for the timeline.
    pub(in crate::crm) changes: Vec<Change>,
    /// Whether anything was written.
    pub(in crate::crm) touched: bool,
    pub(super) post: Option<Post>,
}

/// Whom to tell.
pub(super) struct Post {
    pub(super) home: CompanyRecord,
    pub(super) meeting: MeetingRecord,
    /// Who is invited now.
    pub(super) all: Vec<AttendeeRecord>,
    /// To whom an invitation goes, and whether they had one.
    pub(super) invite: Vec<(AttendeeRecord, bool)>,
    /// Who is told that they need not come.
    pub(super) cancel: Vec<AttendeeRecord>,
}

/// Keeps what was filled in. An activity that is changed without its meeting takes the meeting along to another day, which
/// tells nobody; one that is a meeting no more calls it off. The caller holds the opportunity's row.
pub(in crate::crm) async fn keep(
    unit: &mut Unit,
    scope: &Scope,
    about: &OpportunityRecord,
    (before, row): (&ActivityRecord, &ActivityRecord),
    given: Option<Given<'_>>,
) -> Result<Kept, Denied> {
    let activity = ActivityId(row.id);
    let meets = row.kind == ActivityKind::Meeting.code();
    let was = meetings::find(&mut unit.conn, scope.company, activity).await?;
    if was.is_none() && (!meets || given.is_none()) {
        return Ok(Kept::default());
    }
    let home = company::load(&mut unit.conn, scope.company).await?;
    let known = meetings::attendees(&mut unit.conn, scope.company, activity).await?;
    let next = match (given.filter(|_| meets), &was) {
        (Some(given), _) => fields::read(unit, scope, about, (&home, row.id, known.as_slice()), given).await?,
        (None, Some(was)) if meets => Some(moved_along(was, &known, before, row)?),
        _ => None,
    };
    match (next, was) {
        (Some(next), was) => {
            let tell = given.is_some_and(|given| given.fields.tell);
            write(unit, (was, next), known, (before, row), (home, tell)).await
        }
        (None, Some(was)) => {
            let tell = given.is_none_or(|given| given.fields.tell);
            let changes = Change::of("starts_at", local(&was, was.starts_at), "").into_iter().collect();
            meetings::drop(unit, scope.company, activity).await?;
            Ok(Kept { changes, touched: true, post: tell.then(|| off(home, was, known)) })
        }
        (None, None) => Ok(Kept::default()),
    }
}

/// Calls a meeting off with its activity, if it has one; what it was stays.
pub(in crate::crm) async fn call_off(unit: &mut Unit, company: CompanyId, activity: Uuid) -> Result<Kept, Denied> {
    let activity = ActivityId(activity);
    let Some(was) = meetings::find(&mut unit.conn, company, activity).await? else { return Ok(Kept::default()) };
    let home = company::load(&mut unit.conn, company).await?;
    let known = meetings::attendees(&mut unit.conn, company, activity).await?;
    let post = off(home, was, known);
    meetings::put(unit, &post.meeting).await?;
    Ok(Kept { changes: Vec::new(), touched: true, post: Some(post) })
}

/// That it does not take place, to those who were invited.
fn off(home: CompanyRecord, was: MeetingRecord, known: Vec<AttendeeRecord>) -> Post {
    let meeting = MeetingRecord { sequence: was.sequence + 1, ..was };
    let cancel = known.into_iter().filter(|one| one.told_sequence.is_some()).collect();
    Post { home, meeting, all: Vec::new(), invite: Vec::new(), cancel }
}

/// The meeting as many days later as its activity.
fn moved_along(
    was: &MeetingRecord,
    known: &[AttendeeRecord],
    before: &ActivityRecord,
    row: &ActivityRecord,
) -> Result<Typed, Denied> {
    let days = TimeDelta::days((columns::day(&row.due_on)? - columns::day(&before.due_on)?).num_days());
    let zone = Zone::named(&was.zone);
    let moved = |at: i64| {
        let local = zone.local(Instant(at));
        // Without another day it stays to the second, also in an hour that clocks repeat.
        if days.is_zero() { at } else { zone.instant(local.checked_add_signed(days).unwrap_or(local)).0 }
    };
    let (starts_at, ends_at) = (moved(was.starts_at), moved(was.ends_at));
    let ends_at = if ends_at > starts_at { ends_at } else { starts_at + (was.ends_at - was.starts_at) };
    let invited = known.iter().map(|one| Invited {
        user: one.user_id,
        name: one.name.clone(),
        email: one.email.clone(),
        key: one.email_key.clone(),
        language: one.language.clone(),
    });
    Ok(Typed { row: MeetingRecord { starts_at, ends_at, ..was.clone() }, invited: invited.collect() })
}

async fn write(
    unit: &mut Unit,
    (was, typed): (Option<MeetingRecord>, Typed),
    known: Vec<AttendeeRecord>,
    (before, row): (&ActivityRecord, &ActivityRecord),
    (home, tell): (CompanyRecord, bool),
) -> Result<Kept, Denied> {
    let company = CompanyId(row.company_id);
    let mut meeting = typed.row;
    if let Some(was) = &was {
        meeting.sequence = sequence(was.sequence, &matter(was, &before.summary), &matter(&meeting, &row.summary));
    }
    let times = |of: &MeetingRecord| (of.starts_at, of.ends_at);
    let moved = was.as_ref().is_some_and(|was| times(was) != times(&meeting));
    let mut touched = was.as_ref() != Some(&meeting);
    if touched {
        meetings::put(unit, &meeting).await?;
    }
    let (mut all, mut invite, mut cancel) = (Vec::new(), Vec::new(), Vec::new());
    for old in &known {
        if !typed.invited.iter().any(|one| one.key == old.email_key) {
            meetings::drop_attendee(unit, company, old.id).await?;
            touched = true;
            if tell && old.told_sequence.is_some() {
                cancel.push(old.clone());
            }
        }
    }
    for one in typed.invited {
        let old = known.iter().find(|old| old.email_key == one.key);
        let mut one = attendee(&meeting, old, one);
        if moved {
            // What was answered was about another time.
            unanswered(&mut one);
        }
        let again = one.told_sequence.is_some();
        let due = tell && one.told_sequence.is_none_or(|told| told < meeting.sequence);
        if due {
            one.told_sequence = Some(meeting.sequence);
        }
        if old != Some(&one) {
            meetings::put_attendee(unit, &one).await?;
            touched = true;
        }
        if due {
            invite.push((one.clone(), again));
        }
        all.push(one);
    }
    let changes = changes(was.as_ref(), &meeting, &known, &all);
    Ok(Kept { changes, touched, post: Some(Post { home, meeting, all, invite, cancel }) })
}

/// Somebody who is invited, with what was answered so far.
fn attendee(meeting: &MeetingRecord, old: Option<&AttendeeRecord>, one: Invited) -> AttendeeRecord {
    match old {
        Some(old) => {
            let name = if one.name.is_empty() { old.name.clone() } else { one.name };
            AttendeeRecord { user_id: one.user, name, language: one.language, ..old.clone() }
        }
        None => AttendeeRecord {
            id: Uuid::now_v7(),
            activity_id: meeting.activity_id,
            company_id: meeting.company_id,
            user_id: one.user,
            name: one.name,
            email: one.email,
            email_key: one.key,
            language: one.language,
            told_sequence: None,
            answer: Answer::None.code().to_owned(),
            answered_at: None,
            answer_stamp: 0,
            wish_starts_at: None,
            wish_ends_at: None,
            wish_words: String::new(),
        },
    }
}

fn unanswered(one: &mut AttendeeRecord) {
    one.answer = Answer::None.code().to_owned();
    (one.answered_at, one.answer_stamp) = (None, 0);
    (one.wish_starts_at, one.wish_ends_at) = (None, None);
    one.wish_words.clear();
}

fn matter<'a>(row: &'a MeetingRecord, summary: &'a str) -> Matter<'a> {
    Matter {
        summary,
        starts: Instant(row.starts_at),
        ends: Instant(row.ends_at),
        place: &row.place,
        agenda: &row.agenda,
    }
}

fn local(row: &MeetingRecord, at: i64) -> String {
    Zone::named(&row.zone).local(Instant(at)).to_string()
}

fn changes(
    was: Option<&MeetingRecord>,
    now: &MeetingRecord,
    known: &[AttendeeRecord],
    all: &[AttendeeRecord],
) -> Vec<Change> {
    let at = |of: fn(&MeetingRecord) -> i64| was.map(|was| local(was, of(was))).unwrap_or_default();
    let text = |of: fn(&MeetingRecord) -> &String| was.map(of).cloned().unwrap_or_default();
    let names = |of: &[AttendeeRecord]| of.iter().map(super::send::called).collect::<Vec<_>>().join(", ");
    [
        Change::of("starts_at", at(|was| was.starts_at), local(now, now.starts_at)),
        Change::of("ends_at", at(|was| was.ends_at), local(now, now.ends_at)),
        Change::of("place", text(|was| &was.place), &now.place),
        Change::of("agenda", text(|was| &was.agenda), &now.agenda),
        Change::of("attendees", names(known), names(all)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
