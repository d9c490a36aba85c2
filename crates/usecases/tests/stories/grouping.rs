//! The board grouped otherwise than by stage: sums against the cards, what a drop changes, its way back, and who refuses.
use crate::opportunities::opportunity;
use chrono::NaiveDate;
use domain::{
    actors::Role,
    crm::{activities::ActivityKind, lanes::same_day},
    ids::OpportunityId,
    refusal::Refusal,
};
use rust_decimal::Decimal;
use testkit::{House, figure, key, on_both, refused_at};
use usecases::{Denied, Staff, crm};
use wire::{
    activities::{ActivityFields, ScheduleActivity},
    crm::{BoardQuery, BoardView, CreateOpportunity, LaneId, PlaceCard, Placed},
    opportunities::{ChangeOne, ChangeOpportunities, ChangeTo, Group, Which},
};

async fn make(house: &House, by: &Staff, title: &str, expected: &str, close: Option<NaiveDate>) -> OpportunityId {
    let command = CreateOpportunity { expected: figure(expected), expected_close: close, ..opportunity(title) };
    crm::create_opportunity(by, &house.cx, command).await.unwrap()
}

async fn change(house: &House, by: &Staff, id: OpportunityId, to: ChangeTo) {
    let version = crm::read_opportunity(by, &house.cx, id).await.unwrap().version;
    let which = Which::Rows(vec![ChangeOne { id, version, to }]);
    let changed = crm::change_opportunities(by, &house.cx, ChangeOpportunities { key: key(), which }).await.unwrap();
    assert_eq!(changed.verdicts[0].refused, None);
}

async fn board(house: &House, by: &Staff, group: Group) -> BoardView {
    crm::board(by, &house.cx, BoardQuery { group, ..BoardQuery::default() }).await.unwrap()
}

/// Lanes with something, by name, and the titles in them.
fn shown(board: &BoardView) -> Vec<(String, Vec<String>)> {
    let lanes = board.lanes.iter().filter(|lane| lane.stage.count > 0);
    lanes.map(|lane| (lane.stage.name.clone(), lane.cards.iter().map(|card| card.title.clone()).collect())).collect()
}

async fn place(
    house: &House,
    by: &Staff,
    id: OpportunityId,
    group: Group,
    lane: (LaneId, &str),
) -> Result<Placed, Denied> {
    let version = crm::read_opportunity(by, &house.cx, id).await.unwrap().version;
    let command = PlaceCard { id, version, group, lane: lane.0, name: lane.1.to_owned() };
    crm::place_card(by, &house.cx, command).await
}

fn lane(board: &BoardView, name: &str) -> LaneId {
    board.lanes.iter().find(|lane| lane.stage.name == name).unwrap_or_else(|| panic!("no lane {name}")).stage.id
}

#[test]
fn whatever_the_lanes_are_they_come_to_the_same_and_hold_what_they_say() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let team = house.team("Pohjoinen").await;
        let maija = house.manager("Maija").await;
        let anna = house.person("Anna", Role::Seller, Some(team)).await;
        let day = maija.zone().day(app.cx.clock.now());
        for number in 0..14_u64 {
            let by = if number % 3 == 0 { &maija } else { &anna };
            let close = [
                None,
                Some(day),
                Some(day - chrono::Days::new(70)),
                Some(day + chrono::Days::new(45)),
                Some(day + chrono::Days::new(1000)),
            ][number as usize % 5];
            let id = make(&house, by, &format!("Kauppa {number}"), "100.10", close).await;
            if number % 2 == 0 {
                change(&house, by, id, ChangeTo::Source(["web", "messut"][number as usize / 2 % 2].into())).await;
            }
            if number % 4 == 0 {
                let fields = ActivityFields {
                    kind: ActivityKind::Call,
                    type_id: None,
                    summary: "Soita".into(),
                    note: String::new(),
                    due_on: Some(day + chrono::Days::new(number % 3)),
                    user: None,
                };
                let plan = ScheduleActivity { key: key(), opportunity: id, fields };
                crm::schedule_activity(by, &house.cx, plan).await.unwrap();
            }
            if number == 13 {
                change(&house, by, id, ChangeTo::Owner(None)).await;
            }
            app.later(60);
        }
        for search in ["", "kauppa"] {
            let query = |group| BoardQuery { group, search: search.into(), ..BoardQuery::default() };
            let stages = crm::board(&maija, &app.cx, query(Group::Stage)).await.unwrap();
            let total: Decimal = stages.lanes.iter().map(|lane| lane.stage.sum).sum();
            let weighted: Decimal = stages.lanes.iter().map(|lane| lane.stage.weighted).sum();
            for group in Group::ALL {
                let board = crm::board(&maija, &app.cx, query(group)).await.unwrap();
                assert_eq!(board.lanes.iter().map(|lane| lane.stage.count).sum::<i64>(), 14, "{group:?}");
                assert_eq!(board.lanes.iter().map(|lane| lane.stage.sum).sum::<Decimal>(), total, "{group:?}");
                assert_eq!(board.lanes.iter().map(|lane| lane.stage.weighted).sum::<Decimal>(), weighted, "{group:?}");
                assert_eq!(board.stages.len(), 3);
                let mut ids = std::collections::BTreeSet::new();
                for lane in &board.lanes {
                    assert_eq!(lane.cards.len() as i64, lane.stage.count, "{group:?} {}", lane.stage.name);
                    let steps = lane.stage.steps;
                    assert_eq!(steps.late + steps.today + steps.planned + steps.none, lane.stage.count);
                    let sum: Decimal = lane.cards.iter().map(|card| card.expected).sum();
                    assert_eq!(sum, lane.stage.sum, "{group:?} {}", lane.stage.name);
                    ids.extend(lane.cards.iter().map(|card| card.id));
                    assert!(lane.cards.iter().all(|card| card.stage_name.is_empty() == (group == Group::Stage)));
                    // Further pages are asked for by the lane, and are empty here.
                    let further = (lane.stage.id, lane.stage.name.clone());
                    assert!(
                        crm::lane_cards(&maija, &app.cx, query(group), further.clone(), 1).await.unwrap().is_empty()
                    );
                    let first = crm::lane_cards(&maija, &app.cx, query(group), further, 0).await.unwrap();
                    assert_eq!(first, lane.cards, "{group:?} {}", lane.stage.name);
                }
                assert_eq!(ids.len(), 14, "{group:?}: each stands in one lane");
            }
        }
        // A seller's board has what a seller may see, whatever the lanes are.
        for group in Group::ALL {
            let theirs = board(&house, &anna, group).await;
            assert_eq!(theirs.lanes.iter().map(|lane| lane.stage.count).sum::<i64>(), 8, "{group:?}");
        }
    });
}

