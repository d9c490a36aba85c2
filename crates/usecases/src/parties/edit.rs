//! Change a customer.
use super::{fields, found};
use crate::{Cx, Denied, Staff, delivery, fiscal, prices};
use domain::{actors::Permission, ids::CompanyId, quotes::content::PostalAddress};
use store::{
    Conn, Scope, Unit,
    events::{By, Change, EventData, NewEvent},
    parties::record::{self, Addresses, PartyRecord},
};
use wire::parties::EditParty;

/// Keeps the whole form, and on the timeline what changed. Answers the row's version; a form without a change
/// writes nothing. Sent quotations keep the name and address they were sent with.
/// # Errors
/// [`Denied::Stale`], refusals by field.
pub async fn edit(by: &Staff, cx: &Cx, command: EditParty) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, scope: &Scope, who: By, command: EditParty) -> Result<i64, Denied> {
    let before = record::load(&mut unit.conn, scope.company, command.id).await?;
    if before.version != command.version {
        return Err(Denied::Stale { current: before.version });
    }
    let old_addresses = record::addresses(&mut unit.conn, command.id).await?;
    let mut party = before.clone();
    let addresses = fields::take(unit, scope.company, &command.fields, &mut party).await?;
    let changes = all_changes(&mut unit.conn, (&before, &old_addresses), (&party, &addresses)).await?;
    if changes.is_empty() {
        return Ok(before.version);
    }
    party.updated_at = unit.now.0;
    let version = record::update(unit, &party, &addresses).await?;
    if party.name != before.name {
        found::rename(unit, scope.company, command.id, &party.name).await?;
    }
    unit.event(
        NewEvent::new(scope.company, "party", party.id, "party.changed", who)
            .with(EventData { changes, ..EventData::default() }),
    );
    unit.announce(scope.company, "party", party.id);
    Ok(version)
}

/// Every field that differs, in words a timeline keeps.
/// # Errors
/// [`Denied`].
pub(super) async fn all_changes(
    conn: &mut Conn,
    (before, from): (&PartyRecord, &Addresses),
    (after, to): (&PartyRecord, &Addresses),
) -> Result<Vec<Change>, Denied> {
    let company = CompanyId(after.company_id);
    let old_list = prices::read::name(conn, company, before.price_list_id).await?;
    let new_list = prices::read::name(conn, company, after.price_list_id).await?;
    let mut changes = changes((before, from, &old_list), (after, to, &new_list));
    if before.fiscal_position_id != after.fiscal_position_id {
        let old = fiscal::read::name(conn, company, before.fiscal_position_id).await?;
        let new = fiscal::read::name(conn, company, after.fiscal_position_id).await?;
        changes.extend(Change::of("fiscal_position", old, new));
    }
    if before.delivery_method_id != after.delivery_method_id {
        let old = delivery::read::name(conn, company, before.delivery_method_id).await?;
        let new = delivery::read::name(conn, company, after.delivery_method_id).await?;
        changes.extend(Change::of("delivery_method", old, new));
    }
    let name = |row: &PartyRecord| row.owner_name.clone().unwrap_or_default();
    changes.extend(Change::of("owner", name(before), name(after)));
    Ok(changes)
}

type Known<'a> = (&'a PartyRecord, &'a Addresses, &'a str);

fn changes((before, from, old_list): Known<'_>, (after, to, new_list): Known<'_>) -> Vec<Change> {
    let plain = [
        Change::of("kind", &before.kind, &after.kind),
        Change::of("name", &before.name, &after.name),
        Change::of("contact_name", &before.contact_name, &after.contact_name),
        Change::of("email", &before.email, &after.email),
        Change::of("phone", &before.phone, &after.phone),
        Change::of("language", &before.language, &after.language),
        Change::of("business_id", &before.business_id, &after.business_id),
        Change::of("vat_number", &before.vat_number, &after.vat_number),
        Change::of("e_invoice", &before.e_invoice, &after.e_invoice),
        Change::of("e_invoice_operator", &before.e_invoice_operator, &after.e_invoice_operator),
        Change::of("payment_terms", &before.payment_terms, &after.payment_terms),
        Change::of("price_list", old_list, new_list),
    ];
    let billing = address_changes("billing", &from.billing, &to.billing);
    let delivery = address_changes("delivery", &from.delivery, &to.delivery);
    plain.into_iter().flatten().chain(billing).chain(delivery).collect()
}

/// The lines of an address that changed. One without any line counts as none, whatever its country.
pub(crate) fn address_changes(name: &str, before: &PostalAddress, after: &PostalAddress) -> Vec<Change> {
    let country = |address: &PostalAddress| {
        let empty = address.street.is_empty() && address.postcode.is_empty() && address.city.is_empty();
        if empty { String::new() } else { address.country.clone() }
    };
    [
        Change::of(&format!("{name}.street"), &before.street, &after.street),
        Change::of(&format!("{name}.postcode"), &before.postcode, &after.postcode),
        Change::of(&format!("{name}.city"), &before.city, &after.city),
        Change::of(&format!("{name}.country"), country(before), country(after)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
