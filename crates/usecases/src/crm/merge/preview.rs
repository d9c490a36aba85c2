//! What merging two opportunities would do, before it is done.
use super::{facts, fit, gone};
use crate::{
    Cx, Denied, Staff,
    crm::{custom, duplicates, tags},
};
use domain::{actors::Permission, crm::merge, ids::OpportunityId, money::Currency, refusal::Refusal};
use store::{
    Conn, Scope, columns, company,
    company::StageRecord,
    crm::{
        merges, origin,
        record::{self, Names, OpportunityRecord},
    },
};
use wire::{
    merge::{MergeCounts, MergeField, MergePreview, MergeSide, MergeValue},
    shared::Amount,
};

/// Every field of both, which of them is taken by the rule, and what is moved.
/// # Errors
/// [`Denied::NotFound`], `same_record`, `already_merged`, `won_not_merged`.
pub async fn preview_merge(
    by: &Staff,
    cx: &Cx,
    stays: OpportunityId,
    goes: OpportunityId,
) -> Result<MergePreview, Denied> {
    let scope = by.scope(Permission::Sell)?;
    if stays == goes {
        return Err(Denied::at("goes", Refusal::SameRecord));
    }
    let mut conn = cx.store.reader().await?;
    let (stays_row, stays_names) = load(&mut conn, scope, stays, "stays").await?;
    let (goes_row, goes_names) = load(&mut conn, scope, goes, "goes").await?;
    fit(&stays_row, &goes_row)?;
    let origins =
        (origin::load(&mut conn, scope.company, stays).await?, origin::load(&mut conn, scope.company, goes).await?);
    let (one, other) = (facts::of(&stays_row, &origins.0, &[]), facts::of(&goes_row, &origins.1, &[]));
    let has = tags::refs_of(&mut conn, scope.company, stays).await?;
    let brings = tags::refs_of(&mut conn, scope.company, goes).await?;
    let text = |facts: &merge::Facts, code: &str| facts.get(code).cloned().unwrap_or_default();
    let mut fields = Vec::new();
    for code in merge::FIELDS {
        // Where nothing recurs there is nothing to choose.
        if code == "recurring" && stays_row.recurring == 0 && goes_row.recurring == 0 {
            continue;
        }
        fields.push(MergeField {
            code: code.to_owned(),
            name: String::new(),
            takes: merge::takes(code, &text(&one, code), &text(&other, code)),
            stays: value(code, &stays_row, &stays_names, by.currency)?,
            goes: value(code, &goes_row, &goes_names, by.currency)?,
        });
    }
    fields.extend(custom::compared(&mut conn, by, (stays, goes)).await?);
    let stages = company::stages(&mut conn, scope.company).await?;
    let counts = merges::counts(&mut conn, scope.company, goes).await?;
    Ok(MergePreview {
        reasons: duplicates::why(&mut conn, &stays_row, &goes_row).await?,
        stays: side(by, &stays_row, &stages),
        goes: side(by, &goes_row, &stages),
        fields,
        tags: brings.into_iter().filter(|tag| !has.contains(tag)).map(|tag| tag.name).collect(),
        counts: MergeCounts {
            activities: counts.activities,
            quotes: counts.quotes,
            orders: counts.orders,
            posts: counts.posts,
            files: counts.files,
            entries: counts.entries,
        },
    })
}

async fn load(
    conn: &mut Conn,
    scope: &Scope,
    id: OpportunityId,
    field: &str,
) -> Result<(OpportunityRecord, Names), Denied> {
    let row = match record::load(conn, scope, id).await {
        Ok(row) => row,
        Err(error) => return Err(gone(conn, scope, id, field, error).await),
    };
    let names = record::names(conn, &row).await?;
    Ok((row, names))
}

fn side(by: &Staff, row: &OpportunityRecord, stages: &[StageRecord]) -> MergeSide {
    let stage = stages.iter().find(|stage| stage.id == row.stage_id);
    MergeSide {
        id: OpportunityId(row.id),
        version: row.version,
        title: row.title.clone(),
        stage: stage.map(|stage| stage.name.clone()).unwrap_or_default(),
        lost: row.state == "lost",
        created: by.zone().stamp_micros(row.created_at),
    }
}

fn value(code: &str, row: &OpportunityRecord, names: &Names, currency: Currency) -> Result<MergeValue, Denied> {
    let text = |text: &str| MergeValue::Text(text.to_owned());
    let name = |name: &Option<String>| MergeValue::Text(name.clone().unwrap_or_default());
    Ok(match code {
        "title" => text(&row.title),
        "party" => name(&names.party),
        "contact_name" => text(&row.contact_name),
        "email" => text(&row.email),
        "phone" => text(&row.phone),
        "expected" => MergeValue::Amount(Amount { value: columns::amount(row.expected, &currency), currency }),
        "recurring" => MergeValue::Recurring(
            Amount { value: columns::amount(row.recurring, &currency), currency },
            names.plan.clone().unwrap_or_default(),
        ),
        "expected_close" => MergeValue::Day(columns::optional_day(row.expected_close.clone())?),
        "owner" => name(&names.owner),
        "priority" => MergeValue::Stars(columns::count(row.priority)?),
        _ => text(&row.source),
    })
}
