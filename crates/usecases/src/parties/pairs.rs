//! Pairs of customers that may be the same: looked for piece by piece, listed, and told apart.
use crate::{Cx, Denied, Staff, crm::duplicates};
use domain::{
    actors::Permission,
    crm::duplicates::Reason,
    ids::{CompanyId, PartyId},
    refusal::Refusal,
};
use store::{
    Conn, Scope, StoreError, Unit,
    events::{self, By, EventData, NewEvent},
    parties::{
        pairs::{self as stored, FoundPair},
        record,
    },
};
use uuid::Uuid;
use wire::parties::{PairPlace, PartyPair, PartyPairs, PartyRef, TellApart};

/// Pairs that one looks through at a time. Whoever has judged those sees the next.
const SHOWN: i64 = 100;
/// Customers that are looked at in one go.
const BATCH: i64 = 100;
/// Goes of one call.
const GOES: usize = 10;
/// How long a change must have stood, in microseconds: units of work that began earlier may commit a little later.
const SETTLED: i64 = 10_000_000;

/// Pairs nobody has judged yet, the likeliest first.
/// # Errors
/// [`Denied`].
pub async fn list_pairs(by: &Staff, cx: &Cx) -> Result<PartyPairs, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let mut conn = cx.store.reader().await?;
    let mut found = stored::open(&mut conn, company, SHOWN + 1).await?;
    let most = usize::try_from(SHOWN).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let pair = |row: stored::PairRow| {
        Ok(PartyPair {
            one: PartyRef { id: PartyId(row.one_id), name: row.one_name },
            one_city: row.one_city,
            other: PartyRef { id: PartyId(row.other_id), name: row.other_name },
            other_city: row.other_city,
            reasons: serde_json::from_str(&row.reasons).map_err(Denied::fault)?,
        })
    };
    Ok(PartyPairs { pairs: found.into_iter().map(pair).collect::<Result<_, Denied>>()?, more })
}

/// Where two customers stand among the pairs; none where they are no pair.
/// # Errors
/// [`Denied`].
pub(super) async fn place(
    conn: &mut Conn,
    company: CompanyId,
    stays: PartyId,
    goes: PartyId,
) -> Result<Option<PairPlace>, Denied> {
    let pairs: Vec<(PartyId, PartyId)> = stored::open(conn, company, SHOWN)
        .await?
        .into_iter()
        .map(|row| (PartyId(row.one_id), PartyId(row.other_id)))
        .collect();
    let Some(at) = pairs.iter().position(|pair| *pair == (stays.min(goes), stays.max(goes))) else { return Ok(None) };
    Ok(Some(PairPlace {
        at: at + 1,
        of: pairs.len(),
        previous: at.checked_sub(1).and_then(|at| pairs.get(at)).copied(),
        next: pairs.get(at + 1).copied(),
    }))
}

/// Keeps that two customers are not the same: they are never offered as a pair again. Merging them stays possible.
/// # Errors
/// [`Denied::NotFound`]; `same_record` at `other`.
pub async fn tell_apart(by: &Staff, cx: &Cx, command: TellApart) -> Result<(), Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, user, key) = (by.by(), by.user(), command.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, (who, user.0), command).await })
        })
        .await
}

async fn write(unit: &mut Unit, scope: &Scope, (who, user): (By, Uuid), command: TellApart) -> Result<(), Denied> {
    let (one, other) = (command.one.min(command.other), command.one.max(command.other));
    if one == other {
        return Err(Denied::at("other", Refusal::SameRecord));
    }
    let names = [
        record::load(&mut unit.conn, scope.company, one).await?.name,
        record::load(&mut unit.conn, scope.company, other).await?.name,
    ];
    if stored::apart(&mut unit.conn, one.0).await?.contains(&other.0) {
        return Ok(());
    }
    stored::tell_apart(unit, scope.company, (one, other), user).await?;
    let [first, second] = names;
    for (party, name) in [(one, second), (other, first)] {
        unit.event(
            NewEvent::new(scope.company, "party", party.0, "party.told_apart", who.clone())
                .with(EventData { body: name, ..EventData::default() }),
        );
        unit.announce(scope.company, "party", party.0);
    }
    Ok(())
}

/// Looks at the customers of every company that changed since the last time, a thousand at most, each by its keys. Answers
/// how many it looked at.
/// # Errors
/// [`Denied`].
pub async fn look_for_pairs(cx: &Cx) -> Result<usize, Denied> {
    let companies = events::unscoped_companies(&mut cx.store.reader().await?).await?;
    let mut seen = 0;
    for company in companies {
        for _ in 0..GOES {
            let looked = look(cx, company).await?;
            seen += looked;
            if looked < usize::try_from(BATCH).unwrap_or(usize::MAX) {
                break;
            }
        }
    }
    Ok(seen)
}

async fn look(cx: &Cx, company: CompanyId) -> Result<usize, Denied> {
    let mut conn = cx.store.reader().await?;
    let from = stored::unscoped_looked(&mut conn, company).await?;
    let until = cx.clock.now().0 - SETTLED;
    let changed = stored::unscoped_changed(&mut conn, company, from, until, BATCH).await?;
    let Some(last) = changed.last().copied() else { return Ok(0) };
    let count = changed.len();
    let mut found = Vec::with_capacity(count);
    for (_, id) in changed {
        found.push((id, pairs_of(&mut conn, company, id).await?));
    }
    drop(conn);
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let found = found.clone();
            Box::pin(async move {
                for (id, pairs) in found {
                    stored::put(unit, company, id, &pairs).await?;
                }
                Ok::<_, Denied>(stored::unscoped_keep_look(unit, company, last).await?)
            })
        })
        .await?;
    Ok(count)
}

/// The pairs a customer is in. People at the same company are not the same: that alone makes no pair.
async fn pairs_of(conn: &mut Conn, company: CompanyId, id: Uuid) -> Result<Vec<FoundPair>, Denied> {
    let party = match record::load(conn, company, PartyId(id)).await {
        Ok(party) => party,
        Err(StoreError::NotFound) => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut pairs = Vec::new();
    for alike in duplicates::of_party(conn, &party).await? {
        let Some(strongest) = alike.reasons.first().copied().filter(|reason| *reason != Reason::Domain) else {
            continue;
        };
        let further = i64::try_from(alike.reasons.len().min(9)).unwrap_or(9);
        pairs.push(FoundPair {
            one: id.min(alike.id.0),
            other: id.max(alike.id.0),
            reasons: serde_json::to_string(&alike.reasons).map_err(Denied::fault)?,
            rank: i64::from(strongest as u8) * 10 + 9 - further,
        });
    }
    Ok(pairs)
}
