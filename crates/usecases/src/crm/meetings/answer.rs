//! Somebody who is invited answers with their calendar.
use crate::{Denied, clock::Zone};
use domain::{
    crm::meetings::{Answer, Place, counts},
    days::Instant,
    ical::read::{Incoming, Method, Moment},
    ids::{ActivityId, CompanyId, OpportunityId},
    text,
};
use store::{
    StoreError, Unit,
    account::users,
    crm::{
        activities::{self, ActivityRecord},
        meetings::{self, AttendeeRecord, MeetingRecord},
        record,
    },
    events::{By, Change, EventData, NewEvent},
};
use uuid::Uuid;

/// Longest words that are kept with an answer, in characters.
const WORDS: usize = 500;

/// What became of an answer; where it is taken, of which opportunity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is kept.
    Answered(OpportunityId),
    /// It was known.
    Known(OpportunityId),
    /// Another time is proposed.
    Wished(OpportunityId),
    /// There is no such meeting.
    Unknown,
    /// The meeting is over or called off.
    Over,
    /// Nobody is invited by that address.
    Stranger,
    /// It is about an earlier invitation, or came behind a newer answer.
    Older,
    /// It says neither yes nor no.
    Nothing,
}

/// Takes an answer that came in by `way`; `writer` is the address of the mail it came with. Nobody is known by a mail's
/// sender alone, since programs answer from addresses of their own: the calendar names who answers, and the meeting by an id
/// that only the invited know.
pub(crate) async fn take_answer(
    unit: &mut Unit,
    company: CompanyId,
    way: Uuid,
    said: &Incoming,
    writer: &str,
) -> Result<Taken, Denied> {
    let Ok(id) = Uuid::try_parse(&said.uid) else { return Ok(Taken::Unknown) };
    let activity = ActivityId(id);
    let found = match activities::unscoped_load(&mut unit.conn, company, activity).await {
        Ok(found) => found,
        Err(StoreError::NotFound) => return Ok(Taken::Unknown),
        Err(error) => return Err(error.into()),
    };
    // The same lock that those hold who change the meeting.
    record::unscoped_load_for_update(unit, company, OpportunityId(found.opportunity_id)).await?;
    let row = activities::unscoped_load(&mut unit.conn, company, activity).await?;
    let Some(meeting) = meetings::find(&mut unit.conn, company, activity).await? else { return Ok(Taken::Unknown) };
    if row.state != "open" {
        return Ok(Taken::Over);
    }
    let named = match said.attendees.as_slice() {
        [one] => Some(one),
        // An answer has one; of a list that others are in too only the writer's own counts.
        many => many.iter().find(|(email, _)| users::email_key(email.as_str()) == users::email_key(writer)),
    };
    let Some((email, answer)) = named else { return Ok(Taken::Stranger) };
    let key = users::email_key(email.as_str());
    let invited = meetings::attendees(&mut unit.conn, company, activity).await?;
    let one = invited.into_iter().find(|one| one.email_key == key && one.told_sequence.is_some());
    let Some(one) = one else { return Ok(Taken::Stranger) };
    // A clock that is ahead must not shut out what comes after it.
    let stamp = said.stamp.map_or(unit.now, |at| Instant(at.and_utc().timestamp_micros()).min(unit.now));
    if !counts(Place { sequence: said.sequence, stamp }, meeting.sequence, Instant(one.answer_stamp)) {
        return Ok(Taken::Older);
    }
    let one = AttendeeRecord { answer_stamp: stamp.0, ..one };
    match (said.method, answer) {
        (Method::Counter, _) => wish(unit, (&row, &meeting), one, way, said).await,
        (_, None | Some(Answer::None)) => Ok(Taken::Nothing),
        (_, Some(answer)) => reply(unit, &row, one, *answer, way, said).await,
    }
}

async fn reply(
    unit: &mut Unit,
    row: &ActivityRecord,
    mut one: AttendeeRecord,
    answer: Answer,
    way: Uuid,
    said: &Incoming,
) -> Result<Taken, Denied> {
    let opportunity = OpportunityId(row.opportunity_id);
    let known = one.answer == answer.code() && one.wish_starts_at.is_none();
    one.answer = answer.code().to_owned();
    one.answered_at = Some(unit.now.0);
    (one.wish_starts_at, one.wish_ends_at) = (None, None);
    one.wish_words.clear();
    meetings::put_attendee(unit, &one).await?;
    if known {
        return Ok(Taken::Known(opportunity));
    }
    let what = match answer {
        Answer::Declined => "meeting.declined",
        Answer::Tentative => "meeting.tentative",
        Answer::Accepted | Answer::None => "meeting.accepted",
    };
    tell(unit, row, &one, (what, way), words(said), Vec::new());
    Ok(Taken::Answered(opportunity))
}

async fn wish(
    unit: &mut Unit,
    (row, meeting): (&ActivityRecord, &MeetingRecord),
    mut one: AttendeeRecord,
    way: Uuid,
    said: &Incoming,
) -> Result<Taken, Denied> {
    let opportunity = OpportunityId(row.opportunity_id);
    let own = Zone::named(&meeting.zone);
    let starts = said.starts.as_ref().and_then(|at| instant(own, at));
    let ends = said.ends.as_ref().and_then(|at| instant(own, at));
    // A time without an end lasts as long as the meeting.
    let ends = ends.or(starts.map(|starts| starts + (meeting.ends_at - meeting.starts_at)));
    let times = starts.zip(ends).filter(|(starts, ends)| starts < ends).unzip();
    let words = words(said);
    let known = (one.wish_starts_at, one.wish_ends_at) == times && one.wish_words == words && times.0.is_some();
    (one.wish_starts_at, one.wish_ends_at) = times;
    one.wish_words.clone_from(&words);
    one.answered_at = Some(unit.now.0);
    meetings::put_attendee(unit, &one).await?;
    if known {
        return Ok(Taken::Known(opportunity));
    }
    let local = |at: i64| own.local(Instant(at)).to_string();
    let changes = [
        times.0.and_then(|at| Change::of("starts_at", local(meeting.starts_at), local(at))),
        times.1.and_then(|at| Change::of("ends_at", local(meeting.ends_at), local(at))),
    ];
    tell(unit, row, &one, ("meeting.wished", way), words, changes.into_iter().flatten().collect());
    Ok(Taken::Wished(opportunity))
}

/// Puts it on the timeline and tells whoever looks.
fn tell(
    unit: &mut Unit,
    row: &ActivityRecord,
    one: &AttendeeRecord,
    (what, way): (&'static str, Uuid),
    words: String,
    changes: Vec<Change>,
) {
    let company = CompanyId(row.company_id);
    let by = By::Visitor { link: way, name: super::send::called(one).to_owned() };
    let body = if words.is_empty() { row.summary.clone() } else { format!("{}: {words}", row.summary) };
    let data = EventData { body, changes, ..EventData::default() };
    unit.event(NewEvent::new(company, "opportunity", row.opportunity_id, what, by).with(data));
    unit.announce(company, "opportunity", row.opportunity_id);
}

fn words(said: &Incoming) -> String {
    text::clean_text(&said.comment).chars().take(WORDS).collect()
}

/// A moment of another calendar; a place this one does not know has the meeting's own clock, and a whole day has no hour.
fn instant(own: Zone, at: &Moment) -> Option<i64> {
    match at {
        Moment::Utc(at) => Some(at.and_utc().timestamp_micros()),
        Moment::At(at, place) => Some(Zone::known(place).unwrap_or(own).instant(*at).0),
        Moment::Here(at) => Some(own.instant(*at).0),
        Moment::Day(_) => None,
    }
}
