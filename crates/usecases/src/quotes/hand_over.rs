//! Give a quotation to a colleague, to a team.
use crate::{Cx, Denied, Staff, crm::edit_opportunity::team_of};
use domain::{
    actors::Permission,
    ids::{QuoteId, TeamId, UserId},
    quotes::team,
    refusal::Refusal,
};
use store::{
    Conn, Scope, StoreError, Unit, company,
    events::{By, Change, EventData, NewEvent},
    quotes::{
        record::{self, QuoteRecord},
        sources,
    },
};
use wire::quotes::{HandOver, HandedOver};

/// Gives it away, in whatever state it is. Given to a colleague it goes to their team, unless another team was chosen
/// with them. What the customer has stays as it was sent; nothing of the document changes. Told again it writes nothing.
/// # Errors
/// [`Denied::NotFound`], [`Denied::Stale`]; `not_a_choice` at `owner` or `team`.
pub async fn hand_over(by: &Staff, cx: &Cx, command: HandOver) -> Result<HandedOver, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, id) = (by.by(), command.id);
    let version = cx
        .store
        .unit(cx.clock.now(), {
            let scope = scope.clone();
            move |unit| {
                let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
                Box::pin(async move { write(unit, &scope, who, command).await })
            }
        })
        .await?;
    let mut conn = cx.store.reader().await?;
    let seen = match record::load(&mut conn, &scope, id).await {
        Ok(_) => true,
        Err(StoreError::NotFound) => false,
        Err(error) => return Err(error.into()),
    };
    Ok(HandedOver { version, seen })
}

/// Gives one quotation to a colleague, to whose team it goes; answers whether it could be given.
/// # Errors
/// [`Denied`], but for what a rule refuses of this one alone.
pub(crate) async fn give(unit: &mut Unit, scope: &Scope, who: By, id: QuoteId, to: UserId) -> Result<bool, Denied> {
    let given = match record::load_for_update(unit, scope, id).await.map_err(Denied::from) {
        Ok(row) => {
            let command = HandOver { id, version: row.version, owner: Some(to), team: row.team_id.map(TeamId) };
            write(unit, scope, who, command).await
        }
        Err(error) => Err(error),
    };
    match given {
        Ok(_) => Ok(true),
        // Nothing was written: rules and versions are asked first.
        Err(Denied::Stale { .. } | Denied::NotFound | Denied::Refused(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

async fn write(unit: &mut Unit, scope: &Scope, who: By, command: HandOver) -> Result<i64, Denied> {
    let before = record::load_for_update(unit, scope, command.id).await?;
    let mut quote = before.clone();
    let (owner, team) = (command.owner.map(|owner| owner.0), command.team.map(|team| team.0));
    let other_team = team != before.team_id;
    if owner != before.owner_id {
        let theirs = team_of(unit, scope, command.owner).await?;
        (quote.owner_id, quote.team_id) = (owner, team::after_hand_over(theirs, before.team_id));
    }
    if other_team {
        if let Some(team) = command.team
            && company::team(&mut unit.conn, scope.company, team).await?.is_none()
        {
            return Err(Denied::at("team", Refusal::NotAChoice));
        }
        quote.team_id = team;
    }
    if (quote.owner_id, quote.team_id) == (before.owner_id, before.team_id) {
        return Ok(before.version);
    }
    if before.version != command.version {
        return Err(Denied::Stale { current: before.version });
    }
    quote.touch(unit.now);
    let changes = changes(&mut unit.conn, scope, &before, &quote).await?;
    let version = record::update(unit, &quote).await?;
    let data = EventData {
        number: quote.number.clone(),
        quote_version: u32::try_from(quote.draft_version).ok(),
        changes,
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.changed", who).about(quote.opportunity_id).with(data),
    );
    unit.announce(scope.company, "quote", quote.id);
    Ok(version)
}

/// Whose it was and whose it is, by name.
async fn changes(
    conn: &mut Conn,
    scope: &Scope,
    before: &QuoteRecord,
    after: &QuoteRecord,
) -> Result<Vec<Change>, Denied> {
    let team = |row: &QuoteRecord| row.team_id.map(TeamId);
    let (old, new) = (person(conn, scope, before).await?, person(conn, scope, after).await?);
    let old_team = company::team_name(conn, scope.company, team(before)).await?;
    let new_team = company::team_name(conn, scope.company, team(after)).await?;
    Ok([Change::of("owner", old, new), Change::of("team", old_team, new_team)].into_iter().flatten().collect())
}

async fn person(conn: &mut Conn, scope: &Scope, quote: &QuoteRecord) -> Result<String, Denied> {
    let Some(id) = quote.owner_id else { return Ok(String::new()) };
    Ok(sources::person(conn, scope.company, UserId(id)).await?.map(|person| person.name).unwrap_or_default())
}
