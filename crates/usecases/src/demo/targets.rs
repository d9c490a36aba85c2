//! What the people of the demo company are to sell this year.
use super::first::Staffed;
use crate::{Cx, Denied, targets};
use chrono::Datelike;
use domain::periods::Month;
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    shared::IdempotencyKey,
    targets::{SetMonth, SetTargets, Whose},
};

/// Euros from January to December: summers are quiet.
const MONTHS: [i64; 12] =
    [45_000, 50_000, 55_000, 60_000, 65_000, 65_000, 30_000, 60_000, 65_000, 65_000, 80_000, 55_000];

/// Sets those of this year for both, the seller's a little lower, and the team's as both together.
pub(super) async fn fill(cx: &Cx, staff: &Staffed) -> Result<(), Denied> {
    let by = &staff.administrator;
    let year = Month::of_year(by.zone().day(cx.clock.now()).year()).map_err(Denied::fault)?;
    let mut all = vec![(Whose::User(by.user()), 100), (Whose::User(staff.seller.user()), 70)];
    all.extend(by.scope.team.map(|team| (Whose::Team(team), 170)));
    for (whose, percent) in all {
        let set = |(month, euros): (&Month, i64)| SetMonth {
            month: *month,
            version: 0,
            target: Some(Decimal::from(euros * percent / 100)),
        };
        let months = year.iter().zip(MONTHS).map(set).collect();
        targets::set(by, cx, SetTargets { key: IdempotencyKey(Uuid::new_v4()), whose, months }).await?;
    }
    Ok(())
}