#[test]
fn a_card_in_another_lane_has_what_the_lane_stands_for_and_goes_back_exactly() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (north, _) = (house.team("Pohjoinen").await, house.team("Etelä").await);
        let maija = house.manager("Maija").await;
        let anna = house.person("Anna", Role::Seller, Some(north)).await;
        let day: NaiveDate = maija.zone().day(app.cx.clock.now());
        let id = make(&house, &maija, "Katto", "500", Some(day)).await;
        let read = async || crm::read_opportunity(&maija, &app.cx, id).await.unwrap();

        let owners = board(&house, &maija, Group::Owner).await;
        let placed = place(&house, &maija, id, Group::Owner, (lane(&owners, "Anna"), "")).await.unwrap();
        assert_eq!(read().await.owner.unwrap().id, anna.user());
        crm::put_back(&maija, &app.cx, placed.back).await.unwrap();
        assert_eq!(read().await.owner.unwrap().id, maija.user());

        let teams = board(&house, &maija, Group::Team).await;
        place(&house, &maija, id, Group::Team, (lane(&teams, "Etelä"), "")).await.unwrap();
        assert_eq!(read().await.team.unwrap().name, "Etelä");
        assert_eq!(read().await.owner.unwrap().id, maija.user(), "who works on it stays");
        let gone = place(&house, &maija, id, Group::Team, (LaneId(uuid::Uuid::from_u128(5)), "")).await;
        assert_eq!(refused_at(gone), [("team".to_owned(), Refusal::NotAChoice)]);

        change(&house, &maija, id, ChangeTo::Source("messut".into())).await;
        let sources = board(&house, &maija, Group::Source).await;
        assert_eq!(shown(&sources), [("messut".to_owned(), vec!["Katto".to_owned()])]);
        let placed = place(&house, &maija, id, Group::Source, (LaneId::default(), "No source")).await.unwrap();
        assert_eq!(read().await.source, "");
        crm::put_back(&maija, &app.cx, placed.back).await.unwrap();
        assert_eq!(read().await.source, "messut");

        let months = board(&house, &maija, Group::Close).await;
        let (at, next) = (&months.lanes[0], &months.lanes[1]);
        assert_eq!((at.stage.count, at.takes), (1, true), "this month stands first");
        let placed = place(&house, &maija, id, Group::Close, (next.stage.id, "")).await.unwrap();
        let month = domain::crm::lanes::months_later(day, 1);
        assert_eq!(read().await.expected_close, Some(same_day(Some(day), month)));
        crm::put_back(&maija, &app.cx, placed.back.clone()).await.unwrap();
        assert_eq!(read().await.expected_close, Some(day));
        // The same way back a second time is of a version that is gone.
        assert!(matches!(crm::put_back(&maija, &app.cx, placed.back).await, Err(Denied::Stale { .. })));

        let step = place(&house, &maija, id, Group::Step, (LaneId::default(), "")).await;
        assert_eq!(refused_at(step), [("lane".to_owned(), Refusal::NotAChoice)]);
        let nonsense = crm::put_back(&maija, &app.cx, "{}".into()).await;
        assert_eq!(refused_at(nonsense), [("back".to_owned(), Refusal::NotAChoice)]);
    });
}

#[test]
fn of_two_people_who_move_one_card_the_second_is_told() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let anna = house.seller("Anna").await;
        let id = make(&house, &anna, "Katto", "500", None).await;
        let owners = board(&house, &maija, Group::Owner).await;
        let command = |name: &str| PlaceCard {
            id,
            version: 1,
            group: Group::Owner,
            lane: lane(&owners, name),
            name: String::new(),
        };
        crm::place_card(&maija, &app.cx, command("Maija")).await.unwrap();
        assert!(matches!(crm::place_card(&maija, &app.cx, command("Anna")).await, Err(Denied::Stale { .. })));
        // It is not Anna's any more, and not hers to see.
        assert!(matches!(crm::place_card(&anna, &app.cx, command("Anna")).await, Err(Denied::NotFound)));
    });
}
