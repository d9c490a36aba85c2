//! What saving a setting, or what the catalogue is made of, has in common, whatever it is: who may, once for each key, not
//! over what somebody else has saved since, a name once, and told on the trail and to whoever looks.
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, ids::CompanyId, refusal::Refusal};
use futures::future::BoxFuture;
use serde::{Serialize, de::DeserializeOwned};
use store::{
    StoreError, Unit,
    events::{By, Change, EventData, NewEvent},
};
use uuid::Uuid;
use wire::shared::IdempotencyKey;

/// Runs what an administrator does with a setting (saves it, shifts it, takes it out of use) in a unit of work of its own,
/// once for a key.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator; whatever the save itself answers.
pub(crate) async fn save<C, T, W>(by: &Staff, cx: &Cx, key: IdempotencyKey, command: C, write: W) -> Result<T, Denied>
where
    C: Serialize + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + 'static,
    W: for<'u> Fn(&'u mut Unit, CompanyId, By, C) -> BoxFuture<'u, Result<T, Denied>> + Send + Sync + 'static,
{
    save_as(by, cx, Permission::Settings, key, command, write).await
}

/// The same for whoever has `permission`.
/// # Errors
/// [`Denied::NotAllowed`] for anybody without it; whatever the save itself answers.
pub(crate) async fn save_as<C, T, W>(
    by: &Staff,
    cx: &Cx,
    permission: Permission,
    key: IdempotencyKey,
    command: C,
    write: W,
) -> Result<T, Denied>
where
    C: Serialize + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + 'static,
    W: for<'u> Fn(&'u mut Unit, CompanyId, By, C) -> BoxFuture<'u, Result<T, Denied>> + Send + Sync + 'static,
{
    let company = by.scope(permission)?.company;
    let (who, fingerprint) = (by.by(), command.clone());
    cx.store
        .once(cx.clock.now(), by.asker(), key.0, &fingerprint, move |unit| {
            write(unit, company, who.clone(), command.clone())
        })
        .await
}

/// Whether nobody has saved it since it was read: `stands` is the version of what is there, none for a new one.
/// # Errors
/// [`Denied::Stale`] with that version.
pub(crate) fn unchanged(stands: Option<i64>, read: i64) -> Result<(), Denied> {
    match stands.filter(|stands| *stands != read) {
        Some(current) => Err(Denied::Stale { current }),
        None => Ok(()),
    }
}

/// Two people gave the same name at one moment: said where it would have been said a moment later.
pub(crate) fn name_taken(error: StoreError) -> Denied {
    match error {
        StoreError::Taken(_) => Denied::at("name", Refusal::AlreadyTaken),
        other => other.into(),
    }
}

/// Notes on the trail what became of a setting, and tells whoever looks at its settings.
pub(crate) fn tell(
    unit: &mut Unit,
    company: CompanyId,
    (subject, id): (&'static str, Uuid),
    (what, who): (&'static str, By),
    (name, changes): (String, Vec<Change>),
) {
    let data = EventData { body: name, changes, ..EventData::default() };
    unit.event(NewEvent::new(company, subject, id, what, who).with(data));
    unit.announce(company, subject, id);
}
