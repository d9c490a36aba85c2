//! Warehouses as the settings show them and as quotations choose from them.
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{CompanyId, WarehouseId},
    refusal::{Fields, Refusal},
};
use store::{
    Conn,
    warehouses::{self as stored, WarehouseRecord},
};
use uuid::Uuid;
use wire::warehouses::{WarehouseFields, WarehouseRef, WarehouseRow};

/// All warehouses of the company, those out of use too.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn list(by: &Staff, cx: &Cx) -> Result<Vec<WarehouseRow>, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let rows = stored::list(&mut conn, company).await?;
    Ok(rows
        .iter()
        .map(|row| WarehouseRow { id: WarehouseId(row.id), version: row.version, fields: fields(row) })
        .collect())
}

/// The warehouses a quotation can choose from, and the one it has.
/// # Errors
/// [`Denied`].
pub(crate) async fn choices(
    conn: &mut Conn,
    company: CompanyId,
    own: Option<Uuid>,
) -> Result<Vec<WarehouseRef>, Denied> {
    let rows = stored::list(conn, company).await?;
    let offered = rows.into_iter().filter(|row| row.active == 1 || Some(row.id) == own);
    Ok(offered.map(|row| WarehouseRef { id: WarehouseId(row.id), name: row.name }).collect())
}

/// What a warehouse is called; empty for none.
/// # Errors
/// [`Denied`].
pub(crate) async fn name(conn: &mut Conn, company: CompanyId, id: Option<Uuid>) -> Result<String, Denied> {
    let Some(id) = id else { return Ok(String::new()) };
    let found = stored::find(conn, company, WarehouseId(id)).await?;
    Ok(found.map(|row| row.name).unwrap_or_default())
}

/// Refuses another warehouse than before that is not there or out of use.
/// # Errors
/// [`Denied`].
pub(crate) async fn choose_from(
    conn: &mut Conn,
    company: CompanyId,
    (wanted, before): (Option<WarehouseId>, Option<Uuid>),
    fields: &mut Fields,
) -> Result<(), Denied> {
    let Some(wanted) = wanted.filter(|wanted| Some(wanted.0) != before) else { return Ok(()) };
    if stored::find(conn, company, wanted).await?.is_none_or(|row| row.active != 1) {
        fields.refuse("warehouse", Refusal::NotAChoice);
    }
    Ok(())
}

fn fields(row: &WarehouseRecord) -> WarehouseFields {
    WarehouseFields { name: row.name.clone(), address: row.address(), usual: row.usual == 1, active: row.active == 1 }
}
