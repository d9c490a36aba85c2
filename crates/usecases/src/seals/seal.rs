//! Sealing: first the evidence of an acceptance, then the file that was drawn with it.
use super::{
    evidence::{compose, iso},
    keys::{Ready, ready},
};
use crate::{Cx, Denied};
use domain::ids::{CompanyId, QuoteId};
use store::{
    columns,
    quotes::{decisions::DecisionRecord, record::QuoteRecord},
    seals::{self, NewSeal, SealRecord},
};
use wire::seals::SealStatement;

/// The form of a statement.
const FORM: &str = "tarjous-seal-1";
/// What was sealed: the evidence.
pub(crate) const EVIDENCE: &str = "evidence";
/// What was sealed: the signed PDF.
pub(crate) const FILE: &str = "file";

/// The seal on the evidence of an acceptance: made now, in a unit of its own, or the one that was made before. So the
/// file is drawn the same each time, however often it is begun.
/// # Errors
/// [`Denied`].
pub(crate) async fn evidence(cx: &Cx, quote: &QuoteRecord, decision: &DecisionRecord) -> Result<SealRecord, Denied> {
    if let Some(sealed) = kept(cx, quote, decision).await? {
        return Ok(sealed);
    }
    let company = CompanyId(quote.company_id);
    let mut conn = cx.store.reader().await?;
    let composed = compose(&mut conn, quote, decision).await?;
    drop(conn);
    let key = ready(cx, company).await?;
    let now = cx.clock.now();
    let statement = SealStatement {
        form: FORM.into(),
        kind: EVIDENCE.into(),
        sha256: vault::digest::sha256_hex(composed.text.as_bytes()),
        evidence_sha256: String::new(),
        content_sha256: decision.content_sha256.clone(),
        choice_sha256: composed.choice_sha256,
        chain: composed.chain,
        company: composed.content.seller.name,
        business_id: composed.content.seller.business_id,
        document: quote.number.clone(),
        version: columns::count(decision.quote_version)?,
        signed_at: iso(decision.decided_at),
        sealed_at: iso(now.0),
        public_key: key.public.clone(),
    };
    let of = (company, QuoteId(quote.id), (decision.quote_version, decision.round));
    let seal = signed(of, EVIDENCE, &key, &statement, composed.text)?;
    cx.store
        .unit(now, move |unit| {
            let seal = seal.clone();
            Box::pin(async move { Ok::<_, Denied>(seals::insert(unit, &seal).await?) })
        })
        .await?;
    kept(cx, quote, decision).await?.ok_or_else(|| Denied::fault("a seal that was written is not there"))
}

/// The seal on the signed file, to be written with it.
/// # Errors
/// [`Denied`].
pub(crate) async fn of_file(cx: &Cx, evidence: &SealRecord, bytes: &[u8]) -> Result<NewSeal, Denied> {
    let company = CompanyId(evidence.company_id);
    let key = ready(cx, company).await?;
    let about: SealStatement = serde_json::from_str(&evidence.statement).map_err(Denied::fault)?;
    let statement = SealStatement {
        kind: FILE.into(),
        sha256: vault::digest::sha256_hex(bytes),
        evidence_sha256: evidence.sha256.clone(),
        sealed_at: iso(cx.clock.now().0),
        public_key: key.public.clone(),
        ..about
    };
    let of = (company, QuoteId(evidence.quote_id), (evidence.quote_version, evidence.round));
    signed(of, FILE, &key, &statement, String::new())
}

fn signed(
    (company, quote, (quote_version, round)): (CompanyId, QuoteId, (i64, i64)),
    kind: &'static str,
    key: &Ready,
    statement: &SealStatement,
    body: String,
) -> Result<NewSeal, Denied> {
    // The keys of `Value` are sorted.
    let text = serde_json::to_value(statement).map_err(Denied::fault)?.to_string();
    let signature = key.key.sign(&text);
    let sha256 = statement.sha256.clone();
    Ok(NewSeal { company, quote, quote_version, round, kind, key: key.id, sha256, body, statement: text, signature })
}

async fn kept(cx: &Cx, quote: &QuoteRecord, decision: &DecisionRecord) -> Result<Option<SealRecord>, Denied> {
    let mut conn = cx.store.reader().await?;
    let (company, id) = (CompanyId(quote.company_id), QuoteId(quote.id));
    let found = seals::of_quote(&mut conn, company, id, (decision.quote_version, decision.round)).await?;
    Ok(found.into_iter().find(|seal| seal.kind == EVIDENCE))
}
