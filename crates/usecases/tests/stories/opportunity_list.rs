//! Opportunities as a list: filters, orders, pages; many changed at once.
use crate::opportunities::opportunity;
use domain::{
    crm::{OpportunityState, activities::ActivityKind},
    ids::OpportunityId,
    refusal::Refusal,
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use testkit::{House, key, on_both, refused_at};
use usecases::{Denied, Staff, crm};
use wire::{
    activities::{ActivityFields, ScheduleActivity},
    crm::{CloseOpportunity, CreateOpportunity, EditOpportunity, StepFilter},
    opportunities::{
        After, ChangeOne, ChangeOpportunities, ChangeTo, Changed, OpportunityFilter, OpportunityRow, Sort, Which,
    },
    problem::Problem,
};

async fn rows(house: &House, by: &Staff, filter: &OpportunityFilter) -> Vec<OpportunityRow> {
    crm::list_opportunities(by, &house.cx, filter.clone(), None, 500).await.unwrap().rows
}

async fn change(house: &House, by: &Staff, which: Which) -> Result<Changed, Denied> {
    crm::change_opportunities(by, &house.cx, ChangeOpportunities { key: key(), which }).await
}

/// What a filter is held against.
struct Plain {
    id: OpportunityId,
    title: String,
    owner: usize,
    stage: usize,
    source: &'static str,
    step: bool,
    close: Option<chrono::NaiveDate>,
    state: OpportunityState,
}

#[test]
fn every_filter_finds_what_looking_at_each_one_finds() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let manager = house.manager("Maija").await;
        let sellers = [house.seller("Anna").await, house.seller("Paavo").await];
        let day = manager.zone().day(app.cx.clock.now());
        let mut all = Vec::new();
        let mut seed: u64 = 11;
        for number in 0..40 {
            let mut roll = |sides: u64| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                ((seed >> 33) % sides) as usize
            };
            let (owner, stage, source) = (roll(2), roll(3), ["", "web", "messut"][roll(3)]);
            let close = [None, Some(day), Some(day + chrono::Days::new(30))][roll(3)];
            let state = [OpportunityState::Open, OpportunityState::Open, OpportunityState::Won, OpportunityState::Lost]
                [roll(4)];
            let (step, title) = (roll(2) == 0, format!("{} {number}", ["Katto", "Lämmitys"][roll(2)]));
            let (by, expected) = (&sellers[owner], Decimal::from(roll(5) as u64));
            let command = CreateOpportunity {
                expected,
                expected_close: close,
                stage: Some(house.stages[stage]),
                ..opportunity(&title)
            };
            let id = crm::create_opportunity(by, &house.cx, command).await.unwrap();
            let form = EditOpportunity {
                id,
                version: 1,
                title: title.clone(),
                party: None,
                contact_name: String::new(),
                email: String::new(),
                phone: String::new(),
                expected,
                recurring: Default::default(),
                expected_close: close,
                priority: 0,
                source: source.to_owned(),
                owner: Some(by.user()),
            };
            let version = crm::edit_opportunity(by, &house.cx, form).await.unwrap();
            if step {
                let fields = ActivityFields {
                    kind: ActivityKind::Call,
                    type_id: None,
                    summary: "Soita".into(),
                    note: String::new(),
                    due_on: Some(day),
                    user: None,
                };
                let plan = ScheduleActivity { key: key(), opportunity: id, fields };
                crm::schedule_activity(by, &house.cx, plan).await.unwrap();
            }
            if state != OpportunityState::Open {
                let close = CloseOpportunity { id, version, state, reason: "Hinta".into() };
                crm::close_opportunity(by, &house.cx, close).await.unwrap();
            }
            all.push(Plain { id, title, owner, stage, source, step, close, state });
            app.later(1);
        }
        for state in [OpportunityState::Open, OpportunityState::Won, OpportunityState::Lost] {
            for bits in 0..64_u32 {
                let on = |bit: u32| bits & (1 << bit) != 0;
                let filter = OpportunityFilter {
                    state,
                    owner: on(0).then(|| sellers[1].user()),
                    stage: on(1).then(|| house.stages[1]),
                    source: if on(2) { "web".into() } else { String::new() },
                    step: on(3).then_some(StepFilter::None),
                    before: on(4).then(|| day + chrono::Days::new(1)),
                    search: if on(5) { "lämm".into() } else { String::new() },
                    sort: Sort::ALL[(bits % 4) as usize],
                    descending: bits % 2 == 0,
                    ..OpportunityFilter::default()
                };
                let wanted: BTreeSet<OpportunityId> = all
                    .iter()
                    .filter(|one| {
                        one.state == state
                            && (!on(0) || one.owner == 1)
                            && (!on(1) || one.stage == 1)
                            && (!on(2) || one.source == "web")
                            && (!on(3) || !one.step)
                            && (!on(4) || one.close == Some(day))
                            && (!on(5) || one.title.starts_with("Lämmitys"))
                    })
                    .map(|one| one.id)
                    .collect();
                if state == OpportunityState::Open {
                    // The board shows the same set in its lanes, and adds it up.
                    let board = crm::board(&manager, &house.cx, filter.clone()).await.unwrap();
                    let cards: Vec<_> = board.lanes.iter().flat_map(|lane| &lane.cards).map(|card| card.id).collect();
                    assert_eq!(cards.iter().copied().collect::<BTreeSet<_>>(), wanted, "{filter:?}");
                    assert_eq!(cards.len(), wanted.len());
                    let counted: i64 = board.lanes.iter().map(|lane| lane.stage.count).sum();
                    assert_eq!(counted as usize, wanted.len(), "{filter:?}");
                    let shown: Decimal =
                        board.lanes.iter().flat_map(|lane| &lane.cards).map(|card| card.expected).sum();
                    assert_eq!(board.lanes.iter().map(|lane| lane.stage.sum).sum::<Decimal>(), shown);
                }
                let found = rows(&house, &manager, &filter).await;
                assert_eq!(found.iter().map(|row| row.id).collect::<BTreeSet<_>>(), wanted, "{filter:?}");
                // Three at a time, the same rows in the same order, each once.
                let (mut paged, mut after) = (Vec::new(), None);
                loop {
                    let page = crm::list_opportunities(&manager, &house.cx, filter.clone(), after, 3).await.unwrap();
                    assert_eq!(page.total as usize, wanted.len());
                    paged.extend(page.rows);
                    after = page.next;
                    if after.is_none() {
                        break;
                    }
                }
                assert_eq!(paged, found, "{filter:?}");
            }
        }
        let own = rows(&house, &sellers[0], &OpportunityFilter::default()).await;
        assert!(own.iter().all(|row| row.owner.as_ref().is_some_and(|owner| owner.id == sellers[0].user())));
        let mine = OpportunityFilter { mine: true, ..OpportunityFilter::default() };
        assert_eq!(rows(&house, &sellers[0], &mine).await, own);
        assert!(rows(&house, &manager, &mine).await.is_empty());
    });
}

