//! The organisation's keys, for the settings.
use super::{file::signer, keys::open};
use crate::{Cx, Denied, Staff};
use domain::actors::Permission;
use store::{
    columns,
    quotes::sources,
    seals::{self, KeyRecord},
};
use wire::seals::{SealKeyRow, SealKeys};

/// The keys, the newest first; without what is secret.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn read(by: &Staff, cx: &Cx) -> Result<SealKeys, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let keys = seals::keys(&mut conn, company).await?;
    let about = sources::company(&mut conn, company).await?;
    let certificate = |key: &KeyRecord| {
        let signer = signer(&open(cx, key)?, &about.name, &about.business_id)?;
        Some(vault::digest::sha256_hex(signer.certificate()))
    };
    let keys = keys.into_iter().map(|key| {
        Ok(SealKeyRow {
            file_certificate: certificate(&key).unwrap_or_default(),
            number: columns::count(key.number)?,
            public_key: key.public_key,
            made: by.zone().stamp_micros(key.made_at),
            retired: key.retired_at.map(|at| by.zone().stamp_micros(at)),
        })
    });
    Ok(SealKeys { keys: keys.collect::<Result<_, Denied>>()? })
}
