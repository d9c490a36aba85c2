//! A pipeline of any size beside the demo company's own: for whoever wants to see how the program behaves with a
//! million of everything.
mod chance;
mod names;
mod people;

use crate::{
    Cx, Denied, Staff, account,
    crm::{activity_types::Types, fields::weighted},
};
use chance::Dice;
use chrono::{Days, NaiveDate, NaiveTime};
use domain::{
    crm::{OpportunityState, activities::ActivityKind},
    refusal::Refusal,
};
use people::Seller;
use std::sync::Arc;
use store::{
    Unit, columns,
    company::{self, StageRecord},
    crm::{
        activities::{self, ActivityRecord},
        record::{self, OpportunityRecord},
    },
    events::{By, EventData, NewEvent},
    import::{self as stored, Imported, bare},
    parties::record::PartyRecord,
};
use uuid::Uuid;

/// What every key of these rows begins with.
const PREFIX: &str = "many:";
/// After how many it is told how far it is.
const BATCH: u32 = 5_000;
/// How long ago the oldest of them was made, days.
const YEARS: u64 = 3 * 365;
/// Of a hundred opportunities, how many are open; and how many were won of those that ended.
const OPEN: u64 = 15;
const WON: u64 = 40;

/// What every row is made with.
struct Ground {
    by: Arc<Staff>,
    today: NaiveDate,
    stages: Vec<StageRecord>,
    sellers: Vec<Seller>,
    call: Option<Uuid>,
}

/// An opportunity with its customer and its next step.
struct Row {
    party: (PartyRecord, String),
    opportunity: Imported,
    step: Option<ActivityRecord>,
}

/// Told how many there are, from time to time.
pub type Progress = Arc<dyn Fn(u32) + Send + Sync>;

/// Adds so many opportunities, each with a customer of its own, to the installation's company: all of them or none, in
/// one unit. Nobody else can write to an embedded database meanwhile.
/// # Errors
/// [`Refusal::AlreadyTaken`] when they were added before; [`Denied`].
pub async fn many(cx: &Cx, count: u32, progress: Progress) -> Result<(), Denied> {
    let by = account::operator(cx, super::only_company(cx).await?).await?;
    let today = by.zone().day(cx.clock.now());
    let by = Arc::new(by);
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (by, progress) = (by.clone(), progress.clone());
            Box::pin(async move {
                let mut stages = company::stages(&mut unit.conn, by.company()).await?;
                stages.retain(|stage| stage.place().takes(None));
                if stages.is_empty() {
                    return Err(Denied::at("stage", Refusal::NoSuchStage));
                }
                let sellers = people::hire(unit, by.company()).await?;
                let types = Types::read(&mut unit.conn, by.company()).await?;
                let call = types.of_kind(ActivityKind::Call).map(|of| of.id);
                Ground { by, today, stages, sellers, call }.fill(unit, count, &*progress).await
            })
        })
        .await?;
    Ok(cx.store.tidy().await?)
}

impl Ground {
    async fn fill(&self, unit: &mut Unit, count: u32, progress: &(dyn Fn(u32) + Send + Sync)) -> Result<(), Denied> {
        let bare = bare::strip(unit).await?;
        let mut made = 0;
        while made < count {
            let size = BATCH.min(count - made);
            self.write(unit, made, size).await?;
            made += size;
            progress(made);
        }
        bare.dress(unit).await?;
        // One entry of the audit trail for all of them, and open pages read anew.
        let company = self.by.company();
        let data = EventData { body: format!("Demo (opportunities: {count})"), ..EventData::default() };
        unit.event(NewEvent::new(company, "company", company.0, "import.made", By::System).with(data));
        unit.announce(company, "opportunity", company.0);
        unit.announce(company, "party", company.0);
        Ok(())
    }

    async fn write(&self, unit: &mut Unit, first: u32, size: u32) -> Result<(), Denied> {
        let (mut parties, mut opportunities, mut steps) = (Vec::new(), Vec::new(), Vec::new());
        for number in first..first + size {
            let row = self.row(number, unit.now.0)?;
            parties.push(row.party);
            opportunities.push(row.opportunity);
            steps.extend(row.step);
        }
        stored::parties(unit, &parties).await?;
        stored::opportunities(unit, &opportunities).await?;
        for step in &steps {
            activities::insert(unit, step).await?;
        }
        Ok(())
    }

