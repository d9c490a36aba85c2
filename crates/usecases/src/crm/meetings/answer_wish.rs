//! Answer somebody who proposes another time for a meeting: the meeting moves there, or stays.
use super::{fields::Given, send};
use crate::{Cx, Denied, Staff, clock::Zone, crm::activities::edit};
use domain::{
    actors::Permission,
    crm::activities::ActivityKind,
    days::Instant,
    ids::{ActivityId, ActivityTypeId, CompanyId, OpportunityId, UserId},
    refusal::Refusal,
};
use store::{
    Scope, Unit,
    account::users::email_key,
    columns, company,
    crm::{
        activities::{self, ActivityRecord},
        meetings::{self, AttendeeRecord, MeetingRecord},
        record,
    },
    events::{By, EventData, NewEvent},
};
use wire::{
    activities::{ActivityFields, EditActivity},
    meetings::{AnswerWish, AttendeeFields, MeetingFields},
};

/// Taken, the meeting has the proposed time, and everybody who is invited is told of it and asked anew; declined, it stays,
/// and the one who proposed is told so. Either way the proposal is answered. Answers the activity's version.
/// # Errors
/// [`Denied::NotFound`], also once the activity ended; [`Denied::Stale`] where the activity was changed since, or the
/// proposal is another one by now or was answered; `required` at `wish` for taking words without a time; as
/// [`crate::crm::edit_meeting`].
pub async fn answer_wish(by: &Staff, cx: &Cx, command: AnswerWish) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, key, fingerprint) = (by.by(), command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, scope: &Scope, who: By, command: AnswerWish) -> Result<i64, Denied> {
    let found = activities::unscoped_load(&mut unit.conn, scope.company, command.id).await?;
    // Seen is who sees the opportunity; behind its lock nobody answers or changes the meeting.
    record::load_for_update(unit, scope, OpportunityId(found.opportunity_id)).await?;
    let row = activities::unscoped_load(&mut unit.conn, scope.company, command.id).await?;
    if row.version != command.version {
        return Err(Denied::Stale { current: row.version });
    }
    let meeting = meetings::find(&mut unit.conn, scope.company, command.id).await?;
    let Some(meeting) = meeting.filter(|_| row.state == "open") else { return Err(Denied::NotFound) };
    let known = meetings::attendees(&mut unit.conn, scope.company, command.id).await?;
    let key = email_key(&command.email);
    let one = known.iter().find(|one| one.email_key == key).ok_or(Denied::NotFound)?;
    let zone = Zone::named(&meeting.zone);
    let times = one.wish_starts_at.zip(one.wish_ends_at);
    let shown = times.map(|(starts, ends)| (zone.local(Instant(starts)), zone.local(Instant(ends))));
    if shown != command.wish || (shown.is_none() && one.wish_words.is_empty()) {
        return Err(Denied::Stale { current: row.version });
    }
    match (command.take, times) {
        (true, None) => Err(Denied::at("wish", Refusal::Required)),
        (true, Some(times)) => take(unit, scope, who, (&row, &meeting), (one, &known), times).await,
        (false, _) => decline(unit, who, &row, meeting, one.clone()).await,
    }
}

/// The meeting at the proposed time, as if somebody had filled it in: who is invited is told. Where it is at that time
/// already there is nothing to tell.
async fn take(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    (row, meeting): (&ActivityRecord, &MeetingRecord),
    (one, known): (&AttendeeRecord, &[AttendeeRecord]),
    (starts, ends): (i64, i64),
) -> Result<i64, Denied> {
    if (starts, ends) == (meeting.starts_at, meeting.ends_at) {
        let one = answered(unit, one.clone()).await?;
        told(unit, row, &one, "meeting.wish_taken", who);
        unit.announce(scope.company, "opportunity", row.opportunity_id);
        return Ok(row.version);
    }
    // Forms are by the company's clock.
    let home = company::load(&mut unit.conn, scope.company).await?;
    let local = |at: i64| Zone::named(&home.time_zone).local(Instant(at));
    let invited = known.iter().map(|one| AttendeeFields {
        name: one.name.clone(),
        email: one.email.clone(),
        user: one.user_id.map(UserId),
    });
    let fields = MeetingFields {
        starts: Some(local(starts)),
        ends: Some(local(ends)),
        place: meeting.place.clone(),
        agenda: meeting.agenda.clone(),
        reminder_minutes: meeting.reminder_minutes.map(columns::count).transpose()?,
        attendees: invited.collect(),
        tell: true,
    };
    let activity = EditActivity {
        id: ActivityId(row.id),
        version: row.version,
        fields: ActivityFields {
            kind: columns::code(&row.kind, ActivityKind::parse)?,
            type_id: row.type_id.map(ActivityTypeId),
            summary: row.summary.clone(),
            note: row.note.clone(),
            due_on: None,
            user: Some(UserId(row.user_id)),
        },
    };
    told(unit, row, one, "meeting.wish_taken", who.clone());
    // In an hour that clocks repeat the reading alone may be the other one.
    edit::write(unit, scope, who, activity, Some(Given { fields: &fields, at: Some((starts, ends)) })).await
}

async fn decline(
    unit: &mut Unit,
    who: By,
    row: &ActivityRecord,
    meeting: MeetingRecord,
    one: AttendeeRecord,
) -> Result<i64, Denied> {
    let one = answered(unit, one).await?;
    told(unit, row, &one, "meeting.wish_declined", who);
    send::decline(unit, row, meeting, one).await?;
    unit.announce(CompanyId(row.company_id), "opportunity", row.opportunity_id);
    Ok(row.version)
}

/// Somebody whose proposal was answered.
async fn answered(unit: &mut Unit, mut one: AttendeeRecord) -> Result<AttendeeRecord, Denied> {
    (one.wish_starts_at, one.wish_ends_at) = (None, None);
    one.wish_words.clear();
    meetings::put_attendee(unit, &one).await?;
    Ok(one)
}

fn told(unit: &mut Unit, row: &ActivityRecord, one: &AttendeeRecord, what: &'static str, who: By) {
    let company = CompanyId(row.company_id);
    let body = format!("{}: {}", send::called(one), row.summary);
    let data = EventData { body, ..EventData::default() };
    unit.event(NewEvent::new(company, "opportunity", row.opportunity_id, what, who).with(data));
}
