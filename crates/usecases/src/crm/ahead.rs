//! What lies ahead: the forecast by month, and the days of a calendar.
use super::{activities, activity_types::Types, board, custom::Shown, health::Usual, list_opportunities, tags::Known};
use crate::{Cx, Denied, Staff, quotes::rows::user_ref};
use chrono::{Datelike, Days, NaiveDate};
use domain::{
    actors::{Permission, Reach},
    crm::{
        OpportunityState,
        ahead::{self, MOST_MONTHS, Period},
        likely::Spread,
    },
    days::plausible,
    ids::{CompanyId, OpportunityId, StageId, TeamId, UserId},
    periods::Month,
    refusal::Refusal,
};
use rust_decimal::Decimal;
use store::{
    Conn, Scope, columns, company,
    crm::board::{
        self as stored, Filter,
        calendar::activities as stored_activities,
        forecast::{self, AheadRow, ClosingRow, MonthRow, Span},
    },
    crm::list,
};
use wire::{
    ahead::{
        CalendarQuery, CalendarView, Closing, ForecastCard, ForecastLane, ForecastQuery, ForecastView, MOST_DAYS,
        MOST_SHOWN, MOST_UNPLANNED, Offered, Unplanned,
    },
    crm::{LANE_CARDS, StateSum},
    opportunities::{OpportunityFilter, Sort, StageRef},
    pivot::{Group, PivotQuery},
    shared::{COUNTED, TeamRef, UserRef},
    steps::StepFilter,
};

/// Open opportunities within the actor's reach by the month they are expected to close in, each in just one lane, and what
/// was won this month so far.
/// # Errors
/// [`Denied`].
pub async fn forecast(by: &Staff, cx: &Cx, query: ForecastQuery) -> Result<ForecastView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let today = by.zone().day(cx.clock.now());
    let filter = board::filter(by, &query.filter, today);
    let months = query.months.clamp(1, MOST_MONTHS);
    let mut conn = cx.store.reader().await?;
    let usual = Usual::read(&mut conn, scope.company, cx.clock.now(), today).await?;
    let mut shown = Shown::read(&mut conn, by, query.filter.team).await?;
    let mut sums: Vec<(Period, MonthRow)> = Vec::new();
    for row in forecast::sums(&mut conn, scope, &filter).await? {
        sums.push((lane_of(row.month.as_deref(), today, months)?, row));
    }
    let periods = ahead::periods(today, months);
    let targets = targets(by, &mut conn, &query.filter, &periods).await?;
    let mut lanes = Vec::new();
    for (period, target) in periods.into_iter().zip(targets) {
        let of = || sums.iter().filter(|(lane, _)| *lane == period).map(|(_, row)| row);
        let count = of().map(|row| row.count).sum();
        // A lane known to be empty costs nothing.
        let cards = if count == 0 {
            Vec::new()
        } else {
            cards(&mut conn, scope, &filter, (period, 0), today, (&usual, &mut shown)).await?
        };
        lanes.push(ForecastLane {
            period,
            count,
            sum: of().map(|row| thousandths(row.expected)).sum(),
            weighted: of().map(|row| thousandths(row.weighted)).sum(),
            spread: of().map(spread).fold(Spread::default(), Spread::and),
            target,
            monthly: of().map(|row| thousandths(row.monthly)).sum(),
            monthly_weighted: of().map(|row| thousandths(row.monthly_weighted)).sum(),
            cards,
        });
    }
    let month = columns::day_text(ahead::first(today));
    let mut won = StateSum::default();
    for row in stored::closed_since(&mut conn, scope, &Filter { step: None, ..filter }, &month).await? {
        if row.state == "won" {
            won = StateSum { count: row.count, sum: thousandths(row.expected) };
        }
    }
    Ok(ForecastView { lanes, won, offered: offered(&mut conn, scope.company).await? })
}

