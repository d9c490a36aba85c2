//! One order: exactly what was accepted, by whom, with its files.
use crate::{
    Cx, Denied, Staff, files, payments,
    portal::{evidence::Evidence, withdraw},
    quotes::rows::user_ref,
    seals, timeline,
};
use domain::{
    actors::Permission,
    ids::{OpportunityId, OrderId, PartyId, QuoteId},
    quotes::content::Content,
};
use store::{
    columns, events, orders, parties,
    quotes::{decisions, record, signatures, sources, versions},
};
use wire::{orders::OrderView, parties::PartyRef, portal::EarlierSigner, quotes::OpportunityRef};

/// Everything the order's page shows.
/// # Errors
/// [`Denied::NotFound`].
pub async fn read(by: &Staff, cx: &Cx, id: OrderId) -> Result<OrderView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let (company, zone) = (scope.company, by.zone());
    let mut conn = cx.store.reader().await?;
    let order = orders::load(&mut conn, scope, id).await?;
    let quote_id = QuoteId(order.quote_id);
    let quote = record::unscoped_load(&mut conn, company, quote_id).await?;
    let version = versions::load(&mut conn, quote_id, order.quote_version).await?;
    let decision =
        decisions::accepted(&mut conn, company, quote_id, order.quote_version).await?.ok_or(Denied::NotFound)?;
    let evidence: Evidence = serde_json::from_str(&decision.evidence).map_err(Denied::fault)?;
    let party = parties::record::load(&mut conn, company, PartyId(order.party_id)).await?;
    let before = signatures::before(&mut conn, company, quote_id, (order.quote_version, decision.link_id)).await?;
    let opportunity = match order.opportunity_id {
        Some(opportunity) => sources::opportunity(&mut conn, scope, OpportunityId(opportunity)).await.ok(),
        None => None,
    };
    let payment = payments::block::read(&mut conn, company, id).await?;
    let seal = seals::facts(&mut conn, company, quote_id, (decision.quote_version, decision.round), zone).await?;
    let files = files::of(&mut conn, company, "order", order.id, zone).await?;
    let happened = events::timeline(&mut conn, company, order.id, timeline::ENTRIES).await?;
    let bought = evidence.applied(&Content::from_canonical(&version.content).map_err(Denied::fault)?)?.settled();
    let withdrawn = orders::regret::withdrawn(&mut conn, company, id).await?;
    Ok(OrderView {
        id,
        number: order.number,
        party: PartyRef { id: PartyId(order.party_id), name: order.party_name },
        quote: quote_id,
        quote_number: quote.number,
        quote_version: columns::count(order.quote_version)?,
        opportunity: opportunity.map(|o| OpportunityRef { id: OpportunityId(o.id), title: o.title }),
        owner: user_ref(order.owner_id, order.owner_name),
        withdrawals: withdraw::done(&withdrawn, &bought, zone)?,
        content: bought,
        content_sha256: version.sha256,
        accepted_by: decision.name,
        accepted_role: decision.role,
        purchase_order: order.purchase_order,
        e_invoice_is_new: evidence.e_invoice.is_some() && party.e_invoice.is_empty(),
        e_invoice: evidence.e_invoice.clone(),
        signed_before: before
            .into_iter()
            .map(|one| EarlierSigner { name: one.name, role: one.role, at: zone.stamp_micros(one.signed_at) })
            .collect(),
        payment,
        accepted: zone.stamp_micros(decision.decided_at),
        seal,
        cancelled: order.cancelled_at.map(|at| zone.stamp_micros(at)),
        files,
        timeline: timeline::entries(&happened, zone),
    })
}
