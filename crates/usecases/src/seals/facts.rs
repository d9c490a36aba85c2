//! What pages show of a seal, and the evidence as a file.
use super::seal::EVIDENCE;
use crate::{Cx, Denied, Staff, Visitor, clock::Zone, files::Download};
use domain::{
    actors::Permission,
    ids::{CompanyId, OrderId, QuoteId},
};
use store::{
    Conn, orders,
    quotes::{decisions, record},
    seals::{self, SealRecord},
};
use wire::seals::SealFacts;

/// Where anybody checks what has this digest.
pub(crate) fn verify_url(public_url: &str, sha256: &str) -> String {
    format!("{public_url}/verify?sha256={sha256}")
}

/// The seal on the evidence of a decision on a quotation that was loaded through its scope; none where it was signed
/// before there were seals, or is not sealed yet.
pub(crate) async fn facts(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    (version, round): (i64, i64),
    zone: Zone,
) -> Result<Option<SealFacts>, Denied> {
    Ok(find(conn, company, quote, (version, round)).await?.map(|seal| SealFacts {
        sha256: seal.sha256,
        key: seal.public_key.chars().take(16).collect(),
        at: zone.stamp_micros(seal.sealed_at),
    }))
}

async fn find(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    of: (i64, i64),
) -> Result<Option<SealRecord>, Denied> {
    let found = seals::of_quote(conn, company, quote, of).await?;
    Ok(found.into_iter().find(|seal| seal.kind == EVIDENCE))
}

async fn file(conn: &mut Conn, company: CompanyId, quote: QuoteId) -> Result<Download, Denied> {
    let decision = decisions::find(conn, company, quote).await?.ok_or(Denied::NotFound)?;
    let number = record::unscoped_load(conn, company, quote).await?.number;
    let seal = find(conn, company, quote, (decision.quote_version, decision.round)).await?.ok_or(Denied::NotFound)?;
    let name = format!("{number}-v{}-evidence.json", decision.quote_version);
    Ok(Download { name, media_type: "application/json".into(), bytes: seal.body.into_bytes() })
}

/// The evidence of the customer's own acceptance, byte for byte as it was sealed.
/// # Errors
/// [`Denied::NotFound`] where nothing is sealed.
pub async fn evidence_for_visitor(by: &Visitor, cx: &Cx) -> Result<Download, Denied> {
    let scope = by.scope()?;
    let mut conn = cx.store.reader().await?;
    file(&mut conn, scope.company, scope.quote).await
}

/// The evidence behind an order, byte for byte as it was sealed.
/// # Errors
/// [`Denied::NotFound`] where nothing is sealed.
pub async fn evidence_for_staff(by: &Staff, cx: &Cx, order: OrderId) -> Result<Download, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    let order = orders::load(&mut conn, scope, order).await?;
    file(&mut conn, scope.company, QuoteId(order.quote_id)).await
}
