//! What the lanes of a board are: stages, people, teams, sources, months of closing, or how the next step stands.
use super::{stage_sums, thousandths};
use crate::{Denied, Staff};
use chrono::{Datelike, Days, NaiveDate};
use domain::{
    crm::lanes::{month_of, months_later, same_day},
    ids::{StageId, TeamId, UserId},
    refusal::Refusal,
};
use i18n::T;
use rust_decimal::Decimal;
use store::{
    Conn, Scope, columns, company,
    crm::board::{
        self as stored, CardRow, Filter,
        groups::{By, GroupRow, LaneKey, Within},
    },
};
use uuid::Uuid;
use wire::{
    crm::{BoardQuery, LANE_CARDS, LaneId, StageSum, StepCounts},
    opportunities::{ChangeTo, Group},
};

/// As many people have a lane each, whether they have something or not; of more only those that have.
const FEW: usize = 12;
/// Sources with a lane of their own, those with most first.
const SOURCES: usize = 30;
/// Months that have a lane, whether something closes in them or not.
const MONTHS_SHOWN: u32 = 6;
/// Months that can have one; what closes later is in one lane together.
const MONTHS: u32 = 24;
/// After every day that is kept, and the place of those without one.
const NO_DAY: &str = "9999-12-31";
const AFTER_ALL: &str = "9999-12-32";
/// Lanes that no month and no id has.
const EARLIER: LaneId = LaneId(Uuid::from_u128(1));
const LATER: LaneId = LaneId(Uuid::from_u128(2));
const OTHERS: LaneId = LaneId(Uuid::max());

/// A lane before its cards are read.
pub(super) struct Head {
    pub sum: StageSum,
    /// Which cards it has; none where they are not shown one by one.
    pub within: Option<Cards>,
    /// Whether a card can be put into it.
    pub takes: bool,
}

/// Which cards a lane has.
pub(super) enum Cards {
    Stage(StageId),
    Within(Within),
}

/// The lanes of a board in their order, with their sums.
pub(super) async fn heads(
    conn: &mut Conn,
    by: &Staff,
    scope: &Scope,
    (query, filter): (&BoardQuery, &Filter),
    today: NaiveDate,
) -> Result<Vec<Head>, Denied> {
    let t = T::new(by.language());
    let Some(group) = grouped(query.group) else {
        let stages = stage_sums(conn, scope, filter).await?;
        let head = |sum: StageSum| Head { within: Some(Cards::Stage(StageId(sum.id.0))), sum, takes: true };
        return Ok(stages.into_iter().map(head).collect());
    };
    let sums = stored::groups::sums(conn, scope, filter, group).await?;
    let lanes: Vec<(LaneId, String)> = match group {
        By::Owner => {
            let active = company::owners(conn, scope.company).await?;
            let all = active.len() <= FEW;
            let mut lanes: Vec<_> = active.into_iter().map(|owner| (Some(owner.id), owner.name)).collect();
            // Who has left may still have something.
            for user in company::users(conn, scope.company).await?.into_iter().filter(|user| user.active == 0) {
                lanes.push((Some(user.id), user.name));
            }
            let active = if all { lanes.len() } else { 0 };
            people(lanes, active, &sums, t.crm_nobody())
        }
        By::Team => {
            let mut lanes = Vec::new();
            for (id, name) in company::teams(conn, scope.company).await? {
                lanes.push((Some(id), name));
            }
            let known = lanes.len();
            for id in sums.iter().filter_map(|row| if let LaneKey::Id(Some(id)) = row.key { Some(id) } else { None }) {
                if lanes.iter().all(|(lane, _)| *lane != Some(id)) {
                    lanes.push((Some(id), t.crm_group_retired_team().to_owned()));
                }
            }
            people(lanes, known, &sums, t.crm_group_no_team())
        }
        By::Source => return Ok(sources(t, sums)),
        By::Month => return Ok(months(t, sums, today)),
        By::Step => vec![
            (LaneId(Uuid::from_u128(1)), t.crm_group_late().to_owned()),
            (LaneId(Uuid::from_u128(2)), t.crm_group_today().to_owned()),
            (LaneId(Uuid::from_u128(3)), t.crm_group_planned().to_owned()),
            (LaneId(Uuid::nil()), t.crm_step_none().to_owned()),
        ],
    };
    let head = |(id, name): (LaneId, String)| {
        let key = key(group, id);
        let sum = added(id, name, sums.iter().filter(|row| row.key == key));
        let takes = group != By::Step;
        Head { within: within(query.group, id, &sum.name, today), sum, takes }
    };
    Ok(lanes.into_iter().map(head).collect())
}

