//! Products: finding the one a row is, writing it, taking it back.
use super::{
    apply::Writing,
    by,
    judge::{Bench, Candidate, Found, Target},
    undoing::Care,
    written::{TakenBack, Written},
};
use crate::{Denied, products as forms};
use domain::{
    ids::ProductId,
    imports::{
        values::{Values, written as figure},
        verdict::{Existing, FieldChange},
    },
    product_tags,
    refusal::{FieldRefusal, Refusal},
};
use rust_decimal::Decimal;
use std::collections::HashMap;
use store::{
    Conn, StoreError, Unit, columns,
    events::{Change, EventData, NewEvent},
    imports::{
        products::{self as stored, By, FoundProduct},
        record::ImportRecord,
    },
    products::{
        record::{self, ProductRecord},
        tags,
    },
};
use uuid::Uuid;

/// The product each row is: by its key elsewhere, by its code; one without either by its name, which is no proof.
pub(super) async fn find(
    bench: &Bench,
    conn: &mut Conn,
    rows: &[Result<Values, Vec<FieldRefusal>>],
) -> Result<Vec<Found>, Denied> {
    let of = |values: &Values, field: &str| values.get(field).cloned();
    let nameless = |values: &Values| !values.contains_key("code") && !values.contains_key("key");
    let readable = || rows.iter().filter_map(|row| row.as_ref().ok());
    let keys: Vec<String> = readable().filter_map(|values| of(values, "key")).collect();
    let codes: Vec<String> = readable().filter_map(|values| of(values, "code")).collect();
    let names: Vec<String> =
        readable().filter(|values| nameless(values)).filter_map(|values| of(values, "name")).collect();
    let company = bench.company;
    let by_key = grouped(stored::found(conn, company, By::Key, &keys).await?, |found| {
        found.external_key.clone().unwrap_or_default()
    });
    let by_code = grouped(stored::found(conn, company, By::Code, &codes).await?, |found| found.row.code.clone());
    let by_name = grouped(stored::found(conn, company, By::Name, &names).await?, |found| found.row.name.clone());
    let found = rows.iter().map(|row| {
        let Ok(values) = row else { return Ok(None) };
        let look = |field: &str, known: &HashMap<String, Vec<FoundProduct>>| {
            values.get(field).and_then(|value| known.get(value)).cloned().unwrap_or_default()
        };
        for (field, known, sure) in [("key", &by_key, true), ("code", &by_code, true), ("name", &by_name, false)] {
            if field == "name" && !nameless(values) {
                continue;
            }
            let mut all = look(field, known);
            if sure && all.len() > 1 {
                // Two products have this code; a row cannot say which of them it means.
                return Err(vec![FieldRefusal::at(field, Refusal::AlreadyTaken)]);
            }
            if let Some(product) = all.pop() {
                return Ok(Some(candidate(bench, product, field, sure)));
            }
        }
        Ok(None)
    });
    Ok(found.collect())
}

fn grouped(found: Vec<FoundProduct>, by: impl Fn(&FoundProduct) -> String) -> HashMap<String, Vec<FoundProduct>> {
    let mut groups: HashMap<String, Vec<FoundProduct>> = HashMap::new();
    for product in found {
        let group = groups.entry(by(&product)).or_default();
        if !group.iter().any(|known| known.row.id == product.row.id) {
            group.push(product);
        }
    }
    groups
}

fn candidate(bench: &Bench, product: FoundProduct, by: &str, sure: bool) -> Candidate {
    let existing = Existing {
        values: values(bench, &product.row, &product.tags),
        by: by.to_owned(),
        name: product.row.name.clone(),
        sure,
    };
    Candidate { existing: Some(existing), target: Target::Product(Box::new(product)) }
}

/// A product's values in their written form.
fn values(bench: &Bench, row: &ProductRecord, tags: &[String]) -> Values {
    let money = |millionths| figure(columns::decimal(millionths));
    [
        ("code", row.code.clone()),
        ("name", row.name.clone()),
        ("description", row.description.clone()),
        ("kind", row.kind.clone()),
        ("unit", row.unit.clone()),
        ("unit_price", money(row.unit_price)),
        // No cost is known; a file may say one.
        ("cost", if row.cost == 0 { String::new() } else { money(row.cost) }),
        ("tax", tax_name(bench, row.tax_id)),
        ("tags", product_tags::written(tags)),
        ("active", row.active.to_string()),
    ]
    .map(|(field, value)| (field.to_owned(), value))
    .into()
}

/// A tax that is no longer offered goes by its id.
fn tax_name(bench: &Bench, tax: Uuid) -> String {
    bench.taxes.iter().find(|(id, _)| *id == tax).map_or_else(|| tax.to_string(), |(_, name)| name.clone())
}

fn tax(bench: &Bench, name: &str) -> Option<Uuid> {
    bench.taxes.iter().find(|(_, known)| known == name).map(|(id, _)| *id).or_else(|| name.parse().ok())
}

/// Puts a written value into the row.
fn put(bench: &Bench, row: &mut ProductRecord, field: &str, value: &str) -> Result<(), Denied> {
    let money = |text: &str| {
        let value = if text.is_empty() { Ok(Decimal::ZERO) } else { text.parse::<Decimal>() };
        columns::millionths(value.map_err(Denied::fault)?).map_err(Denied::from)
    };
    let text = value.to_owned();
    match field {
        "code" => row.code = text,
        "name" => row.name = text,
        "description" => row.description = text,
        "kind" => row.kind = text,
        "unit" => row.unit = text,
        "unit_price" => row.unit_price = money(value)?,
        "cost" => row.cost = money(value)?,
        "tax" => row.tax_id = tax(bench, value).ok_or_else(|| Denied::fault("a tax that is not there"))?,
        "active" => row.active = i64::from(value == "1"),
        _ => {}
    }
    row.search = record::search_text(&row.name, &row.code);
    Ok(())
}

