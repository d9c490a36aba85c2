//! Change a tax.
use super::{
    fields::{self, Parts},
    read,
};
use crate::{Cx, Denied, Staff, settings::kept};
use chrono::NaiveDate;
use domain::{actors::Permission, ids::CompanyId};
use store::{
    Unit,
    events::{By, Change},
    taxes::{self as stored, PartRecord},
};
use wire::taxes::{EditTax, TaxFields};

/// Keeps the whole tax. Versions that were sent keep what they say; drafts are taxed anew when they are saved or
/// sent. Answers the row's version; a form without a change writes nothing.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::Stale`], refusals by field.
pub async fn edit(by: &Staff, cx: &Cx, command: EditTax) -> Result<i64, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let (who, today) = (by.by(), by.zone().day(cx.clock.now()));
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command, today).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    company: CompanyId,
    who: By,
    command: EditTax,
    today: NaiveDate,
) -> Result<i64, Denied> {
    let before = stored::find(&mut unit.conn, company, command.id).await?.ok_or(Denied::NotFound)?;
    kept::unchanged(Some(before.version), command.version)?;
    let old_rates = stored::rates(&mut unit.conn, company).await?;
    let old_parts = stored::parts(&mut unit.conn, company).await?;
    let mut tax = before.clone();
    let Parts { rates, parts } = fields::take(unit, &command.fields, &mut tax, today).await?;
    let new_parts: Vec<PartRecord> = parts.iter().map(|part| PartRecord { tax_id: tax.id, part_id: *part }).collect();
    let old = read::fields(&before, &old_rates, &old_parts)?;
    let changes = changes(&old, &read::fields(&tax, &rates, &new_parts)?);
    if changes.is_empty() {
        return Ok(before.version);
    }
    let version = stored::update(unit, &tax, &rates, &parts).await.map_err(kept::name_taken)?;
    kept::tell(unit, company, ("tax", tax.id), ("tax.changed", who), (tax.name, changes));
    Ok(version)
}

fn changes(before: &TaxFields, after: &TaxFields) -> Vec<Change> {
    let rates = |fields: &TaxFields| {
        let dated = fields.rates.iter().map(|rate| format!("{} {}", rate.from, rate.rate.normalize()));
        std::iter::once(fields.rate.normalize().to_string()).chain(dated).collect::<Vec<_>>().join("; ")
    };
    let note = |fields: &TaxFields| fields.note.map(|note| note.code()).unwrap_or_default();
    let parts = |fields: &TaxFields| fields.parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    [
        Change::of("name", &before.name, &after.name),
        Change::of("kind", before.kind.code(), after.kind.code()),
        Change::of("rate", rates(before), rates(after)),
        Change::of("included", before.included, after.included),
        Change::of("affects_later", before.affects_later, after.affects_later),
        Change::of("note", note(before), note(after)),
        Change::of("parts", parts(before), parts(after)),
        Change::of("active", before.active, after.active),
    ]
    .into_iter()
    .flatten()
    .collect()
}
