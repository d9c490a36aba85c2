//! Opportunities: made, changed, moved, won, lost, opened again; who sees which.
use domain::{
    actors::Role,
    crm::OpportunityState,
    ids::{OpportunityId, PartyId, StageId},
    refusal::Refusal,
};
use testkit::{House, house::figure, key, on_both, refused_at};
use usecases::{Denied, Staff, crm, parties};
use wire::{
    crm::{BoardQuery, CloseOpportunity, CreateOpportunity, EditOpportunity, MoveOpportunity, OpportunityView},
    parties::EditParty,
};

/// The form for a new opportunity, filled in with a title.
pub fn opportunity(title: &str) -> CreateOpportunity {
    CreateOpportunity {
        key: key(),
        title: title.into(),
        party: None,
        contact_name: String::new(),
        email: String::new(),
        phone: String::new(),
        expected: figure("1000"),
        recurring: Default::default(),
        expected_close: None,
        stage: None,
    }
}

async fn make(house: &House, by: &Staff, title: &str) -> OpportunityId {
    crm::create_opportunity(by, &house.cx, opportunity(title)).await.unwrap()
}

async fn read(house: &House, by: &Staff, id: OpportunityId) -> OpportunityView {
    crm::read_opportunity(by, &house.cx, id).await.unwrap()
}

/// The form of an opportunity as it is shown.
pub fn form(view: &OpportunityView) -> EditOpportunity {
    EditOpportunity {
        id: view.id,
        version: view.version,
        title: view.title.clone(),
        party: view.party.as_ref().map(|party| party.id),
        contact_name: view.contact_name.clone(),
        email: view.email.clone(),
        phone: view.phone.clone(),
        expected: view.expected.value,
        recurring: (&view.recurring).into(),
        expected_close: view.expected_close,
        priority: view.priority,
        source: view.source.clone(),
        owner: view.owner.as_ref().map(|owner| owner.id),
    }
}

#[test]
fn it_begins_in_the_first_stage_as_ones_own() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let party = house.party(&anna, "Meriläinen Oy").await;
        let command = CreateOpportunity { party: Some(party), ..opportunity("Katto") };
        let id = crm::create_opportunity(&anna, &app.cx, command.clone()).await.unwrap();
        assert_eq!(crm::create_opportunity(&anna, &app.cx, command).await.unwrap(), id, "a retry makes no second one");
        let view = read(&house, &anna, id).await;
        assert_eq!((view.stage, view.chance, view.state), (house.stages[0], 25, OpportunityState::Open));
        assert_eq!(view.party.unwrap().name, "Meriläinen Oy");
        assert_eq!(view.owner.unwrap().id, anna.user());
        assert_eq!(view.expected.value.to_string(), "1000.00");
        let days: Vec<_> = view.stages.iter().map(|step| step.days).collect();
        assert_eq!(days, [Some(0), None, None]);
    });
}

#[test]
fn every_wrong_field_is_named_at_once() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, stranger) = (house.seller("Anna").await, other.seller("Vieras").await);
        let command = CreateOpportunity {
            title: "\u{202e}".into(),
            email: "x".into(),
            expected: figure("-1"),
            phone: "1".repeat(41),
            ..opportunity("")
        };
        let refused = refused_at(crm::create_opportunity(&anna, &app.cx, command).await);
        let places: Vec<&str> = refused.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(places, ["title", "phone", "email", "expected"]);

        let theirs = other.party(&stranger, "Vieras asiakas").await;
        for party in [theirs, PartyId(uuid::Uuid::now_v7())] {
            let command = CreateOpportunity { party: Some(party), ..opportunity("Katto") };
            let refused = refused_at(crm::create_opportunity(&anna, &app.cx, command).await);
            assert_eq!(refused, [("party".to_owned(), Refusal::NotThere)]);
        }
        for stage in [other.stages[0], StageId(uuid::Uuid::now_v7())] {
            let command = CreateOpportunity { stage: Some(stage), ..opportunity("Katto") };
            let refused = refused_at(crm::create_opportunity(&anna, &app.cx, command).await);
            assert_eq!(refused, [("stage".to_owned(), Refusal::NoSuchStage)]);
        }
        assert_eq!(app.snapshot().await.rows("opportunities"), 0);
    });
}

#[test]
fn stale_save_returns_current() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let id = make(&house, &anna, "Katto").await;
        let view = read(&house, &anna, id).await;
        let edit = EditOpportunity { title: "Katto ja seinä".into(), priority: 2, ..form(&view) };
        assert_eq!(crm::edit_opportunity(&anna, &app.cx, edit.clone()).await.unwrap(), 2);
        let stale = crm::edit_opportunity(&anna, &app.cx, edit).await;
        assert!(matches!(stale, Err(Denied::Stale { current: 2 })));
        let late = MoveOpportunity { id, version: 1, stage: house.stages[1] };
        assert!(matches!(crm::move_opportunity(&anna, &app.cx, late).await, Err(Denied::Stale { current: 2 })));
        let late = CloseOpportunity { id, version: 1, state: OpportunityState::Won, reason: String::new() };
        assert!(matches!(crm::close_opportunity(&anna, &app.cx, late).await, Err(Denied::Stale { current: 2 })));
        let view = read(&house, &anna, id).await;
        assert_eq!(crm::edit_opportunity(&anna, &app.cx, form(&view)).await.unwrap(), 2, "nothing changed");
        let changes: Vec<&str> = view.timeline[0].changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(changes, ["title", "priority"]);
    });
}

