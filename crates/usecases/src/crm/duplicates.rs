//! What may be the same: on an opportunity's page, while a form is typed, and when something came in.
use crate::{Cx, Denied, Staff, clock::Zone};
use domain::{
    actors::Permission,
    crm::{
        duplicates::{self, Facts, NOISE, Reason},
        merge::{self, Candidate},
    },
    ids::{CompanyId, OpportunityId, PartyId},
    parties::{business_id::BusinessId, email::Email},
    text,
};
use rust_decimal::Decimal;
use std::{cmp::Reverse, collections::BTreeMap};
use store::{
    Conn, Scope, StoreError,
    company::StageRecord,
    crm::{
        duplicates::{self as stored, By, FoundParty, FoundRow, PartyBy},
        record::OpportunityRecord,
    },
    parties::record as parties,
};
use uuid::Uuid;
use wire::merge::{Duplicate, PartyDuplicate, Resembling, Typed};

/// Most that are shown.
const SHOWN: usize = 10;
/// Customers of the same name or business id whose opportunities are looked at.
const OTHER_CUSTOMERS: usize = 5;
/// Customers whose names begin alike, of which those of the same name are taken.
const ALIKE: i64 = 50;

/// What resembles a form that is being typed: nothing is refused, for nothing is finished.
/// # Errors
/// [`Denied`].
pub async fn resembling(by: &Staff, cx: &Cx, typed: Typed) -> Result<Resembling, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    let company = scope.company;
    let email = Email::parse(&typed.email).map(String::from).unwrap_or_default();
    let phone: String = typed.phone.chars().take(40).collect();
    let business_id = BusinessId::parse(&typed.business_id).map(String::from).unwrap_or_default();
    let name: String = text::clean_line(&typed.name).chars().take(200).collect();
    let (_, phone) = stored::keys(&mut conn, company.0, "", &phone).await?;
    let mut facts = Facts { email, phone, business_id, name, ..Facts::default() };
    let alike = alike_parties(&mut conn, company, &facts).await?;
    if let Some(party) = typed.party {
        know_customer(&mut conn, company, party, &mut facts).await?;
    }
    let found = alike_opportunities(&mut conn, company, Some(scope), &facts, None).await?;
    Ok(Resembling {
        opportunities: found.into_iter().map(|(row, reasons)| shown(row, reasons, false, by.zone())).collect(),
        parties: if typed.party.is_some() { Vec::new() } else { alike },
    })
}

/// What resembles an opportunity that was loaded through the scope.
/// # Errors
/// [`Denied`].
pub(super) async fn of(
    conn: &mut Conn,
    scope: &Scope,
    row: &OpportunityRecord,
    stages: &[StageRecord],
    zone: Zone,
) -> Result<Vec<Duplicate>, Denied> {
    if row.state == "won" {
        return Ok(Vec::new());
    }
    let facts = facts_of(conn, row).await?;
    let found = alike_opportunities(conn, scope.company, Some(scope), &facts, Some(row.id)).await?;
    let place = |stage: Uuid| stages.iter().position(|one| one.id == stage).and_then(|at| i64::try_from(at).ok());
    let one = candidate(row.id, &row.state, place(row.stage_id), row.chance);
    let stays = |other: &FoundRow| {
        let other = candidate(other.id, &other.state, place(other.stage_id), other.chance);
        merge::order(vec![one, other]).is_ok_and(|order| order.first().is_some_and(|first| first.id == one.id))
    };
    Ok(found
        .into_iter()
        .map(|(row, reasons)| {
            let stays = stays(&row);
            shown(row, reasons, stays, zone)
        })
        .collect())
}

/// How many of the whole company resemble what came in. Nobody is told more than the number.
/// # Errors
/// [`Denied`].
pub(crate) async fn unscoped_count(conn: &mut Conn, row: &OpportunityRecord) -> Result<usize, Denied> {
    let facts = facts_of(conn, row).await?;
    Ok(alike_opportunities(conn, CompanyId(row.company_id), None, &facts, Some(row.id)).await?.len())
}

