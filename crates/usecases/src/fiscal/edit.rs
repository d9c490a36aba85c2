//! Change a fiscal position, or its place among the others.
use super::{fields, read};
use crate::{Cx, Denied, Staff, settings::kept};
use domain::{actors::Permission, ids::CompanyId};
use store::{
    Unit,
    events::{By, Change},
    fiscal::{self as stored, PositionRecord, ReplacementRecord},
};
use wire::fiscal::{EditFiscalPosition, FiscalFields};

/// Keeps the whole position. Quotations keep the taxes their lines have. Answers the row's version; a form without a
/// change writes nothing.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::Stale`], refusals by field.
pub async fn edit(by: &Staff, cx: &Cx, command: EditFiscalPosition) -> Result<i64, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: EditFiscalPosition) -> Result<i64, Denied> {
    let all = stored::list(&mut unit.conn, company).await?;
    let before = all.iter().find(|row| row.id == command.id.0).cloned().ok_or(Denied::NotFound)?;
    kept::unchanged(Some(before.version), command.version)?;
    let old = stored::replacements(&mut unit.conn, company).await?;
    let mut row = before.clone();
    let replacements = fields::take(unit, &command.fields, &mut row).await?;
    if let Some(place) = command.place {
        row.position = make_room(unit, &all, &old, &before, place).await?;
    }
    let mut changes = changes(&read::typed(&before, &old)?, &read::typed(&row, &replacements)?);
    changes.extend(Change::of("place", before.position, row.position));
    if changes.is_empty() {
        return Ok(before.version);
    }
    let version = stored::update(unit, &row, &replacements).await.map_err(kept::name_taken)?;
    kept::tell(unit, company, ("fiscal_position", row.id), ("fiscal_position.changed", who), (row.name, changes));
    Ok(version)
}

/// Numbers the others around a place, from 1; answers the place.
async fn make_room(
    unit: &mut Unit,
    all: &[PositionRecord],
    replacements: &[ReplacementRecord],
    moved: &PositionRecord,
    place: u32,
) -> Result<i64, Denied> {
    let others: Vec<&PositionRecord> = all.iter().filter(|row| row.id != moved.id).collect();
    let place = usize::try_from(place).unwrap_or(1).clamp(1, others.len() + 1);
    for (at, other) in others.into_iter().enumerate() {
        let number = at + 1 + usize::from(at + 1 >= place);
        let position = i64::try_from(number).map_err(Denied::fault)?;
        if other.position != position {
            let mine: Vec<ReplacementRecord> =
                replacements.iter().filter(|row| row.fiscal_position_id == other.id).cloned().collect();
            stored::update(unit, &PositionRecord { position, ..other.clone() }, &mine).await?;
        }
    }
    i64::try_from(place).map_err(Denied::fault)
}

fn changes(before: &FiscalFields, after: &FiscalFields) -> Vec<Change> {
    let replacements = |fields: &FiscalFields| {
        let told = fields.replacements.iter().map(|one| {
            let supply = fields::supply_code(one.supply);
            format!("{} ({supply}) = {}", one.from, one.to)
        });
        told.collect::<Vec<_>>().join("; ")
    };
    let buyer = |fields: &FiscalFields| fields.buyer.map(|buyer| buyer.code()).unwrap_or_default();
    let postcodes = |fields: &FiscalFields| format!("{}–{}", fields.postcode_from, fields.postcode_to);
    [
        Change::of("name", &before.name, &after.name),
        Change::of("active", before.active, after.active),
        Change::of("automatic", before.automatic, after.automatic),
        Change::of("vat_required", before.vat_required, after.vat_required),
        Change::of("buyer", buyer(before), buyer(after)),
        Change::of("area", before.area.code(), after.area.code()),
        Change::of("country", &before.country, &after.country),
        Change::of("region", &before.region, &after.region),
        Change::of("postcodes", postcodes(before), postcodes(after)),
        Change::of("replacements", replacements(before), replacements(after)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
