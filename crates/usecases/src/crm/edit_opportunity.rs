//! Change fields of an opportunity.
use super::{chance, fields, plans, recurring, stages};
use crate::{Cx, Denied, Staff, denied};
use chrono::NaiveDate;
use domain::{
    actors::Permission,
    ids::UserId,
    money::Currency,
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use store::{
    Scope, StoreError, Unit,
    account::users,
    columns,
    crm::record::{self, Names, OpportunityRecord},
    events::{By, Change, EventData, NewEvent},
};
use wire::crm::EditOpportunity;

/// Most stars.
const MOST_STARS: u8 = 3;

/// Keeps the whole form, and on the timeline what changed. Given to a colleague, it also goes to their team, and leaves a
/// stage that is not for that team; the plan of the stage it comes into by that is started, and of the one where it stands
/// when it was nobody's.
/// Answers the row's version; a form without a change writes nothing.
/// # Errors
/// [`Denied::Stale`], refusals by field.
pub async fn edit_opportunity(by: &Staff, cx: &Cx, command: EditOpportunity) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, currency, today) = (by.by(), by.currency, by.zone().day(cx.clock.now()));
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, (currency, today), command).await })
        })
        .await
}

pub(super) async fn write(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    of: (Currency, NaiveDate),
    command: EditOpportunity,
) -> Result<i64, Denied> {
    put(unit, scope, who, of, command, recurring::Plans::InUse).await
}

/// The same for a way back: what recurs may be by a plan that went out of use since.
pub(super) async fn write_back(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    of: (Currency, NaiveDate),
    command: EditOpportunity,
) -> Result<i64, Denied> {
    put(unit, scope, who, of, command, recurring::Plans::All).await
}

async fn put(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    (currency, today): (Currency, NaiveDate),
    command: EditOpportunity,
    plans_given: recurring::Plans,
) -> Result<i64, Denied> {
    let before = record::load_for_update(unit, scope, command.id).await?;
    if before.version != command.version {
        return Err(Denied::Stale { current: before.version });
    }
    let old_names = record::names(&mut unit.conn, &before).await?;
    let mut row = before.clone();
    let mut fields = Fields::new();
    fields::take(&(&command).into(), &currency, &mut row, &mut fields);
    recurring::take(unit, &mut row, (&command.recurring, plans_given), &currency, &mut fields).await?;
    row.source = fields.take("source", text::optional_line(&command.source, 100)).unwrap_or_default();
    row.priority = i64::from(command.priority);
    if command.priority > MOST_STARS {
        fields.refuse("priority", Refusal::TooLarge { most: Decimal::from(MOST_STARS) });
    }
    denied::all_right(fields)?;

    row.party_id = command.party.map(|party| party.0);
    if row.party_id != before.party_id {
        fields::party_name(unit, scope.company, command.party).await?;
    }
    row.owner_id = command.owner.map(|owner| owner.0);
    if row.owner_id != before.owner_id {
        row.team_id = team_of(unit, scope, command.owner).await?;
    }
    let names = record::names(&mut unit.conn, &row).await?;
    row.search = record::search_text(names.party.as_deref().unwrap_or(""), &row.title, &row.contact_name);
    let mut changes = changes(&before, &row, old_names, names);
    if changes.is_empty() {
        return Ok(before.version);
    }
    if row.team_id != before.team_id {
        changes.extend(stages::settle(unit, &mut row).await?);
    }
    row.updated_at = unit.now.0;
    let version = record::update(unit, &row).await?;
    let signs =
        |row: &OpportunityRecord| (row.party_id, row.team_id, row.email.clone(), row.phone.clone(), row.source.clone());
    if signs(&before) != signs(&row) {
        chance::follow(unit, scope.company, command.id).await?;
    }
    unit.event(
        NewEvent::new(scope.company, "opportunity", row.id, "opportunity.changed", who.clone())
            .with(EventData { changes, ..EventData::default() }),
    );
    plans::given(unit, (&before, &row), today, (scope.user, who)).await?;
    unit.announce(scope.company, "opportunity", row.id);
    Ok(version)
}

/// The team of a colleague it is given to, who must be there and active.
pub(crate) async fn team_of(
    unit: &mut Unit,
    scope: &Scope,
    owner: Option<UserId>,
) -> Result<Option<uuid::Uuid>, Denied> {
    let Some(owner) = owner else { return Ok(None) };
    match users::load(&mut unit.conn, scope.company, owner).await {
        Ok(user) if user.active == 1 => Ok(user.team_id),
        Ok(_) | Err(StoreError::NotFound) => Err(Denied::at("owner", Refusal::NotAChoice)),
        Err(error) => Err(error.into()),
    }
}

/// What differs between two states of a row.
pub(super) fn changes(before: &OpportunityRecord, after: &OpportunityRecord, old: Names, new: Names) -> Vec<Change> {
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let name = |name: Option<String>| name.unwrap_or_default();
    [
        Change::of("title", &before.title, &after.title),
        Change::of("party", name(old.party), name(new.party)),
        Change::of("contact_name", &before.contact_name, &after.contact_name),
        Change::of("email", &before.email, &after.email),
        Change::of("phone", &before.phone, &after.phone),
        Change::of("expected", columns::decimal(before.expected), columns::decimal(after.expected)),
        Change::of("recurring", columns::decimal(before.recurring), columns::decimal(after.recurring)),
        Change::of("recurring_plan", name(old.plan), name(new.plan)),
        Change::of("expected_close", day(&before.expected_close), day(&after.expected_close)),
        Change::of("priority", before.priority, after.priority),
        Change::of("source", &before.source, &after.source),
        Change::of("owner", name(old.owner), name(new.owner)),
        Change::of("team", name(old.team), name(new.team)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
