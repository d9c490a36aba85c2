//! Learn chances anew from everything that ended, and compute all open ones, a batch at a time.
use super::{Book, add, count, settle, stages};
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    crm::{OpportunityState, evidence::Tally},
    ids::{CompanyId, OpportunityId},
};
use rust_decimal::prelude::ToPrimitive;
use store::{Unit, crm::chance as stored};
use uuid::Uuid;
use wire::crm::{RelearnChances, Relearned};

/// Opportunities of one batch.
const BATCH: i64 = 500;
/// First what ended, so that the open ones are judged by all of it.
const ORDER: [OpportunityState; 3] = [OpportunityState::Won, OpportunityState::Lost, OpportunityState::Open];

/// One batch from where the last one ended: what was counted of each that ended is brought in line with what it is now, and
/// each open one gets its computed chance, unless somebody set it by hand. Done again it changes nothing; broken off it
/// leaves right what was done. Answers where it goes on.
/// # Errors
/// [`Denied::NotAllowed`] for all but administrators.
pub async fn relearn_chances(by: &Staff, cx: &Cx, command: RelearnChances) -> Result<Relearned, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let command = command.clone();
            Box::pin(async move { write(unit, company, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, command: RelearnChances) -> Result<Relearned, Denied> {
    let state = command.state.unwrap_or(ORDER[0]);
    let after = command.after.map_or((i64::MIN, Uuid::nil()), |(at, id)| (at, id.0));
    let rows = stored::unscoped_some(unit, company, state.code(), after, BATCH).await?;
    if state == OpportunityState::Open {
        let book = Book::read(&mut unit.conn, company).await?;
        for row in &rows {
            let said = row.chance_by_hand.is_none().then(|| book.evidence(row)).flatten();
            settle(unit, company, row, said).await?;
        }
    } else {
        let stages = stages(&mut unit.conn, company).await?;
        let mut tally = Tally::default();
        for row in &rows {
            count(unit, row, &stages, &mut tally).await?;
        }
        add(unit, company, &tally).await?;
    }
    let seen = rows.len().to_u32().unwrap_or_default();
    let next = match rows.last() {
        Some(last) if rows.len() as i64 == BATCH => Some((state, Some((last.updated_at, OpportunityId(last.id))))),
        _ => ORDER.iter().skip_while(|one| **one != state).nth(1).map(|state| (*state, None)),
    };
    Ok(Relearned { seen, next: next.map(|(state, after)| RelearnChances { state: Some(state), after }) })
}
