//! The mails about a meeting (RFC 6047): each with its words, and an entry for the recipient's calendar.
use super::keep::{Kept, Post};
use crate::{
    Denied,
    clock::Zone,
    mail::{CalendarPart, Mail, Posted},
};
use domain::{
    crm::meetings::Answer,
    days::Instant,
    formats,
    ical::meeting::{self as ical, Meeting, Person, Sends},
    ids::{CompanyId, UserId},
    lang::Lang,
};
use i18n::T;
use store::{
    Unit,
    account::users,
    columns, company,
    crm::{
        activities::ActivityRecord,
        meetings::{AttendeeRecord, MeetingRecord},
    },
    events::{By, EventData, NewEvent},
};

/// The name, or the address of somebody without one.
pub(super) fn called(one: &AttendeeRecord) -> &str {
    if one.name.is_empty() { &one.email } else { &one.name }
}

/// Puts what is to be sent in the outbox, and notes on the timeline who was told what.
pub(in crate::crm) async fn send(unit: &mut Unit, who: By, row: &ActivityRecord, kept: Kept) -> Result<(), Denied> {
    let Some(post) = kept.post.filter(|post| !post.invite.is_empty() || !post.cancel.is_empty()) else {
        return Ok(());
    };
    let company = CompanyId(row.company_id);
    let host = users::load(&mut unit.conn, company, UserId(row.user_id)).await?;
    let from = Person { name: host.name, email: post.home.email.clone() };
    for (to, again) in &post.invite {
        let text = if *again { Text::Update } else { Text::Invite };
        put(unit, &post, row, &from, to, text).await?;
    }
    for to in &post.cancel {
        put(unit, &post, row, &from, to, Text::Cancel).await?;
    }
    let names = |wanted: bool| -> Vec<&str> {
        post.invite.iter().filter(|(_, again)| *again == wanted).map(|(one, _)| called(one)).collect()
    };
    for (what, names) in [
        ("meeting.invited", names(false)),
        ("meeting.updated", names(true)),
        ("meeting.called_off", post.cancel.iter().map(called).collect()),
    ] {
        if !names.is_empty() {
            let data = EventData { body: names.join(", "), ..EventData::default() };
            unit.event(NewEvent::new(company, "opportunity", row.opportunity_id, what, who.clone()).with(data));
        }
    }
    Ok(())
}

/// Tells somebody that the time they propose does not suit, and how the meeting stands. Who was never invited by mail is
/// told nothing.
pub(super) async fn decline(
    unit: &mut Unit,
    row: &ActivityRecord,
    meeting: MeetingRecord,
    to: AttendeeRecord,
) -> Result<(), Denied> {
    if to.told_sequence.is_none() {
        return Ok(());
    }
    let company = CompanyId(row.company_id);
    let home = company::load(&mut unit.conn, company).await?;
    let host = users::load(&mut unit.conn, company, UserId(row.user_id)).await?;
    let from = Person { name: host.name, email: home.email.clone() };
    let post = Post { home, meeting, all: Vec::new(), invite: Vec::new(), cancel: Vec::new() };
    put(unit, &post, row, &from, &to, Text::Stays).await
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Text {
    Invite,
    Update,
    Cancel,
    /// The proposed time does not suit.
    Stays,
}

async fn put(
    unit: &mut Unit,
    post: &Post,
    row: &ActivityRecord,
    from: &Person,
    to: &AttendeeRecord,
    text: Text,
) -> Result<(), Denied> {
    let sends = match text {
        Text::Invite | Text::Update => Sends::Request,
        Text::Cancel => Sends::Cancel,
        Text::Stays => Sends::DeclineCounter,
    };
    let language = columns::lang(&to.language)?;
    let t = T::new(language);
    let (subject, lead) = match text {
        Text::Invite => (t.meetings_mail_subject_invite(&row.summary), t.meetings_mail_invite(&from.name)),
        Text::Update => (t.meetings_mail_subject_update(&row.summary), t.meetings_mail_update().to_owned()),
        Text::Cancel => (t.meetings_mail_subject_cancel(&row.summary), t.meetings_mail_cancel().to_owned()),
        Text::Stays => (t.meetings_mail_subject_stays(&row.summary), t.meetings_mail_stays().to_owned()),
    };
    let meeting = &post.meeting;
    let mut parts = vec![lead, facts(t, language, meeting, &row.summary)];
    if text != Text::Cancel {
        parts.push(meeting.agenda.clone());
        parts.push(t.meetings_mail_answer().to_owned());
    }
    parts.retain(|part| !part.is_empty());
    // What concerns one names nobody else.
    let attendees: Vec<&AttendeeRecord> = match text {
        Text::Invite | Text::Update => post.all.iter().collect(),
        Text::Cancel | Text::Stays => vec![to],
    };
    let calendar = ical::invitation(sends, &entry(unit, meeting, row, from, &attendees)?);
    // A colleague who may not sign in any more gets no mails; what they were told stands as with everybody.
    if let Some(user) = to.user_id
        && users::load(&mut unit.conn, CompanyId(row.company_id), UserId(user)).await?.active != 1
    {
        return Ok(());
    }
    let mail = Mail {
        to: to.email.clone(),
        to_name: to.name.clone(),
        reply_to: Some(UserId(row.user_id)),
        subject,
        text: parts.join("\n\n"),
        link: String::new(),
        after: None,
        language,
        pdf: None,
    };
    let calendar = CalendarPart { method: sends.method().to_owned(), text: calendar };
    let posted = Posted { mail, calendar: Some(calendar) };
    posted.put_later(unit, CompanyId(row.company_id), "opportunity", row.opportunity_id).await?;
    Ok(())
}

fn entry(
    unit: &Unit,
    meeting: &MeetingRecord,
    row: &ActivityRecord,
    from: &Person,
    attendees: &[&AttendeeRecord],
) -> Result<Meeting, Denied> {
    let attendees = attendees
        .iter()
        .map(|one| {
            let person = Person { name: one.name.clone(), email: one.email.clone() };
            Ok((person, columns::code(&one.answer, Answer::parse)?))
        })
        .collect::<Result<_, Denied>>()?;
    Ok(Meeting {
        uid: row.id.to_string(),
        sequence: u32::try_from(meeting.sequence).unwrap_or(u32::MAX),
        stamp: unit.now.utc(),
        starts: Instant(meeting.starts_at).utc(),
        ends: Instant(meeting.ends_at).utc(),
        summary: row.summary.clone(),
        description: meeting.agenda.clone(),
        place: meeting.place.clone(),
        // The opportunity is nothing for customers.
        url: String::new(),
        organizer: from.clone(),
        attendees,
        // How early somebody else is reminded is theirs.
        reminder: None,
    })
}

/// What, when and where, each in its line.
fn facts(t: T, lang: Lang, meeting: &MeetingRecord, summary: &str) -> String {
    let zone = Zone::named(&meeting.zone);
    let (starts, ends) = (zone.local(Instant(meeting.starts_at)), zone.local(Instant(meeting.ends_at)));
    let until = if starts.date() == ends.date() { formats::time(lang, ends) } else { formats::date_time(lang, ends) };
    let when = format!("{} {}–{until}", formats::weekday_short(lang, starts.date()), formats::date_time(lang, starts));
    let mut lines = vec![summary.to_owned(), t.meetings_mail_when(when, &meeting.zone)];
    if !meeting.place.is_empty() {
        lines.push(t.meetings_mail_where(&meeting.place));
    }
    lines.join("\n")
}
