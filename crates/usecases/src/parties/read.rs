//! One customer with everything around it.
use crate::{
    Cx, Denied, Staff,
    crm::duplicates,
    delivery,
    quotes::rows::{self, user_ref},
    timeline,
};
use domain::{
    actors::Permission,
    ids::{CompanyId, DeliveryMethodId, FiscalPositionId, PartyId, PartyMergeId, PriceListId, UserId},
    parties::{PartyKind, merge},
};
use store::{
    Conn, columns,
    events::{self, EventRow},
    parties::{merges, record},
    quotes::list::of_party,
};
use wire::{
    parties::{PartyFields, PartyMergeNote, PartyView},
    shared::UserRef,
};

/// Quotations shown with it.
const QUOTES: i64 = 20;
/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Everything the page shows; of its quotations those within the actor's reach. One that was merged shows the one it lives
/// on in.
/// # Errors
/// [`Denied::NotFound`].
pub async fn read(by: &Staff, cx: &Cx, id: PartyId) -> Result<PartyView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let zone = by.zone();
    let mut conn = cx.store.reader().await?;
    let id = merges::survivor(&mut conn, scope.company, id).await?.unwrap_or(id);
    let party = record::load(&mut conn, scope.company, id).await?;
    let addresses = record::addresses(&mut conn, id).await?;
    let quotes = of_party(&mut conn, scope, id, QUOTES).await?;
    let happened = happened(&mut conn, scope.company, id).await?;
    let since = cx.clock.now().0 - merge::DAYS * DAY;
    let merged = merges::standing(&mut conn, scope.company, id, since).await?;
    let duplicates = duplicates::of_party(&mut conn, &party).await?;
    let people = store::company::owners(&mut conn, scope.company).await?;
    let methods = delivery::read::refs(&mut conn, scope.company, party.delivery_method_id).await?;
    Ok(PartyView {
        id,
        version: party.version,
        fields: PartyFields {
            kind: columns::code(&party.kind, PartyKind::parse)?,
            name: party.name,
            contact_name: party.contact_name,
            email: party.email,
            phone: party.phone,
            language: columns::lang(&party.language)?,
            business_id: party.business_id,
            vat_number: party.vat_number,
            e_invoice: party.e_invoice,
            e_invoice_operator: party.e_invoice_operator,
            billing: addresses.billing,
            delivery: addresses.delivery,
            payment_terms: party.payment_terms,
            price_list: party.price_list_id.map(PriceListId),
            fiscal_position: party.fiscal_position_id.map(FiscalPositionId),
            delivery_method: party.delivery_method_id.map(DeliveryMethodId),
            owner: party.owner_id.map(UserId),
        },
        owner: user_ref(party.owner_id, party.owner_name),
        duplicates,
        merges: merged
            .into_iter()
            .map(|merge| PartyMergeNote {
                id: PartyMergeId(merge.id),
                name: merge.title,
                by: merge.made_by,
                at: zone.stamp_micros(merge.made_at),
            })
            .collect(),
        people: people.into_iter().map(|one| UserRef { id: UserId(one.id), name: one.name }).collect(),
        methods,
        quotes: quotes.into_iter().map(|quote| rows::row(quote, zone)).collect::<Result<_, _>>()?,
        timeline: timeline::entries(&happened, zone),
        created: zone.stamp_micros(party.created_at),
    })
}

/// What happened to it and to what was merged into it.
async fn happened(conn: &mut Conn, company: CompanyId, id: PartyId) -> Result<Vec<EventRow>, Denied> {
    let mut rows = events::timeline(conn, company, id.0, timeline::ENTRIES).await?;
    for merged in merges::family(conn, id).await? {
        let theirs = events::timeline(conn, company, merged, timeline::ENTRIES).await?;
        // That it was merged stands here already.
        rows.extend(theirs.into_iter().filter(|row| row.what != "party.merged_away"));
    }
    rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.seq)));
    rows.truncate(usize::try_from(timeline::ENTRIES).unwrap_or(usize::MAX));
    Ok(rows)
}
