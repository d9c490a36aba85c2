//! The evidence of an acceptance in one text: what was signed, by whom, how, and what happened before.
use crate::{
    Denied,
    portal::{accept::hash, evidence::Evidence},
};
use domain::{
    days::Instant,
    ids::{CompanyId, QuoteId},
    quotes::content::Content,
};
use serde_json::{Value, json};
use store::{
    Conn, events, orders,
    quotes::{decisions::DecisionRecord, record::QuoteRecord, signatures, versions},
};

/// The evidence, and what a seal repeats of it.
pub(super) struct Composed {
    /// Canonical JSON.
    pub(super) text: String,
    /// The version as it was sent.
    pub(super) content: Content,
    /// SHA-256 of the choice; empty where there was none.
    pub(super) choice_sha256: String,
    /// The audit trail's value at the acceptance.
    pub(super) chain: String,
}

/// What the evidence tells of: what the customer was given and what the customer did. What went on in the house (drafts,
/// approvals) is nobody else's.
const TOLD: [&str; 12] = [
    "quote.sent",
    "quote.viewed",
    "quote.commented",
    "quote.answered",
    "quote.chosen",
    "quote.proposed",
    "quote.proposal_answered",
    "quote.customer_approved",
    "quote.customer_refused",
    "quote.customer_signed",
    "quote.accepted",
    "quote.taken_back",
];
/// Events that are looked through for those, newest first.
const MOST_EVENTS: i64 = 20_000;

/// An instant as machines read it.
pub(super) fn iso(at: i64) -> String {
    Instant(at).utc().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Puts the evidence together from what was kept; the same each time, since none of that ever changes.
pub(super) async fn compose(
    conn: &mut Conn,
    quote: &QuoteRecord,
    decision: &DecisionRecord,
) -> Result<Composed, Denied> {
    let (company, id) = (CompanyId(quote.company_id), QuoteId(quote.id));
    let version = versions::load(conn, id, decision.quote_version).await?;
    let content = Content::from_canonical(&version.content).map_err(Denied::fault)?;
    let kept: Evidence = serde_json::from_str(&decision.evidence).map_err(Denied::fault)?;
    let choice_sha256 = kept.choice.as_ref().map(hash).unwrap_or_default();
    let order = orders::regret::made(conn, company, id).await?.map(|order| order.number).unwrap_or_default();
    let mut happened = events::timeline(conn, company, quote.id, MOST_EVENTS).await?;
    happened.retain(|event| event.at <= decision.decided_at && TOLD.contains(&event.what.as_str()));
    happened.reverse();
    let chain = happened.iter().rev().find(|event| event.what == "quote.accepted");
    let chain = chain.map(|event| vault::digest::hex(&event.code)).unwrap_or_default();
    let trail: Vec<Value> = happened
        .iter()
        .map(|event| {
            json!({
                "at": iso(event.at),
                "what": event.what,
                "by": event.actor,
                "chain": vault::digest::hex(&event.code),
            })
        })
        .collect();
    let read = |text: &str| serde_json::from_str::<Value>(text).map_err(Denied::fault);
    let mut evidence = json!({
        "form": "tarjous-evidence-1",
        "company": content.seller.name,
        "business_id": content.seller.business_id,
        "document": quote.number,
        "version": decision.quote_version,
        "order": order,
        // As a text, so that its bytes are those that were hashed.
        "content": version.content,
        "content_sha256": version.sha256,
        "choice_sha256": choice_sha256,
        "signer": {
            "name": decision.name,
            "role": decision.role,
            "company": content.buyer.name,
            "purchase_order": decision.purchase_order,
        },
        "signature": read(&decision.signature)?,
        "circumstances": read(&decision.evidence)?,
        "signed_at": iso(decision.decided_at),
        "events": trail,
    });
    // Only where there are such, so that the evidence of one signature is as it always was.
    let before = signatures::list(conn, company, id, decision.quote_version).await?;
    if !before.is_empty() {
        let told = before.iter().map(|one| {
            Ok(json!({
                "signer": { "name": one.name, "role": one.role, "purchase_order": one.purchase_order },
                "content_sha256": one.content_sha256,
                "signature": read(&one.signature)?,
                "circumstances": read(&one.evidence)?,
                "signed_at": iso(one.signed_at),
            }))
        });
        evidence["signed_before"] = Value::Array(told.collect::<Result<_, Denied>>()?);
    }
    // The keys of `Value` are sorted.
    Ok(Composed { text: evidence.to_string(), content, choice_sha256, chain })
}
