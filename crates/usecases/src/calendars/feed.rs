//! What a calendar that knows the address is told: the open activities of its owner, as they see them now.
use crate::{Cx, Denied};
use chrono::NaiveDateTime;
use domain::{
    actors::{Permission, Role},
    crm::{activities::ActivityKind, meetings::Answer},
    days::Instant,
    ical::{
        self, Calendar, DayEvent,
        meeting::{Meeting, Person},
    },
    ids::{CompanyId, TeamId, UserId},
};
use i18n::T;
use store::{
    Scope,
    account::calendars::{self, FeedRecord},
    columns, company,
    crm::{
        activities::{self, MineRow},
        meetings::{self, AttendeeRecord, MeetingRecord},
    },
};
use uuid::Uuid;
use vault::{
    digest::sha256_hex,
    tokens::{Kind, PlainToken},
};

/// Activities in a feed at most, the first due first.
const MOST: i64 = 1_000;
/// Every day there is.
const EVER: &str = "9999-12-31";

/// A feed as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// The calendar.
    pub text: String,
    /// The same for the same text.
    pub mark: String,
}

/// The feed of a secret. What its owner may not see any more is not in it, and the feed of somebody who may not sign in any
/// more is not there.
/// # Errors
/// [`Denied::NotFound`] for a wrong secret, one that was made anew, or a feed that is off.
pub async fn feed(cx: &Cx, secret: &str) -> Result<Feed, Denied> {
    let token = PlainToken::parse(Kind::Calendar, secret).ok_or(Denied::NotFound)?;
    let mut conn = cx.store.reader().await?;
    let found = calendars::unscoped_find(&mut conn, token.hashed().as_bytes()).await?;
    let owner = found.filter(|owner| owner.active == 1).ok_or(Denied::NotFound)?;
    let role = columns::code(&owner.role, Role::parse)?;
    if !role.may(Permission::Sell) {
        return Err(Denied::NotFound);
    }
    let rows = activities::mine(&mut conn, &scope(&owner, role), EVER, MOST).await?;
    let t = T::new(columns::lang(&owner.language)?);
    let company = CompanyId(owner.company_id);
    let ids: Vec<Uuid> =
        rows.iter().filter(|row| row.open.kind == ActivityKind::Meeting.code()).map(|row| row.open.id).collect();
    let (mut timed, invited) = meetings::of_many(&mut conn, company, &ids).await?;
    let home = company::load(&mut conn, company).await?;
    let host = Person { name: owner.name.clone(), email: home.email };
    let mut calendar = Calendar { name: t.calendars_name(&owner.name), events: Vec::new(), meetings: Vec::new() };
    for row in rows {
        let id = row.open.id;
        match timed.iter().position(|one| one.activity_id == id) {
            Some(at) => {
                let meeting = timed.swap_remove(at);
                let of = invited.iter().filter(|one| one.activity_id == id);
                calendar.meetings.push(timed_event(event(t, &cx.settings.public_url, row)?, meeting, &host, of)?);
            }
            None => calendar.events.push(event(t, &cx.settings.public_url, row)?),
        }
    }
    let text = ical::write(&calendar);
    let mark = sha256_hex(text.as_bytes());
    Ok(Feed { text, mark })
}

fn scope(owner: &FeedRecord, role: Role) -> Scope {
    Scope {
        company: CompanyId(owner.company_id),
        user: UserId(owner.user_id),
        team: owner.team_id.map(TeamId),
        reach: role.reach(),
    }
}

fn event(t: T, home: &str, row: MineRow) -> Result<DayEvent, Denied> {
    let MineRow { open, title, party_name, .. } = row;
    let kind = columns::code(&open.kind, ActivityKind::parse)?;
    let name = i18n::activities::named(t, open.type_name.as_deref().unwrap_or_default(), kind);
    let about = [title, party_name.unwrap_or_default()];
    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let description = [about, open.note].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    Ok(DayEvent {
        uid: open.id.to_string(),
        // The first version is the event as it was made.
        sequence: u32::try_from(open.version - 1).unwrap_or_default(),
        made: made(open.id),
        on: columns::day(&open.due_on)?,
        summary: format!("{name}: {}", open.summary),
        description,
        url: format!("{home}/opportunities/{}", open.opportunity_id),
    })
}

/// The same with its hours, its place and who is invited.
fn timed_event<'a>(
    day: DayEvent,
    row: MeetingRecord,
    host: &Person,
    invited: impl Iterator<Item = &'a AttendeeRecord>,
) -> Result<Meeting, Denied> {
    let attendees = invited
        .map(|one| {
            let person = Person { name: one.name.clone(), email: one.email.clone() };
            Ok((person, columns::code(&one.answer, Answer::parse)?))
        })
        .collect::<Result<_, Denied>>()?;
    let texts = [day.description, row.agenda];
    Ok(Meeting {
        uid: day.uid,
        // The number of its invitations: the same event in whatever calendar.
        sequence: u32::try_from(row.sequence).unwrap_or_default(),
        stamp: day.made,
        starts: Instant(row.starts_at).utc(),
        ends: Instant(row.ends_at).utc(),
        summary: day.summary,
        description: texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n"),
        place: row.place,
        url: day.url,
        organizer: host.clone(),
        attendees,
        reminder: row.reminder_minutes.map(columns::count).transpose()?,
    })
}

/// When a row was made: ids of version 7 say so themselves.
fn made(id: Uuid) -> NaiveDateTime {
    let (seconds, _) = id.get_timestamp().map(|at| at.to_unix()).unwrap_or_default();
    let at = i64::try_from(seconds).ok().and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0));
    at.unwrap_or_default().naive_utc()
}
