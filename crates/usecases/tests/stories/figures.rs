//! The sums a board shows are kept as opportunities change: they are what counting gives, whatever happens and whoever
//! does it at once.
use crate::opportunities::{form, opportunity};
use chrono::Days;
use domain::{
    crm::{OpportunityState, activities::ActivityKind},
    ids::OpportunityId,
};
use rust_decimal::Decimal;
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use testkit::{House, TestApp, key, on_both};
use usecases::{Denied, Staff, crm, verify::Finding};
use wire::{
    activities::{ActivityFields, ScheduleActivity},
    crm::{BoardQuery, CloseOpportunity, CreateOpportunity, MoveOpportunity},
    merge::{MergeOpportunities, TakeBackMerge},
};

/// What the program itself finds wrong with its sums.
async fn wrong(app: &TestApp) -> Vec<Finding> {
    let report = usecases::verify::verify(&app.cx).await.unwrap();
    report.findings.into_iter().filter(|finding| matches!(finding, Finding::FiguresWrong { .. })).collect()
}

async fn moved(house: &House, by: &Staff, id: OpportunityId, stage: usize) -> Result<i64, Denied> {
    let version = crm::read_opportunity(by, &house.cx, id).await?.version;
    crm::move_opportunity(by, &house.cx, MoveOpportunity { id, version, stage: house.stages[stage] }).await
}

async fn closed(house: &House, by: &Staff, id: OpportunityId, state: OpportunityState) -> Result<i64, Denied> {
    let version = crm::read_opportunity(by, &house.cx, id).await?.version;
    let command = CloseOpportunity { id, version, state, reason: "Hinta".into() };
    crm::close_opportunity(by, &house.cx, command).await
}

async fn revalued(house: &House, by: &Staff, id: OpportunityId, expected: u64) -> Result<i64, Denied> {
    let mut command = form(&crm::read_opportunity(by, &house.cx, id).await?);
    command.expected = Decimal::new(i64::try_from(expected).unwrap(), 2);
    crm::edit_opportunity(by, &house.cx, command).await
}

async fn planned(app: &TestApp, by: &Staff, id: OpportunityId, days: u64) {
    let due_on = by.zone().day(app.cx.clock.now()) + Days::new(days);
    let fields = ActivityFields {
        kind: ActivityKind::Call,
        type_id: None,
        summary: "Soita".into(),
        note: String::new(),
        due_on: Some(due_on),
        user: None,
    };
    let command = ScheduleActivity { key: key(), opportunity: id, fields };
    let _refused = crm::schedule_activity(by, &app.cx, command).await;
}

#[test]
fn kept_sums_are_what_counting_gives_after_any_changes() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let people = [house.seller("Anna").await, house.seller("Paavo").await];
        let manager = house.manager("Maija").await;
        let mut deals = Vec::new();
        let mut seed: u64 = 5;
        for step in 0..160 {
            let mut roll = |sides: usize| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                usize::try_from(seed >> 33).unwrap() % sides
            };
            if deals.len() < 5 || roll(4) == 0 {
                let by = &people[roll(2)];
                let command = CreateOpportunity {
                    stage: Some(house.stages[roll(3)]),
                    expected: Decimal::new(i64::try_from(roll(1_000_000)).unwrap(), 2),
                    ..opportunity(&format!("Kauppa {step}"))
                };
                deals.push(crm::create_opportunity(by, &app.cx, command).await.unwrap());
                continue;
            }
            let id = deals[roll(deals.len())];
            // Some of it is refused, as what has ended cannot move; nothing may be counted then.
            let _refused = match roll(6) {
                0 => moved(&house, &manager, id, roll(3)).await,
                1 => closed(&house, &manager, id, OpportunityState::Won).await,
                2 => closed(&house, &manager, id, OpportunityState::Lost).await,
                3 => closed(&house, &manager, id, OpportunityState::Open).await,
                4 => revalued(&house, &manager, id, u64::try_from(roll(9_000_000)).unwrap()).await,
                _ => {
                    planned(&app, &manager, id, u64::try_from(roll(3)).unwrap()).await;
                    Ok(0)
                }
            };
        }
        assert_eq!(wrong(&app).await, []);
        let board = crm::board(&manager, &app.cx, BoardQuery::default()).await.unwrap();
        let mut open = (0, Decimal::ZERO);
        for id in &deals {
            let view = crm::read_opportunity(&manager, &app.cx, *id).await.unwrap();
            if view.state == OpportunityState::Open {
                open = (open.0 + 1, open.1 + view.expected.value);
            }
        }
        let shown = board.lanes.iter().fold((0, Decimal::ZERO), |sum, lane| {
            assert_eq!(
                lane.stage.count,
                lane.stage.steps.late + lane.stage.steps.today + lane.stage.steps.planned + lane.stage.steps.none
            );
            (sum.0 + lane.stage.count, sum.1 + lane.stage.sum)
        });
        assert_eq!(shown, open);
    });
}

