//! The opportunity that is made of a stranger's words, with its customer.
use super::settle::who;
use crate::{
    Denied, assignment,
    clock::Zone,
    crm::{custom, stages},
};
use domain::{
    crm::{assign::rule::Facts, duplicates},
    ids::{CompanyId, OpportunityId, PartyId, TeamId, UserId},
    lang::Lang,
    parties::{PartyKind, business_id::BusinessId},
};
use intake::forms::{Lead, Own};
use store::{
    StoreError, Unit,
    account::users,
    columns, company,
    crm::{
        origin::{self, OriginRecord},
        record::{self, OpportunityRecord},
        visits,
    },
    events::{By, EventData, NewEvent},
    imports::customers,
    intake::sources::SourceRecord,
    parties::{
        merges,
        record::{self as parties, Addresses, PartyRecord},
    },
};
use uuid::Uuid;

/// Characters of what does not suit its field that an entry of the timeline repeats; all of it stands in the description.
const MOST_SAID: usize = 1_000;

/// Makes the opportunity in the first stage, whatever that needs; none where the company has no stage. Where its way in
/// names nobody, the rules of the teams say who is given it.
pub(super) async fn make(
    unit: &mut Unit,
    source: &SourceRecord,
    sent_from: &str,
    lead: &Lead,
    public_url: &str,
) -> Result<Option<Uuid>, Denied> {
    let company = CompanyId(source.company_id);
    let source = &standing(unit, source).await?;
    let team = source.team_id.map(TeamId);
    let Some(stage) = stages::first(&mut unit.conn, company, team).await? else { return Ok(None) };
    let by = By::Visitor { link: source.id, name: who(lead) };
    let (mut party, fresh) = customer(unit, source, lead).await?;
    let title = [&lead.subject, &lead.company, &lead.name, &lead.email, &lead.phone];
    let title = title.into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default();
    let now = unit.now.0;
    let mut row = OpportunityRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        search: record::search_text(&party.name, &title, &lead.name),
        title,
        party_id: Some(party.id),
        contact_name: lead.name.clone(),
        email: lead.email.clone(),
        phone: lead.phone.clone(),
        owner_id: source.owner_id,
        team_id: source.team_id,
        stage_id: stage.id,
        state: "open".into(),
        lost_reason: String::new(),
        expected: 0,
        chance: stage.chance,
        weighted: 0,
        expected_close: None,
        closed_on: None,
        priority: 0,
        source: [&lead.source, &source.source, &source.name]
            .into_iter()
            .find(|text| !text.is_empty())
            .cloned()
            .unwrap_or_default(),
        recurring: 0,
        recurring_plan_id: None,
        monthly: 0,
        monthly_weighted: 0,
        created_at: now,
        updated_at: now,
    };
    let decision = give(unit, &mut row, &party).await?;
    // Its team may begin elsewhere.
    stages::refit(unit, &mut row).await?;
    let stage = match company::stages(&mut unit.conn, company).await?.into_iter().find(|other| other.id == row.stage_id)
    {
        Some(fitting) => fitting,
        None => stage,
    };
    if let Some(addresses) = fresh {
        // A customer who comes with it belongs to whoever is given it.
        (party.owner_id, party.team_id) = (row.owner_id, row.team_id);
        keep(unit, &party, &addresses, &by).await?;
    }
    record::insert(unit, &row).await?;
    crate::crm::chance::follow(unit, company, OpportunityId(row.id)).await?;
    visits::enter(unit, OpportunityId(row.id), row.stage_id).await?;
    let written: Vec<_> = lead.own.iter().map(|own| (own.field, own.value.as_str())).collect();
    let filled = custom::arrive(unit, &row, &written).await?;
    let unread: Vec<&Own> = filled.unread.iter().filter_map(|at| lead.own.get(*at)).collect();
    let description = described(lead, &unread);
    let referrer = if lead.referrer.is_empty() { sent_from } else { &lead.referrer };
    let origin = OriginRecord {
        description: description.clone(),
        medium: lead.medium.clone(),
        campaign: lead.campaign.clone(),
        referrer: referrer.to_owned(),
    };
    origin::put(unit, company, OpportunityId(row.id), &origin).await?;
    // A form is known by its name, a mail by its subject.
    let (what, number) = if source.kind == "mail" {
        (super::mail::RECEIVED, lead.subject.clone())
    } else {
        ("opportunity.came_in", source.name.clone())
    };
    let data = EventData { body: description, number, changes: filled.changes, ..EventData::default() };
    unit.event(NewEvent::new(company, "opportunity", row.id, what, by).with(data));
    said(unit, &row, &unread).await?;
    if let Some(decision) = &decision {
        assignment::note(unit, &row, decision, public_url).await?;
    }
    let alike = crate::crm::duplicates::unscoped_count(&mut unit.conn, &row).await?;
    if alike > 0 {
        let data = EventData { number: alike.to_string(), ..EventData::default() };
        unit.event(NewEvent::new(company, "opportunity", row.id, "opportunity.resembles", By::System).with(data));
    }
    // What nobody was given yet has nobody who could do anything about it.
    if let Some(owner) = row.owner_id.filter(|_| stage.plan_id.is_some()) {
        let home = company::load(&mut unit.conn, company).await?;
        let today = Zone::named(&home.time_zone).day(unit.now);
        crate::crm::plans::enter(unit, (&row, &stage), today, (UserId(owner), By::System)).await?;
    }
    unit.announce(company, "opportunity", row.id);
    Ok(Some(row.id))
}