    fn row(&self, number: u32, now: i64) -> Result<Row, Denied> {
        let mut dice = Dice::of(number);
        let seller = dice.pick(&self.sellers).copied().ok_or(Denied::NotFound)?;
        let party = self.party(&mut dice, number, now);
        let opportunity = self.opportunity(&mut dice, number, &party.0, seller)?;
        let step = (opportunity.row.state == OpportunityState::Open.code() && dice.of_hundred(70))
            .then(|| self.step(&mut dice, &opportunity.row, now));
        Ok(Row { party, opportunity, step })
    }

    fn party(&self, dice: &mut Dice, number: u32, now: i64) -> (PartyRecord, String) {
        let mut party = crate::parties::create::blank(&self.by.scope, now);
        let city = names::city(dice);
        party.kind = "company".into();
        party.name = names::company(dice, number);
        party.contact_name = names::person(dice);
        party.email = format!("info@yritys{number}.example");
        party.city = city.into();
        party.country = "FI".into();
        party.language = "fi".into();
        party.owner_id = None;
        party.team_id = None;
        party.search = party.search_text();
        (party, format!("{PREFIX}party:{number}"))
    }

    fn opportunity(
        &self,
        dice: &mut Dice,
        number: u32,
        party: &PartyRecord,
        seller: Seller,
    ) -> Result<Imported, Denied> {
        let state = match (dice.of_hundred(OPEN), dice.of_hundred(WON)) {
            (true, _) => OpportunityState::Open,
            (false, true) => OpportunityState::Won,
            (false, false) => OpportunityState::Lost,
        };
        let open = state == OpportunityState::Open;
        // What is open came lately; what ended came at any time and took one to three months.
        let age = if open { dice.up_to(150) } else { 95 + dice.up_to(YEARS - 95) };
        let created = self.today.checked_sub_days(Days::new(age)).unwrap_or(self.today);
        let closed = (!open).then(|| created.checked_add_days(Days::new(5 + dice.up_to(88))).unwrap_or(created));
        let stage = self.stages.get(dice.early(self.stages.len())).or(self.stages.first()).ok_or(Denied::NotFound)?;
        let chance = match state {
            OpportunityState::Open => stage.chance,
            OpportunityState::Won => 100,
            OpportunityState::Lost => 0,
        };
        let title = names::deal(dice);
        let expected = columns::millionths(dice.amount().into())?;
        let (entered_at, left_at) = (noon(created), closed.map(noon));
        let due = self.today.checked_add_days(Days::new(dice.up_to(120))).unwrap_or(self.today);
        let row = OpportunityRecord {
            id: Uuid::now_v7(),
            company_id: self.by.company().0,
            version: 1,
            party_id: Some(party.id),
            contact_name: String::new(),
            email: String::new(),
            phone: String::new(),
            owner_id: Some(seller.id),
            team_id: Some(seller.team),
            stage_id: stage.id,
            state: state.code().to_owned(),
            lost_reason: if state == OpportunityState::Lost { names::reason(dice).into() } else { String::new() },
            expected,
            chance,
            weighted: weighted(expected, chance, &self.by.currency),
            expected_close: open.then(|| columns::day_text(due)),
            closed_on: closed.map(columns::day_text),
            priority: i64::try_from(dice.early(4)).unwrap_or_default(),
            source: names::source(dice).to_owned(),
            search: record::search_text(&party.name, title, ""),
            title: title.to_owned(),
            recurring: 0,
            recurring_plan_id: None,
            monthly: 0,
            monthly_weighted: 0,
            created_at: entered_at,
            updated_at: left_at.unwrap_or(entered_at),
        };
        Ok(Imported { row, key: format!("{PREFIX}{number}"), entered_at, left_at })
    }

    fn step(&self, dice: &mut Dice, row: &OpportunityRecord, now: i64) -> ActivityRecord {
        let owner = row.owner_id.unwrap_or(self.by.user().0);
        let begin = self.today.checked_sub_days(Days::new(6)).unwrap_or(self.today);
        let due = begin.checked_add_days(Days::new(dice.up_to(40))).unwrap_or(begin);
        ActivityRecord {
            id: Uuid::now_v7(),
            company_id: row.company_id,
            opportunity_id: row.id,
            version: 1,
            kind: ActivityKind::Call.code().to_owned(),
            summary: names::step(dice).to_owned(),
            note: String::new(),
            due_on: columns::day_text(due),
            user_id: owner,
            made_by: owner,
            state: "open".to_owned(),
            ended_by: None,
            ended_at: None,
            feedback: String::new(),
            created_at: now,
            type_id: self.call,
            launch_id: None,
            step_id: None,
        }
    }
}

/// Noon of a day in UTC is that day in every zone of the business.
fn noon(day: NaiveDate) -> i64 {
    (day.and_time(NaiveTime::MIN) + chrono::TimeDelta::hours(12)).and_utc().timestamp_micros()
}
