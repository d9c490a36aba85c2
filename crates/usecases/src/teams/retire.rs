//! Take a team out of use, or back into it.
use crate::{Cx, Denied, Staff, denied};
use domain::{
    actors::Permission,
    ids::CompanyId,
    refusal::{Fields, Refusal},
};
use store::{
    Unit,
    events::{By, EventData, NewEvent},
    teams as stored,
};
use wire::teams::{RetireTeam, SavedTeam};

/// A team on which nothing hangs is offered nowhere any more; what it was once given keeps its name. It can come back.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`]; `in_use` at `people`, `opportunities` or
/// `sources`.
pub async fn retire(by: &Staff, cx: &Cx, command: RetireTeam) -> Result<SavedTeam, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: RetireTeam) -> Result<SavedTeam, Denied> {
    stored::lock(unit, company, command.id).await?;
    let mut row = stored::load(&mut unit.conn, company, command.id).await?;
    if row.version != command.version {
        return Err(Denied::Stale { current: row.version });
    }
    if (row.retired == 1) == command.retired {
        return Ok(SavedTeam { id: command.id, version: row.version });
    }
    if command.retired {
        let hanging = stored::hanging(&mut unit.conn, company, command.id).await?;
        let mut fields = Fields::new();
        for (field, count) in
            [("people", hanging.people), ("opportunities", hanging.opportunities), ("sources", hanging.sources)]
        {
            if count > 0 {
                fields.refuse(field, Refusal::InUse);
            }
        }
        denied::all_right(fields)?;
    }
    row.retired = i64::from(command.retired);
    let version = stored::update(unit, &row).await?;
    let what = if command.retired { "team.retired" } else { "team.restored" };
    let data = EventData { body: row.name, ..EventData::default() };
    unit.event(NewEvent::new(company, "team", row.id, what, who).with(data));
    unit.announce(company, "team", row.id);
    unit.announce(company, "settings", company.0);
    Ok(SavedTeam { id: command.id, version })
}
