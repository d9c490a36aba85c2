//! What starting a plan would make of an opportunity: the same for looking at it beforehand and for doing it.
use crate::{
    Denied,
    crm::{
        activities::{YEARS, sees},
        activity_types::{self, Types},
    },
};
use chrono::{Datelike, NaiveDate};
use domain::{
    crm::plans::{self as rule, Who},
    ids::{CompanyId, OpportunityId, PlanId, UserId},
    refusal::Refusal,
};
use i18n::T;
use store::{
    Conn, StoreError,
    account::users::{self, UserRecord},
    columns,
    crm::{
        activity_types::TypeRecord,
        plans::{self as stored, PlanRecord, StepRecord},
        record::OpportunityRecord,
    },
};
use uuid::Uuid;

/// A step with its day and its person.
pub(super) struct Laid {
    /// The step.
    pub step: StepRecord,
    /// Its type.
    pub of: TypeRecord,
    /// What is to be done.
    pub summary: String,
    /// By which day.
    pub due_on: NaiveDate,
    /// Who is to do it.
    pub user: UserRecord,
    /// Whether that is whoever starts it because the one who is meant is not there or does not see the opportunity.
    pub instead: bool,
    /// Whether the step waits to be done already.
    pub open: bool,
}

/// A plan that an opportunity can be given: one in use, and of its team where it is for one.
pub(super) fn suits(plan: &PlanRecord, about: &OpportunityRecord) -> bool {
    plan.retired == 0 && plan.team_id.is_none_or(|team| about.team_id == Some(team))
}

/// The plan that somebody wants to start.
pub(super) async fn wanted(
    conn: &mut Conn,
    company: CompanyId,
    about: &OpportunityRecord,
    plan: PlanId,
) -> Result<PlanRecord, Denied> {
    match stored::load(conn, company, plan).await {
        Ok(plan) if suits(&plan, about) => Ok(plan),
        Ok(_) | Err(StoreError::NotFound) => Err(Denied::at("plan", Refusal::NotAChoice)),
        Err(error) => Err(error.into()),
    }
}

/// The plan's day, as it was typed.
pub(super) fn day(typed: Option<NaiveDate>) -> Result<NaiveDate, Denied> {
    let day = typed.ok_or_else(|| Denied::at("on", Refusal::Required))?;
    if YEARS.contains(&day.year()) { Ok(day) } else { Err(Denied::at("on", Refusal::NotADay)) }
}

/// Each step of the plan, in order.
pub(super) async fn lay_out(
    conn: &mut Conn,
    about: &OpportunityRecord,
    plan: &PlanRecord,
    (on, launcher): (NaiveDate, UserId),
) -> Result<Vec<Laid>, Denied> {
    let (company, id) = (CompanyId(plan.company_id), PlanId(plan.id));
    let steps = stored::steps(conn, company, id).await?;
    let open = stored::open_steps(conn, company, OpportunityId(about.id), id).await?;
    let types = Types::read(conn, company).await?;
    let mut people: Vec<UserRecord> = vec![users::load(conn, company, launcher).await?];
    let mut laid = Vec::with_capacity(steps.len());
    for step in steps {
        let Some(of) = types.find(step.type_id).cloned() else { continue };
        let who = columns::code(&step.who, Who::parse)?;
        let meant = who.means(step.user_id.map(UserId), about.owner_id.map(UserId), launcher);
        let found = match meant {
            Some(meant) => person(conn, company, meant.0, &mut people).await?,
            None => None,
        };
        let found = match found {
            Some(user) if user.active == 1 && sees(&user, about)? => Some(user),
            _ => None,
        };
        let instead = found.is_none();
        let Some(user) = found.or_else(|| people.first().cloned()) else { continue };
        let summary = match step.summary.is_empty() {
            true => activity_types::called(T::new(columns::lang(&user.language)?), &of)?,
            false => step.summary.clone(),
        };
        let away = i32::try_from(step.away).unwrap_or_default();
        laid.push(Laid {
            summary,
            due_on: rule::day_of(on, away),
            open: open.contains(&step.id),
            instead,
            of,
            user,
            step,
        });
    }
    Ok(laid)
}

/// Somebody of the company, read once.
async fn person(
    conn: &mut Conn,
    company: CompanyId,
    id: Uuid,
    known: &mut Vec<UserRecord>,
) -> Result<Option<UserRecord>, Denied> {
    if let Some(user) = known.iter().find(|user| user.id == id) {
        return Ok(Some(user.clone()));
    }
    match users::load(conn, company, UserId(id)).await {
        Ok(user) => {
            known.push(user.clone());
            Ok(Some(user))
        }
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
