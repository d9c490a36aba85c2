//! Change a price list.
use super::fields;
use crate::{Cx, Denied, Staff, settings::kept};
use domain::{actors::Permission, ids::CompanyId};
use store::{
    Unit,
    events::{By, Change},
    prices::{self as stored, ListRecord, RuleRecord},
};
use uuid::Uuid;
use wire::prices::EditPriceList;

/// Keeps the whole list with its rules. Lines of quotations keep the prices they have. Answers the row's version; a
/// form without a change writes nothing.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::Stale`], refusals by field; `based_on_itself` at `rules.2.base`.
pub async fn edit(by: &Staff, cx: &Cx, command: EditPriceList) -> Result<i64, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: EditPriceList) -> Result<i64, Denied> {
    let before = stored::find(&mut unit.conn, company, command.id).await?.ok_or(Denied::NotFound)?;
    kept::unchanged(Some(before.version), command.version)?;
    let old_rules = stored::rules(&mut unit.conn, company, command.id).await?;
    let mut list = before.clone();
    let rules = fields::take(unit, &command.fields, &mut list).await?;
    let changes = changes((&before, &old_rules), (&list, &rules));
    if changes.is_empty() {
        return Ok(before.version);
    }
    let version = stored::update(unit, &list, &rules).await.map_err(kept::name_taken)?;
    kept::tell(unit, company, ("price_list", list.id), ("price_list.changed", who), (list.name, changes));
    Ok(version)
}

fn changes((before, old): (&ListRecord, &[RuleRecord]), (after, new): (&ListRecord, &[RuleRecord])) -> Vec<Change> {
    let told = |rules: &[RuleRecord]| rules.iter().map(rule_text).collect::<Vec<_>>().join("; ");
    [
        Change::of("name", &before.name, &after.name),
        Change::of("active", before.active == 1, after.active == 1),
        Change::of("for_all", before.for_all == 1, after.for_all == 1),
        Change::of("countries", &before.countries, &after.countries),
        Change::of("rules", told(old), told(new)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A rule's figures for the audit trail, without a language.
fn rule_text(rule: &RuleRecord) -> String {
    let figure = |millionths| store::columns::decimal(millionths).to_string();
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let parts = [
        ("", rule.kind.clone()),
        ("product ", id(rule.product_id)),
        ("variant ", id(rule.variant_id)),
        ("category ", id(rule.category_id)),
        ("from ", figure(rule.min_quantity)),
        ("", rule.valid_from.clone().unwrap_or_default()),
        ("until ", rule.valid_until.clone().unwrap_or_default()),
        ("= ", if rule.kind == "fixed" { figure(rule.price) } else { String::new() }),
        ("% ", if rule.kind == "fixed" { String::new() } else { figure(rule.percent) }),
        ("of ", if rule.kind == "fixed" { String::new() } else { rule.base.clone() }),
        ("", id(rule.base_list_id)),
        ("to ", rule.round_to.map(figure).unwrap_or_default()),
        ("+ ", if rule.surcharge == 0 { String::new() } else { figure(rule.surcharge) }),
        ("min ", rule.min_margin.map(figure).unwrap_or_default()),
        ("max ", rule.max_margin.map(figure).unwrap_or_default()),
    ];
    let said = parts.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(word, value)| format!("{word}{value}")).collect::<Vec<_>>().join(" ")
}
