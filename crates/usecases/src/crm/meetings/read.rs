//! Meetings as pages show them.
use crate::{Denied, clock::Zone};
use domain::{
    crm::meetings::Answer,
    days::Instant,
    ids::{CompanyId, UserId},
};
use std::collections::BTreeMap;
use store::{
    Conn, columns,
    crm::meetings::{self, AttendeeRecord, MeetingRecord},
};
use uuid::Uuid;
use wire::meetings::{AttendeeView, MeetingView};

/// The meetings of activities that were read through a scope, by activity.
pub(crate) async fn views(
    conn: &mut Conn,
    company: CompanyId,
    activities: &[Uuid],
) -> Result<BTreeMap<Uuid, MeetingView>, Denied> {
    let (rows, invited) = meetings::of_many(conn, company, activities).await?;
    let mut found = BTreeMap::new();
    for row in rows {
        let of = invited.iter().filter(|one| one.activity_id == row.activity_id);
        let attendees = of.map(|one| attendee(&row, one)).collect::<Result<_, _>>()?;
        found.insert(row.activity_id, view(row, attendees)?);
    }
    Ok(found)
}

fn view(row: MeetingRecord, attendees: Vec<AttendeeView>) -> Result<MeetingView, Denied> {
    let zone = Zone::named(&row.zone);
    Ok(MeetingView {
        starts: zone.stamp_micros(row.starts_at),
        ends: zone.stamp_micros(row.ends_at),
        zone: row.zone,
        place: row.place,
        agenda: row.agenda,
        reminder_minutes: row.reminder_minutes.map(columns::count).transpose()?,
        attendees,
    })
}

fn attendee(meeting: &MeetingRecord, row: &AttendeeRecord) -> Result<AttendeeView, Denied> {
    let local = |at: i64| Zone::named(&meeting.zone).local(Instant(at));
    Ok(AttendeeView {
        name: row.name.clone(),
        email: row.email.clone(),
        user: row.user_id.map(UserId),
        told: row.told_sequence.is_some(),
        answer: columns::code(&row.answer, Answer::parse)?,
        wish: row.wish_starts_at.zip(row.wish_ends_at).map(|(starts, ends)| (local(starts), local(ends))),
        wish_words: row.wish_words.clone(),
    })
}
