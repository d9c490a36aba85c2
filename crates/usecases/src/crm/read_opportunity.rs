//! One opportunity with everything around it.
use crate::{
    Cx, Denied, Staff, files,
    quotes::rows::{self, user_ref},
    timeline,
};
use domain::{
    actors::Permission,
    crm::OpportunityState,
    ids::{CompanyId, MergeId, OpportunityId, PartyId, StageId, TeamId, UserId},
};
use store::{
    Conn, StoreError, columns, company,
    crm::{
        merges, record,
        visits::{self, VisitRecord},
    },
    events::{self, EventRow},
    quotes::list::of_opportunity,
};
use wire::{
    crm::{OpportunityView, StageStep},
    merge::MergeNote,
    parties::PartyRef,
    shared::{Amount, TeamRef, UserRef},
};

/// Quotations shown with it.
const QUOTES: i64 = 50;
/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;
/// Microseconds of a second.
const SECOND: i64 = 1_000_000;

/// Everything the page shows. One that was merged shows the one it lives on in.
/// # Errors
/// [`Denied::NotFound`].
pub async fn read_opportunity(by: &Staff, cx: &Cx, id: OpportunityId) -> Result<OpportunityView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let (company, zone, currency) = (scope.company, by.zone(), by.currency);
    let mut conn = cx.store.reader().await?;
    let row = match record::load(&mut conn, scope, id).await {
        Err(StoreError::NotFound) => match merges::unscoped_survivor(&mut conn, company, id).await? {
            Some(survivor) => record::load(&mut conn, scope, survivor).await?,
            None => return Err(Denied::NotFound),
        },
        found => found?,
    };
    let id = OpportunityId(row.id);
    let names = record::names(&mut conn, &row).await?;
    let stages = company::stages(&mut conn, company).await?;
    let visits = visits::list(&mut conn, id).await?;
    let owners = company::owners(&mut conn, company).await?;
    let quotes = of_opportunity(&mut conn, scope, id, QUOTES).await?;
    let activities = super::activities::of_opportunity(&mut conn, scope, id).await?;
    let activity_types = super::activity_types::Types::read(&mut conn, company).await?.choices()?;
    let mut files = files::of(&mut conn, company, "opportunity", id.0, zone).await?;
    files.extend(files::of_its_quotes(&mut conn, scope, id, zone).await?);
    let happened = happened(&mut conn, company, id).await?;
    let duplicates = super::duplicates::of(&mut conn, scope, &row, &stages, zone).await?;
    let merges = merges::standing(&mut conn, company, id).await?;
    let odds = super::chance::view(&mut conn, company, id).await?;
    let usual = super::health::Usual::read(&mut conn, company, cx.clock.now(), zone.day(cx.clock.now())).await?;
    let tags = super::tags::refs_of(&mut conn, company, id).await?;
    let known_tags = super::tags::Known::read(&mut conn, company, &[]).await?.offered;
    let recurring = super::recurring::view(&mut conn, &row).await?;
    let custom = super::custom::facts_of(&mut conn, &row, &stages).await?;
    let state = columns::code(&row.state, OpportunityState::parse)?;
    let due_on = activities.first().map(|activity| activity.due_on);
    let entered_at = visits.last().map(|visit| visit.entered_at);
    let assigned = crate::assignment::note_of(&mut conn, &row, zone).await?;
    let now = cx.clock.now().0;
    Ok(OpportunityView {
        id,
        version: row.version,
        title: row.title,
        state,
        concerns: usual.concerns(state, due_on, row.stage_id, entered_at),
        lost_reason: row.lost_reason,
        party: row.party_id.zip(names.party).map(|(id, name)| PartyRef { id: PartyId(id), name }),
        contact_name: row.contact_name,
        email: row.email,
        phone: row.phone,
        expected: Amount { value: columns::amount(row.expected, &currency), currency },
        recurring,
        expected_close: columns::optional_day(row.expected_close)?,
        priority: columns::count(row.priority)?,
        chance: columns::count(row.chance)?,
        odds,
        custom,
        source: row.source,
        tags,
        known_tags,
        owner: user_ref(row.owner_id, names.owner),
        team: row.team_id.zip(names.team).map(|(id, name)| TeamRef { id: TeamId(id), name }),
        stage: StageId(row.stage_id),
        stages: stages
            .into_iter()
            .filter(|stage| stage.id == row.stage_id || stage.place().takes(row.team_id.map(TeamId)))
            .map(|stage| {
                Ok(StageStep {
                    id: StageId(stage.id),
                    name: stage.name,
                    chance: columns::count(stage.chance)?,
                    days: days_in(stage.id, &visits, now),
                })
            })
            .collect::<Result<_, Denied>>()?,
        owners: owners.into_iter().map(|owner| UserRef { id: UserId(owner.id), name: owner.name }).collect(),
        assigned,
        duplicates,
        merges: merges
            .into_iter()
            .map(|merge| MergeNote {
                id: MergeId(merge.id),
                title: merge.title,
                by: merge.made_by,
                at: zone.stamp_micros(merge.made_at),
            })
            .collect(),
        activities,
        activity_types,
        quotes: quotes.into_iter().map(|quote| rows::row(quote, zone)).collect::<Result<_, _>>()?,
        files,
        timeline: timeline::entries(&happened, zone),
        created: zone.stamp_micros(row.created_at),
    })
}

/// What happened to it and to what was merged into it.
async fn happened(conn: &mut Conn, company: CompanyId, id: OpportunityId) -> Result<Vec<EventRow>, Denied> {
    let mut rows = events::timeline_with_related(conn, company, id.0, timeline::ENTRIES).await?;
    for merged in merges::family(conn, company, id).await? {
        let theirs = events::timeline_with_related(conn, company, merged, timeline::ENTRIES).await?;
        // That it was merged stands here already.
        rows.extend(theirs.into_iter().filter(|row| row.what != "opportunity.merged_away"));
    }
    rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.seq)));
    rows.truncate(usize::try_from(timeline::ENTRIES).unwrap_or(usize::MAX));
    Ok(rows)
}

/// Whole days spent in a stage so far, over all visits; none when it was never in it.
fn days_in(stage: uuid::Uuid, visits: &[VisitRecord], now: i64) -> Option<i64> {
    let mut spent = visits
        .iter()
        .filter(|visit| visit.stage_id == stage)
        .map(|visit| (visit.left_at.unwrap_or(now) - visit.entered_at).max(0))
        .peekable();
    spent.peek()?;
    // Visits of one moment are kept a microsecond apart, which must not cost a day.
    Some((spent.sum::<i64>() + SECOND) / DAY)
}
