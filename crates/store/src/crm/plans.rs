//! Plans of activities with their steps, and each time one was started.
use crate::{Conn, StoreError, Unit, on, run, versions::missed};
use domain::ids::{CompanyId, OpportunityId, PlanId, PlanLaunchId, StageId};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, name, folded, team_id, retired, created_at \
    FROM activity_plans WHERE company_id = $1 ORDER BY folded LIMIT 500";
pub(crate) const LOAD: &str = "SELECT id, company_id, version, name, folded, team_id, retired, created_at \
    FROM activity_plans WHERE company_id = $1 AND id = $2";
pub(crate) const INSERT: &str = "INSERT INTO activity_plans (id, company_id, name, folded, team_id, retired, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
pub(crate) const UPDATE: &str = "UPDATE activity_plans SET version = version + 1, name = $4, folded = $5, team_id = $6, \
    retired = $7 WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const VERSION: &str = "SELECT version FROM activity_plans WHERE company_id = $1 AND id = $2";
pub(crate) const ALL_STEPS: &str = "SELECT id, plan_id, company_id, position, type_id, summary, note, away, who, user_id \
    FROM activity_plan_steps WHERE company_id = $1 ORDER BY plan_id, position, id LIMIT 20000";
pub(crate) const STEPS: &str = "SELECT id, plan_id, company_id, position, type_id, summary, note, away, who, user_id \
    FROM activity_plan_steps WHERE company_id = $1 AND plan_id = $2 ORDER BY position, id";
pub(crate) const CLEAR_STEPS: &str = "DELETE FROM activity_plan_steps WHERE company_id = $1 AND plan_id = $2";
pub(crate) const PUT_STEP: &str = "INSERT INTO activity_plan_steps (id, plan_id, company_id, position, type_id, summary, \
    note, away, who, user_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub(crate) const STAGES_OF: &str = "SELECT id, plan_id FROM stages WHERE company_id = $1 AND plan_id IS NOT NULL \
    ORDER BY position, id";
pub(crate) const CLEAR_STAGES: &str = "UPDATE stages SET plan_id = NULL WHERE company_id = $1 AND plan_id = $2";
pub(crate) const SET_STAGE: &str = "UPDATE stages SET plan_id = $3 WHERE company_id = $1 AND id = $2";
pub(crate) const LAUNCH: &str = "INSERT INTO plan_launches (id, company_id, opportunity_id, plan_id, stage_id, base_on, \
    launched_by, launched_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
pub(crate) const LOAD_LAUNCH: &str = "SELECT id, company_id, opportunity_id, plan_id, stage_id, base_on, launched_by, \
    launched_at FROM plan_launches WHERE company_id = $1 AND id = $2";
pub(crate) const OPEN_STEPS: &str = "SELECT a.step_id FROM activities AS a JOIN plan_launches AS l ON l.id = a.launch_id \
    WHERE a.company_id = $1 AND a.opportunity_id = $2 AND a.state = 'open' AND l.plan_id = $3";
pub(crate) const OPEN_OF_LAUNCH: &str = "SELECT id, opportunity_id FROM activities WHERE launch_id = $1 AND company_id = $2 \
    AND state = 'open' ORDER BY id";
pub(crate) const OF_LAUNCH: &str = "SELECT id, opportunity_id, state, version FROM activities WHERE launch_id = $1 \
    AND company_id = $2 ORDER BY id";
pub(crate) const LAUNCHES: &str =
    "SELECT id, stage_id, launched_at, undone_at FROM plan_launches WHERE opportunity_id = $1";
pub(crate) const UNDO: &str = "UPDATE plan_launches SET undone_at = $3 WHERE id = $1 AND company_id = $2";
pub(crate) const LEFT: &str =
    "SELECT MAX(left_at) FROM stage_visits WHERE opportunity_id = $1 AND stage_id = $2 AND left_at IS NOT NULL";
