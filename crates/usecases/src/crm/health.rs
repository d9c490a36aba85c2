//! How opportunities do beside what is usual in their stages.
use crate::Denied;
use chrono::{DateTime, NaiveDate, NaiveDateTime};
use domain::{
    crm::{
        OpportunityState,
        health::{self, Concern},
    },
    days::Instant,
    ids::CompanyId,
};
use std::collections::HashMap;
use store::{Conn, columns, crm::visits};
use uuid::Uuid;

/// What is usual in the stages of a company, and what day it is for the reader.
pub(super) struct Usual {
    days: HashMap<Uuid, u32>,
    today: NaiveDate,
    now: NaiveDateTime,
}

impl Usual {
    pub(super) async fn read(
        conn: &mut Conn,
        company: CompanyId,
        now: Instant,
        today: NaiveDate,
    ) -> Result<Usual, Denied> {
        let mut stays: HashMap<Uuid, Vec<(u32, i64)>> = HashMap::new();
        for row in visits::stays(conn, company).await? {
            stays.entry(row.stage_id).or_default().push((columns::count(row.days)?, row.stays));
        }
        let days = stays.into_iter().filter_map(|(stage, stays)| Some((stage, health::usual(&stays)?))).collect();
        Ok(Usual { days, today, now: moment(now.0) })
    }

    /// What is not as it should be with one that came into its stage then.
    pub(super) fn concerns(
        &self,
        state: OpportunityState,
        next_due_on: Option<NaiveDate>,
        stage: Uuid,
        entered_at: Option<i64>,
    ) -> Vec<Concern> {
        let since = entered_at.map_or(self.now, moment);
        let usual = self.days.get(&stage).copied();
        health::concerns(state, next_due_on, self.today, since, usual, self.now)
    }
}

fn moment(micros: i64) -> NaiveDateTime {
    DateTime::from_timestamp_micros(micros).unwrap_or_default().naive_utc()
}
