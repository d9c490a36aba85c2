//! The organisation's keys, for the settings.
use super::{file::signer, keys::open};
use crate::{Cx, Denied, Staff};
use domain::actors::Permission;
use store::{
    columns,
    quotes::sources,
    seals::{self, KeyRecord},
};
use wire::seals::{FileCertificate, SealKeyRow, SealKeys};

/// The keys, the newest first; without what is secret.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn read(by: &Staff, cx: &Cx) -> Result<SealKeys, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let about = sources::company(&mut conn, company).await?;
    let rows = seals::keys(&mut conn, company).await?;
    let mut keys = Vec::new();
    for key in rows {
        // A certificate carries the name that stood in the document; only the key in use signs under today's.
        let mut names = seals::names(&mut conn, company, key.id).await?;
        if key.retired_at.is_none() {
            names.push((about.name.clone(), about.business_id.clone()));
        }
        keys.push(SealKeyRow {
            file_certificates: certificates(cx, &key, names),
            number: columns::count(key.number)?,
            public_key: key.public_key,
            made: by.zone().stamp_micros(key.made_at),
            retired: key.retired_at.map(|at| by.zone().stamp_micros(at)),
        });
    }
    Ok(SealKeys { keys })
}

/// The certificates of a key under some names, each once, in the order of the last time.
fn certificates(cx: &Cx, key: &KeyRecord, names: Vec<(String, String)>) -> Vec<FileCertificate> {
    let Some(ready) = open(cx, key) else { return Vec::new() };
    let mut found: Vec<FileCertificate> = Vec::new();
    for (organisation, business_id) in names {
        let Some(signer) = signer(&ready, &organisation, &business_id) else { continue };
        let sha256 = vault::digest::sha256_hex(signer.certificate());
        found.retain(|one| one.sha256 != sha256);
        found.push(FileCertificate { organisation, sha256 });
    }
    found
}