/// The way in as it gives: nothing to somebody who may not sign in any more.
async fn standing(unit: &mut Unit, source: &SourceRecord) -> Result<SourceRecord, Denied> {
    let mut source = source.clone();
    if let Some(owner) = source.owner_id
        && users::load(&mut unit.conn, CompanyId(source.company_id), UserId(owner)).await?.active != 1
    {
        source.owner_id = None;
    }
    Ok(source)
}

/// Message and everything else, and with it what was written for a field and does not suit it: nothing is lost.
fn described(lead: &Lead, unread: &[&Own]) -> String {
    let mut lead = lead.clone();
    let left = unread.iter().filter(|own| !own.in_message);
    lead.rest.extend(left.map(|own| (own.label.clone(), own.value.clone())));
    lead.description()
}

/// Says on the timeline what does not suit its field, and what is needed where it begins: nobody who writes is refused for
/// what the company wants to know.
async fn said(unit: &mut Unit, row: &OpportunityRecord, unread: &[&Own]) -> Result<(), Denied> {
    let unread: Vec<String> = unread.iter().map(|own| format!("{}: {}", own.label, own.value)).collect();
    let unread: String = unread.join("; ").chars().take(MOST_SAID).collect();
    let lacking = custom::lacking(unit, row).await?;
    for (what, all) in [("opportunity.unread", unread), ("opportunity.lacks", lacking.join(", "))] {
        if !all.is_empty() {
            let data = EventData { body: all, ..EventData::default() };
            let company = CompanyId(row.company_id);
            unit.event(NewEvent::new(company, "opportunity", row.id, what, By::System).with(data));
        }
    }
    Ok(())
}

/// Asks the rules of the teams, and writes into the row what they say.
async fn give(
    unit: &mut Unit,
    row: &mut OpportunityRecord,
    party: &PartyRecord,
) -> Result<Option<assignment::Decision>, Denied> {
    let home = company::load(&mut unit.conn, CompanyId(row.company_id)).await?;
    let facts = Facts {
        source: row.source.clone(),
        country: party.country.clone(),
        language: Lang::parse(&party.language),
        expected: columns::decimal(row.expected),
        title: row.title.clone(),
        company: party.name.clone(),
    };
    let decision = assignment::decide(unit, row, &facts, Zone::named(&home.time_zone)).await?;
    if let Some(decision) = &decision {
        row.team_id = decision.team.map(|team| team.0).or(row.team_id);
        row.owner_id = decision.to.as_ref().map(|(user, _)| user.0);
    }
    Ok(decision)
}

