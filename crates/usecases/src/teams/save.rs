//! Make a team, or change it with its members.
use super::fields;
use crate::{Cx, Denied, Staff, denied, settings::kept};
use domain::{
    actors::Role,
    ids::{CompanyId, TeamId, UserId},
    refusal::{Fields, Refusal},
};
use std::collections::BTreeSet;
use store::{
    StoreError, Unit,
    account::users,
    columns,
    events::{By, Change, EventData, NewEvent},
    teams::{self as stored, MemberRecord, TeamRecord},
};
use uuid::Uuid;
use wire::teams::{SaveTeam, SavedTeam};

/// Who saves, and the decimals of the company's figures.
struct Hand {
    company: CompanyId,
    who: By,
    decimals: u32,
}

/// Keeps a team with its members. Whose own team it is sees its records from now on. A form without a change writes
/// nothing.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`], refusals by field: those of a member at
/// `members.<place>.…`; `already_taken` at `name`.
pub async fn save(by: &Staff, cx: &Cx, command: SaveTeam) -> Result<SavedTeam, Denied> {
    let decimals = by.currency.decimals();
    kept::save(by, cx, command.key, command, move |unit, company, who, command| {
        Box::pin(write(unit, Hand { company, who, decimals }, command))
    })
    .await
}

async fn write(unit: &mut Unit, hand: Hand, command: SaveTeam) -> Result<SavedTeam, Denied> {
    let (hand, company) = (&hand, hand.company);
    let before = match command.id {
        None => None,
        Some(id) => {
            stored::lock(unit, company, id).await?;
            Some(stored::load(&mut unit.conn, company, id).await?)
        }
    };
    kept::unchanged(before.as_ref().map(|before| before.version), command.version)?;
    let mut row = before.clone().unwrap_or_else(|| blank(company));
    let id = TeamId(row.id);
    let known = match before {
        Some(_) => stored::members(&mut unit.conn, company, id).await?,
        None => Vec::new(),
    };
    let mut refused = Fields::new();
    fields::take(&command.fields, hand.decimals, &mut row, &mut refused)?;
    let others = stored::list(&mut unit.conn, company).await?;
    if others.iter().any(|other| other.id != row.id && other.name == row.name) {
        refused.refuse("name", Refusal::AlreadyTaken);
    }
    let members = members(unit, hand, &command, &known, &mut refused).await?;
    let gone: Vec<&MemberRecord> =
        known.iter().filter(|old| !members.iter().any(|new| new.user_id == old.user_id)).collect();
    if gone.iter().any(|old| old.own_team_id == Some(id.0) && old.active == 1 && needs_team(old)) {
        refused.refuse("members", Refusal::InUse);
    }
    denied::all_right(refused)?;

    let same_people = gone.is_empty() && members.iter().all(|member| known.contains(member));
    if before.as_ref() == Some(&row) && same_people {
        return Ok(SavedTeam { id, version: row.version });
    }
    let version = match &before {
        None => {
            stored::insert(unit, &row).await.map_err(kept::name_taken)?;
            1
        }
        Some(_) => stored::update(unit, &row).await.map_err(kept::name_taken)?,
    };
    for old in gone {
        stored::drop_member(unit, company, id, UserId(old.user_id)).await?;
        if old.own_team_id == Some(id.0) {
            move_home(unit, hand, old, None).await?;
        }
    }
    for member in &members {
        let old = known.iter().find(|old| old.user_id == member.user_id);
        if old != Some(member) {
            stored::put_member(unit, company, id, member).await?;
        }
        let own = member.own_team_id == Some(id.0);
        let wants = command.fields.members.iter().any(|typed| typed.user.0 == member.user_id && typed.own);
        if own != wants {
            move_home(unit, hand, member, wants.then_some(id)).await?;
        }
    }
    told(unit, hand, before.as_ref(), &row, (&known, &members));
    Ok(SavedTeam { id, version })
}

