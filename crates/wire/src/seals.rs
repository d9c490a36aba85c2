//! The organisation's seal: its keys, what a seal says, and what the public page answers about a digest.
use crate::shared::IdempotencyKey;
use domain::{days::Stamp, lang::Lang};
use serde::{Deserialize, Serialize};

/// What a seal says yes to. The signature is over the canonical JSON of it: keys in order, empty ones left out.
///
/// Anybody may read it, so it names nobody but the seller.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SealStatement {
    /// The form of the statement: `tarjous-seal-1`.
    pub form: String,
    /// What was sealed: `evidence` or `file`.
    pub kind: String,
    /// SHA-256 of the sealed bytes, in hex.
    pub sha256: String,
    /// Of a file: SHA-256 of the evidence it was drawn from.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub evidence_sha256: String,
    /// SHA-256 of the version that was signed.
    pub content_sha256: String,
    /// SHA-256 of the choice that was signed with it, where there was one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub choice_sha256: String,
    /// The audit trail's value at the acceptance.
    pub chain: String,
    /// Whose seal: the seller's name as it was in the document.
    pub company: String,
    /// The seller's business id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub business_id: String,
    /// The quotation's number.
    pub document: String,
    /// Its version.
    pub version: u32,
    /// When the customer signed, UTC: `2026-11-23T08:12:08Z`.
    pub signed_at: String,
    /// When the seal was made, UTC.
    pub sealed_at: String,
    /// The public half of the key, Ed25519, in hex.
    pub public_key: String,
}

/// A seal, with all that is needed to check it without this program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The text that was signed, byte for byte; a [`SealStatement`].
    pub statement: String,
    /// The signature of that text, Ed25519, in hex.
    pub signature: String,
    /// The public half of the key, in hex.
    pub public_key: String,
    /// Which of the organisation's keys it is, counted from one.
    pub key_number: u32,
    /// Whether the server finds that the signature holds.
    pub holds: bool,
}

/// What is known of a digest. Nothing in it is personal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealAnswer {
    /// The digest that was asked for.
    pub sha256: String,
    /// Whether bytes with this digest were signed here.
    pub known: bool,
    /// The organisation.
    pub company: String,
    /// The document's number.
    pub document: String,
    /// Its version.
    pub version: u32,
    /// When it was signed, UTC.
    pub signed_at: String,
    /// The seal; none on what was signed before there were seals.
    pub seal: Option<Seal>,
}

/// The seal on an acceptance, in short, for the pages that show the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealFacts {
    /// SHA-256 of the evidence, by which the public page knows it.
    pub sha256: String,
    /// The key: the first 16 digits of its public half.
    pub key: String,
    /// When it was sealed.
    pub at: Stamp,
}

/// The organisation's keys, as the settings show them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealKeys {
    /// The newest first; empty until something is sealed.
    pub keys: Vec<SealKeyRow>,
}

impl SealKeys {
    /// The number of the key in use; 0 where none was made.
    pub fn in_use(&self) -> u32 {
        self.keys.iter().find(|key| key.retired.is_none()).map_or(0, |key| key.number)
    }
}

/// A key of the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealKeyRow {
    /// Counted from one.
    pub number: u32,
    /// Its public half, in hex.
    pub public_key: String,
    /// The certificates in the PDFs that are signed with it, one for each name of the organisation; what the next one
    /// carries comes last. Empty where the key cannot be opened.
    pub file_certificates: Vec<FileCertificate>,
    /// When it was made.
    pub made: Stamp,
    /// When another took its place.
    pub retired: Option<Stamp>,
}

/// A certificate in signed PDFs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileCertificate {
    /// The organisation's name, as it was in the documents.
    pub organisation: String,
    /// SHA-256 of the certificate, in hex.
    pub sha256: String,
}

/// Take a new key into use; what was sealed stays sealed with the earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RotateSealKey {
    /// Same key, once.
    pub key: IdempotencyKey,
    /// The number of the key in use that was read; 0 for none.
    pub version: u32,
}

/// The public page on which documents are checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyPage {
    /// The language it is read in.
    pub lang: Lang,
    /// The digest in the address, as it was typed; empty for none.
    pub asked: String,
    /// Whether that is no digest.
    pub unreadable: bool,
    /// What is known of it.
    pub answer: Option<SealAnswer>,
}