/// Writes the rows; answers for each the product and what is kept for taking it back.
pub(super) async fn write(
    unit: &mut Unit,
    bench: &Bench,
    import: &ImportRecord,
    rows: &[Writing],
) -> Result<Vec<(Uuid, Written)>, Denied> {
    let (mut made, mut tagged) = (Vec::new(), Vec::new());
    let mut written = Vec::with_capacity(rows.len());
    for Writing { judged, .. } in rows {
        match &judged.target {
            Some(Target::Product(found)) => {
                written.push(change(unit, bench, import, &found.row, &judged.judgement.changes).await?);
            }
            _ => {
                let mut row = forms::create::blank(bench.company, unit.now.0);
                (row.kind, row.tax_id) = ("goods".into(), bench.taxes.first().map(|(id, _)| *id).unwrap_or_default());
                for (field, value) in &judged.values {
                    put(bench, &mut row, field, value)?;
                }
                let data =
                    EventData { body: row.name.clone(), number: import.file_name.clone(), ..EventData::default() };
                unit.event(NewEvent::new(bench.company, "product", row.id, "product.created", by(import)).with(data));
                written.push((row.id, Written { version: 1, ..Written::default() }));
                if let Some(names) = judged.values.get("tags") {
                    tagged.push((row.id, product_tags::read(names, &[]).unwrap_or_default()));
                }
                made.push((row, judged.values.get("key").cloned()));
            }
        }
    }
    stored::insert(unit, &made).await?;
    for (product, names) in tagged {
        tags::put(unit, bench.company, product, &names).await?;
    }
    unit.announce(bench.company, "product", Uuid::nil());
    Ok(written)
}

async fn change(
    unit: &mut Unit,
    bench: &Bench,
    import: &ImportRecord,
    known: &ProductRecord,
    changes: &[FieldChange],
) -> Result<(Uuid, Written), Denied> {
    let mut row = known.clone();
    for change in changes {
        put(bench, &mut row, &change.field, &change.to)?;
    }
    retag(unit, bench, row.id, changes).await?;
    let version = update(unit, bench, import, &mut row, told(changes)).await?;
    let before = changes.iter().map(|change| (change.field.clone(), change.from.clone())).collect();
    Ok((row.id, Written { before: Some(before), version, ..Written::default() }))
}

/// Gives the product the tags that a change says.
async fn retag(unit: &mut Unit, bench: &Bench, product: Uuid, changes: &[FieldChange]) -> Result<(), Denied> {
    for change in changes.iter().filter(|change| change.field == "tags") {
        let names = product_tags::read(&change.to, &[]).unwrap_or_default();
        tags::put(unit, bench.company, product, &names).await?;
    }
    Ok(())
}

async fn update(
    unit: &mut Unit,
    bench: &Bench,
    import: &ImportRecord,
    row: &mut ProductRecord,
    changes: Vec<Change>,
) -> Result<i64, Denied> {
    row.updated_at = unit.now.0;
    let version = record::update(unit, row).await?;
    let data = EventData { changes, number: import.file_name.clone(), ..EventData::default() };
    unit.event(NewEvent::new(bench.company, "product", row.id, "product.changed", by(import)).with(data));
    Ok(version)
}

/// Changes as the timeline has them.
pub(super) fn told(changes: &[FieldChange]) -> Vec<Change> {
    let yes = |field: &str, value: &str| match (field, value) {
        ("active", "1") => "true".to_owned(),
        ("active", _) => "false".to_owned(),
        _ => value.to_owned(),
    };
    changes
        .iter()
        .filter_map(|change| {
            Change::of(&change.field, yes(&change.field, &change.from), yes(&change.field, &change.to))
        })
        .collect()
}

/// Takes back what a row wrote, where nobody has changed the product since.
pub(super) async fn back(
    unit: &mut Unit,
    bench: &Bench,
    import: &ImportRecord,
    (id, written): (Uuid, &Written),
    care: Care,
) -> Result<TakenBack, Denied> {
    let mut row = match record::load(&mut unit.conn, bench.company, ProductId(id)).await {
        Ok(row) => row,
        Err(StoreError::NotFound) => return Ok(TakenBack::Undone),
        Err(error) => return Err(error.into()),
    };
    if row.version != written.version {
        return Ok(TakenBack::Kept);
    }
    unit.announce(bench.company, "product", Uuid::nil());
    if let Some(before) = &written.before {
        let own = tags::names(&mut unit.conn, bench.company, ProductId(id)).await?;
        let now = values(bench, &row, &own);
        let changes: Vec<FieldChange> = before
            .iter()
            .map(|(field, to)| FieldChange {
                field: field.clone(),
                from: now.get(field).cloned().unwrap_or_default(),
                to: to.clone(),
            })
            .collect();
        for change in &changes {
            put(bench, &mut row, &change.field, &change.to)?;
        }
        retag(unit, bench, id, &changes).await?;
        update(unit, bench, import, &mut row, told(&changes)).await?;
        return Ok(TakenBack::Undone);
    }
    if care == Care::Usual && !stored::used(&mut unit.conn, id).await? {
        tags::put(unit, bench.company, id, &[]).await?;
        stored::delete(unit, bench.company, id, row.version).await?;
        return Ok(TakenBack::Undone);
    }
    let changes = Change::of("active", row.active == 1, false).into_iter().collect();
    row.active = 0;
    update(unit, bench, import, &mut row, changes).await?;
    Ok(TakenBack::Archived)
}
