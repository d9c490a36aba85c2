//! Set what somebody is to sell.
use crate::{Cx, Denied, Staff, crm::fields::expected, denied};
use domain::{
    actors::Permission,
    ids::CompanyId,
    money::Currency,
    periods::Month,
    refusal::{Fields, Refusal},
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use store::{
    StoreError, Unit, columns, company,
    events::{By, Change, EventData, NewEvent},
    targets::{self as stored, TargetRecord},
};
use uuid::Uuid;
use wire::targets::{SetMonth, SetTargets, Whose};

/// Months set at once at most.
const MOST_MONTHS: usize = 12;

/// Sets months of one person or team, all or none. A month that stands as it is wished already is left alone.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`] for whoever is not there any more, [`Denied::Stale`] where somebody else has
/// set one of the months meanwhile; refusals at `months.<place>`.
pub async fn set(by: &Staff, cx: &Cx, command: SetTargets) -> Result<(), Denied> {
    let company = by.scope(Permission::Targets)?.company;
    let (who, currency, key, fingerprint) = (by.by(), by.currency, command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), by.asker(), key, &fingerprint, move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, (company, currency), who, command).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    (company, currency): (CompanyId, Currency),
    who: By,
    command: SetTargets,
) -> Result<(), Denied> {
    let months = checked(&command.months, &currency)?;
    let name = match command.whose {
        Whose::User(user) => {
            let owners = company::owners(&mut unit.conn, company).await?;
            owners.into_iter().find(|owner| owner.id == user.0).map(|owner| owner.name)
        }
        Whose::Team(team) => {
            let teams = company::teams(&mut unit.conn, company).await?;
            teams.into_iter().find(|(id, _)| *id == team.0).map(|(_, name)| name)
        }
    };
    let name = name.ok_or(Denied::NotFound)?;
    let (Some(first), Some(last)) =
        (months.iter().map(|(month, ..)| *month).min(), months.iter().map(|(month, ..)| *month).max())
    else {
        return Ok(());
    };
    let (user, team) = match command.whose {
        Whose::User(user) => (Some(user.0), None),
        Whose::Team(team) => (None, Some(team.0)),
    };
    let all = stored::list(&mut unit.conn, company, (&first.to_string(), &last.to_string())).await?;
    let mut changes = Vec::new();
    for (month, version, amount) in months {
        let key = month.to_string();
        let before = all.iter().find(|row| (row.user_id, row.team_id) == (user, team) && row.month == key);
        let current = before.map_or(0, |row| row.version);
        if current != version {
            return Err(Denied::Stale { current });
        }
        let row = TargetRecord {
            id: before.map_or_else(Uuid::now_v7, |row| row.id),
            company_id: company.0,
            version,
            user_id: user,
            team_id: team,
            month: key.clone(),
            amount: amount.unwrap_or_default(),
            currency: currency.code().to_owned(),
        };
        let written = match (before, amount) {
            (None, None) => continue,
            (Some(before), Some(_)) if *before == row => continue,
            (None, Some(_)) => stored::insert(unit, &row).await?,
            (Some(_), Some(_)) => stored::update(unit, &row).await?,
            (Some(_), None) => stored::drop(unit, &row).await?,
        };
        if !written {
            // Somebody else did at this moment.
            return Err(StoreError::Stale { current: current + 1 }.into());
        }
        let told = |amount: Option<(i64, &str)>| {
            amount.map_or_else(String::new, |(amount, currency)| format!("{} {currency}", columns::decimal(amount)))
        };
        let was = told(before.map(|row| (row.amount, row.currency.as_str())));
        changes.extend(Change::of(&key, was, told(amount.map(|amount| (amount, currency.code())))));
    }
    if changes.is_empty() {
        return Ok(());
    }
    let subject = user.or(team).unwrap_or_default();
    let data = EventData { body: name, changes, ..EventData::default() };
    unit.event(NewEvent::new(company, "target", subject, "target.changed", who).with(data));
    unit.announce(company, "target", subject);
    Ok(())
}

/// The months with their amounts in millionths, each once.
fn checked(months: &[SetMonth], currency: &Currency) -> Result<Vec<(Month, i64, Option<i64>)>, Denied> {
    let mut fields = Fields::new();
    if months.len() > MOST_MONTHS {
        return Err(Denied::at("months", Refusal::TooLarge { most: Decimal::from(MOST_MONTHS) }));
    }
    let mut seen = BTreeSet::new();
    let mut all = Vec::with_capacity(months.len());
    for (at, one) in months.iter().enumerate() {
        let field = format!("months.{at}");
        if !seen.insert(one.month) {
            fields.refuse(field, Refusal::AlreadyTaken);
            continue;
        }
        let amount = match one.target {
            None => None,
            Some(target) => fields.take(&field, expected(target, currency)),
        };
        // Bounded above, so it fits.
        all.push((one.month, one.version, amount.map(|amount| columns::millionths(amount).unwrap_or_default())));
    }
    denied::all_right(fields)?;
    Ok(all)
}