/// Further cards of a lane; page 0 is what [`forecast`] has already.
/// # Errors
/// `not_a_day` at `period` for a month no calendar has.
pub async fn forecast_cards(
    by: &Staff,
    cx: &Cx,
    filter: OpportunityFilter,
    period: Period,
    page: u32,
) -> Result<Vec<ForecastCard>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    if let Period::Month(day) | Period::Later(day) = period
        && plausible(day).is_none()
    {
        return Err(Denied::at("period", Refusal::NotADay));
    }
    let today = by.zone().day(cx.clock.now());
    let team = filter.team;
    let filter = board::filter(by, &filter, today);
    let mut conn = cx.store.reader().await?;
    let usual = Usual::read(&mut conn, scope.company, cx.clock.now(), today).await?;
    let mut shown = Shown::read(&mut conn, by, team).await?;
    cards(&mut conn, scope, &filter, (period, page), today, (&usual, &mut shown)).await
}

/// What is on some days: activities about opportunities within the actor's reach, and those expected to close.
///
/// Whose: the activities that a person is to do, whoever works on the opportunity, and the opportunities a person works
/// on; every other filter asks about the opportunity.
/// # Errors
/// `not_a_day` at `from`.
pub async fn calendar(by: &Staff, cx: &Cx, query: CalendarQuery) -> Result<CalendarView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let from = plausible(query.from).ok_or_else(|| Denied::at("from", Refusal::NotADay))?;
    let days = query.days.clamp(1, MOST_DAYS);
    let to = from.checked_add_days(Days::new(days.into())).unwrap_or(from);
    let span: Span = (Some(columns::day_text(from)), Some(columns::day_text(to)));
    let today = by.zone().day(cx.clock.now());
    let filter = board::filter(by, &query.filter, today);
    let most = i64::from(MOST_SHOWN);
    let mut conn = cx.store.reader().await?;
    let (mut found, mut closing) = (Vec::new(), Vec::new());
    let (mut idle, mut idle_count) = (Vec::new(), 0);
    if query.activities {
        (idle, idle_count) = unplanned(by, &mut conn, &query.filter, today).await?;
        let (person, about) = (filter.owner, Filter { owner: None, ..filter.clone() });
        found = stored_activities(&mut conn, scope, &about, person, &span, most + 1).await?;
    }
    if query.closings {
        closing = forecast::closings(&mut conn, scope, &filter, &span, most + 1).await?;
    }
    let more = found.len().max(closing.len()) > MOST_SHOWN as usize;
    found.truncate(MOST_SHOWN as usize);
    closing.truncate(MOST_SHOWN as usize);
    Ok(CalendarView {
        activities: activities::told(&mut conn, scope, found).await?,
        closings: closing.into_iter().map(closes).collect::<Result<_, _>>()?,
        more,
        unplanned: idle,
        unplanned_count: idle_count,
        types: Types::read(&mut conn, scope.company).await?.choices()?,
        offered: offered(&mut conn, scope.company).await?,
    })
}

/// What is to be sold in each of the lanes that are months, by those the filter names.
async fn targets(
    by: &Staff,
    conn: &mut Conn,
    filter: &OpportunityFilter,
    periods: &[Period],
) -> Result<Vec<Option<Decimal>>, Denied> {
    let key = |period: &Period| match period {
        Period::Month(first) => Month::of(*first).to_string(),
        _ => String::new(),
    };
    let mut filter = OpportunityFilter { state: OpportunityState::Open, ..filter.clone() };
    // Who sees their own, or their team's, sees those without asking for them by name.
    let scope = by.scope(Permission::Sell)?;
    if filter.owner.is_none() && filter.team.is_none() && !filter.mine {
        match scope.reach {
            Reach::Own => filter.mine = true,
            Reach::Team => filter.team = scope.team,
            Reach::All => {}
        }
    }
    let groups: Vec<Group> =
        periods.iter().map(key).filter(|key| !key.is_empty()).map(|key| Group { key, name: String::new() }).collect();
    let query = PivotQuery { filter, ..PivotQuery::default() };
    let found = crate::targets::of_periods(by, conn, &query, &groups).await?;
    let of = |period: &Period| {
        let key = key(period);
        groups.iter().zip(&found).find(|(group, _)| group.key == key).and_then(|(_, target)| *target)
    };
    Ok(periods.iter().map(of).collect())
}