/// What resembles a customer, but for those that somebody said it is not.
/// # Errors
/// [`Denied`].
pub(crate) async fn of_party(conn: &mut Conn, party: &parties::PartyRecord) -> Result<Vec<PartyDuplicate>, Denied> {
    let facts = party_facts(conn, party).await?;
    let mut alike = alike_parties(conn, CompanyId(party.company_id), &facts).await?;
    let apart = store::parties::pairs::apart(conn, party.id).await?;
    alike.retain(|other| other.id.0 != party.id && !apart.contains(&other.id.0));
    Ok(alike)
}

/// Why two customers are taken for the same.
/// # Errors
/// [`Denied`].
pub(crate) async fn of_two_parties(
    conn: &mut Conn,
    one: &parties::PartyRecord,
    other: &parties::PartyRecord,
) -> Result<Vec<Reason>, Denied> {
    Ok(duplicates::reasons(&party_facts(conn, one).await?, &party_facts(conn, other).await?))
}

async fn party_facts(conn: &mut Conn, party: &parties::PartyRecord) -> Result<Facts, Denied> {
    let (_, phone) = stored::keys(conn, party.company_id, "", &party.phone).await?;
    Ok(Facts {
        email: party.email.clone(),
        phone,
        customer: None,
        business_id: party.business_id.clone(),
        vat_number: party.vat_number.clone(),
        name: party.name.clone(),
    })
}

/// Why two opportunities are taken for the same.
/// # Errors
/// [`Denied`].
pub(super) async fn why(
    conn: &mut Conn,
    one: &OpportunityRecord,
    other: &OpportunityRecord,
) -> Result<Vec<Reason>, Denied> {
    Ok(duplicates::reasons(&facts_of(conn, one).await?, &facts_of(conn, other).await?))
}

async fn facts_of(conn: &mut Conn, row: &OpportunityRecord) -> Result<Facts, Denied> {
    let (_, phone) = stored::keys(conn, row.company_id, "", &row.phone).await?;
    let mut facts = Facts { email: row.email.clone(), phone, ..Facts::default() };
    if let Some(party) = row.party_id {
        know_customer(conn, CompanyId(row.company_id), PartyId(party), &mut facts).await?;
    }
    Ok(facts)
}

