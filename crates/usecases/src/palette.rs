//! Search everything: whatever one may see that holds what was typed, what is meant the most first.
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    crm::OpportunityState,
    palette::{Rank, RecordKind, rank},
    text,
};
use store::{
    columns,
    palette::{self as stored, Among, FoundRow},
    parties, products,
};
use wire::{
    palette::{FoundFact, FoundRecord},
    shared::Amount,
};

/// Read of each kind, before what is meant the most is chosen.
const READ: i64 = 30;
/// Offered of each kind, and of all.
const OF_A_KIND: usize = 5;
const OFFERED: usize = 14;
/// No name, number or address is longer, so nothing is searched for.
const LONGEST: usize = 200;

/// What was found, with what its row does not say but its rank is due to.
struct Found {
    record: FoundRecord,
    rank: Option<Rank>,
}

/// Records that hold the text. Nothing typed finds nothing.
/// # Errors
/// [`Denied`].
pub async fn search(by: &Staff, cx: &Cx, text: String) -> Result<Vec<FoundRecord>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    if text.chars().take(LONGEST + 1).count() > LONGEST {
        return Ok(Vec::new());
    }
    let typed = text::fold(&text);
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let mut conn = cx.store.reader().await?;
    let mut all = Vec::new();
    for (among, kind) in [
        (Among::Quotes, RecordKind::Quote),
        (Among::Opportunities, RecordKind::Opportunity),
        (Among::Orders, RecordKind::Order),
    ] {
        let rows = stored::found(&mut conn, scope, among, &typed, READ).await?;
        let found = rows.into_iter().map(|row| document(kind, row)).collect::<Result<_, _>>()?;
        all.extend(best(found, &typed));
    }
    // Every seller sees every customer and product of the company.
    let found = parties::list::suggest(&mut conn, scope.company, &typed, READ).await?;
    let found = found.into_iter().map(|(id, name, city)| FoundRecord {
        kind: RecordKind::Party,
        id,
        name,
        beside: String::new(),
        fact: FoundFact::Words(city),
    });
    all.extend(best(found.collect(), &typed));
    let found = products::list::suggest(&mut conn, scope.company, &typed, READ).await?;
    let found = found.into_iter().map(|row| FoundRecord {
        kind: RecordKind::Product,
        id: row.id,
        name: row.name,
        beside: row.code,
        fact: FoundFact::Amount(Amount { value: columns::decimal(row.unit_price), currency: by.currency }),
    });
    all.extend(best(found.collect(), &typed));
    all.sort_by_key(|found| (found.rank.is_none(), found.rank, found.record.kind));
    all.truncate(OFFERED);
    Ok(all.into_iter().map(|found| found.record).collect())
}

/// The few of a kind that are meant the most; equals stay in the order they came.
fn best(records: Vec<FoundRecord>, typed: &str) -> Vec<Found> {
    let mut found: Vec<Found> = records
        .into_iter()
        .map(|record| {
            let rank = [&record.name, &record.beside].into_iter().filter_map(|text| rank(text, typed)).min();
            Found { record, rank }
        })
        .collect();
    // What was found by an e-mail address or a business id shows none of it; it comes last.
    found.sort_by_key(|found| (found.rank.is_none(), found.rank));
    found.truncate(OF_A_KIND);
    found
}

fn document(kind: RecordKind, row: FoundRow) -> Result<FoundRecord, Denied> {
    let party = row.party_name.unwrap_or_default();
    if kind == RecordKind::Opportunity {
        let state = columns::code(&row.state, OpportunityState::parse)?;
        let open = state == OpportunityState::Open;
        let fact = if open { FoundFact::Words(row.stage) } else { FoundFact::Closed(state) };
        return Ok(FoundRecord { kind, id: row.id, name: row.title, beside: party, fact });
    }
    let currency = columns::currency(&row.currency)?;
    let beside = if row.title.is_empty() { row.number } else { format!("{} · {}", row.number, row.title) };
    let fact = FoundFact::Amount(Amount { value: columns::amount(row.amount, &currency), currency });
    Ok(FoundRecord { kind, id: row.id, name: party, beside, fact })
}