/// The rows of the members as typed, who must be people of the company; `own_team_id` is still as it was.
async fn members(
    unit: &mut Unit,
    hand: &Hand,
    command: &SaveTeam,
    known: &[MemberRecord],
    refused: &mut Fields,
) -> Result<Vec<MemberRecord>, Denied> {
    let mut rows: Vec<MemberRecord> = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, typed) in command.fields.members.iter().enumerate().take(wire::teams::MOST_MEMBERS as usize) {
        let field = |name: &str| format!("members.{at}.{name}");
        if !seen.insert(typed.user) {
            refused.refuse(field("user"), Refusal::AlreadyTaken);
            continue;
        }
        let found = match known.iter().find(|old| old.user_id == typed.user.0) {
            // Somebody who has left stays until they are taken out.
            Some(old) => old.clone(),
            None => match users::load(&mut unit.conn, hand.company, typed.user).await {
                Ok(user) if user.active == 1 => MemberRecord {
                    user_id: user.id,
                    name: user.name,
                    role: user.role,
                    active: user.active,
                    own_team_id: user.team_id,
                    member: 0,
                    position: 0,
                    capacity: 0,
                    paused: 0,
                    away_from: None,
                    away_to: None,
                    wish: String::new(),
                    rule: String::new(),
                },
                Ok(_) | Err(StoreError::NotFound) => {
                    refused.refuse(field("user"), Refusal::NotAChoice);
                    continue;
                }
                Err(error) => return Err(error.into()),
            },
        };
        let leaves = command.id.is_some_and(|id| found.own_team_id == Some(id.0)) && !typed.own;
        if leaves && found.active == 1 && needs_team(&found) {
            refused.refuse(field("own"), Refusal::InUse);
        }
        let mut row = found;
        fields::take_member((at, typed), hand.decimals, &mut row, refused)?;
        rows.push(row);
    }
    Ok(rows)
}

/// Whether somebody's role says nothing without a team of their own.
fn needs_team(row: &MemberRecord) -> bool {
    columns::code(&row.role, Role::parse).is_ok_and(|role| role == Role::TeamSeller)
}

/// Writes whose records somebody sees.
async fn move_home(unit: &mut Unit, hand: &Hand, row: &MemberRecord, to: Option<TeamId>) -> Result<(), Denied> {
    let teams = stored::list(&mut unit.conn, hand.company).await?;
    let name = |id: Option<Uuid>| {
        let found = id.and_then(|id| teams.iter().find(|team| team.id == id));
        found.map(|team| team.name.clone()).unwrap_or_default()
    };
    stored::set_own_team(unit, hand.company, UserId(row.user_id), to).await?;
    let changes = Change::of("team", name(row.own_team_id), name(to.map(|team| team.0)));
    let data = EventData { body: row.name.clone(), changes: changes.into_iter().collect(), ..EventData::default() };
    unit.event(NewEvent::new(hand.company, "user", row.user_id, "user.changed", hand.who.clone()).with(data));
    Ok(())
}

fn told(
    unit: &mut Unit,
    hand: &Hand,
    before: Option<&TeamRecord>,
    after: &TeamRecord,
    (were, are): (&[MemberRecord], &[MemberRecord]),
) {
    let names = |members: &[MemberRecord]| {
        let taking = members.iter().filter(|one| one.member == 1 && one.paused == 0);
        taking.map(|one| format!("{} {}", one.name, one.capacity)).collect::<Vec<_>>().join(", ")
    };
    let changes = before.map(|before| {
        let changes = [
            Change::of("name", &before.name, &after.name),
            Change::of("position", before.position, after.position),
            Change::of("active", before.assigns == 1, after.assigns == 1),
            Change::of("turn", &before.turn, &after.turn),
            Change::of("rule", &before.rule, &after.rule),
            Change::of("members", names(were), names(are)),
        ];
        changes.into_iter().flatten().collect()
    });
    let what = if before.is_none() { "team.created" } else { "team.changed" };
    let told = (after.name.clone(), changes.unwrap_or_default());
    kept::tell(unit, hand.company, ("team", after.id), (what, hand.who.clone()), told);
    unit.announce(hand.company, "settings", hand.company.0);
}

fn blank(company: CompanyId) -> TeamRecord {
    TeamRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        name: String::new(),
        position: 0,
        assigns: 0,
        turn: String::new(),
        rule: String::new(),
        retired: 0,
    }
}