async fn know_customer(conn: &mut Conn, company: CompanyId, party: PartyId, facts: &mut Facts) -> Result<(), Denied> {
    match parties::load(conn, company, party).await {
        Ok(party) => {
            facts.customer = Some(party.id);
            facts.business_id = party.business_id;
            facts.vat_number = party.vat_number;
            facts.name = party.name;
            Ok(())
        }
        Err(StoreError::NotFound) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

type Alike = (FoundRow, Vec<Reason>);

async fn alike_opportunities(
    conn: &mut Conn,
    company: CompanyId,
    scope: Option<&Scope>,
    facts: &Facts,
    without: Option<Uuid>,
) -> Result<Vec<Alike>, Denied> {
    let key = duplicates::email_key(&facts.email).unwrap_or_default();
    let mut asked = Vec::new();
    if !key.is_empty() {
        asked.extend([By::Email(&key, &facts.email), By::Domain(&key)]);
    }
    if !facts.phone.is_empty() {
        asked.push(By::Phone(&facts.phone));
    }
    asked.extend(facts.customer.map(By::Party));
    let others = parties_of_name(conn, company, facts).await?;
    let others = others.iter().filter(|party| Some(party.id) != facts.customer).take(OTHER_CUSTOMERS);
    asked.extend(others.map(|party| By::Party(party.id)));
    let mut found: BTreeMap<Uuid, FoundRow> = BTreeMap::new();
    for by in asked {
        // One more than says something, and the one that asks.
        let most = i64::try_from(NOISE + 2).unwrap_or(i64::MAX);
        let mut rows = stored::found(conn, company, scope, by, most).await?;
        rows.retain(|row| Some(row.id) != without);
        if rows.len() <= NOISE || matches!(by, By::Email(..)) {
            found.extend(rows.into_iter().map(|row| (row.id, row)));
        }
    }
    let facts_of = |row: &FoundRow| Facts {
        email: row.email.clone(),
        phone: row.phone_key.clone(),
        customer: row.party_id,
        business_id: row.business_id.clone().unwrap_or_default(),
        // Of its customer's: they are found by the customer.
        vat_number: String::new(),
        name: row.party_name.clone().unwrap_or_default(),
    };
    let mut alike: Vec<Alike> = found
        .into_values()
        .map(|row| {
            let reasons = duplicates::reasons(facts, &facts_of(&row));
            (row, reasons)
        })
        .filter(|(_, reasons)| !reasons.is_empty())
        .collect();
    alike.sort_by_key(|(row, reasons)| (strength(reasons), Reverse(row.created_at), row.id));
    alike.truncate(SHOWN);
    Ok(alike)
}

async fn parties_of_name(conn: &mut Conn, company: CompanyId, facts: &Facts) -> Result<Vec<FoundParty>, Denied> {
    let noise = i64::try_from(NOISE).unwrap_or(i64::MAX);
    let mut found = Vec::new();
    if !facts.business_id.is_empty() {
        found = stored::parties(conn, company, PartyBy::BusinessId(&facts.business_id), noise).await?;
    }
    if let Some(begins) = duplicates::name_begins(&facts.name) {
        let key = duplicates::company_key(&facts.name);
        let named = stored::parties(conn, company, PartyBy::Name(&begins), ALIKE).await?;
        found.extend(named.into_iter().filter(|party| duplicates::company_key(&party.name) == key));
    }
    Ok(found)
}

async fn alike_parties(conn: &mut Conn, company: CompanyId, facts: &Facts) -> Result<Vec<PartyDuplicate>, Denied> {
    let mut found = parties_of_name(conn, company, facts).await?;
    let key = duplicates::email_key(&facts.email).unwrap_or_default();
    let asked = [
        (!key.is_empty(), PartyBy::Email(&key, &facts.email)),
        (!key.is_empty(), PartyBy::Domain(&key)),
        (!facts.phone.is_empty(), PartyBy::Phone(&facts.phone)),
        (!facts.vat_number.is_empty(), PartyBy::VatNumber(&facts.vat_number)),
    ];
    for (asks, by) in asked {
        if !asks {
            continue;
        }
        let rows = stored::parties(conn, company, by, i64::try_from(NOISE + 1).unwrap_or(i64::MAX)).await?;
        if rows.len() <= NOISE || matches!(by, PartyBy::Email(..)) {
            found.extend(rows);
        }
    }
    found.sort_by_key(|party| party.id);
    found.dedup_by_key(|party| party.id);
    let mut alike: Vec<PartyDuplicate> = found
        .into_iter()
        .map(|party| PartyDuplicate {
            reasons: duplicates::reasons(
                facts,
                &Facts {
                    email: party.email,
                    phone: party.phone_key,
                    customer: Some(party.id),
                    business_id: party.business_id,
                    vat_number: party.vat_number,
                    name: party.name.clone(),
                },
            ),
            id: PartyId(party.id),
            name: party.name,
            city: party.city,
        })
        .filter(|party| !party.reasons.is_empty())
        .collect();
    alike.sort_by_key(|party| (strength(&party.reasons), party.id));
    alike.truncate(SHOWN);
    Ok(alike)
}

/// The strongest reason first; of the same one, what has more of them.
fn strength(reasons: &[Reason]) -> (Option<Reason>, Reverse<usize>) {
    (reasons.first().copied(), Reverse(reasons.len()))
}

fn candidate(id: Uuid, state: &str, stage: Option<i64>, chance: i64) -> Candidate {
    Candidate {
        id: OpportunityId(id),
        lost: state == "lost",
        won: state == "won",
        opportunity: true,
        stage,
        chance: Decimal::from(chance),
    }
}

fn shown(row: FoundRow, reasons: Vec<Reason>, stays: bool, zone: Zone) -> Duplicate {
    Duplicate {
        id: OpportunityId(row.id),
        title: row.title,
        party_name: row.party_name.unwrap_or_default(),
        stage: row.stage_name,
        lost: row.state == "lost",
        owner: row.owner_name.unwrap_or_default(),
        created: zone.stamp_micros(row.created_at),
        reasons,
        stays,
    }
}