/// By the opportunity, which has a handful, and not by the stage, which may have started a million.
pub(crate) const STARTED: &str = "SELECT MAX(CASE WHEN stage_id = $2 AND undone_at IS NULL THEN launched_at END) FROM plan_launches \
    WHERE opportunity_id = $1";

/// An activity plan's row; its steps are rows of their own.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct PlanRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub name: String,
    pub folded: String,
    pub team_id: Option<Uuid>,
    pub retired: i64,
    pub created_at: i64,
}

/// A step's row; `away` counts days from the plan's day, before it when negative.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct StepRecord {
    pub id: Uuid,
    pub plan_id: Uuid,
    pub company_id: Uuid,
    pub position: i64,
    pub type_id: Uuid,
    pub summary: String,
    pub note: String,
    pub away: i64,
    pub who: String,
    pub user_id: Option<Uuid>,
}

/// A launch's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct LaunchRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub opportunity_id: Uuid,
    pub plan_id: Uuid,
    pub stage_id: Option<Uuid>,
    pub base_on: String,
    pub launched_by: Uuid,
    pub launched_at: i64,
}

/// All plans of the company by name, retired ones too.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<PlanRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// One of the company's plans.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, company: CompanyId, plan: PlanId) -> Result<PlanRecord, StoreError> {
    let row: Option<PlanRecord> = on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(plan.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// Writes a new plan.
/// # Errors
/// [`StoreError::Taken`] where another has its name.
pub async fn insert(unit: &mut Unit, row: &PlanRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(&row.name)
            .bind(&row.folded)
            .bind(row.team_id)
            .bind(row.retired)
            .bind(row.created_at)
    )?;
    Ok(())
}

/// Writes a changed plan if nobody changed it since `row.version` was read; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`], [`StoreError::Taken`].
pub async fn update(unit: &mut Unit, row: &PlanRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(&row.name)
            .bind(&row.folded)
            .bind(row.team_id)
            .bind(row.retired)
    )?;
    if touched == 1 {
        return Ok(row.version + 1);
    }
    Err(missed(unit, VERSION, [row.company_id, row.id]).await)
}

/// The steps of all plans, each plan's in their order.
/// # Errors
/// [`StoreError`].
pub async fn all_steps(conn: &mut Conn, company: CompanyId) -> Result<Vec<StepRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(ALL_STEPS).bind(company.0).fetch_all(c))?)
}

/// The steps of a plan in their order.
/// # Errors
/// [`StoreError`].
pub async fn steps(conn: &mut Conn, company: CompanyId, plan: PlanId) -> Result<Vec<StepRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(STEPS).bind(company.0).bind(plan.0).fetch_all(c))?)
}

/// Writes the steps of a plan anew. Whoever calls it moves the plan's version.
/// # Errors
/// [`StoreError`].
pub async fn set_steps(
    unit: &mut Unit,
    company: CompanyId,
    plan: PlanId,
    steps: &[StepRecord],
) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(CLEAR_STEPS).bind(company.0).bind(plan.0))?;
    for row in steps {
        run!(
            unit.conn,
            sqlx::query(PUT_STEP)
                .bind(row.id)
                .bind(plan.0)
                .bind(company.0)
                .bind(row.position)
                .bind(row.type_id)
                .bind(&row.summary)
                .bind(&row.note)
                .bind(row.away)
                .bind(&row.who)
                .bind(row.user_id)
        )?;
    }
    Ok(())
}

/// Stages that start a plan, each with its plan, in their order.
/// # Errors
/// [`StoreError`].
pub async fn stages(conn: &mut Conn, company: CompanyId) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(STAGES_OF).bind(company.0).fetch_all(c))?)
}

/// Just these stages start the plan; what another plan had of them it loses.
/// # Errors
/// [`StoreError`].
pub async fn set_stages(
    unit: &mut Unit,
    company: CompanyId,
    plan: PlanId,
    stages: &[StageId],
) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(CLEAR_STAGES).bind(company.0).bind(plan.0))?;
    for stage in stages {
        run!(unit.conn, sqlx::query(SET_STAGE).bind(company.0).bind(stage.0).bind(plan.0))?;
    }
    Ok(())
}