/// People or teams: the first `always` whether they have something or not, the others only where they have; those without
/// one last.
fn people(lanes: Vec<(Option<Uuid>, String)>, always: usize, sums: &[GroupRow], nobody: &str) -> Vec<(LaneId, String)> {
    let has = |id: &Option<Uuid>| sums.iter().any(|row| row.key == LaneKey::Id(*id) && row.count > 0);
    let kept = lanes.into_iter().enumerate().filter(|(at, (id, _))| *at < always || has(id));
    let mut kept: Vec<_> = kept.map(|(_, (id, name))| (LaneId(id.unwrap_or_default()), name)).collect();
    kept.push((LaneId::default(), nobody.to_owned()));
    kept
}

fn sources(t: T, mut sums: Vec<GroupRow>) -> Vec<Head> {
    let word = |row: &GroupRow| if let LaneKey::Word(word) = &row.key { word.clone() } else { String::new() };
    sums.sort_by_key(|row| (std::cmp::Reverse(row.count), word(row)));
    let (without, mut named): (Vec<_>, Vec<_>) = sums.into_iter().partition(|row| word(row).is_empty());
    let others = named.split_off(named.len().min(SOURCES));
    let mut heads: Vec<Head> = Vec::new();
    for row in &named {
        let source = word(row);
        let sum = added(LaneId(hashed(&source)), source.clone(), [row].into_iter());
        heads.push(Head { sum, within: Some(Cards::Within(Within::Source(source))), takes: true });
    }
    let sum = added(LaneId::default(), t.crm_group_no_source().to_owned(), without.iter());
    heads.push(Head { sum, within: Some(Cards::Within(Within::Source(String::new()))), takes: true });
    if !others.is_empty() {
        let sum = added(OTHERS, t.crm_group_other_sources().to_owned(), others.iter());
        heads.push(Head { sum, within: None, takes: false });
    }
    heads
}

fn months(t: T, sums: Vec<GroupRow>, today: NaiveDate) -> Vec<Head> {
    let this = month_of(today);
    let written = |month: NaiveDate| columns::day_text(month)[..7].to_owned();
    let (first, end) = (written(this), written(months_later(this, MONTHS)));
    let word = |row: &GroupRow| if let LaneKey::Word(word) = &row.key { word.clone() } else { String::new() };
    let mut heads = Vec::new();
    let mut add = |id: LaneId, name: String, takes: bool, always: bool, mine: &dyn Fn(&str) -> bool| {
        let sum = added(id, name, sums.iter().filter(|row| mine(&word(row))));
        if always || sum.count > 0 {
            heads.push(Head { within: within(Group::Close, id, "", today), sum, takes });
        }
    };
    add(EARLIER, t.crm_group_earlier().to_owned(), false, false, &|word| !word.is_empty() && word < first.as_str());
    for at in 0..MONTHS {
        let month = months_later(this, at);
        let name = format!("{} {}", month_name(t, month), month.year());
        add(month_lane(month), name, true, at < MONTHS_SHOWN, &|word| word == written(month));
    }
    add(LATER, t.crm_group_later().to_owned(), false, false, &|word| word >= end.as_str());
    add(LaneId::default(), t.crm_no_close().to_owned(), true, true, &str::is_empty);
    heads
}