/// The customer who is known by the address or the business id, or by the name and an address of the same company; else
/// a new one with its addresses, yet to be kept.
async fn customer(
    unit: &mut Unit,
    source: &SourceRecord,
    lead: &Lead,
) -> Result<(PartyRecord, Option<Addresses>), Denied> {
    let company = CompanyId(source.company_id);
    let business_id = BusinessId::parse(&lead.business_id).map(String::from).unwrap_or_default();
    // An address is the same in small letters, whatever it looks like in a mail's head.
    let addresses = vec![lead.email.clone(), lead.email.to_lowercase()];
    for (kind, values) in [(customers::By::Email, addresses), (customers::By::BusinessId, vec![business_id.clone()])] {
        if values.iter().all(|value| !value.is_empty())
            && let Some(found) = customers::found(&mut unit.conn, company, kind, &values).await?.pop()
            && let Some(party) = held(unit, company, PartyId(found.row.id)).await?
        {
            return Ok((party, None));
        }
    }
    let name = if lead.company.is_empty() { who(lead) } else { lead.company.clone() };
    let key = duplicates::email_key(&lead.email);
    let named = customers::found(&mut unit.conn, company, customers::By::Name, std::slice::from_ref(&name)).await?;
    let same = named.into_iter().find(|found| key.is_some() && duplicates::email_key(&found.row.email) == key);
    if let Some(found) = same
        && let Some(party) = held(unit, company, PartyId(found.row.id)).await?
    {
        return Ok((party, None));
    }
    let now = unit.now.0;
    let home = company::load(&mut unit.conn, company).await?;
    let kind = if lead.company.is_empty() { PartyKind::Person } else { PartyKind::Company };
    let mut party = PartyRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        kind: kind.code().to_owned(),
        contact_name: if kind == PartyKind::Company { lead.name.clone() } else { String::new() },
        name,
        email: lead.email.clone(),
        phone: lead.phone.clone(),
        language: home.language,
        business_id,
        vat_number: String::new(),
        e_invoice: String::new(),
        e_invoice_operator: String::new(),
        payment_terms: String::new(),
        price_list_id: None,
        fiscal_position_id: None,
        delivery_method_id: None,
        owner_id: source.owner_id,
        team_id: source.team_id,
        city: String::new(),
        country: home.country.clone(),
        search: String::new(),
        created_at: now,
        updated_at: now,
        owner_name: None,
    };
    party.search = party.search_text();
    let mut addresses = Addresses::default();
    addresses.billing.country = home.country;
    Ok((party, Some(addresses)))
}

/// A known customer, kept from being merged until the unit ends; who was merged since it was found is the one it lives on in.
/// None once it is gone.
async fn held(unit: &mut Unit, company: CompanyId, id: PartyId) -> Result<Option<PartyRecord>, Denied> {
    let held = match merges::hold_standing(unit, company, id).await {
        Ok(standing) => parties::load(&mut unit.conn, company, standing).await,
        Err(error) => Err(error),
    };
    match held {
        Ok(party) => Ok(Some(party)),
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Keeps a new customer.
async fn keep(unit: &mut Unit, party: &PartyRecord, addresses: &Addresses, by: &By) -> Result<(), Denied> {
    let company = CompanyId(party.company_id);
    parties::insert(unit, party, addresses).await?;
    let data = EventData { body: party.name.clone(), ..EventData::default() };
    unit.event(NewEvent::new(company, "party", party.id, "party.created", by.clone()).with(data));
    unit.announce(company, "party", party.id);
    Ok(())
}
