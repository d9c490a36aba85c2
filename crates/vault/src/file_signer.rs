//! The signature inside a signed PDF (PAdES B-B): a CMS container over the bytes around it, by a P-256 key that hangs on
//! the seal's, with a certificate the organisation issues to itself.
//!
//! Everything is computed from the seal's key and the organisation's facts: the same file gets the same signature each time
//! it is drawn. Containers are written by `cms` and `x509-cert`; only what to put in them is decided here.
use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos},
};
use p256::{
    SecretKey,
    ecdsa::{DerSignature, SigningKey, signature::Signer},
};
use sha2::{Digest, Sha256};
use std::{fmt, time::Duration};
use x509_cert::{
    Certificate, TbsCertificate, Version,
    attr::{Attribute, AttributeTypeAndValue},
    certificate::Rfc5280,
    der::{
        Any, Decode, Encode, Tag,
        asn1::{BitString, GeneralizedTime, ObjectIdentifier, OctetString, SetOfVec, UtcTime},
    },
    ext::Extension,
    name::{RdnSequence, RelativeDistinguishedName},
    serial_number::SerialNumber,
    spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned},
    time::{Time, Validity},
};

const ECDSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const PRIME256V1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const ORGANISATION_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.97");
const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");
const BASIC_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.19");

/// Digital signature and content commitment.
const USAGE: [u8; 4] = [0x03, 0x02, 0x06, 0xC0];
/// No certificate authority.
const NO_AUTHORITY: [u8; 2] = [0x30, 0x00];
/// One `ESSCertIDv2` with a SHA-256, up to the digest.
const ESS_HEAD: [u8; 8] = [0x30, 0x26, 0x30, 0x24, 0x30, 0x22, 0x04, 0x20];
/// Most characters of a name in a certificate (X.520).
const LONGEST_NAME: usize = 64;
/// When a certificate without an end ends (RFC 5280, 4.1.2.5): 9999-12-31 23:59:59 UTC.
const NEVER: u64 = 253_402_300_799;

/// Whose certificate it is.
#[derive(Clone, Copy, Debug)]
pub struct Organisation<'a> {
    /// Its name; cut to 64 characters.
    pub name: &'a str,
    /// Its business id; named where it is a Finnish one.
    pub business_id: &'a str,
    /// Since when its key is in use: seconds since 1970, UTC.
    pub since: u64,
}

/// The key that signs files, with its certificate.
pub struct FileSigner {
    key: SigningKey,
    certificate: Certificate,
    der: Vec<u8>,
}

impl FileSigner {
    /// The signer of an organisation; `None` where it has no name.
    pub(crate) fn new(key: &SecretKey, organisation: Organisation<'_>) -> Option<FileSigner> {
        if organisation.name.trim().is_empty() {
            return None;
        }
        let key = SigningKey::from(key);
        let certificate = certificate(&key, organisation).ok()?;
        let der = certificate.to_der().ok()?;
        Some(FileSigner { key, certificate, der })
    }

    /// The certificate, DER.
    pub fn certificate(&self) -> &[u8] {
        &self.der
    }

    /// The detached signature of a file's parts, one after the other: CMS, DER, with the certificate in it.
    pub fn sign(&self, parts: &[&[u8]]) -> Option<Vec<u8>> {
        let mut digest = Sha256::new();
        parts.iter().for_each(|part| digest.update(part));
        container(self, &digest.finalize()).ok()
    }
}

impl fmt::Debug for FileSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileSigner(…)")
    }
}

type Der<T> = Result<T, x509_cert::der::Error>;

fn algorithm(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid, parameters: None }
}

