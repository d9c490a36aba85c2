//! The steps of a plan, as they are shown and as they are taken up.
use crate::{Denied, crm::activity_types::Types};
use domain::{
    crm::plans::{self as rule, Who},
    ids::{ActivityTypeId, CompanyId, PlanStepId, UserId},
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use store::{Unit, account::users, columns, crm::plans::StepRecord};
use uuid::Uuid;
use wire::plans::StepFields;

/// Longest summary, in characters.
const SUMMARY: usize = 200;
/// Longest note, in characters.
const NOTE: usize = 2000;

/// A step as its form has it.
pub(super) fn shown(row: &StepRecord) -> Result<StepFields, Denied> {
    Ok(StepFields {
        id: Some(PlanStepId(row.id)),
        type_id: ActivityTypeId(row.type_id),
        summary: row.summary.clone(),
        note: row.note.clone(),
        away: i32::try_from(row.away).unwrap_or_default(),
        who: columns::code(&row.who, Who::parse)?,
        user: row.user_id.map(UserId),
    })
}

/// The rows of a plan's steps; those that were there keep their ids, so that what waits to be done of them is known.
pub(super) async fn taken_up(
    unit: &mut Unit,
    (company, plan): (CompanyId, Uuid),
    before: &[StepRecord],
    given: &[StepFields],
    fields: &mut Fields,
) -> Result<Vec<StepRecord>, Denied> {
    if given.is_empty() {
        fields.refuse("steps", Refusal::Required);
    }
    if given.len() > rule::MOST_STEPS {
        fields.refuse("steps", Refusal::TooLarge { most: Decimal::from(rule::MOST_STEPS) });
        return Ok(Vec::new());
    }
    let types = Types::read(&mut unit.conn, company).await?;
    let mut kept = BTreeSet::new();
    let mut rows = Vec::with_capacity(given.len());
    for (at, step) in given.iter().enumerate() {
        let field = |part: &str| format!("steps.{at}.{part}");
        let was = step.id.and_then(|id| before.iter().find(|was| was.id == id.0)).filter(|was| kept.insert(was.id));
        let known = types.find(step.type_id.0);
        if known.is_none_or(|of| of.retired == 1 && was.is_none_or(|was| was.type_id != of.id)) {
            fields.refuse(field("type"), Refusal::NotAChoice);
        }
        let summary = fields.take(field("summary"), text::optional_line(&step.summary, SUMMARY)).unwrap_or_default();
        let note = fields.take(field("note"), text::optional_text(&step.note, NOTE)).unwrap_or_default();
        if step.away.unsigned_abs() > rule::MOST_AWAY.unsigned_abs() {
            fields.refuse(field("away"), Refusal::TooLarge { most: Decimal::from(rule::MOST_AWAY) });
        }
        let user = step.user.filter(|_| step.who == Who::Fixed);
        match user {
            None if step.who == Who::Fixed => fields.refuse(field("user"), Refusal::Required),
            Some(user) if was.is_none_or(|was| was.user_id != Some(user.0)) => {
                match users::load(&mut unit.conn, company, user).await {
                    Ok(user) if user.active == 1 => {}
                    Ok(_) | Err(store::StoreError::NotFound) => fields.refuse(field("user"), Refusal::NotAChoice),
                    Err(error) => return Err(error.into()),
                }
            }
            _ => {}
        }
        rows.push(StepRecord {
            id: was.map_or_else(Uuid::now_v7, |was| was.id),
            plan_id: plan,
            company_id: company.0,
            position: i64::try_from(at).unwrap_or_default() + 1,
            type_id: step.type_id.0,
            summary,
            note,
            away: i64::from(step.away),
            who: step.who.code().to_owned(),
            user_id: user.map(|user| user.0),
        });
    }
    Ok(rows)
}