#[test]
fn a_move_counts_days_and_takes_the_stages_chance() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let id = make(&house, &anna, "Katto").await;
        let to = |version, at: usize| MoveOpportunity { id, version, stage: house.stages[at] };
        app.later(3 * 86_400);
        assert_eq!(crm::move_opportunity(&anna, &app.cx, to(1, 2)).await.unwrap(), 2);
        assert_eq!(crm::move_opportunity(&anna, &app.cx, to(2, 2)).await.unwrap(), 2, "it stands there already");
        assert_eq!(crm::move_opportunity(&anna, &app.cx, to(2, 0)).await.unwrap(), 3);
        app.later(2 * 86_400);
        let view = read(&house, &anna, id).await;
        assert_eq!((view.stage, view.chance), (house.stages[0], 25));
        let days: Vec<_> = view.stages.iter().map(|step| step.days).collect();
        assert_eq!(days, [Some(5), None, Some(0)]);
        let whats: Vec<&str> = view.timeline.iter().map(|entry| entry.what.as_str()).collect();
        assert_eq!(whats, ["opportunity.moved", "opportunity.moved", "opportunity.created"]);
        let nowhere = MoveOpportunity { id, version: 3, stage: app.house("Toinen Oy").await.stages[0] };
        let refused = refused_at(crm::move_opportunity(&anna, &app.cx, nowhere).await);
        assert_eq!(refused, [("stage".to_owned(), Refusal::NoSuchStage)]);
    });
}

#[test]
fn it_is_won_or_lost_with_a_reason_and_can_be_opened_again() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let id = make(&house, &anna, "Katto").await;
        let close = async |version, state, reason: &str| {
            crm::close_opportunity(&anna, &app.cx, CloseOpportunity { id, version, state, reason: reason.into() }).await
        };
        let refused = refused_at(close(1, OpportunityState::Lost, " ").await);
        assert_eq!(refused, [("reason".to_owned(), Refusal::Required)]);
        assert_eq!(close(1, OpportunityState::Lost, "Hinta").await.unwrap(), 2);
        let view = read(&house, &anna, id).await;
        assert_eq!((view.state, view.lost_reason.as_str(), view.chance), (OpportunityState::Lost, "Hinta", 0));
        let board = crm::board(&anna, &app.cx, BoardQuery::default()).await.unwrap();
        assert_eq!((board.lost.count, board.lost.sum, board.won.count), (1, figure("1000"), 0));
        assert_eq!(close(2, OpportunityState::Won, "").await.unwrap(), 3);
        assert_eq!(close(3, OpportunityState::Won, "").await.unwrap(), 3, "it is won already");
        assert_eq!(close(3, OpportunityState::Open, "").await.unwrap(), 4);
        let view = read(&house, &anna, id).await;
        assert_eq!((view.state, view.lost_reason.as_str(), view.chance), (OpportunityState::Open, "", 25));
        close(4, OpportunityState::Won, "").await.unwrap();
        let back = MoveOpportunity { id, version: 5, stage: house.stages[1] };
        crm::move_opportunity(&anna, &app.cx, back).await.unwrap();
        let view = read(&house, &anna, id).await;
        assert_eq!((view.state, view.stage), (OpportunityState::Open, house.stages[1]), "moved, it is open");
    });
}

#[test]
fn a_seller_sees_own_rows_only_and_a_team_its_own() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (north, south) = (house.team("Pohjoinen").await, house.team("Etelä").await);
        let anna = house.person("Anna", Role::Seller, Some(north)).await;
        let paavo = house.person("Paavo", Role::TeamSeller, Some(north)).await;
        let sisko = house.person("Sisko", Role::TeamSeller, Some(south)).await;
        let loner = house.person("Yksinäinen", Role::TeamSeller, None).await;
        let maija = house.manager("Maija").await;
        let (annas, paavos) = (make(&house, &anna, "Annan").await, make(&house, &paavo, "Paavon").await);
        let siskos = make(&house, &sisko, "Siskon").await;
        for (by, sees) in [
            (&anna, [true, false, false]),
            (&paavo, [true, true, false]),
            (&sisko, [false, false, true]),
            (&loner, [false, false, false]),
            (&maija, [true, true, true]),
        ] {
            for (id, seen) in [annas, paavos, siskos].into_iter().zip(sees) {
                assert_eq!(crm::read_opportunity(by, &app.cx, id).await.is_ok(), seen);
            }
            let board = crm::board(by, &app.cx, BoardQuery::default()).await.unwrap();
            let expected = sees.into_iter().filter(|seen| *seen).count();
            assert_eq!(board.lanes[0].stage.count as usize, expected);
            assert_eq!(board.lanes[0].cards.len(), expected);
        }
    });
}