#[test]
fn what_is_merged_is_counted_once_and_again_when_taken_apart() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let count = async || crm::board(&anna, &app.cx, BoardQuery::default()).await.unwrap().lanes[0].stage.count;
        let one = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let other = crm::create_opportunity(&anna, &app.cx, opportunity("Katto taas")).await.unwrap();
        assert_eq!(count().await, 2);
        let command = MergeOpportunities {
            key: key(),
            stays: one,
            stays_version: crm::read_opportunity(&anna, &app.cx, one).await.unwrap().version,
            goes: other,
            goes_version: crm::read_opportunity(&anna, &app.cx, other).await.unwrap().version,
            taken: Vec::new(),
        };
        let made = crm::merge_opportunities(&anna, &app.cx, command).await.unwrap();
        assert_eq!((count().await, wrong(&app).await), (1, vec![]));
        crm::take_back_merge(&anna, &app.cx, TakeBackMerge { merge: made.merge, version: made.version }).await.unwrap();
        assert_eq!((count().await, wrong(&app).await), (2, vec![]));
    });
}

#[test]
fn cards_moved_both_ways_at_once_leave_the_sums_right() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let manager = house.manager("Maija").await;
        let mut deals = Vec::new();
        for number in 0..24 {
            let command =
                CreateOpportunity { stage: Some(house.stages[number % 2]), ..opportunity(&format!("Kauppa {number}")) };
            deals.push(crm::create_opportunity(&manager, &app.cx, command).await.unwrap());
        }
        let moves = deals.iter().enumerate().map(|(number, id)| moved(&house, &manager, *id, 1 - number % 2));
        for done in futures::future::join_all(moves).await {
            done.unwrap();
        }
        let board = crm::board(&manager, &app.cx, BoardQuery::default()).await.unwrap();
        let counts: Vec<i64> = board.lanes.iter().map(|lane| lane.stage.count).collect();
        assert_eq!((counts, wrong(&app).await), (vec![12, 12, 0], vec![]));
    });
}

#[test]
fn a_sum_that_was_tampered_with_is_found() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        app.run("UPDATE opportunity_figures SET expected = expected + 1").await.unwrap();
        // What is kept and what is counted are each missing on the other side.
        assert_eq!(wrong(&app).await, [Finding::FiguresWrong { count: 2 }]);
    });
}

#[test]
fn a_large_pipeline_is_made_once_and_adds_up() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let administrator = house.person("Aino", domain::actors::Role::Administrator, None).await;
        let told = Arc::new(AtomicU32::new(0));
        let progress = told.clone();
        usecases::demo::many(&app.cx, 2_345, Arc::new(move |made| progress.store(made, Ordering::Relaxed)))
            .await
            .unwrap();
        assert_eq!((told.load(Ordering::Relaxed), wrong(&app).await), (2_345, vec![]));
        let board = crm::board(&administrator, &app.cx, BoardQuery::default()).await.unwrap();
        let open: i64 = board.lanes.iter().map(|lane| lane.stage.count).sum();
        // Fifteen of a hundred are open.
        assert!((250..=450).contains(&open), "{open}");
        assert!(board.lanes.iter().any(|lane| lane.stage.steps.late > 0));
        // Searches and sums go on as before.
        let found = usecases::parties::list(
            &administrator,
            &app.cx,
            wire::shared::ListQuery { search: "yritys2344.".into(), ..Default::default() },
        );
        assert_eq!(found.await.unwrap().rows.len(), 1);
        crm::create_opportunity(&administrator, &app.cx, opportunity("Vielä yksi")).await.unwrap();
        assert_eq!(wrong(&app).await, []);
        assert!(matches!(usecases::demo::many(&app.cx, 10, Arc::new(|_| ())).await, Err(Denied::Refused(_))));
    });
}
