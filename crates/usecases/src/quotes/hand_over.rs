//! Whose a quotation is: given to a colleague, to a team.
use crate::{Denied, crm::edit_opportunity::team_of};
use domain::{
    ids::{CompanyId, TeamId, UserId},
    refusal::{Fields, Refusal},
};
use store::{Conn, Scope, Unit, company, events::Change, quotes::record::QuoteRecord, quotes::sources};
use uuid::Uuid;

/// Takes salesperson and team where they are others. A quotation that is given to a colleague goes to their team, unless
/// a team was chosen with them. Refusals at `owner` and `team`.
pub(super) async fn put(
    unit: &mut Unit,
    scope: &Scope,
    quote: &mut QuoteRecord,
    (owner, team): (Option<UserId>, Option<TeamId>),
    fields: &mut Fields,
) -> Result<(), Denied> {
    let (owner, team) = (owner.map(|owner| owner.0), team.map(|team| team.0));
    let (other_owner, other_team) = (owner != quote.owner_id, team != quote.team_id);
    if other_owner {
        match team_of(unit, scope, owner.map(UserId)).await {
            Ok(theirs) => (quote.owner_id, quote.team_id) = (owner, theirs.or(quote.team_id)),
            Err(Denied::Refused(_)) => fields.refuse("owner", Refusal::NotAChoice),
            Err(error) => return Err(error),
        }
    }
    if other_team {
        match team {
            Some(id) if company::team(&mut unit.conn, scope.company, TeamId(id)).await?.is_none() => {
                fields.refuse("team", Refusal::NotAChoice);
            }
            team => quote.team_id = team,
        }
    }
    Ok(())
}

/// What of it changed, by name.
pub(super) async fn changes(conn: &mut Conn, before: &QuoteRecord, after: &QuoteRecord) -> Result<Vec<Change>, Denied> {
    let company = CompanyId(before.company_id);
    let mut changes = Vec::new();
    if before.owner_id != after.owner_id {
        let (old, new) = (person(conn, company, before.owner_id).await?, person(conn, company, after.owner_id).await?);
        changes.extend(Change::of("owner", old, new));
    }
    if before.team_id != after.team_id {
        let (old, new) =
            (team_name(conn, company, before.team_id).await?, team_name(conn, company, after.team_id).await?);
        changes.extend(Change::of("team", old, new));
    }
    Ok(changes)
}

async fn person(conn: &mut Conn, company: CompanyId, id: Option<Uuid>) -> Result<String, Denied> {
    let Some(id) = id else { return Ok(String::new()) };
    Ok(sources::person(conn, company, UserId(id)).await?.map(|person| person.name).unwrap_or_default())
}

async fn team_name(conn: &mut Conn, company: CompanyId, id: Option<Uuid>) -> Result<String, Denied> {
    let Some(id) = id else { return Ok(String::new()) };
    Ok(company::team(conn, company, TeamId(id)).await?.map(|(_, name)| name).unwrap_or_default())
}
