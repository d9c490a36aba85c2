//! Make a warehouse, or change one.
use crate::{
    Cx, Denied, Staff, denied,
    parties::{edit::address_changes, fields as party_fields},
    settings::kept,
};
use domain::{
    ids::{CompanyId, WarehouseId},
    quotes::content::PostalAddress,
    refusal::Fields,
    text,
};
use store::{
    Unit,
    events::{By, Change},
    warehouses::{self as stored, WarehouseRecord},
};
use uuid::Uuid;
use wire::warehouses::{SaveWarehouse, SavedWarehouse, WarehouseFields};

/// What it is called on the trail.
const KIND: &str = "warehouse";

/// Keeps a warehouse. Versions that were sent keep what they were sent with. A form without a change writes nothing; one
/// that is out of use is not the usual one.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`], refusals by field; `already_taken` at
/// `name` when another has it.
pub async fn save(by: &Staff, cx: &Cx, command: SaveWarehouse) -> Result<SavedWarehouse, Denied> {
    kept::save(by, cx, command.key, command, |unit, company, who, command| Box::pin(write(unit, company, who, command)))
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: SaveWarehouse) -> Result<SavedWarehouse, Denied> {
    let before = match command.id {
        None => None,
        Some(id) => Some(stored::find(&mut unit.conn, company, id).await?.ok_or(Denied::NotFound)?),
    };
    kept::unchanged(before.as_ref().map(|before| before.version), command.version)?;
    let mut row = before.clone().unwrap_or_else(|| blank(company));
    take(&command.fields, &mut row)?;
    let id = WarehouseId(row.id);
    let Some(before) = before else {
        stored::insert(unit, &row).await.map_err(kept::name_taken)?;
        kept::tell(unit, company, (KIND, row.id), ("warehouse.created", who), (row.name, Vec::new()));
        return Ok(SavedWarehouse { id, version: 1 });
    };
    let changes = changes(&before, &row);
    if changes.is_empty() {
        return Ok(SavedWarehouse { id, version: before.version });
    }
    let version = stored::update(unit, &row).await.map_err(kept::name_taken)?;
    kept::tell(unit, company, (KIND, row.id), ("warehouse.changed", who), (row.name, changes));
    Ok(SavedWarehouse { id, version })
}

fn take(typed: &WarehouseFields, row: &mut WarehouseRecord) -> Result<(), Denied> {
    let mut fields = Fields::new();
    row.name = fields.take("name", text::required_line(&typed.name, 100)).unwrap_or_default();
    let PostalAddress { street, postcode, city, country } =
        party_fields::address(&mut fields, "address", &typed.address);
    (row.street, row.postcode, row.city, row.country) = (street, postcode, city, country);
    row.active = i64::from(typed.active);
    row.usual = i64::from(typed.usual && typed.active);
    denied::all_right(fields)
}

fn changes(before: &WarehouseRecord, after: &WarehouseRecord) -> Vec<Change> {
    [
        Change::of("name", &before.name, &after.name),
        Change::of("usual", before.usual == 1, after.usual == 1),
        Change::of("active", before.active == 1, after.active == 1),
    ]
    .into_iter()
    .flatten()
    .chain(address_changes("address", &before.address(), &after.address()))
    .collect()
}

fn blank(company: CompanyId) -> WarehouseRecord {
    WarehouseRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        name: String::new(),
        street: String::new(),
        postcode: String::new(),
        city: String::new(),
        country: String::new(),
        usual: 0,
        active: 1,
    }
}