fn named(organisation: Organisation<'_>) -> Der<RdnSequence> {
    let name: String = organisation.name.trim().chars().take(LONGEST_NAME).collect();
    // By the trade register of Finland (ETSI EN 319 412-1, 5.1.4); an id of another form is left out.
    let id = organisation.business_id.trim();
    let id = if is_finnish(id) { format!("NTRFI-{id}") } else { String::new() };
    let parts = [(ORGANISATION, &name), (ORGANISATION_ID, &id), (COMMON_NAME, &name)];
    let part = |(oid, text): (ObjectIdentifier, &String)| {
        let value = Any::new(Tag::Utf8String, text.as_bytes())?;
        Ok(RelativeDistinguishedName(SetOfVec::from_iter([AttributeTypeAndValue { oid, value }])?))
    };
    let parts = parts.into_iter().filter(|(_, text)| !text.is_empty()).map(part);
    Ok(RdnSequence(parts.collect::<Der<Vec<_>>>()?))
}

/// Seven digits, a hyphen, a digit.
fn is_finnish(id: &str) -> bool {
    id.len() == 9 && id.bytes().enumerate().all(|(at, byte)| if at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}

/// A moment as certificates write it: two digits of the year until 2049.
fn moment(seconds: u64) -> Der<Time> {
    let since = Duration::from_secs(seconds);
    UtcTime::from_unix_duration(since)
        .map(Time::UtcTime)
        .or_else(|_| GeneralizedTime::from_unix_duration(since).map(Time::GeneralTime))
}

fn certificate(key: &SigningKey, organisation: Organisation<'_>) -> Der<Certificate> {
    let public = SubjectPublicKeyInfoOwned {
        algorithm: AlgorithmIdentifierOwned { oid: EC_PUBLIC_KEY, parameters: Some(Any::from(PRIME256V1)) },
        subject_public_key: BitString::from_bytes(key.verifying_key().to_encoded_point(false).as_bytes())?,
    };
    let name = named(organisation)?;
    let mut serial = Sha256::new();
    serial.update(public.to_der()?);
    serial.update(name.to_der()?);
    serial.update(organisation.since.to_be_bytes());
    let mut serial = serial.finalize().to_vec();
    serial.truncate(16);
    // Positive, and of the same length each time.
    serial.iter_mut().take(1).for_each(|first| *first = *first & 0x3F | 0x40);
    let extension = |extn_id, value: &[u8]| -> Der<Extension> {
        Ok(Extension { extn_id, critical: true, extn_value: OctetString::new(value)? })
    };
    let tbs_certificate = TbsCertificate {
        version: Version::V3,
        serial_number: SerialNumber::<Rfc5280>::new(&serial)?,
        signature: algorithm(ECDSA_WITH_SHA256),
        issuer: name.clone(),
        validity: Validity { not_before: moment(organisation.since)?, not_after: moment(NEVER)? },
        subject: name,
        subject_public_key_info: public,
        issuer_unique_id: None,
        subject_unique_id: None,
        extensions: Some(vec![extension(BASIC_CONSTRAINTS, &NO_AUTHORITY)?, extension(KEY_USAGE, &USAGE)?]),
    };
    let signature: DerSignature = key.sign(&tbs_certificate.to_der()?);
    Ok(Certificate {
        tbs_certificate,
        signature_algorithm: algorithm(ECDSA_WITH_SHA256),
        signature: BitString::from_bytes(signature.as_bytes())?,
    })
}

fn container(signer: &FileSigner, digest: &[u8]) -> Der<Vec<u8>> {
    let attribute =
        |oid, value: Any| -> Der<Attribute> { Ok(Attribute { oid, values: SetOfVec::from_iter([value])? }) };
    let ess = [ESS_HEAD.as_slice(), &Sha256::digest(&signer.der)].concat();
    let signed = SetOfVec::from_iter([
        attribute(CONTENT_TYPE, Any::from(DATA))?,
        attribute(MESSAGE_DIGEST, Any::new(Tag::OctetString, digest)?)?,
        attribute(SIGNING_CERTIFICATE_V2, Any::from_der(&ess)?)?,
    ])?;
    // What is signed is the set of attributes, as a set.
    let signature: DerSignature = signer.key.sign(&signed.to_der()?);
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: signer.certificate.tbs_certificate.issuer.clone(),
            serial_number: signer.certificate.tbs_certificate.serial_number.clone(),
        }),
        digest_alg: algorithm(SHA256),
        signed_attrs: Some(signed),
        signature_algorithm: algorithm(ECDSA_WITH_SHA256),
        signature: OctetString::new(signature.as_bytes())?,
        unsigned_attrs: None,
    };
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::from_iter([algorithm(SHA256)])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
        certificates: Some(SetOfVec::from_iter([CertificateChoices::Certificate(signer.certificate.clone())])?.into()),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::from_iter([info])?),
    };
    ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::{fs, path::Path, process::Command};

    fn signer(name: &str) -> Option<FileSigner> {
        let key = SecretKey::from_slice(&[7; 32]).unwrap();
        // Valid whatever the clock of the machine says that checks it.
        FileSigner::new(&key, Organisation { name, business_id: "1234567-1", since: 0 })
    }

    fn sign(signer: &FileSigner, text: &str) -> Vec<u8> {
        signer.sign(&[text.as_bytes()]).unwrap()
    }

    /// Whether OpenSSL takes it for the signature of a file; none where it is not installed.
    fn openssl_says(folder: &Path, signer: &FileSigner, cms: &[u8], content: &str) -> Option<bool> {
        let at = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        fs::write(at("cms"), cms).unwrap();
        fs::write(at("der"), signer.certificate()).unwrap();
        fs::write(at("content"), content).unwrap();
        let (cms, der, content, pem) = (at("cms"), at("der"), at("content"), at("pem"));
        let run = |arguments: &[&str]| Command::new("openssl").args(arguments).output().ok();
        let made = run(&["x509", "-inform", "DER", "-in", &der, "-out", &pem])?;
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        // With -cades: the certificate is the one that the signature names.
        let answer = run(&[
            "cms",
            "-verify",
            "-cades",
            "-binary",
            "-inform",
            "DER",
            "-in",
            &cms,
            "-content",
            &content,
            "-CAfile",
            &pem,
            "-partial_chain",
            "-purpose",
            "any",
            "-out",
            "/dev/null",
        ])?;
        Some(answer.status.success())
    }

    #[test]
    fn openssl_confirms_a_signature_and_rejects_one_of_another_file() {
        let folder = std::env::temp_dir().join(format!("file-signer-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let long = "Ä".repeat(100);
        for name in ["Havulämpö & Pojat Oy, \"Ab\"", long.as_str(), "\0=\u{202e},+"] {
            let signer = signer(name).unwrap();
            let cms = sign(&signer, "tarjous");
            assert_ne!(openssl_says(&folder, &signer, &cms, "tarjous"), Some(false), "{name}");
            assert_ne!(openssl_says(&folder, &signer, &cms, "Tarjous"), Some(true), "{name}");
            let mut changed = cms.clone();
            *changed.last_mut().unwrap() ^= 1;
            assert_ne!(openssl_says(&folder, &signer, &changed, "tarjous"), Some(true), "{name}");
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_same_file_gets_the_same_signature_and_another_key_another_certificate() {
        let (one, same, other) = (signer("Oy").unwrap(), signer("Oy").unwrap(), signer("Ab").unwrap());
        assert_eq!((one.certificate(), sign(&one, "x")), (same.certificate(), sign(&same, "x")));
        assert_ne!(one.certificate(), other.certificate());
        assert_ne!(sign(&one, "x"), sign(&one, "y"));
        assert_eq!(one.sign(&[b"x", b"y"]), one.sign(&[b"xy"]), "parts are signed as one");
        assert!(signer(" ").is_none());
        assert_eq!(format!("{one:?}"), "FileSigner(…)", "a secret is never printed");
        assert!(
            [is_finnish("1234567-1"), !is_finnish("FI12345671"), !is_finnish("12345678901"), !is_finnish("")]
                .iter()
                .all(|yes| *yes)
        );
    }

    #[test]
    fn the_longest_name_leaves_the_signature_within_its_place() {
        assert!(sign(&signer(&"\u{1F600}".repeat(100)).unwrap(), "x").len() < 3_000);
    }
}
