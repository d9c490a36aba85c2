//! The public CRM data set.
use domain::{actors::Role, crm::OpportunityState};
use intake::crm_sales::{DataSet, read_dir};
use std::path::Path;
use store::{dialect::Engine, events};
use testkit::{House, TestApp, house::figure, on_both};
use usecases::{Staff, account, crm, import, parties, products, settings};
use wire::{crm::BoardQuery, shared::ListQuery};

fn published() -> DataSet {
    read_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/crm-sales")).unwrap()
}

async fn administered(app: &TestApp) -> (House, Staff) {
    let house = app.house("Salmela Oy").await;
    let aino = house.person("Aino", Role::Administrator, None).await;
    (house, aino)
}

#[test]
fn every_row_becomes_a_record() {
    on_both(async |app| {
        let (house, aino) = administered(&app).await;
        let start = std::time::Instant::now();
        let report = import::crm_sales(&app.cx, published()).await.unwrap();
        let rows = 85 + 7 + 35 + 8_800;
        eprintln!("{:?}: {rows} rows in {:?}", app.engine, start.elapsed());
        let made: Vec<_> = report.kinds.iter().map(|kind| (kind.name, kind.read, kind.made, kind.known)).collect();
        assert_eq!(
            made,
            [
                ("teams", 6, 6, 0),
                ("managers", 6, 6, 0),
                ("sellers", 35, 35, 0),
                ("customers", 85, 85, 0),
                ("products", 7, 7, 0),
                ("opportunities", 8_800, 8_800, 0),
            ]
        );
        assert!(report.skipped.is_empty());
        let printed = report.to_string();
        assert!(printed.contains("\"GTXPro\" on 1480 rows (first on line 3) was read as \"GTX Pro\""), "{printed}");

        let board = crm::board(&aino, &app.cx, BoardQuery::default()).await.unwrap();
        let lanes: Vec<_> = board.lanes.iter().map(|lane| lane.stage.count).collect();
        assert_eq!(lanes, [500, 1_589, 0]);
        // What was won is what the data set says: 10,005,534 in all.
        let won =
            app.texts("SELECT CAST(SUM(expected / 1000000) AS TEXT) FROM opportunities WHERE state = 'won'").await;
        assert_eq!(won, ["10005534"]);
        let query = ListQuery { search: "cancity".into(), ..ListQuery::default() };
        assert_eq!(parties::list(&aino, &app.cx, query).await.unwrap().total, 1);
        let gtx = products::suggest(&aino, &app.cx, "GTX Pro".into()).await.unwrap();
        assert_eq!(gtx[0].unit_price, figure("4821"));
        let users = settings::read(&aino, &app.cx).await.unwrap().users;
        assert_eq!(users.iter().filter(|user| user.role == Role::Manager && !user.active).count(), 6);
        assert!(app.texts("SELECT body FROM outbox").await.is_empty(), "nobody is mailed");
        let mut conn = app.cx.store.reader().await.unwrap();
        let trail = events::verify(&mut conn, app.cx.store.key(), house.id).await.unwrap();
        assert!(matches!(trail, events::Verdict::Whole { entries } if entries > 8_800 + 4_238 + 2_473));
    });
}

#[test]
fn importing_twice_makes_nothing_twice() {
    on_both(async |app| {
        administered(&app).await;
        let mut half = published();
        half.deals.truncate(300);
        half.accounts.truncate(85);
        import::crm_sales(&app.cx, half).await.unwrap();
        let mut set = published();
        set.deals.truncate(1_000);
        let report = import::crm_sales(&app.cx, set.clone()).await.unwrap();
        let deals = report.kind("opportunities").unwrap();
        assert_eq!((deals.made, deals.known, report.made()), (700, 300, 700), "it goes on where it stopped");
        let before = app.snapshot().await;
        let report = import::crm_sales(&app.cx, set).await.unwrap();
        assert_eq!(report.made(), 0);
        assert!(app.snapshot().await.changed(&before).is_empty());
    });
}

#[test]
fn history_keeps_its_days() {
    on_both(async |app| {
        let (house, aino) = administered(&app).await;
        let mut set = published();
        set.deals.truncate(1);
        import::crm_sales(&app.cx, set).await.unwrap();
        let sql = match app.engine {
            Engine::Sqlite => "SELECT lower(hex(id)) FROM opportunities",
            Engine::Postgres => "SELECT id::text FROM opportunities",
        };
        let id = app.texts(sql).await.remove(0).parse().unwrap();
        let view = crm::read_opportunity(&aino, &app.cx, id).await.unwrap();
        assert_eq!(view.title, "GTX Plus Basic, Cancity");
        assert_eq!((view.state, view.expected.value), (OpportunityState::Won, figure("1054.00")));
        assert_eq!(view.owner.unwrap().name, "Moses Frase");
        assert_eq!(view.team.unwrap().name, "Central (Dustin Brinkmann)");
        let days: Vec<_> =
            view.timeline.iter().map(|entry| (entry.what.as_str(), entry.at.local.date().to_string())).collect();
        assert_eq!(
            days,
            [("opportunity.won", "2017-03-01".to_owned()), ("opportunity.created", "2016-10-20".to_owned())]
        );
        let step = view.stages.iter().find(|step| step.id == house.stages[1]).unwrap();
        assert_eq!(step.days, Some(132));
        let party = parties::read(&aino, &app.cx, view.party.unwrap().id).await.unwrap();
        assert!(party.timeline[0].body.contains("sector: retail"), "{:?}", party.timeline[0].body);
    });
}

#[test]
fn imported_sellers_cannot_sign_in() {
    on_both(async |app| {
        administered(&app).await;
        let mut set = published();
        set.deals.clear();
        import::crm_sales(&app.cx, set).await.unwrap();
        account::request_reset(&app.cx, "moses.frase@salmelaoy.example", &usecases::actors::Agent::default())
            .await
            .unwrap();
        assert_eq!(
            app.texts("SELECT email FROM users WHERE name = 'Moses Frase'").await,
            ["moses.frase@salmelaoy.example"]
        );
        assert!(app.texts("SELECT body FROM outbox").await.is_empty());
    });
}

#[test]
fn skipped_rows_are_told_with_their_reasons() {
    on_both(async |app| {
        administered(&app).await;
        let set = intake::crm_sales::parse(intake::crm_sales::Files {
            accounts: b"account,sector,year_established,revenue,employees,office_location,subsidiary_of\nAcme,,,,,,\n",
            products: b"product,series,sales_price\nGTX Pro,GTX,4821\nGTX Max,GTX,lots\n",
            sellers: b"sales_agent,manager,regional_office\nAnna,Bo,North\n",
            deals: b"opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n\
                A1,Anna,GTX Pro,Acme,Engaging,2017-01-01,,\nA2,Anna,GTX Pro,Acme,Won,2017-01-01,yesterday,1\n",
        });
        let report = import::crm_sales(&app.cx, set.unwrap()).await.unwrap();
        assert_eq!(report.kind("opportunities").unwrap().made, 1);
        let printed = report.to_string();
        assert!(printed.contains("Skipped rows: 2"), "{printed}");
        assert!(printed.contains("products.csv, line 3: sales_price is \"lots\", not a figure"), "{printed}");
        assert!(printed.contains("sales_pipeline.csv, line 3: close_date is \"yesterday\", not a day"), "{printed}");
    });
}
