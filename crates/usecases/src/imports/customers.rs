//! Customers: finding the one a row is, writing it, taking it back.
use super::{
    apply::Writing,
    by,
    judge::{Bench, Candidate, Found, Target},
    products::told,
    undoing::Care,
    written::{TakenBack, Written},
};
use crate::{Denied, parties::found};
use domain::{
    ids::PartyId,
    imports::{
        values::Values,
        verdict::{Existing, FieldChange},
    },
    quotes::content::PostalAddress,
    refusal::FieldRefusal,
};
use std::collections::HashMap;
use store::{
    Conn, StoreError, Unit,
    events::{EventData, NewEvent},
    imports::{
        customers::{self as stored, By, FoundCustomer},
        record::ImportRecord,
    },
    parties::{
        merges,
        record::{self, Addresses, PartyRecord},
    },
};
use uuid::Uuid;

/// What proves that a row is a customer, and what only makes it likely, in the order they are tried.
const TRIED: [(&str, By, bool); 5] = [
    ("key", By::Key, true),
    ("business_id", By::BusinessId, true),
    ("vat_number", By::VatNumber, true),
    ("email", By::Email, false),
    ("name", By::Name, false),
];

/// The customer each row is. Likeness says nothing where both have a business id, and another one.
pub(super) async fn find(
    bench: &Bench,
    conn: &mut Conn,
    rows: &[Result<Values, Vec<FieldRefusal>>],
) -> Result<Vec<Found>, Denied> {
    let mut known: Vec<HashMap<String, FoundCustomer>> = Vec::new();
    for (field, by, _) in TRIED {
        let asked: Vec<String> = rows.iter().filter_map(|row| row.as_ref().ok()?.get(field)).cloned().collect();
        let found = stored::found(conn, bench.company, by, &asked).await?;
        known.push(found.into_iter().map(|customer| (value_of(&customer, by), customer)).collect());
    }
    let found = rows.iter().map(|row| {
        let Ok(values) = row else { return Ok(None) };
        let business_id = values.get("business_id").map_or("", String::as_str);
        for ((field, _, sure), known) in TRIED.into_iter().zip(&known) {
            let Some(customer) = values.get(field).and_then(|value| known.get(value)) else { continue };
            let theirs = customer.row.business_id.as_str();
            if !sure && !business_id.is_empty() && !theirs.is_empty() && theirs != business_id {
                continue;
            }
            let existing = Existing {
                values: self::values(bench, customer),
                by: field.to_owned(),
                name: customer.row.name.clone(),
                sure,
            };
            return Ok(Some(Candidate {
                existing: Some(existing),
                target: Target::Customer(Box::new(customer.clone())),
            }));
        }
        Ok(None)
    });
    Ok(found.collect())
}

fn value_of(customer: &FoundCustomer, by: By) -> String {
    match by {
        By::Key => customer.external_key.clone().unwrap_or_default(),
        By::BusinessId => customer.row.business_id.clone(),
        By::VatNumber => customer.row.vat_number.clone(),
        By::Email => customer.row.email.clone(),
        By::Name => customer.row.name.clone(),
    }
}

/// A customer's values in their written form. The country of an address without a line says nothing.
fn values(bench: &Bench, customer: &FoundCustomer) -> Values {
    let (row, addresses) = (&customer.row, &customer.addresses);
    let list = row.price_list_id.map(|list| list_name(bench, list)).unwrap_or_default();
    let mut values: Values = [
        ("name", &row.name),
        ("kind", &row.kind),
        ("contact_name", &row.contact_name),
        ("email", &row.email),
        ("phone", &row.phone),
        ("language", &row.language),
        ("business_id", &row.business_id),
        ("vat_number", &row.vat_number),
        ("payment_terms", &row.payment_terms),
        ("price_list", &list),
    ]
    .map(|(field, value)| (field.to_owned(), value.clone()))
    .into();
    for (name, address) in [("billing", &addresses.billing), ("delivery", &addresses.delivery)] {
        let country = if is_empty(address) { String::new() } else { address.country.clone() };
        values.insert(format!("{name}.street"), address.street.clone());
        values.insert(format!("{name}.postcode"), address.postcode.clone());
        values.insert(format!("{name}.city"), address.city.clone());
        values.insert(format!("{name}.country"), country);
    }
    values
}

fn is_empty(address: &PostalAddress) -> bool {
    address.street.is_empty() && address.postcode.is_empty() && address.city.is_empty()
}

fn list_name(bench: &Bench, list: Uuid) -> String {
    bench.lists.iter().find(|(id, _)| *id == list).map(|(_, name)| name.clone()).unwrap_or_default()
}

/// Puts a written value into the customer.
fn put(bench: &Bench, customer: &mut FoundCustomer, field: &str, value: &str) {
    let text = value.to_owned();
    let row = &mut customer.row;
    match field {
        "name" => row.name = text,
        "kind" => row.kind = text,
        "contact_name" => row.contact_name = text,
        "email" => row.email = text,
        "phone" => row.phone = text,
        "language" => row.language = text,
        "business_id" => row.business_id = text,
        "vat_number" => row.vat_number = text,
        "payment_terms" => row.payment_terms = text,
        "price_list" => row.price_list_id = bench.lists.iter().find(|(_, name)| *name == text).map(|(id, _)| *id),
        _ => {
            let Some((address, part)) = field.split_once('.') else { return };
            let addresses = &mut customer.addresses;
            let address = if address == "delivery" { &mut addresses.delivery } else { &mut addresses.billing };
            match part {
                "street" => address.street = text,
                "postcode" => address.postcode = text,
                "city" => address.city = text,
                _ => address.country = text,
            }
        }
    }
}

