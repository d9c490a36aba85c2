//! One opportunity with everything around it.
use crate::{
    Cx, Denied, Staff, files,
    quotes::rows::{self, user_ref},
    timeline,
};
use domain::{
    actors::Permission,
    crm::OpportunityState,
    ids::{OpportunityId, PartyId, StageId, TeamId, UserId},
};
use store::{
    columns, company,
    crm::{
        record,
        visits::{self, VisitRecord},
    },
    events,
    quotes::list::of_opportunity,
};
use wire::{
    crm::{OpportunityView, StageStep},
    parties::PartyRef,
    shared::{Amount, TeamRef, UserRef},
};

/// Quotations shown with it.
const QUOTES: i64 = 50;
/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;
/// Microseconds of a second.
const SECOND: i64 = 1_000_000;

/// Everything the page shows.
/// # Errors
/// [`Denied::NotFound`].
pub async fn read_opportunity(by: &Staff, cx: &Cx, id: OpportunityId) -> Result<OpportunityView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let (company, zone, currency) = (scope.company, by.zone(), by.currency);
    let mut conn = cx.store.reader().await?;
    let row = record::load(&mut conn, scope, id).await?;
    let names = record::names(&mut conn, &row).await?;
    let stages = company::stages(&mut conn, company).await?;
    let visits = visits::list(&mut conn, id).await?;
    let owners = company::owners(&mut conn, company).await?;
    let quotes = of_opportunity(&mut conn, scope, id, QUOTES).await?;
    let activities = super::activities::of_opportunity(&mut conn, scope, id).await?;
    let files = files::of(&mut conn, company, "opportunity", id.0, zone).await?;
    let happened = events::timeline_with_related(&mut conn, company, id.0, timeline::ENTRIES).await?;
    let now = cx.clock.now().0;
    Ok(OpportunityView {
        id,
        version: row.version,
        title: row.title,
        state: columns::code(&row.state, OpportunityState::parse)?,
        lost_reason: row.lost_reason,
        party: row.party_id.zip(names.party).map(|(id, name)| PartyRef { id: PartyId(id), name }),
        contact_name: row.contact_name,
        email: row.email,
        phone: row.phone,
        expected: Amount { value: columns::amount(row.expected, &currency), currency },
        expected_close: columns::optional_day(row.expected_close)?,
        priority: columns::count(row.priority)?,
        chance: columns::count(row.chance)?,
        source: row.source,
        owner: user_ref(row.owner_id, names.owner),
        team: row.team_id.zip(names.team).map(|(id, name)| TeamRef { id: TeamId(id), name }),
        stage: StageId(row.stage_id),
        stages: stages
            .into_iter()
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
        activities,
        quotes: quotes.into_iter().map(|quote| rows::row(quote, zone)).collect::<Result<_, _>>()?,
        files,
        timeline: timeline::entries(&happened, zone),
        created: zone.stamp_micros(row.created_at),
    })
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
