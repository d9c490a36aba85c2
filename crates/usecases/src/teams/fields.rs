//! A team as it is typed and as it is kept.
use crate::Denied;
use chrono::{Datelike, NaiveDate};
use domain::{
    crm::assign::{rule::Rule, turn::Wish},
    ids::{TeamId, UserId},
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use store::{
    columns,
    teams::{MemberRecord, TeamRecord},
};
use wire::teams::{MOST_CAPACITY, MOST_MEMBERS, MemberFields, TeamFields};

/// Highest place.
const MOST_PLACES: u32 = 1_000;

/// A rule from its column.
pub(super) fn rule(text: &str) -> Result<Rule, Denied> {
    serde_json::from_str(text).map_err(Denied::fault)
}

/// A rule for its column.
fn column(rule: &Rule) -> Result<String, Denied> {
    serde_json::to_string(rule).map_err(Denied::fault)
}

/// A member as shown.
pub(super) fn member(team: TeamId, row: &MemberRecord) -> Result<MemberFields, Denied> {
    Ok(MemberFields {
        user: UserId(row.user_id),
        own: row.own_team_id == Some(team.0),
        capacity: columns::count(row.capacity)?,
        paused: row.paused == 1,
        away_from: columns::optional_day(row.away_from.clone())?,
        away_to: columns::optional_day(row.away_to.clone())?,
        wish: columns::code(&row.wish, Wish::parse)?,
        rule: rule(&row.rule)?,
    })
}

/// Takes what is typed of the team itself.
pub(super) fn take(typed: &TeamFields, decimals: u32, row: &mut TeamRecord, fields: &mut Fields) -> Result<(), Denied> {
    row.name = fields.take("name", text::required_line(&typed.name, 100)).unwrap_or_default();
    if typed.position > MOST_PLACES {
        fields.refuse("position", Refusal::TooLarge { most: Decimal::from(MOST_PLACES) });
    }
    row.position = i64::from(typed.position);
    row.assigns = i64::from(typed.assigns);
    row.turn = typed.turn.code().to_owned();
    row.rule = column(&typed.rule.clone().checked("rule", decimals, fields))?;
    if typed.members.len() > MOST_MEMBERS as usize {
        fields.refuse("members", Refusal::TooLarge { most: Decimal::from(MOST_MEMBERS) });
    }
    Ok(())
}

/// Takes what is typed of a member into a row that says who it is.
pub(super) fn take_member(
    (at, typed): (usize, &MemberFields),
    decimals: u32,
    row: &mut MemberRecord,
    fields: &mut Fields,
) -> Result<(), Denied> {
    let field = |name: &str| format!("members.{at}.{name}");
    if typed.capacity > MOST_CAPACITY {
        fields.refuse(field("capacity"), Refusal::TooLarge { most: Decimal::from(MOST_CAPACITY) });
    }
    let mut day = |name: &str, day: Option<NaiveDate>| {
        if day.is_some_and(|day| !(1..=9999).contains(&day.year())) {
            fields.refuse(field(name), Refusal::NotADay);
        }
        day
    };
    let (from, to) = (day("away_from", typed.away_from), day("away_to", typed.away_to));
    match (from, to) {
        (None, Some(_)) => fields.refuse(field("away_from"), Refusal::Required),
        (Some(from), Some(to)) if to < from => fields.refuse(field("away_to"), Refusal::EndsBeforeStart),
        _ => {}
    }
    let rule = typed.rule.clone().checked(&field("rule"), decimals, fields);
    if typed.wish != Wish::Any && rule.is_open() {
        // "Only these" without saying which would be everything, and "these first" nothing.
        fields.refuse(field("wish"), Refusal::Required);
    }
    row.member = 1;
    row.position = i64::try_from(at).unwrap_or(i64::MAX);
    row.capacity = i64::from(typed.capacity);
    row.paused = i64::from(typed.paused);
    row.away_from = from.map(columns::day_text);
    row.away_to = to.map(columns::day_text);
    row.wish = typed.wish.code().to_owned();
    row.rule = column(&if typed.wish == Wish::Any { Rule::default() } else { rule })?;
    Ok(())
}
