//! The teams' own fields when opportunities are merged, and when that is taken back.
use super::{Field, Reader, all};
use crate::{Denied, Staff};
use domain::{
    crm::merge::{self, Facts},
    ids::{CompanyId, CustomFieldId, OpportunityId},
};
use store::{Conn, Unit, crm::custom as stored, events::Change};
use uuid::Uuid;
use wire::merge::{MergeField, MergeValue};

/// What parts several values of one field; none has it within.
const BETWEEN: &str = "\n";

/// The fields of an opportunity as the rule of merging compares them, also those of teams it was in.
pub(in crate::crm) async fn facts(conn: &mut Conn, company: CompanyId, id: OpportunityId) -> Result<Facts, Denied> {
    let values = stored::of(conn, company, id).await?;
    Ok(values.into_iter().map(|(field, all)| (format!("{}{field}", merge::CUSTOM), all.join(BETWEEN))).collect())
}

/// Writes such fields; answers what changed, in words.
/// # Errors
/// A fault for what was never a field.
pub(in crate::crm) async fn put_facts(
    unit: &mut Unit,
    company: CompanyId,
    id: OpportunityId,
    facts: &Facts,
) -> Result<Vec<Change>, Denied> {
    let before = stored::of(&mut unit.conn, company, id).await?;
    let mut known: Option<Vec<Field>> = None;
    let mut changes = Vec::new();
    for (code, text) in facts.iter().filter(|(code, _)| code.starts_with(merge::CUSTOM)) {
        let field = Uuid::parse_str(code.trim_start_matches(merge::CUSTOM)).map_err(Denied::fault)?;
        let values: Vec<String> = text.split(BETWEEN).filter(|one| !one.is_empty()).map(str::to_owned).collect();
        let had = before.get(&field).cloned().unwrap_or_default();
        if had == values {
            continue;
        }
        stored::put(unit, company, id, CustomFieldId(field), &values).await?;
        let known = match &mut known {
            Some(known) => known,
            empty => empty.insert(all(&mut unit.conn, company).await?),
        };
        let found = known.iter().find(|one| one.row.id == field);
        changes.extend(found.and_then(|one| Change::of(&one.code(), one.plain(&had), one.plain(&values))));
    }
    Ok(changes)
}

/// Names in the place of the codes of such fields.
pub(in crate::crm) async fn named(
    conn: &mut Conn,
    company: CompanyId,
    mut codes: Vec<String>,
) -> Result<Vec<String>, Denied> {
    if codes.iter().any(|code| code.starts_with(merge::CUSTOM)) {
        let known = all(conn, company).await?;
        for code in &mut codes {
            let id = code.strip_prefix(merge::CUSTOM).and_then(|id| Uuid::parse_str(id).ok());
            if let Some(field) = known.iter().find(|field| Some(field.row.id) == id) {
                code.clone_from(&field.row.name);
            }
        }
    }
    Ok(codes)
}

/// The fields in which something stands in one of two, side by side.
pub(in crate::crm) async fn compared(
    conn: &mut Conn,
    by: &Staff,
    (stays, goes): (OpportunityId, OpportunityId),
) -> Result<Vec<MergeField>, Denied> {
    let company = by.company();
    let (one, other) = (stored::of(conn, company, stays).await?, stored::of(conn, company, goes).await?);
    if one.is_empty() && other.is_empty() {
        return Ok(Vec::new());
    }
    let reader = Reader::of(conn, company, by.language()).await?;
    let mut fields = Vec::new();
    for field in all(conn, company).await? {
        let of = |values: &stored::Values| values.get(&field.row.id).cloned().unwrap_or_default();
        let (of_one, of_other) = (of(&one), of(&other));
        if of_one.is_empty() && of_other.is_empty() {
            continue;
        }
        fields.push(MergeField {
            code: format!("{}{}", merge::CUSTOM, field.row.id),
            name: field.row.name.clone(),
            takes: of_one.is_empty(),
            stays: MergeValue::Text(reader.words(&field, &of_one)),
            goes: MergeValue::Text(reader.words(&field, &of_other)),
        });
    }
    Ok(fields)
}