/// What several rows come to.
fn added<'a>(id: LaneId, name: String, rows: impl Iterator<Item = &'a GroupRow>) -> StageSum {
    let mut all = StageSum {
        id,
        name,
        chance: 0,
        count: 0,
        sum: Decimal::ZERO,
        weighted: Decimal::ZERO,
        monthly: Decimal::ZERO,
        monthly_weighted: Decimal::ZERO,
        steps: StepCounts::default(),
        begins: false,
        folded: false,
        retired: false,
    };
    for row in rows {
        all.count += row.count;
        all.sum += thousandths(row.expected);
        all.weighted += thousandths(row.weighted);
        all.monthly += thousandths(row.monthly);
        all.monthly_weighted += thousandths(row.monthly_weighted);
        all.steps.late += row.late;
        all.steps.today += row.today;
        all.steps.planned += row.planned;
        all.steps.none += row.count - row.late - row.today - row.planned;
    }
    all
}

/// A page of a lane's cards.
pub(super) async fn cards(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    within: &Cards,
    page: u32,
) -> Result<Vec<CardRow>, Denied> {
    let (rows, skip) = (i64::from(LANE_CARDS), i64::from(page) * i64::from(LANE_CARDS));
    Ok(match within {
        Cards::Stage(stage) => stored::cards(conn, scope, filter, stage.0, rows, skip).await?,
        Cards::Within(within) => stored::groups::cards(conn, scope, filter, within, rows, skip).await?,
    })
}

/// Which cards a lane has that a page names; none for one that shows none.
pub(super) fn within(group: Group, lane: LaneId, name: &str, today: NaiveDate) -> Option<Cards> {
    let id = (!lane.0.is_nil()).then_some(lane.0);
    let day = |day: NaiveDate| columns::day_text(day);
    let none = || (NO_DAY.to_owned(), AFTER_ALL.to_owned());
    let within = match group {
        Group::Stage => return Some(Cards::Stage(StageId(lane.0))),
        Group::Owner => Within::Owner(id),
        Group::Team => Within::Team(id),
        Group::Source if lane == OTHERS => return None,
        Group::Source => Within::Source(if id.is_some() { domain::text::clean_line(name) } else { String::new() }),
        Group::Close => {
            let this = month_of(today);
            let (from, until) = match lane {
                EARLIER => (String::new(), day(this)),
                LATER => (day(months_later(this, MONTHS)), NO_DAY.to_owned()),
                lane => match month(lane) {
                    Some(month) => (day(month), day(months_later(month, 1))),
                    None if id.is_none() => none(),
                    None => return None,
                },
            };
            Within::Closing(from, until)
        }
        Group::Step => {
            let (today, tomorrow) = (day(today), day(today.checked_add_days(Days::new(1)).unwrap_or(today)));
            let (from, until) = match lane.0.as_u128() {
                0 => none(),
                1 => (String::new(), today),
                2 => (today, tomorrow),
                3 => (tomorrow, NO_DAY.to_owned()),
                _ => return None,
            };
            Within::Due(from, until)
        }
    };
    Some(Cards::Within(within))
}

/// What putting a card into a lane changes; `close` is the day it was expected to close.
/// # Errors
/// `not_a_choice` at `lane` for one that takes none.
pub(in crate::crm) fn change(
    group: Group,
    (lane, name): (LaneId, &str),
    close: Option<NaiveDate>,
) -> Result<ChangeTo, Denied> {
    let id = (!lane.0.is_nil()).then_some(lane.0);
    let refused = || Denied::at("lane", Refusal::NotAChoice);
    Ok(match group {
        Group::Stage => ChangeTo::Stage(StageId(lane.0)),
        Group::Owner => ChangeTo::Owner(id.map(UserId)),
        Group::Team => ChangeTo::Team(id.map(TeamId)),
        Group::Source if lane == OTHERS => return Err(refused()),
        Group::Source => ChangeTo::Source(if id.is_some() { name.to_owned() } else { String::new() }),
        Group::Close if id.is_none() => ChangeTo::Close(None),
        Group::Close => ChangeTo::Close(Some(same_day(close, month(lane).ok_or_else(refused)?))),
        Group::Step => return Err(refused()),
    })
}

