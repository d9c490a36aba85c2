//! What is a customer's is found by its new name: the first rows at once, the others by work of the outbox.
use crate::{Cx, Denied, quotes};
use domain::ids::{CompanyId, PartyId};
use serde::{Deserialize, Serialize};
use store::{
    Unit, crm,
    outbox::{self, NewWork, Work},
    parties::found::{self as stored, What},
};
use uuid::Uuid;

/// The work that goes on where a renaming has stopped.
pub const RENAMED: &str = "renamed";
/// Rows that are written in the unit of work of whoever renames.
const AT_ONCE: i64 = 100;
/// Rows that are written in each unit of work after that.
const BATCH: i64 = 200;

/// How far a renaming has come.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Cursor {
    of: What,
    /// The last row that was written; nil before the first.
    after: Uuid,
}

/// Makes what is a customer's found by `name`. Whoever may rename the customer may not see all of it, so nothing else of it
/// is touched.
/// # Errors
/// [`Denied`].
pub(crate) async fn rename(unit: &mut Unit, company: CompanyId, party: PartyId, name: &str) -> Result<(), Denied> {
    let from = Cursor { of: What::Opportunities, after: Uuid::nil() };
    let rest = step(unit, party, name, (from, AT_ONCE)).await?;
    put_rest(unit, company, party, rest).await
}

/// Goes on with a renaming, by the name the customer has now: a later one is not undone by an earlier one's work.
/// # Errors
/// [`Denied`]; the work is then noted as failed and tried again.
pub async fn go_on_renaming(cx: &Cx, work: &Work) -> Result<(), Denied> {
    let from: Cursor = serde_json::from_str(&work.body).map_err(Denied::fault)?;
    let (company, id) = (CompanyId(work.company_id), work.id);
    let party = PartyId(work.subject_id.ok_or_else(|| Denied::fault("a renaming of nobody"))?);
    cx.store
        .unit(cx.clock.now(), move |unit| {
            Box::pin(async move {
                if !outbox::done(unit, company, id, None).await? {
                    return Ok(());
                }
                let Some(name) = stored::name(unit, company, party).await? else { return Ok(()) };
                let rest = step(unit, party, &name, (from, BATCH)).await?;
                put_rest(unit, company, party, rest).await?;
                for kind in ["opportunity", "quote", "order"] {
                    unit.announce(company, kind, Uuid::nil());
                }
                Ok::<_, Denied>(())
            })
        })
        .await
}

/// Writes at most `most` rows; answers where to go on, nothing when all is done.
async fn step(
    unit: &mut Unit,
    party: PartyId,
    name: &str,
    (from, most): (Cursor, i64),
) -> Result<Option<Cursor>, Denied> {
    let (mut at, mut left) = (from, most);
    loop {
        let rows = stored::page(unit, (at.of, party), at.after, left).await?;
        for (id, first, second) in rows {
            stored::put(unit, at.of, id, &words(at.of, name, (&first, &second))).await?;
            (at.after, left) = (id, left - 1);
        }
        if left <= 0 {
            return Ok(Some(at));
        }
        let Some(of) = at.of.next() else { return Ok(None) };
        at = Cursor { of, after: Uuid::nil() };
    }
}

fn words(of: What, name: &str, (first, second): (&str, &str)) -> String {
    match of {
        What::Opportunities => crm::record::search_text(name, first, second),
        What::Quotes | What::Orders => quotes::search_text(name, first, second),
    }
}

async fn put_rest(unit: &mut Unit, company: CompanyId, party: PartyId, rest: Option<Cursor>) -> Result<(), Denied> {
    let Some(rest) = rest else { return Ok(()) };
    let body = serde_json::to_string(&rest).map_err(Denied::fault)?;
    let work = NewWork { company, topic: RENAMED, subject_kind: "party", subject: Some(party.0), body };
    outbox::put_later(unit, work).await?;
    Ok(())
}
