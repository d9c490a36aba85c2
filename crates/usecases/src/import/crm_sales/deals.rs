//! Opportunities with their history.
use super::{
    PREFIX,
    base::Base,
    people::{Seller, Sellers},
};
use crate::{Cx, Denied, Staff, crm::fields::weighted, import::report::Kind};
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use domain::{crm::OpportunityState, days::Instant, ids::CompanyId, money::Currency, refusal::Refusal};
use intake::crm_sales::{DataSet, Deal, DealStage};
use std::sync::Arc;
use store::{
    Unit, columns,
    company::{self, StageRecord},
    crm::record::{self, OpportunityRecord},
    events::{By, Change, EventData, NewEvent},
    import::{self as stored, Imported, Keyed, known},
};
use uuid::Uuid;

/// Opportunities of one unit of work.
const BATCH: usize = 1_000;
/// Where they came from.
const SOURCE: &str = "CRM Sales Opportunities";

/// What every deal is read with.
struct Ground {
    company: CompanyId,
    currency: Currency,
    /// For those nobody is spoken to in yet.
    first: StageRecord,
    /// For those under way, and for those that ended.
    second: StageRecord,
}

/// Writes opportunities that are not there yet, in batches.
pub(super) async fn load(cx: &Cx, by: &Staff, set: &DataSet, sellers: &Sellers, base: &Base) -> Result<Kind, Denied> {
    let mut conn = cx.store.reader().await?;
    let there = known(&mut conn, by.company(), Keyed::Opportunities, PREFIX).await?;
    let mut stages = company::stages(&mut conn, by.company()).await?;
    stages.retain(|stage| stage.place().takes(None));
    drop(conn);
    let first = stages.first().cloned().ok_or_else(|| Denied::at("stage", Refusal::NoSuchStage))?;
    let second = stages.get(1).cloned().unwrap_or_else(|| first.clone());
    let ground = Ground { company: by.company(), currency: by.currency, first, second };
    let now = cx.clock.now();
    let mut rows = Vec::new();
    let mut already = 0;
    for deal in &set.deals {
        let key = format!("{PREFIX}{}", deal.key);
        if there.contains_key(&key) {
            already += 1;
        } else if let Some(seller) = sellers.get(&deal.seller) {
            rows.push(ground.imported(deal, key, *seller, base, now)?);
        }
    }
    let made = rows.len();
    for batch in rows.chunks(BATCH) {
        let (batch, company) = (Arc::new(batch.to_vec()), ground.company);
        cx.store
            .unit(now, move |unit| {
                let batch = batch.clone();
                Box::pin(async move { write(unit, company, &batch).await })
            })
            .await?;
    }
    Ok(Kind { name: "opportunities", read: set.deals.len(), made, known: already })
}

impl Ground {
    fn imported(
        &self,
        deal: &Deal,
        key: String,
        seller: Seller,
        base: &Base,
        now: Instant,
    ) -> Result<Imported, Denied> {
        let (state, stage) = match deal.stage {
            DealStage::Prospecting => (OpportunityState::Open, &self.first),
            DealStage::Engaging => (OpportunityState::Open, &self.second),
            DealStage::Won => (OpportunityState::Won, &self.second),
            DealStage::Lost => (OpportunityState::Lost, &self.second),
        };
        let chance = match state {
            OpportunityState::Open => stage.chance,
            OpportunityState::Won => 100,
            OpportunityState::Lost => 0,
        };
        let price = base.prices.get(&deal.product).copied().unwrap_or_default();
        // What was won is known; what is open or was lost would have brought the list price.
        let value = deal.value.filter(|_| deal.stage == DealStage::Won).unwrap_or(price);
        let party = deal.account.as_deref().unwrap_or("");
        let title = if party.is_empty() { deal.product.clone() } else { format!("{}, {party}", deal.product) };
        let entered_at = deal.engaged.map_or(now.0, noon);
        let left_at = deal.closed.map(|day| noon(day).max(entered_at));
        let expected = columns::millionths(value)?;
        let row = OpportunityRecord {
            id: Uuid::now_v7(),
            company_id: self.company.0,
            version: 1,
            party_id: deal.account.as_ref().and_then(|name| base.parties.get(name)).copied(),
            contact_name: String::new(),
            email: String::new(),
            phone: String::new(),
            owner_id: Some(seller.id),
            team_id: Some(seller.team),
            stage_id: stage.id,
            state: state.code().to_owned(),
            lost_reason: String::new(),
            expected,
            chance,
            weighted: weighted(expected, chance, &self.currency),
            expected_close: None,
            closed_on: deal.closed.map(columns::day_text),
            priority: 0,
            source: SOURCE.to_owned(),
            search: record::search_text(party, &title, ""),
            title,
            recurring: 0,
            recurring_plan_id: None,
            monthly: 0,
            monthly_weighted: 0,
            created_at: entered_at,
            updated_at: left_at.unwrap_or(entered_at),
        };
        Ok(Imported { row, key, entered_at, left_at })
    }
}

/// The data set knows days; noon of the day in UTC is that day in every zone of the business.
fn noon(day: NaiveDate) -> i64 {
    (day.and_time(NaiveTime::MIN) + TimeDelta::hours(12)).and_utc().timestamp_micros()
}

async fn write(unit: &mut Unit, company: CompanyId, batch: &[Imported]) -> Result<(), Denied> {
    stored::opportunities(unit, batch).await?;
    for Imported { row, key, entered_at, left_at } in batch {
        let mut created = NewEvent::new(company, "opportunity", row.id, "opportunity.created", By::System);
        created.at = Some(Instant(*entered_at));
        let number = key.strip_prefix(PREFIX).unwrap_or(key).to_owned();
        unit.event(created.with(EventData { body: row.title.clone(), number, ..EventData::default() }));
        let ended = match row.state.as_str() {
            "won" => "opportunity.won",
            "lost" => "opportunity.lost",
            _ => continue,
        };
        let mut event = NewEvent::new(company, "opportunity", row.id, ended, By::System);
        event.at = left_at.map(Instant);
        let changes = Change::of("state", "open", &row.state).into_iter().collect();
        unit.event(event.with(EventData { changes, ..EventData::default() }));
    }
    Ok(())
}
