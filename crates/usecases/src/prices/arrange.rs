//! Put the price lists in another order.
use crate::{Cx, Denied, Staff, settings::kept};
use domain::{actors::Permission, ids::CompanyId, refusal::Refusal};
use std::collections::BTreeSet;
use store::{
    Unit,
    events::{By, Change},
    prices as stored,
};
use wire::prices::ArrangePriceLists;

/// Keeps the order. Of two lists that fit a customer's country, or are for everybody, the first one is taken.
/// # Errors
/// [`Denied::NotAllowed`]; `not_a_choice` at `order` unless it names each list once: somebody made or took one away.
pub async fn arrange(by: &Staff, cx: &Cx, command: ArrangePriceLists) -> Result<(), Denied> {
    kept::save_as(by, cx, Permission::Catalog, command.key, command, |unit, company, who, command| {
        Box::pin(write(unit, company, who, command))
    })
    .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: ArrangePriceLists) -> Result<(), Denied> {
    let lists = stored::lists(&mut unit.conn, company).await?;
    let known: BTreeSet<_> = lists.iter().map(|list| list.id).collect();
    let wanted: BTreeSet<_> = command.order.iter().map(|list| list.0).collect();
    if known != wanted || wanted.len() != command.order.len() {
        return Err(Denied::at("order", Refusal::NotAChoice));
    }
    for (position, id) in (1_i64..).zip(&command.order) {
        let Some(list) = lists.iter().find(|list| list.id == id.0 && list.position != position) else { continue };
        stored::set_position(unit, company, *id, position).await?;
        let changes = Change::of("position", list.position, position).into_iter().collect();
        let told = (list.name.clone(), changes);
        kept::tell(unit, company, ("price_list", list.id), ("price_list.changed", who.clone()), told);
    }
    Ok(())
}
