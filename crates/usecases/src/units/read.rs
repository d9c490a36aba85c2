//! Units as pages show them.
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{CompanyId, UnitId},
    units::written::NamedUnit,
};
use store::{Conn, columns, units as stored, units::UnitRecord};
use wire::units::{UnitFields, UnitRow};

/// The company's units, in order.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission.
pub async fn list(by: &Staff, cx: &Cx) -> Result<Vec<UnitRow>, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let mut conn = cx.store.reader().await?;
    let rows = stored::list(&mut conn, company).await?;
    Ok(rows.iter().map(|row| UnitRow { id: UnitId(row.id), version: row.version, fields: fields(row) }).collect())
}

/// The units as forms and lines use them, those that are not offered any more among them.
/// # Errors
/// [`Denied`].
pub async fn choices(by: &Staff, cx: &Cx) -> Result<Vec<NamedUnit>, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let mut conn = cx.store.reader().await?;
    named(&mut conn, company).await
}

/// The company's units as the rules read them.
/// # Errors
/// [`Denied`].
pub(crate) async fn named(conn: &mut Conn, company: CompanyId) -> Result<Vec<NamedUnit>, Denied> {
    Ok(stored::list(conn, company).await?.iter().map(UnitRecord::named).collect())
}

fn fields(row: &UnitRecord) -> UnitFields {
    UnitFields {
        symbol: row.symbol(),
        name: row.name(),
        also: row.also.clone(),
        base: row.base_id.map(UnitId),
        ratio: columns::decimal(row.ratio),
        rounding: columns::decimal(row.rounding),
        active: row.active == 1,
    }
}