fn spread(row: &MonthRow) -> Spread {
    Spread::summed(row.spread_millions, row.spread_mixed, row.spread_rests)
}

/// Open opportunities of a calendar's filter that nothing is planned for, the largest first, and how many there are.
async fn unplanned(
    by: &Staff,
    conn: &mut Conn,
    asked: &OpportunityFilter,
    today: NaiveDate,
) -> Result<(Vec<Unplanned>, u32), Denied> {
    if asked.step == Some(StepFilter::Late) {
        return Ok((Vec::new(), 0));
    }
    let scope = by.scope(Permission::Sell)?;
    let asked = OpportunityFilter {
        state: OpportunityState::Open,
        step: Some(StepFilter::None),
        sort: Sort::Expected,
        descending: true,
        ..asked.clone()
    };
    let filter = list_opportunities::filter(by, &asked, today);
    let found = list::rows(conn, scope, &filter, i64::from(MOST_UNPLANNED)).await?;
    let count = if found.len() < MOST_UNPLANNED as usize {
        found.len() as i64
    } else {
        list::count(conn, scope, &filter, i64::from(COUNTED)).await?
    };
    let one = |row: list::ListRow| Unplanned {
        id: OpportunityId(row.id),
        title: row.title,
        party_name: row.party_name.unwrap_or_default(),
    };
    Ok((found.into_iter().map(one).collect(), columns::count(count)?))
}

/// The lane of a month as the sums name it.
fn lane_of(month: Option<&str>, today: NaiveDate, months: u32) -> Result<Period, Denied> {
    Ok(match month {
        None => Period::Undated,
        Some("late") => Period::Late,
        Some(month) => Period::of_month(columns::day(&format!("{month}-01"))?, today, months),
    })
}

async fn cards(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    (period, page): (Period, u32),
    today: NaiveDate,
    (usual, shown): (&Usual, &mut Shown),
) -> Result<Vec<ForecastCard>, Denied> {
    let rows = i64::from(LANE_CARDS);
    let text = |day: Option<NaiveDate>| day.filter(|day| (1..=9999).contains(&day.year())).map(columns::day_text);
    let span: Option<Span> = period.span(today).map(|(from, to)| (text(from), text(to)));
    let found = forecast::cards(conn, scope, filter, span.as_ref(), rows, i64::from(page) * rows).await?;
    let ids: Vec<_> = found.iter().map(|row| row.card.id).collect();
    let tags = Known::read(conn, scope.company, &ids).await?;
    shown.fill(conn, scope.company, &ids).await?;
    found
        .into_iter()
        .map(|AheadRow { card, chance, weighted }| {
            Ok(ForecastCard {
                card: board::card(card, today, (usual, &tags, shown), &[])?,
                chance: columns::count(chance)?,
                weighted: columns::decimal(weighted),
            })
        })
        .collect()
}

fn closes(row: ClosingRow) -> Result<Closing, Denied> {
    Ok(Closing {
        id: OpportunityId(row.id),
        version: row.version,
        title: row.title,
        party_name: row.party_name.unwrap_or_default(),
        expected: columns::decimal(row.expected),
        on: columns::day(&row.expected_close)?,
        owner: user_ref(row.owner_id, row.owner_name),
    })
}

async fn offered(conn: &mut Conn, company: CompanyId) -> Result<Offered, Denied> {
    let stages = company::stages(conn, company).await?;
    let owners = company::owners(conn, company).await?;
    let teams = company::teams(conn, company).await?;
    Ok(Offered {
        stages: stages
            .into_iter()
            .map(|stage| StageRef { id: StageId(stage.id), retired: stage.place().retired, name: stage.name })
            .collect(),
        owners: owners.into_iter().map(|owner| UserRef { id: UserId(owner.id), name: owner.name }).collect(),
        teams: teams.into_iter().map(|(id, name)| TeamRef { id: TeamId(id), name }).collect(),
        tags: Known::read(conn, company, &[]).await?.offered,
        plans: super::recurring::offered(conn, company).await?,
    })
}

fn thousandths(sum: i64) -> Decimal {
    Decimal::new(sum, 3).normalize()
}