/// Writes that a plan was started.
/// # Errors
/// [`StoreError`].
pub async fn launch(unit: &mut Unit, row: &LaunchRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(LAUNCH)
            .bind(row.id)
            .bind(row.company_id)
            .bind(row.opportunity_id)
            .bind(row.plan_id)
            .bind(row.stage_id)
            .bind(&row.base_on)
            .bind(row.launched_by)
            .bind(row.launched_at)
    )?;
    Ok(())
}

/// A launch of the company. Whoever asks still has to load its opportunity through a scope.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn unscoped_launch(
    conn: &mut Conn,
    company: CompanyId,
    id: PlanLaunchId,
) -> Result<LaunchRecord, StoreError> {
    let row: Option<LaunchRecord> =
        on!(conn, c => sqlx::query_as(LOAD_LAUNCH).bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The steps of a plan that wait to be done on an opportunity that was loaded through its scope.
/// # Errors
/// [`StoreError`].
pub async fn open_steps(
    conn: &mut Conn,
    company: CompanyId,
    opportunity: OpportunityId,
    plan: PlanId,
) -> Result<Vec<Uuid>, StoreError> {
    let rows: Vec<(Option<Uuid>,)> =
        on!(conn, c => sqlx::query_as(OPEN_STEPS).bind(company.0).bind(opportunity.0).bind(plan.0).fetch_all(c))?;
    Ok(rows.into_iter().filter_map(|(step,)| step).collect())
}

/// Activities of a launch that wait to be done, each with the opportunity it hangs on now.
/// # Errors
/// [`StoreError`].
pub async fn open_of_launch(
    conn: &mut Conn,
    company: CompanyId,
    launch: PlanLaunchId,
) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OPEN_OF_LAUNCH).bind(launch.0).bind(company.0).fetch_all(c))?)
}

/// An activity that a launch made.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct MadeRow {
    pub id: Uuid,
    pub opportunity_id: Uuid,
    pub state: String,
    pub version: i64,
}

/// All activities that a launch made, whatever became of them.
/// # Errors
/// [`StoreError`].
pub async fn of_launch(conn: &mut Conn, company: CompanyId, launch: PlanLaunchId) -> Result<Vec<MadeRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OF_LAUNCH).bind(launch.0).bind(company.0).fetch_all(c))?)
}

/// A launch about an opportunity.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct StartRow {
    pub id: Uuid,
    pub stage_id: Option<Uuid>,
    pub launched_at: i64,
    pub undone_at: Option<i64>,
}

/// All launches about an opportunity that was loaded through its scope.
/// # Errors
/// [`StoreError`].
pub async fn launches(conn: &mut Conn, opportunity: OpportunityId) -> Result<Vec<StartRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LAUNCHES).bind(opportunity.0).fetch_all(c))?)
}

/// Notes that a launch was taken back with the move that had started it.
/// # Errors
/// [`StoreError`].
pub async fn undo(unit: &mut Unit, company: CompanyId, launch: Uuid) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(UNDO).bind(launch).bind(company.0).bind(now))?;
    Ok(())
}

/// When an opportunity last left a stage, in microseconds; none where it never did.
/// # Errors
/// [`StoreError`].
pub async fn left(conn: &mut Conn, opportunity: OpportunityId, stage: Uuid) -> Result<Option<i64>, StoreError> {
    let (left,): (Option<i64>,) = on!(conn, c => sqlx::query_as(LEFT).bind(opportunity.0).bind(stage).fetch_one(c))?;
    Ok(left)
}

/// When a stage last started a plan for an opportunity that was not taken back, in microseconds; none where it never did.
/// # Errors
/// [`StoreError`].
pub async fn started(conn: &mut Conn, opportunity: OpportunityId, stage: Uuid) -> Result<Option<i64>, StoreError> {
    let (started,): (Option<i64>,) =
        on!(conn, c => sqlx::query_as(STARTED).bind(opportunity.0).bind(stage).fetch_one(c))?;
    Ok(started)
}
