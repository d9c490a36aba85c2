//! Fill in a field of an opportunity.
use super::Field;
use crate::{Cx, Denied, Staff, crm::stages::places};
use domain::{
    actors::Permission,
    crm::{custom, stages},
    ids::StageId,
    money::Currency,
    refusal::Refusal,
};
use store::{
    Scope, StoreError, Unit, company,
    crm::{custom as stored, record},
    events::{By, Change, EventData, NewEvent},
};
use wire::custom::SetCustomValue;

/// Keeps what was typed, and on the timeline what changed. Answers the opportunity's version; the same as stands there
/// writes nothing.
/// # Errors
/// [`Denied::NotFound`]; [`Denied::Stale`] when somebody else has changed that field meanwhile; refusals at `value`:
/// those of its kind, `required` where its stage needs it; `not_there` at `field` for one that is not its team's.
pub async fn set_custom_value(by: &Staff, cx: &Cx, command: SetCustomValue) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, currency, key, fingerprint) = (by.by(), by.currency, command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, (who, currency), command).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    (who, currency): (By, Currency),
    command: SetCustomValue,
) -> Result<i64, Denied> {
    let mut row = record::load_for_update(unit, scope, command.id).await?;
    let company = scope.company;
    let field = match stored::load(&mut unit.conn, company, command.field).await {
        Ok(field) if Some(field.team_id) == row.team_id && field.retired == 0 => Field::of(field)?,
        Ok(_) | Err(StoreError::NotFound) => return Err(Denied::at("field", Refusal::NotThere)),
        Err(error) => return Err(error.into()),
    };
    let had = stored::of(&mut unit.conn, company, command.id).await?.remove(&field.row.id).unwrap_or_default();
    let value = custom::read(field.kind, &field.choices, &had, &command.value, currency.decimals())
        .map_err(|refusal| Denied::at("value", refusal))?;
    if value == had {
        return Ok(row.version);
    }
    if had != command.seen {
        return Err(Denied::Stale { current: row.version });
    }
    if let (true, Some(from)) = (value.is_empty() && row.state == "open", field.row.required_stage_id) {
        let known = company::stages(&mut unit.conn, company).await?;
        if stages::reached(&places(&known), StageId(from), StageId(row.stage_id)) {
            return Err(Denied::at("value", Refusal::Required));
        }
    }
    stored::put(unit, company, command.id, command.field, &value).await?;
    row.updated_at = unit.now.0;
    let version = record::update(unit, &row).await?;
    let change = Change::of(&field.code(), field.plain(&had), field.plain(&value));
    let data = EventData { changes: change.into_iter().collect(), ..EventData::default() };
    unit.event(NewEvent::new(company, "opportunity", row.id, "opportunity.changed", who).with(data));
    unit.announce(company, "opportunity", row.id);
    Ok(version)
}
