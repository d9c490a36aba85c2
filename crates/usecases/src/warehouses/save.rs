//! Make a warehouse, or change one.
use crate::{
    Cx, Denied, Staff, denied,
    parties::{edit::address_changes, fields as party_fields},
};
use domain::{
    actors::Permission,
    ids::{CompanyId, WarehouseId},
    quotes::content::PostalAddress,
    refusal::{Fields, Refusal},
    text,
};
use store::{
    StoreError, Unit,
    events::{By, Change, EventData, NewEvent},
    warehouses::{self as stored, WarehouseRecord},
};
use uuid::Uuid;
use wire::warehouses::{SaveWarehouse, SavedWarehouse, WarehouseFields};

/// Keeps a warehouse. Versions that were sent keep what they were sent with. A form without a change writes nothing; one
/// that is out of use is not the usual one.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`], refusals by field; `already_taken` at
/// `name` when another has it.
pub async fn save(by: &Staff, cx: &Cx, command: SaveWarehouse) -> Result<SavedWarehouse, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let (who, key) = (by.by(), command.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), company, key, &fingerprint, move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: SaveWarehouse) -> Result<SavedWarehouse, Denied> {
    let before = match command.id {
        None => None,
        Some(id) => Some(stored::find(&mut unit.conn, company, id).await?.ok_or(Denied::NotFound)?),
    };
    if let Some(before) = before.as_ref().filter(|before| before.version != command.version) {
        return Err(Denied::Stale { current: before.version });
    }
    let mut row = before.clone().unwrap_or_else(|| blank(company));
    take(&command.fields, &mut row)?;
    let id = WarehouseId(row.id);
    let Some(before) = before else {
        stored::insert(unit, &row).await.map_err(name_taken)?;
        told(unit, company, who, "warehouse.created", &row, Vec::new());
        return Ok(SavedWarehouse { id, version: 1 });
    };
    let changes = changes(&before, &row);
    if changes.is_empty() {
        return Ok(SavedWarehouse { id, version: before.version });
    }
    let version = stored::update(unit, &row).await.map_err(name_taken)?;
    told(unit, company, who, "warehouse.changed", &row, changes);
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

fn told(unit: &mut Unit, company: CompanyId, who: By, what: &'static str, row: &WarehouseRecord, changes: Vec<Change>) {
    let data = EventData { body: row.name.clone(), changes, ..EventData::default() };
    unit.event(NewEvent::new(company, "warehouse", row.id, what, who).with(data));
    unit.announce(company, "warehouse", row.id);
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

fn name_taken(error: StoreError) -> Denied {
    match error {
        StoreError::Taken(_) => Denied::at("name", Refusal::AlreadyTaken),
        other => other.into(),
    }
}