#[test]
fn a_place_that_cannot_be_read_begins_at_the_start() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let id = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        for sort in Sort::ALL {
            let filter = OpportunityFilter { sort, ..OpportunityFilter::default() };
            let after = After { value: "'; DROP TABLE".into(), id };
            let page = crm::list_opportunities(&anna, &app.cx, filter, Some(after), 0).await.unwrap();
            assert_eq!(page.rows.len(), 1);
        }
    });
}

#[test]
fn many_are_changed_each_with_its_verdict_and_taken_back() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let manager = house.manager("Maija").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        let mut ids = Vec::new();
        for title in ["Katto", "Ovi", "Lattia"] {
            ids.push(crm::create_opportunity(&anna, &app.cx, opportunity(title)).await.unwrap());
        }
        let row = |id, version, to| ChangeOne { id, version, to };
        let lost = |reason: &str| ChangeTo::Lost(reason.into());
        // The second was moved by somebody else meanwhile; the fourth is not there.
        let moved = vec![row(ids[1], 1, ChangeTo::Stage(house.stages[1]))];
        change(&house, &anna, Which::Rows(moved)).await.unwrap();
        let nowhere = OpportunityId(uuid::Uuid::now_v7());
        let wanted = [ids[0], ids[1], ids[2], nowhere].map(|id| row(id, 1, lost("Hinta"))).to_vec();
        let command = ChangeOpportunities { key: key(), which: Which::Rows(wanted) };
        let done = crm::change_opportunities(&anna, &app.cx, command.clone()).await.unwrap();
        assert_eq!(crm::change_opportunities(&anna, &app.cx, command).await.unwrap(), done, "told twice it is once");
        let verdict = |id| done.verdicts.iter().find(|verdict| verdict.id == id).unwrap().refused.clone();
        assert_eq!((verdict(ids[0]), verdict(ids[2])), (None, None));
        assert_eq!(verdict(ids[1]), Some(Problem::Stale { current: 2 }));
        assert_eq!(verdict(nowhere), Some(Problem::NotFound));
        let lost_ones = OpportunityFilter { state: OpportunityState::Lost, ..OpportunityFilter::default() };
        assert_eq!(rows(&house, &anna, &lost_ones).await.len(), 2);

        let undone = change(&house, &anna, Which::Rows(done.undo)).await.unwrap();
        assert!(undone.verdicts.iter().all(|verdict| verdict.refused.is_none()));
        assert!(rows(&house, &anna, &lost_ones).await.is_empty());

        // What a rule refuses stays as it is.
        let version = rows(&house, &anna, &OpportunityFilter::default()).await[0].version;
        let first = rows(&house, &anna, &OpportunityFilter::default()).await[0].id;
        for (to, field, refusal) in [
            (lost("  "), "reason", Refusal::Required),
            (ChangeTo::Expected(Decimal::from(-1)), "expected", Refusal::TooSmall { least: Decimal::ZERO }),
            (ChangeTo::Stage(domain::ids::StageId(uuid::Uuid::now_v7())), "stage", Refusal::NoSuchStage),
            (ChangeTo::Owner(Some(domain::ids::UserId(uuid::Uuid::now_v7()))), "owner", Refusal::NotAChoice),
            (ChangeTo::Close(Some(chrono::NaiveDate::MAX)), "expected_close", Refusal::YearOutOfReach),
        ] {
            let done = change(&house, &anna, Which::Rows(vec![row(first, version, to)])).await.unwrap();
            let refused = done.verdicts[0].refused.as_ref().and_then(|problem| problem.at(field)).cloned();
            assert_eq!((refused, done.undo.len()), (Some(refusal), 0));
        }

        // All that match, whoever looks at which rows; not one's own are out of reach.
        let everything =
            || Which::Matching { filter: OpportunityFilter::default(), to: ChangeTo::Owner(Some(paavo.user())) };
        let none = change(&house, &paavo, everything()).await.unwrap();
        assert!(none.verdicts.is_empty());
        let done = change(&house, &manager, everything()).await.unwrap();
        assert_eq!((done.verdicts.len(), done.undo.len()), (3, 3));
        assert_eq!(rows(&house, &paavo, &OpportunityFilter::default()).await.len(), 3);
        let many = vec![row(ids[0], 1, ChangeTo::Won); 1001];
        let refused = change(&house, &paavo, Which::Rows(many)).await;
        assert_eq!(refused_at(refused), [("rows".to_owned(), Refusal::TooLarge { most: Decimal::from(1000) })]);
    });
}