/// What follows from the fields: countries that nobody named, the town and the words that are searched.
fn settle(customer: &mut FoundCustomer) {
    for address in [&mut customer.addresses.billing, &mut customer.addresses.delivery] {
        if address.country.is_empty() {
            address.country = "FI".into();
        }
    }
    customer.row.city.clone_from(&customer.addresses.billing.city);
    customer.row.country.clone_from(&customer.addresses.billing.country);
    customer.row.search = customer.row.search_text();
}

fn blank(bench: &Bench, now: i64) -> FoundCustomer {
    let row = PartyRecord {
        id: Uuid::now_v7(),
        company_id: bench.company.0,
        version: 1,
        kind: "company".into(),
        name: String::new(),
        contact_name: String::new(),
        email: String::new(),
        phone: String::new(),
        language: bench.language.clone(),
        business_id: String::new(),
        vat_number: String::new(),
        e_invoice: String::new(),
        e_invoice_operator: String::new(),
        payment_terms: String::new(),
        price_list_id: None,
        fiscal_position_id: None,
        delivery_method_id: None,
        // The file does not say who looks after them.
        owner_id: None,
        team_id: None,
        city: String::new(),
        country: String::new(),
        search: String::new(),
        created_at: now,
        updated_at: now,
        owner_name: None,
    };
    FoundCustomer { row, addresses: Addresses::default(), external_key: None }
}

/// Writes the rows; answers for each the customer and what is kept for taking it back.
pub(super) async fn write(
    unit: &mut Unit,
    bench: &Bench,
    import: &ImportRecord,
    rows: &[Writing],
) -> Result<Vec<(Uuid, Written)>, Denied> {
    let mut written = Vec::with_capacity(rows.len());
    for Writing { judged, .. } in rows {
        if let Some(Target::Customer(found)) = &judged.target {
            let changes = &judged.judgement.changes;
            let version = update(unit, bench, import, found, changes).await?;
            let before = changes.iter().map(|change| (change.field.clone(), change.from.clone())).collect();
            written.push((found.row.id, Written { before: Some(before), version, ..Written::default() }));
            continue;
        }
        let mut customer = blank(bench, unit.now.0);
        for (field, value) in &judged.values {
            put(bench, &mut customer, field, value);
        }
        settle(&mut customer);
        record::insert_row(unit, &customer.row, judged.values.get("key").map(String::as_str)).await?;
        record::put_addresses(unit, customer.row.id, &customer.addresses).await?;
        let data =
            EventData { body: customer.row.name.clone(), number: import.file_name.clone(), ..EventData::default() };
        unit.event(NewEvent::new(bench.company, "party", customer.row.id, "party.created", by(import)).with(data));
        written.push((customer.row.id, Written { version: 1, ..Written::default() }));
    }
    unit.announce(bench.company, "party", Uuid::nil());
    Ok(written)
}

async fn update(
    unit: &mut Unit,
    bench: &Bench,
    import: &ImportRecord,
    known: &FoundCustomer,
    changes: &[FieldChange],
) -> Result<i64, Denied> {
    let mut customer = known.clone();
    for change in changes {
        put(bench, &mut customer, &change.field, &change.to);
    }
    settle(&mut customer);
    customer.row.updated_at = unit.now.0;
    let version = record::update(unit, &customer.row, &customer.addresses).await?;
    if customer.row.name != known.row.name {
        found::rename(unit, bench.company, PartyId(customer.row.id), &customer.row.name).await?;
    }
    let data = EventData { changes: told(changes), number: import.file_name.clone(), ..EventData::default() };
    unit.event(NewEvent::new(bench.company, "party", customer.row.id, "party.changed", by(import)).with(data));
    Ok(version)
}

/// Takes back what a row wrote, where nobody has changed the customer since. One in use stays.
pub(super) async fn back(
    unit: &mut Unit,
    bench: &Bench,
    import: &ImportRecord,
    (id, written): (Uuid, &Written),
    care: Care,
) -> Result<TakenBack, Denied> {
    let row = match record::load(&mut unit.conn, bench.company, PartyId(id)).await {
        Ok(row) => row,
        // One that was merged lives on in another.
        Err(StoreError::NotFound) => {
            let merged = merges::survivor(&mut unit.conn, bench.company, PartyId(id)).await?.is_some();
            return Ok(if merged { TakenBack::Kept } else { TakenBack::Undone });
        }
        Err(error) => return Err(error.into()),
    };
    if row.version != written.version {
        return Ok(TakenBack::Kept);
    }
    unit.announce(bench.company, "party", Uuid::nil());
    if let Some(before) = &written.before {
        let addresses = record::addresses(&mut unit.conn, PartyId(id)).await?;
        let known = FoundCustomer { row, addresses, external_key: None };
        let now = values(bench, &known);
        let change = |(field, to): (&String, &String)| FieldChange {
            field: field.clone(),
            from: now.get(field).cloned().unwrap_or_default(),
            to: to.clone(),
        };
        let changes: Vec<FieldChange> = before.iter().map(change).collect();
        update(unit, bench, import, &known, &changes).await?;
        return Ok(TakenBack::Undone);
    }
    if care == Care::Keep || stored::used(&mut unit.conn, id).await? {
        return Ok(TakenBack::Kept);
    }
    stored::delete(unit, bench.company, id, row.version).await?;
    Ok(TakenBack::Undone)
}
