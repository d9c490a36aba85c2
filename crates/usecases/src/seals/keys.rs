//! The key in use: made when it is first needed, opened with the installation's key.
use crate::{Cx, Denied};
use domain::{days::Instant, ids::CompanyId};
use store::{
    Unit,
    events::{By, EventData, NewEvent},
    seals::{self, KeyRecord},
};
use uuid::Uuid;
use vault::signing::SealKey;

/// The key in use, ready to sign.
pub(super) struct Ready {
    /// Which.
    pub(super) id: Uuid,
    /// Its public half.
    pub(super) public: String,
    /// When it was made.
    pub(super) made_at: Instant,
    /// The key itself.
    pub(super) key: SealKey,
}

/// A key that is not written yet. Made before the unit of work: randomness comes from outside.
#[derive(Clone)]
pub(super) struct Fresh {
    id: Uuid,
    public: String,
    private: Vec<u8>,
}

/// Makes a key.
pub(super) fn fresh(cx: &Cx) -> Result<Fresh, Denied> {
    let id = Uuid::now_v7();
    let (key, secret) = SealKey::random().map_err(Denied::fault)?;
    let private = vault::seal::seal(cx.store.key(), id.as_bytes(), &secret).map_err(Denied::fault)?;
    Ok(Fresh { id, public: key.public(), private })
}

/// Puts a fresh key in the place of the one in use, if that is still `before`; answers the number of the key in use then.
pub(super) async fn take_into_use(
    unit: &mut Unit,
    company: CompanyId,
    by: By,
    before: Option<Uuid>,
    fresh: Fresh,
) -> Result<Option<i64>, Denied> {
    if let Some(before) = before
        && !seals::retire(unit, company, before).await?
    {
        return Ok(None);
    }
    let last = seals::keys(&mut unit.conn, company).await?.first().map_or(0, |key| key.number);
    let row = KeyRecord {
        id: fresh.id,
        company_id: company.0,
        number: last + 1,
        public_key: fresh.public,
        private_key: fresh.private,
        made_at: unit.now.0,
        retired_at: None,
    };
    if !seals::insert_key(unit, &row).await? {
        return Ok(None);
    }
    // The trail vouches for the key, so that nobody can put another in its place.
    let data = EventData { body: row.public_key, ..EventData::default() };
    unit.event(NewEvent::new(company, "seal_key", row.id, "seal.key_made", by).with(data));
    unit.announce(company, "settings", company.0);
    Ok(Some(row.number))
}

/// The key in use, made now if there is none, or if it can no longer be opened because the installation's key is another.
pub(super) async fn ready(cx: &Cx, company: CompanyId) -> Result<Ready, Denied> {
    let found = in_use(cx, company).await?;
    if let Some(ready) = found.as_ref().and_then(|row| open(cx, row)) {
        return Ok(ready);
    }
    let (before, fresh) = (found.map(|row| row.id), fresh(cx)?);
    if before.is_some() {
        tracing::warn!(%company, "the seal's key cannot be opened with this installation's key; another takes its place");
    }
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let fresh = fresh.clone();
            Box::pin(async move { take_into_use(unit, company, By::System, before, fresh).await })
        })
        .await?;
    // This one, or one that somebody else made meanwhile.
    let row = in_use(cx, company).await?;
    row.and_then(|row| open(cx, &row)).ok_or_else(|| Denied::fault("no key to seal with"))
}

async fn in_use(cx: &Cx, company: CompanyId) -> Result<Option<KeyRecord>, Denied> {
    let mut conn = cx.store.reader().await?;
    Ok(seals::in_use(&mut conn, company).await?)
}

/// A stored key, ready; none where the installation's key is another than the one it was sealed with.
pub(super) fn open(cx: &Cx, row: &KeyRecord) -> Option<Ready> {
    let secret = vault::seal::open(cx.store.key(), row.id.as_bytes(), &row.private_key)?;
    let key = SealKey::from_secret(&secret).filter(|key| key.public() == row.public_key)?;
    Some(Ready { id: row.id, public: row.public_key.clone(), made_at: Instant(row.made_at), key })
}