#[test]
fn two_people_change_the_same_ones_at_once_and_each_is_changed_by_one_of_them() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (maija, matti) = (house.manager("Maija").await, house.manager("Matti").await);
        let mut ids = Vec::new();
        for number in 0..12 {
            let title = format!("Kauppa {number}");
            ids.push(crm::create_opportunity(&maija, &app.cx, opportunity(&title)).await.unwrap());
        }
        let all = |to: ChangeTo| ids.iter().map(|id| ChangeOne { id: *id, version: 1, to: to.clone() }).collect();
        let mut backwards: Vec<ChangeOne> = all(ChangeTo::Won);
        backwards.reverse();
        let (one, other) = tokio::join!(
            change(&house, &maija, Which::Rows(all(ChangeTo::Stage(house.stages[2])))),
            change(&house, &matti, Which::Rows(backwards)),
        );
        let (one, other) = (one.unwrap(), other.unwrap());
        for id in &ids {
            let done = |changed: &Changed| {
                changed.verdicts.iter().any(|verdict| verdict.id == *id && verdict.refused.is_none())
            };
            assert!(done(&one) != done(&other), "by one of them");
        }
        for verdict in one.verdicts.iter().chain(&other.verdicts) {
            assert!(matches!(verdict.refused, None | Some(Problem::Stale { current: 2 })));
        }
    });
}
