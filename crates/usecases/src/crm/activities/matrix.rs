//! Activities as a matrix: opportunities down, types across.
use crate::{
    Cx, Denied, Staff,
    crm::{activity_types::Types, list_opportunities},
};
use domain::{
    actors::Permission,
    crm::activities::ActivityKind,
    ids::{ActivityTypeId, OpportunityId},
};
use store::{columns, crm::activities as stored};
use wire::{
    matrix::{ActivityMatrix, MatrixCell},
    opportunities::{After, OpportunityFilter, Sort},
};

/// A page of opportunities within the actor's reach, those due first at the top and those without a next step last, and
/// what is planned for each, by type.
/// # Errors
/// [`Denied`].
pub async fn activity_matrix(
    by: &Staff,
    cx: &Cx,
    filter: OpportunityFilter,
    after: Option<After>,
    rows: u32,
) -> Result<ActivityMatrix, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let filter = OpportunityFilter { sort: Sort::Next, descending: false, ..filter };
    let list = list_opportunities(by, cx, filter, after, rows).await?;
    let ids: Vec<_> = list.rows.iter().map(|row| row.id.0).collect();
    let mut conn = cx.store.reader().await?;
    let types = Types::read(&mut conn, company).await?;
    let mut cells: Vec<MatrixCell> = Vec::new();
    for row in stored::open_of_many(&mut conn, company, &ids).await? {
        let kind = columns::code(&row.kind, ActivityKind::parse)?;
        let Some(of) = row.type_id.or_else(|| types.of_kind(kind).map(|of| of.id)) else { continue };
        let (opportunity, type_id) = (OpportunityId(row.opportunity_id), ActivityTypeId(of));
        match cells.iter_mut().rev().find(|cell| cell.opportunity == opportunity && cell.type_id == type_id) {
            // Those due first come first.
            Some(cell) => cell.count += 1,
            None => {
                let due_on = columns::day(&row.due_on)?;
                cells.push(MatrixCell { opportunity, type_id, count: 1, due_on, summary: row.summary });
            }
        }
    }
    let types = types.refs(|id| cells.iter().any(|cell| cell.type_id.0 == id))?;
    Ok(ActivityMatrix { list, types, cells })
}
