//! Make a customer.
use super::fields;
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, ids::PartyId};
use store::{
    Scope, Unit,
    events::{By, EventData, NewEvent},
    parties::record::{self, PartyRecord},
};
use uuid::Uuid;
use wire::parties::CreateParty;

/// Makes a customer that the actor looks after.
/// # Errors
/// Refusals by field.
pub async fn create(by: &Staff, cx: &Cx, command: CreateParty) -> Result<PartyId, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, key) = (by.by(), command.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, command).await })
        })
        .await
}

/// An empty row of a new customer.
pub(crate) fn blank(scope: &Scope, now: i64) -> PartyRecord {
    PartyRecord {
        id: Uuid::now_v7(),
        company_id: scope.company.0,
        version: 1,
        kind: String::new(),
        name: String::new(),
        contact_name: String::new(),
        email: String::new(),
        phone: String::new(),
        language: String::new(),
        business_id: String::new(),
        vat_number: String::new(),
        e_invoice: String::new(),
        e_invoice_operator: String::new(),
        payment_terms: String::new(),
        price_list_id: None,
        fiscal_position_id: None,
        delivery_method_id: None,
        owner_id: Some(scope.user.0),
        team_id: scope.team.map(|team| team.0),
        city: String::new(),
        country: String::new(),
        search: String::new(),
        created_at: now,
        updated_at: now,
        owner_name: None,
    }
}

async fn write(unit: &mut Unit, scope: &Scope, who: By, command: CreateParty) -> Result<PartyId, Denied> {
    let mut party = blank(scope, unit.now.0);
    let addresses = fields::take(unit, scope.company, &command.fields, &mut party).await?;
    record::insert(unit, &party, &addresses).await?;
    unit.event(
        NewEvent::new(scope.company, "party", party.id, "party.created", who)
            .with(EventData { body: party.name, ..EventData::default() }),
    );
    unit.announce(scope.company, "party", party.id);
    Ok(PartyId(party.id))
}