/// The store's word for a grouping; none for stages.
const fn grouped(group: Group) -> Option<By> {
    match group {
        Group::Stage => None,
        Group::Owner => Some(By::Owner),
        Group::Team => Some(By::Team),
        Group::Source => Some(By::Source),
        Group::Close => Some(By::Month),
        Group::Step => Some(By::Step),
    }
}

/// What the sums of a lane of people, teams or next steps are known by.
fn key(group: By, lane: LaneId) -> LaneKey {
    let id = (!lane.0.is_nil()).then_some(lane.0);
    match (group, lane.0.as_u128()) {
        (By::Step, 1) => LaneKey::Word("late".to_owned()),
        (By::Step, 2) => LaneKey::Word("today".to_owned()),
        (By::Step, 3) => LaneKey::Word("planned".to_owned()),
        (By::Step, _) => LaneKey::Word(String::new()),
        _ => LaneKey::Id(id),
    }
}

/// Months are counted from the year 0, behind the lanes that are no month.
const BEFORE_MONTHS: u128 = 16;

fn month_lane(month: NaiveDate) -> LaneId {
    let months = u128::try_from(month.year()).unwrap_or_default() * 12 + u128::from(month.month0());
    LaneId(Uuid::from_u128(months + BEFORE_MONTHS))
}

fn month(lane: LaneId) -> Option<NaiveDate> {
    let months = u32::try_from(lane.0.as_u128().checked_sub(BEFORE_MONTHS)?).ok()?;
    let year = i32::try_from(months / 12).ok().filter(|year| (1..=9998).contains(year))?;
    NaiveDate::from_ymd_opt(year, months % 12 + 1, 1)
}

/// An id for a text: the same each time, and another for another text (FNV-1a).
fn hashed(text: &str) -> Uuid {
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for byte in text.bytes() {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    Uuid::from_u128(hash)
}

fn month_name(t: T, month: NaiveDate) -> &'static str {
    match month.month() {
        1 => t.ui_month_1(),
        2 => t.ui_month_2(),
        3 => t.ui_month_3(),
        4 => t.ui_month_4(),
        5 => t.ui_month_5(),
        6 => t.ui_month_6(),
        7 => t.ui_month_7(),
        8 => t.ui_month_8(),
        9 => t.ui_month_9(),
        10 => t.ui_month_10(),
        11 => t.ui_month_11(),
        _ => t.ui_month_12(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_month_has_a_lane_that_leads_back_to_it() {
        let mut month_day: NaiveDate = "2019-01-01".parse().unwrap();
        for _ in 0..600 {
            assert_eq!(month(month_lane(month_day)), Some(month_day));
            month_day = months_later(month_day, 1);
        }
        for lane in [LaneId::default(), EARLIER, LATER, OTHERS, LaneId(hashed("web"))] {
            assert_eq!(month(lane), None);
        }
    }

    #[test]
    fn lanes_of_next_steps_and_of_many_sources_take_no_card() {
        let day: NaiveDate = "2026-12-31".parse().unwrap();
        assert!(change(Group::Step, (LaneId::default(), ""), Some(day)).is_err());
        assert!(change(Group::Source, (OTHERS, "x"), None).is_err());
        assert!(change(Group::Close, (LATER, ""), Some(day)).is_err());
        let february = month_lane("2027-02-01".parse().unwrap());
        let put = change(Group::Close, (february, ""), Some(day)).unwrap();
        assert_eq!(put, ChangeTo::Close("2027-02-28".parse().ok()));
        assert_ne!(hashed("web"), hashed("Web"));
    }
}
