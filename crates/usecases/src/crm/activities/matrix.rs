//! Activities as a matrix: opportunities down, kinds across.
use crate::{Cx, Denied, Staff, crm::list_opportunities};
use domain::{actors::Permission, crm::activities::ActivityKind, ids::OpportunityId};
use store::{columns, crm::activities as stored};
use wire::{
    matrix::{ActivityMatrix, MatrixCell},
    opportunities::{After, OpportunityFilter, Sort},
};

/// A page of opportunities within the actor's reach, those due first at the top and those without a next step last, and
/// what is planned for each, by kind.
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
    let mut cells: Vec<MatrixCell> = Vec::new();
    for row in stored::open_of_many(&mut conn, company, &ids).await? {
        let (opportunity, kind) = (OpportunityId(row.opportunity_id), columns::code(&row.kind, ActivityKind::parse)?);
        match cells.iter_mut().rev().find(|cell| cell.opportunity == opportunity && cell.kind == kind) {
            // Those due first come first.
            Some(cell) => cell.count += 1,
            None => {
                let due_on = columns::day(&row.due_on)?;
                cells.push(MatrixCell { opportunity, kind, count: 1, due_on, summary: row.summary });
            }
        }
    }
    Ok(ActivityMatrix { list, cells })
}