#[test]
fn not_yours_and_not_there_are_the_same() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        let annas = make(&house, &anna, "Annan").await;
        let view = read(&house, &anna, annas).await;
        for id in [annas, OpportunityId(uuid::Uuid::now_v7())] {
            assert!(matches!(crm::read_opportunity(&paavo, &app.cx, id).await, Err(Denied::NotFound)));
            let edit = EditOpportunity { id, ..form(&view) };
            assert!(matches!(crm::edit_opportunity(&paavo, &app.cx, edit).await, Err(Denied::NotFound)));
            let to = MoveOpportunity { id, version: 1, stage: house.stages[1] };
            assert!(matches!(crm::move_opportunity(&paavo, &app.cx, to).await, Err(Denied::NotFound)));
            let won = CloseOpportunity { id, version: 1, state: OpportunityState::Won, reason: String::new() };
            assert!(matches!(crm::close_opportunity(&paavo, &app.cx, won).await, Err(Denied::NotFound)));
        }
    });
}

#[test]
fn given_to_a_colleague_it_goes_to_their_team() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let north = house.team("Pohjoinen").await;
        let (maija, anna) = (house.manager("Maija").await, house.person("Anna", Role::Seller, Some(north)).await);
        let stranger = app.house("Toinen Oy").await.seller("Vieras").await;
        let id = make(&house, &maija, "Katto").await;
        let view = read(&house, &maija, id).await;
        let give = EditOpportunity { owner: Some(anna.user()), ..form(&view) };
        crm::edit_opportunity(&maija, &app.cx, give).await.unwrap();
        let view = read(&house, &anna, id).await;
        assert_eq!(view.team.as_ref().unwrap().id, north);
        let fields: Vec<&str> = view.timeline[0].changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["owner", "team"]);
        let wrong = EditOpportunity { owner: Some(stranger.user()), ..form(&view) };
        let refused = refused_at(crm::edit_opportunity(&maija, &app.cx, wrong).await);
        assert_eq!(refused, [("owner".to_owned(), Refusal::NotAChoice)]);
    });
}

#[test]
fn a_renamed_customer_is_found_by_the_new_name() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let party = house.party(&anna, "Meriläinen Oy").await;
        let command = CreateOpportunity { party: Some(party), ..opportunity("Katto") };
        crm::create_opportunity(&anna, &app.cx, command).await.unwrap();
        let fields = parties::read(&anna, &app.cx, party).await.unwrap().fields;
        let renamed = wire::parties::PartyFields { name: "Aaltonen Oy".into(), ..fields };
        parties::edit(&anna, &app.cx, EditParty { id: party, version: 1, fields: renamed }).await.unwrap();
        let found = async |search: &str| {
            let query = BoardQuery { search: search.into(), ..BoardQuery::default() };
            crm::board(&anna, &app.cx, query).await.unwrap().lanes[0].stage.count
        };
        assert_eq!((found("aaltonen").await, found("meriläinen").await, found("katto").await), (1, 0, 1));
    });
}

#[test]
fn open_pages_are_told_once_it_is_committed() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let mut heard = app.cx.store.bus().listen();
        let id = make(&house, &anna, "Katto").await;
        let told = tokio::time::timeout(std::time::Duration::from_secs(5), heard.recv()).await.unwrap().unwrap();
        let store::live::Heard::Changed(topic) = told else { panic!("{told:?}") };
        assert_eq!((topic.kind.as_str(), topic.id, topic.company), ("opportunity", id.0, house.id));
    });
}

#[test]
fn a_closing_day_in_a_year_nobody_can_mean_is_refused_at_its_field() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let in_year = |year| chrono::NaiveDate::from_ymd_opt(year, 6, 1);
        let refused = [("expected_close".to_owned(), Refusal::YearOutOfReach)];
        for year in [-5, 1989, 2201, 20260] {
            let command = CreateOpportunity { expected_close: in_year(year), ..opportunity("Katto") };
            assert_eq!(refused_at(crm::create_opportunity(&anna, &app.cx, command).await), refused, "{year}");
        }
        for year in [1990, 2200] {
            let command = CreateOpportunity { expected_close: in_year(year), ..opportunity("Katto") };
            crm::create_opportunity(&anna, &app.cx, command).await.unwrap();
        }
        let id = make(&house, &anna, "Katto").await;
        let edit = EditOpportunity { expected_close: in_year(1026), ..form(&read(&house, &anna, id).await) };
        assert_eq!(refused_at(crm::edit_opportunity(&anna, &app.cx, edit).await), refused);
    });
}
