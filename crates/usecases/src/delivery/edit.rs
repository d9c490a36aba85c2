//! Change a delivery method.
use super::fields;
use crate::{Cx, Denied, Staff, settings::kept};
use domain::{actors::Permission, ids::CompanyId, lang::Lang};
use store::{
    Unit, columns,
    delivery::{self as stored, MethodRecord, RuleRecord},
    events::{By, Change},
};
use wire::delivery::EditMethod;

/// Keeps the whole method with its rules. Quotations keep the delivery prices they have. Answers the row's version; a
/// form without a change writes nothing.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::Stale`], refusals by field.
pub async fn edit(by: &Staff, cx: &Cx, command: EditMethod) -> Result<i64, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: EditMethod) -> Result<i64, Denied> {
    let before = stored::find(&mut unit.conn, company, command.id).await?.ok_or(Denied::NotFound)?;
    kept::unchanged(Some(before.version), command.version)?;
    let old: Vec<RuleRecord> = stored::rules(&mut unit.conn, company).await?;
    let old: Vec<RuleRecord> = old.into_iter().filter(|rule| rule.method_id == before.id).collect();
    let mut row = before.clone();
    let rules = fields::take(unit, &command.fields, &mut row).await?;
    let changes = changes((&before, &old), (&row, &rules));
    if changes.is_empty() {
        return Ok(before.version);
    }
    let version = stored::update(unit, &row, &rules).await?;
    let body = fields::names(&row).pick(Lang::Fi, Lang::Fi).to_owned();
    kept::tell(unit, company, ("delivery_method", row.id), ("delivery_method.changed", who), (body, changes));
    Ok(version)
}

fn changes((before, old): (&MethodRecord, &[RuleRecord]), (after, new): (&MethodRecord, &[RuleRecord])) -> Vec<Change> {
    let figure = |millionths: i64| columns::decimal(millionths).to_string();
    let told = |rules: &[RuleRecord]| rules.iter().map(rule_text).collect::<Vec<_>>().join("; ");
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    [
        Change::of("name_fi", &before.name_fi, &after.name_fi),
        Change::of("name_sv", &before.name_sv, &after.name_sv),
        Change::of("name_en", &before.name_en, &after.name_en),
        Change::of("position", before.position.to_string(), after.position.to_string()),
        Change::of("active", before.active == 1, after.active == 1),
        Change::of("kind", &before.kind, &after.kind),
        Change::of("product", id(before.product_id), id(after.product_id)),
        Change::of("tax", before.tax_id.to_string(), after.tax_id.to_string()),
        Change::of("price", figure(before.price), figure(after.price)),
        Change::of("margin", figure(before.margin), figure(after.margin)),
        Change::of("fixed_margin", figure(before.fixed_margin), figure(after.fixed_margin)),
        Change::of(
            "free_from",
            before.free_from.map(figure).unwrap_or_default(),
            after.free_from.map(figure).unwrap_or_default(),
        ),
        Change::of("limits", &before.limits, &after.limits),
        Change::of("rules", told(old), told(new)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A rule's figures for the audit trail, without a language.
fn rule_text(rule: &RuleRecord) -> String {
    let figure = |millionths: i64| columns::decimal(millionths).to_string();
    format!(
        "{} {} {}: {} + {} × {}",
        rule.variable,
        rule.operator,
        figure(rule.value),
        figure(rule.base_price),
        figure(rule.factor_price),
        rule.factor
    )
}
