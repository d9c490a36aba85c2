//! The board: sums, order, pages, filters, and what it costs.
use crate::opportunities::opportunity;
use domain::{crm::OpportunityState, ids::OpportunityId};
use testkit::{House, TestApp, house::figure, on_both, on_sqlite};
use usecases::{Staff, crm};
use wire::crm::{BoardQuery, CloseOpportunity, CreateOpportunity, EditOpportunity, LANE_CARDS};

async fn make(house: &House, by: &Staff, title: &str, expected: &str, stage: usize) -> OpportunityId {
    let command =
        CreateOpportunity { expected: figure(expected), stage: Some(house.stages[stage]), ..opportunity(title) };
    crm::create_opportunity(by, &house.cx, command).await.unwrap()
}

#[test]
fn lanes_have_counts_sums_and_weighted_sums() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        make(&house, &anna, "A", "100.10", 0).await;
        make(&house, &anna, "B", "0.05", 0).await;
        make(&house, &anna, "C", "100000000000", 2).await;
        let board = crm::board(&anna, &app.cx, BoardQuery::default()).await.unwrap();
        let sums: Vec<_> = board
            .lanes
            .iter()
            .map(|lane| (lane.stage.count, lane.stage.sum.to_string(), lane.stage.weighted.to_string()))
            .collect();
        // A quarter of 100.10 is 25.025, rounded 25.03; of 0.05 it is 0.0125, rounded 0.01.
        assert_eq!(
            sums,
            [
                (2, "100.15".to_owned(), "25.04".to_owned()),
                (0, "0".to_owned(), "0".to_owned()),
                (1, "100000000000".to_owned(), "75000000000".to_owned()),
            ]
        );
    });
}

#[test]
fn even_the_largest_amounts_add_up() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        for number in 0..120 {
            make(&house, &anna, &format!("Suuri {number}"), "100000000000", 0).await;
        }
        let board = crm::board(&anna, &app.cx, BoardQuery::default()).await.unwrap();
        assert_eq!(board.lanes[0].stage.sum.to_string(), "12000000000000");
    });
}

#[test]
fn cards_come_by_stars_then_by_what_moved_last_and_page_by_page() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let mut ids = Vec::new();
        for number in 0..LANE_CARDS + 5 {
            ids.push(make(&house, &anna, &format!("Kauppa {number}"), "1", 0).await);
            app.later(60);
        }
        let view = crm::read_opportunity(&anna, &app.cx, ids[3]).await.unwrap();
        let star = EditOpportunity {
            id: view.id,
            version: view.version,
            title: view.title,
            party: None,
            contact_name: String::new(),
            email: String::new(),
            phone: String::new(),
            expected: view.expected.value,
            recurring: Default::default(),
            expected_close: None,
            priority: 3,
            source: String::new(),
            owner: Some(anna.user()),
        };
        crm::edit_opportunity(&anna, &app.cx, star).await.unwrap();
        let board = crm::board(&anna, &app.cx, BoardQuery::default()).await.unwrap();
        let first = &board.lanes[0].cards;
        assert_eq!((first.len(), first[0].id, first[0].priority), (LANE_CARDS as usize, ids[3], 3));
        assert_eq!(first[1].id, *ids.last().unwrap());
        let more = crm::lane_cards(&anna, &app.cx, BoardQuery::default(), (house.stages[0].into(), String::new()), 1)
            .await
            .unwrap();
        assert_eq!((more.len(), more[4].id), (5, ids[0]));
        assert!(more.iter().all(|card| !first.iter().any(|known| known.id == card.id)));
    });
}

#[test]
fn filters_narrow_cards_and_sums_alike() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let team = house.team("Pohjoinen").await;
        let maija = house.manager("Maija").await;
        let anna = house.person("Anna", domain::actors::Role::Seller, Some(team)).await;
        let party = house.party(&maija, "Åbergin Öljy").await;
        let named = CreateOpportunity { party: Some(party), ..opportunity("Säiliö") };
        crm::create_opportunity(&maija, &app.cx, named).await.unwrap();
        make(&house, &anna, "Katto", "500", 0).await;
        let count = async |query: BoardQuery| {
            let board = crm::board(&maija, &app.cx, query).await.unwrap();
            assert_eq!(board.lanes[0].stage.count as usize, board.lanes[0].cards.len());
            board.lanes[0].cards.iter().map(|card| card.title.clone()).collect::<Vec<_>>()
        };
        assert_eq!(count(BoardQuery { mine: true, ..BoardQuery::default() }).await, ["Säiliö"]);
        assert_eq!(count(BoardQuery { team: Some(team), ..BoardQuery::default() }).await, ["Katto"]);
        assert_eq!(count(BoardQuery { search: "berg".into(), ..BoardQuery::default() }).await, ["Säiliö"]);
        assert_eq!(
            count(BoardQuery { search: "kat".into(), mine: true, ..BoardQuery::default() }).await,
            Vec::<String>::new()
        );
        assert_eq!(count(BoardQuery::default()).await.len(), 2);
    });
}

#[test]
fn only_this_months_endings_are_counted() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let close = async |id| {
            let command = CloseOpportunity { id, version: 1, state: OpportunityState::Won, reason: String::new() };
            crm::close_opportunity(&anna, &app.cx, command).await.unwrap()
        };
        close(make(&house, &anna, "Marraskuu", "100", 0).await).await;
        app.later(8 * 86_400);
        close(make(&house, &anna, "Joulukuu", "200", 0).await).await;
        let board = crm::board(&anna, &app.cx, BoardQuery::default()).await.unwrap();
        assert_eq!((board.won.count, board.won.sum), (1, figure("200")));
        assert!(board.lanes.iter().all(|lane| lane.stage.count == 0));
    });
}

/// Ten thousand opportunities of ten sellers in three stages.
async fn ten_thousand(app: &TestApp, house: &House, by: &Staff) {
    let blob = |id: uuid::Uuid| format!("x'{}'", id.simple());
    let stages: Vec<String> = house.stages.iter().map(|stage| blob(stage.0)).collect();
    app.run(&format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) \
         INSERT INTO opportunities (id, company_id, title, owner_id, stage_id, state, expected, weighted, priority, \
         search, created_at, updated_at) SELECT randomblob(16), {}, 'Kauppa ' || i, {}, \
         CASE i % 3 WHEN 0 THEN {} WHEN 1 THEN {} ELSE {} END, CASE i % 5 WHEN 0 THEN 'won' ELSE 'open' END, \
         i * 1000000, i * 250000, i % 4, 'kauppa ' || i, i, i FROM n",
        blob(house.id.0),
        blob(by.user().0),
        stages[0],
        stages[1],
        stages[2]
    ))
    .await
    .unwrap();
}

#[test]
fn ten_thousand_opportunities_are_a_board_in_milliseconds() {
    on_sqlite(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        ten_thousand(&app, &house, &maija).await;
        let mut best = std::time::Duration::MAX;
        for _ in 0..10 {
            let start = std::time::Instant::now();
            let board = crm::board(&maija, &app.cx, BoardQuery::default()).await.unwrap();
            best = best.min(start.elapsed());
            assert_eq!(board.lanes.iter().map(|lane| lane.stage.count).sum::<i64>(), 8_000);
            assert!(board.lanes.iter().all(|lane| lane.cards.len() == LANE_CARDS as usize));
        }
        eprintln!("board of 10,000: {best:?}");
        // The budget is 5 ms in a release build; this one is not optimised and shares the machine.
        assert!(best.as_millis() < 25, "{best:?}");
    });
}
