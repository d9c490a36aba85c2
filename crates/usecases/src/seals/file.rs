//! The signed document as a file that carries a signature of its own (PAdES B-B), which programs that read PDF check.
use super::keys::{Ready, ready};
use crate::{Cx, Denied};
use domain::{days::Instant, ids::CompanyId};
use i18n::T;
use paper::{QuoteDocument, SignaturePlace, quote_pdf_to_sign};
use store::seals::SealRecord;
use vault::file_signer::Organisation;
use wire::seals::SealStatement;

/// Draws the document with the seal on its evidence, and signs the file. The same document and key give the same bytes.
/// # Errors
/// A fault when it cannot be drawn or signed.
pub(crate) async fn drawn(cx: &Cx, evidence: &SealRecord, document: QuoteDocument) -> Result<Vec<u8>, Denied> {
    let key = ready(cx, CompanyId(evidence.company_id)).await?;
    let about: SealStatement = serde_json::from_str(&evidence.statement).map_err(Denied::fault)?;
    let at = Instant(evidence.sealed_at);
    let made = tokio::task::spawn_blocking(move || signed(document, &key, &about, at)).await;
    made.map_err(Denied::fault)?
}

fn signed(mut document: QuoteDocument, key: &Ready, about: &SealStatement, at: Instant) -> Result<Vec<u8>, Denied> {
    let since = u64::try_from(key.made_at.0 / 1_000_000).unwrap_or_default();
    let organisation = Organisation { name: &about.company, business_id: &about.business_id, since };
    let Some(signer) = key.key.file_signer(organisation) else {
        // Nobody to sign in the name of.
        return paper::quote_pdf(&document).map_err(Denied::fault);
    };
    if let Some(seal) = document.certificate.as_mut().and_then(|certificate| certificate.seal.as_mut()) {
        seal.file_certificate_sha256 = vault::digest::sha256_hex(signer.certificate());
    }
    let t = T::new(document.lang);
    let place = SignaturePlace {
        organisation: about.company.clone(),
        reason: t.paper_file_signature_why().to_owned(),
        label: t.paper_seal().to_owned(),
        at: at.utc(),
    };
    let file = quote_pdf_to_sign(&document, &place).map_err(Denied::fault)?;
    let container = signer.sign(&file.parts()).ok_or_else(|| Denied::fault("a file that cannot be signed"))?;
    file.fill(&container).ok_or_else(|| Denied::fault("a signature larger than its place"))
}
