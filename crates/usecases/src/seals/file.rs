//! The signed document as a file that carries a signature of its own (PAdES B-B), which programs that read PDF check.
use super::keys::{Ready, ready};
use crate::{Cx, Denied};
use domain::{days::Instant, ids::CompanyId};
use i18n::T;
use paper::{QuoteDocument, SignaturePlace, quote_pdf_to_sign};
use store::seals::SealRecord;
use vault::file_signer::{FileSigner, Organisation};
use wire::seals::SealStatement;

/// Draws the document with the seal on its evidence, and signs the file. The same document and key give the same bytes.
/// # Errors
/// A fault when it cannot be drawn.
pub(crate) async fn drawn(cx: &Cx, evidence: &SealRecord, document: QuoteDocument) -> Result<Vec<u8>, Denied> {
    let key = ready(cx, CompanyId(evidence.company_id)).await?;
    let about: SealStatement = serde_json::from_str(&evidence.statement).map_err(Denied::fault)?;
    // The key may be younger than the evidence: nothing is signed before its certificate began to hold.
    let at = Instant(evidence.sealed_at.max(key.made_at.0));
    let made = tokio::task::spawn_blocking(move || signed(document, &key, &about, at)).await;
    made.map_err(Denied::fault)?
}

/// What signs files in the name of an organisation; none where it has no name.
pub(super) fn signer(key: &Ready, name: &str, business_id: &str) -> Option<FileSigner> {
    let since = u64::try_from(key.made_at.0 / 1_000_000).unwrap_or_default();
    key.key.file_signer(Organisation { name, business_id, since })
}

fn signed(mut document: QuoteDocument, key: &Ready, about: &SealStatement, at: Instant) -> Result<Vec<u8>, Denied> {
    let signer = signer(key, &about.company, &about.business_id);
    if let Some(made) = signer.and_then(|signer| with_signature(&mut document, &signer, about, at)) {
        return Ok(made);
    }
    // A document without a signature of its own is better than none: the seal over its bytes is made all the same.
    tracing::error!(document = %about.document, "the signed document carries no signature of its own");
    told_certificate(&mut document, String::new());
    paper::quote_pdf(&document).map_err(Denied::fault)
}

fn with_signature(
    document: &mut QuoteDocument,
    signer: &FileSigner,
    about: &SealStatement,
    at: Instant,
) -> Option<Vec<u8>> {
    told_certificate(document, vault::digest::sha256_hex(signer.certificate()));
    let t = T::new(document.lang);
    let place = SignaturePlace {
        organisation: about.company.clone(),
        reason: t.paper_file_signature_why().to_owned(),
        label: t.paper_seal().to_owned(),
        at: at.utc(),
    };
    let file = quote_pdf_to_sign(document, &place).ok()?;
    let container = signer.sign(&file.parts())?;
    file.fill(&container)
}

/// Which certificate the document's own page names.
fn told_certificate(document: &mut QuoteDocument, sha256: String) {
    if let Some(seal) = document.certificate.as_mut().and_then(|certificate| certificate.seal.as_mut()) {
        seal.file_certificate_sha256 = sha256;
    }
}
