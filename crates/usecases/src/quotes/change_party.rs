//! Make a quotation that nobody has yet one for another customer.
use super::{save, scheduled, usual, working};
use crate::{Cx, Denied, Staff, approvals::standing, fiscal, prices, templates::apply, terms};
use domain::{
    actors::Permission,
    ids::{CompanyId, OpportunityId, PartyId, QuoteId},
    lang::Lang,
    money::Currency,
    quotes::{
        content::PostalAddress,
        handling::Handling,
        shipment::Shipment,
        state::{QuoteEvent, QuoteState},
    },
    refusal::Refusal,
};
use store::{
    Scope, StoreError, Unit, columns,
    events::{By, Change, EventData, NewEvent},
    parties::merges,
    quotes::{
        record::{self, QuoteRecord},
        scheduled::{self as stored, ScheduledRecord},
        sources::{self, OpportunitySource, PartySource},
        templates, versions,
    },
};
use wire::quotes::{ChangeParty, ChangedParty};

/// Makes it one for another customer. What stands in a field because the old customer says so is what the new one says;
/// what was written by hand stays, as do opportunity, salesperson and lines: no price and no tax moves by itself. The
/// customer's list of another currency is told and not taken. The same customer again writes nothing.
/// # Errors
/// [`Denied::NotFound`], [`Denied::Stale`], [`Refusal::NotInThisState`]; at `party`: [`Refusal::NotThere`], and
/// [`Refusal::CustomerHasIt`] once a version was sent or waits to be.
pub async fn change_party(by: &Staff, cx: &Cx, command: ChangeParty) -> Result<ChangedParty, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, key) = (by.by(), command.key.0);
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &command, move |unit| {
            let (scope, who) = (scope.clone(), who.clone());
            Box::pin(async move { write(unit, &scope, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, scope: &Scope, who: By, command: ChangeParty) -> Result<ChangedParty, Denied> {
    let gone = |error| match error {
        StoreError::NotFound => Denied::at("party", Refusal::NotThere),
        other => other.into(),
    };
    // The customer first, as whoever merges customers does.
    merges::hold(unit, scope.company, command.party).await.map_err(gone)?;
    let before = record::load_for_update(unit, scope, command.id).await?;
    let new = sources::party(&mut unit.conn, scope.company, command.party).await.map_err(gone)?;
    let mut answer = ChangedParty { version: before.version, other_currency: false, list: None };
    if new.id == before.party_id {
        return Ok(answer);
    }
    if before.version != command.version {
        return Err(Denied::Stale { current: before.version });
    }
    let state = columns::code(&before.state, QuoteState::parse)?;
    if !state.allows(QuoteEvent::Edit) {
        return Err(Refusal::NotInThisState { state }.into());
    }
    let waits = stored::find(&mut unit.conn, command.id).await?.is_some_and(|row| ScheduledRecord::waits(&row));
    if waits || before.sent_version.is_some() || !versions::list(&mut unit.conn, command.id).await?.is_empty() {
        return Err(Denied::at("party", Refusal::CustomerHasIt));
    }

    let mut quote = before.clone();
    // What could not go was for somebody else.
    scheduled::give_way(unit, &mut quote).await?;
    let old = sources::party(&mut unit.conn, scope.company, PartyId(before.party_id)).await?;
    quote.party_id = new.id;
    put_language_and_texts(unit, scope, &mut quote, (&old, &new)).await?;
    put_contact(unit, scope, &mut quote, (&old, &new)).await?;
    put_addresses(&mut quote, (&old, &new))?;
    if quote.fiscal_by_hand == 0 {
        let positions = fiscal::find::load(&mut unit.conn, scope.company).await?;
        let found = positions.find(&new, &quote.shipment())?.position;
        quote.fiscal_position_id = found.map(|position| position.id.0);
    }
    put_list(unit, scope, (&mut quote, &mut answer), (&old, &new)).await?;
    quote.search = working::search_text(&new.name, &quote.number, &quote.title);
    quote.touch(unit.now);
    answer.version = record::update(unit, &quote).await?;
    record::set_party(unit, &quote).await?;
    standing::fall(unit, &before, &quote).await?;

    let mut changes: Vec<Change> = Change::of("party", &old.name, &new.name).into_iter().collect();
    if old.name == new.name {
        changes.push(Change { field: "party".into(), old: old.name, new: new.name });
    }
    changes.extend(save::field_changes(&before, &quote));
    let old_list = prices::read::name(&mut unit.conn, scope.company, before.price_list_id).await?;
    let new_list = prices::read::name(&mut unit.conn, scope.company, quote.price_list_id).await?;
    changes.extend(Change::of("price_list", old_list, new_list));
    let old_position = fiscal::read::name(&mut unit.conn, scope.company, before.fiscal_position_id).await?;
    let new_position = fiscal::read::name(&mut unit.conn, scope.company, quote.fiscal_position_id).await?;
    changes.extend(Change::of("fiscal_position", old_position, new_position));
    let data = EventData {
        number: quote.number.clone(),
        quote_version: u32::try_from(quote.draft_version).ok(),
        changes,
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.changed", who).about(quote.opportunity_id).with(data),
    );
    unit.announce(scope.company, "quote", quote.id);
    if let Some(opportunity) = quote.opportunity_id {
        unit.announce(scope.company, "opportunity", opportunity);
    }
    Ok(answer)
}

/// The customer's language, with it the template's texts in that language, and the customer's terms of payment.
async fn put_language_and_texts(
    unit: &mut Unit,
    scope: &Scope,
    quote: &mut QuoteRecord,
    (old, new): (&PartySource, &PartySource),
) -> Result<(), Denied> {
    let currency = columns::currency(&quote.currency)?;
    let was = columns::lang(&quote.language)?;
    if quote.language == old.language {
        quote.language.clone_from(&new.language);
    }
    let is = columns::lang(&quote.language)?;
    let mut of_template = String::new();
    if let Some(template) = templates::used(&mut unit.conn, QuoteId(quote.id)).await? {
        let (_, before) = apply::told(&mut unit.conn, scope.company, template, was).await?;
        let (_, after) = apply::told(&mut unit.conn, scope.company, template, is).await?;
        let texts = [
            (&mut quote.title, before.title, after.title),
            (&mut quote.introduction, before.introduction, after.introduction),
            (&mut quote.terms, before.terms, after.terms),
        ];
        for (text, before, after) in texts {
            if *text == before && !after.is_empty() {
                *text = after;
            }
        }
        of_template = after.payment_terms;
    }
    let company = sources::company(&mut unit.conn, scope.company).await?;
    let usual = |party: &PartySource| {
        let told = [&of_template, &party.payment_terms, &company.payment_terms];
        told.into_iter().find(|terms| !terms.is_empty()).cloned().unwrap_or_default()
    };
    let by = (scope.company, currency);
    if quote.payment_terms == said(unit, by, usual(old), was).await? {
        quote.payment_terms = said(unit, by, usual(new), is).await?;
    } else if was != is {
        quote.payment_terms = said(unit, by, quote.payment_terms.clone(), is).await?;
    }
    Ok(())
}

/// Terms of payment in a language.
async fn said(
    unit: &mut Unit,
    (company, currency): (CompanyId, Currency),
    terms: String,
    lang: Lang,
) -> Result<String, Denied> {
    terms::read::in_language(&mut unit.conn, company, terms, lang, currency).await
}

/// The contact person: the opportunity's where it is one of this customer, else the customer's.
async fn put_contact(
    unit: &mut Unit,
    scope: &Scope,
    quote: &mut QuoteRecord,
    (old, new): (&PartySource, &PartySource),
) -> Result<(), Denied> {
    let opportunity = match quote.opportunity_id {
        Some(id) => match sources::opportunity(&mut unit.conn, scope, OpportunityId(id)).await {
            Ok(found) => Some(found),
            // One that is no longer within reach says nothing.
            Err(StoreError::NotFound) => None,
            Err(error) => return Err(error.into()),
        },
        None => None,
    };
    let contact = contact_of(opportunity.as_ref(), old);
    if quote.contact_name == contact || quote.contact_name == old.contact_name {
        quote.contact_name = contact_of(opportunity.as_ref(), new).to_owned();
    }
    Ok(())
}

fn contact_of<'a>(opportunity: Option<&'a OpportunitySource>, party: &'a PartySource) -> &'a str {
    let theirs = opportunity.filter(|from| from.party_id == Some(party.id) && !from.contact_name.is_empty());
    theirs.map_or(&party.contact_name, |from| &from.contact_name)
}

/// The customer's delivery address; and an invoice that went to the old customer's own address goes to the new one's.
fn put_addresses(quote: &mut QuoteRecord, (old, new): (&PartySource, &PartySource)) -> Result<(), Denied> {
    let shipment = quote.shipment();
    if shipment.address == usual::shipment_to(old).address {
        let address = usual::shipment_to(new).address;
        quote.put_shipment(&Shipment { address, ..shipment })?;
    }
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let own = PostalAddress {
        street: part(&old.street),
        postcode: part(&old.postcode),
        city: part(&old.city),
        country: part(&old.country),
    };
    let handling = quote.handling();
    let invoice = &handling.invoice;
    if *invoice == own || *invoice == (PostalAddress { country: String::new(), ..own }) {
        quote.put_handling(&Handling { invoice: PostalAddress::default(), ..handling })?;
    }
    Ok(())
}

/// The customer's price list, where it is in the quotation's currency.
async fn put_list(
    unit: &mut Unit,
    scope: &Scope,
    (quote, answer): (&mut QuoteRecord, &mut ChangedParty),
    (old, new): (&PartySource, &PartySource),
) -> Result<(), Denied> {
    let template = templates::used(&mut unit.conn, QuoteId(quote.id)).await?;
    let named = match template {
        Some(template) => {
            let lang = columns::lang(&quote.language)?;
            apply::told(&mut unit.conn, scope.company, template, lang).await?.1.price_list
        }
        None => None,
    };
    let conn = &mut unit.conn;
    let place = |party: &PartySource| fiscal::find::address(party.country.as_deref(), party.postcode.as_deref());
    let before = usual::list_for(conn, scope.company, (named, old.price_list_id), &place(old)).await?;
    if quote.price_list_id != before.map(|(list, _)| list.id.0) {
        return Ok(());
    }
    let after = usual::list_for(conn, scope.company, (named, new.price_list_id), &place(new)).await?;
    let after = after.map(|(list, _)| list);
    let company = sources::company(conn, scope.company).await?;
    let own = columns::currency(&company.currency)?;
    let currency = after.as_ref().map_or(own, |list| list.currency);
    let id = after.map(|list| list.id);
    if currency.code() == quote.currency {
        quote.price_list_id = id.map(|list| list.0);
    } else {
        (answer.other_currency, answer.list) = (true, id);
    }
    Ok(())
}
