//! The proposal that waits for an answer, with what its seller weighs it by.
use crate::{Cx, Denied, Staff, approvals::standing, clock::Zone, quotes::working};
use domain::{
    actors::Permission,
    crm::OpportunityState,
    ids::{CompanyId, OpportunityId, PartyId, ProposalId, QuoteId},
    quotes::{
        line::LineInput,
        proposal::{
            Ask,
            past::{self, PastProposal},
        },
        state::{QuoteEvent, QuoteState},
    },
};
use store::{
    Conn, Scope, StoreError, columns, crm,
    quotes::{
        approvals,
        lines::{self, LineRecord},
        proposals::{self, ItemRecord, ProposalRecord},
        record::{self, QuoteRecord},
        sources,
    },
};
use wire::proposals::{ProposalItem, ProposalNote, ProposalView};

/// Proposals that the past is told of: the latest.
const LATEST: i64 = 200;

/// The proposal that waits on the version the customer has; nothing where none does.
/// # Errors
/// [`Denied::NotFound`].
pub async fn read_proposal(by: &Staff, cx: &Cx, id: QuoteId) -> Result<Option<ProposalView>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let zone = by.zone();
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, id).await?;
    let Some(found) = waiting(&mut conn, &quote).await? else { return Ok(None) };
    let rows = proposals::items(&mut conn, ProposalId(found.id)).await?;
    let items = rows.into_iter().map(item).collect::<Result<Vec<_>, _>>()?;
    let today = zone.day(cx.clock.now());
    let book = working::book(&mut conn, &quote, today).await?;
    let then = items.iter().find_map(|item| if let Ask::Delivery { on } = item.ask { Some(on) } else { None });
    let book_then = match then {
        Some(on) => {
            let later = QuoteRecord { delivery_on: Some(columns::day_text(on)), ..quote.clone() };
            Some(working::book(&mut conn, &later, today).await?)
        }
        None => None,
    };
    let party = sources::party(&mut conn, scope.company, PartyId(quote.party_id)).await?;
    let answers = if party.contact_name.is_empty() { party.name.clone() } else { party.contact_name.clone() };
    let phone = (party.phone.clone(), answers);
    let least_margin = match by.sees_margin() {
        true => {
            let asked = approvals::list(&mut conn, scope.company, id).await?;
            standing::limits_of(&mut conn, scope.company, &asked).await?.total_margin
        }
        false => None,
    };
    let chance = match quote.opportunity_id {
        Some(opportunity) => opportunity_chance(&mut conn, scope, OpportunityId(opportunity)).await?,
        None => None,
    };
    let mut ended = Vec::new();
    for row in proposals::answered(&mut conn, scope.company, LATEST).await? {
        let won = row.state == QuoteState::Accepted.code();
        if !won && ![QuoteState::Declined.code(), QuoteState::Expired.code()].contains(&row.state.as_str()) {
            continue;
        }
        let (accepted, countered) = (columns::count(row.accepted)?, columns::count(row.countered)?);
        ended.push(PastProposal { asked: columns::count(row.asked)?, accepted, countered, won });
    }
    let stored = lines::list(&mut conn, id).await?;
    let costs = by.sees_margin().then(|| crate::quotes::read::costs(&stored));
    let mut lines: Vec<LineInput> = stored.into_iter().map(LineRecord::input).collect();
    working::at_rates(&mut lines, &book);
    let (draft, on_version) = (columns::count::<u32>(quote.draft_version)?, columns::count(found.quote_version)?);
    let unsent_changes = draft != on_version;
    Ok(Some(ProposalView {
        quote: id,
        version: quote.version,
        number: quote.number,
        party: party.name,
        language: columns::lang(&quote.language)?,
        currency: columns::currency(&quote.currency)?,
        id: ProposalId(found.id),
        author: found.author,
        at: zone.stamp_micros(found.asked_at),
        why: found.why,
        on_version,
        next_version: if unsent_changes { draft } else { draft + 1 },
        unsent_changes,
        items,
        lines,
        book,
        book_then,
        costs,
        least_margin,
        phone,
        chance,
        past: past::past(&ended),
    }))
}

/// The chance of an open opportunity that the reader may see.
async fn opportunity_chance(conn: &mut Conn, scope: &Scope, id: OpportunityId) -> Result<Option<u32>, Denied> {
    match crm::record::load(conn, scope, id).await {
        Ok(row) if row.state == OpportunityState::Open.code() => Ok(Some(columns::count(row.chance)?)),
        Ok(_) | Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The row of the proposal that waits; an offer that was accepted or withdrawn has none.
async fn waiting(conn: &mut Conn, quote: &QuoteRecord) -> Result<Option<ProposalRecord>, Denied> {
    let open = columns::code(&quote.state, QuoteState::parse)?.allows(QuoteEvent::Edit);
    let Some(sent) = quote.sent_version.filter(|_| open) else { return Ok(None) };
    Ok(proposals::find_open(conn, CompanyId(quote.company_id), QuoteId(quote.id), sent).await?)
}

/// What the editor says of the proposal that waits.
/// # Errors
/// [`Denied`].
pub(crate) async fn note(conn: &mut Conn, quote: &QuoteRecord, zone: Zone) -> Result<Option<ProposalNote>, Denied> {
    let Some(found) = waiting(conn, quote).await? else { return Ok(None) };
    let items = proposals::items(conn, ProposalId(found.id)).await?;
    Ok(Some(ProposalNote {
        author: found.author,
        at: zone.stamp_micros(found.asked_at),
        changes: u32::try_from(items.len()).unwrap_or(u32::MAX),
        why: found.why,
    }))
}

/// A stored item as pages show it.
/// # Errors
/// A fault when the row is none this program writes.
pub(crate) fn item(row: ItemRecord) -> Result<ProposalItem, Denied> {
    Ok(ProposalItem {
        ask: row.ask()?,
        number: columns::count(row.number)?,
        answer: row.answer(),
        instead: row.instead()?,
        before: row.offered.map(columns::decimal),
        before_on: columns::optional_day(row.offered_on)?,
        name: row.name,
        unit: row.unit,
        reply: row.reply,
    })
}
