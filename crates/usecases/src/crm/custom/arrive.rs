//! The teams' own fields when an opportunity comes in from outside: filled in by what was written, and still needed.
use super::{Field, all};
use crate::Denied;
use domain::{
    crm::custom,
    ids::{CompanyId, CustomFieldId, OpportunityId, StageId, TeamId},
    money::Currency,
};
use store::{
    Unit, company,
    crm::{custom as stored, record::OpportunityRecord},
    events::Change,
};
use wire::intake::OwnField;

/// What became of what was written.
#[derive(Default)]
pub(crate) struct Arrived {
    /// What fills a field now, for the timeline.
    pub changes: Vec<Change>,
    /// The places of those that do not suit their field, among what was written.
    pub unread: Vec<usize>,
}

/// Fills fields of a new opportunity whose row is written: what does not suit the kind of its field, what is for a field that
/// is not its team's or out of use, and a second value for the same field, is left to the caller.
pub(crate) async fn arrive(
    unit: &mut Unit,
    row: &OpportunityRecord,
    written: &[(CustomFieldId, &str)],
) -> Result<Arrived, Denied> {
    let mut arrived = Arrived::default();
    if written.is_empty() {
        return Ok(arrived);
    }
    let (company, id) = (CompanyId(row.company_id), OpportunityId(row.id));
    let home = company::load(&mut unit.conn, company).await?;
    let decimals = Currency::parse(&home.currency).unwrap_or(Currency::EUR).decimals();
    let known = all(&mut unit.conn, company).await?;
    let mut filled = Vec::new();
    for (at, (field, text)) in written.iter().enumerate() {
        let fits = |one: &&Field| one.row.id == field.0 && one.row.retired == 0 && Some(one.row.team_id) == row.team_id;
        let found = known.iter().find(fits).filter(|_| !filled.contains(field));
        let value = found.and_then(|one| {
            let value = custom::understood(one.kind, &one.choices, text, decimals).ok()?;
            (!value.is_empty()).then_some((one, value))
        });
        match value {
            Some((one, value)) => {
                stored::put(unit, company, id, *field, &value).await?;
                filled.push(*field);
                arrived.changes.extend(Change::of(&one.code(), "", one.plain(&value)));
            }
            None => arrived.unread.push(at),
        }
    }
    Ok(arrived)
}

/// The names of fields that the stage needs in which an opportunity stands, and that are empty.
pub(crate) async fn lacking(unit: &mut Unit, row: &OpportunityRecord) -> Result<Vec<String>, Denied> {
    let known = company::stages(&mut unit.conn, CompanyId(row.company_id)).await?;
    let empty = super::needed::empty(&mut unit.conn, row, StageId(row.stage_id), &known).await?;
    Ok(empty.into_iter().map(|field| field.row.name).collect())
}

/// The fields in use that what comes in can fill: those of a team, or of all teams.
pub(crate) async fn offered(
    conn: &mut store::Conn,
    company: CompanyId,
    team: Option<TeamId>,
) -> Result<Vec<OwnField>, Denied> {
    let teams = company::teams(conn, company).await?;
    let of = |field: Field| {
        let (id, name) = teams.iter().find(|(id, _)| *id == field.row.team_id)?;
        let wanted = field.row.retired == 0 && team.is_none_or(|team| team.0 == *id);
        wanted.then(|| OwnField {
            id: CustomFieldId(field.row.id),
            team: TeamId(*id),
            name: field.row.name,
            team_name: name.clone(),
        })
    };
    Ok(all(conn, company).await?.into_iter().filter_map(of).collect())
}

/// Whether a company has such a field, in use or not.
pub(crate) async fn known(conn: &mut store::Conn, company: CompanyId, field: CustomFieldId) -> Result<bool, Denied> {
    Ok(all(conn, company).await?.iter().any(|one| one.row.id == field.0))
}
