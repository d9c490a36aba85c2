//! Chances learned from what ended: the counts stay those of a recount, and each open one says what its chance rests on.
use crate::opportunities::opportunity;
use domain::{
    actors::Role,
    crm::{
        OpportunityState,
        evidence::{Case, Tally},
        health::Concern,
        scoring::Sign,
    },
    ids::OpportunityId,
    refusal::Refusal,
};
use testkit::{House, TestApp, house::figure, key, on_both, refused_at};
use usecases::{Denied, Staff, crm};
use wire::{
    crm::{BoardQuery, CloseOpportunity, EditOpportunity, MoveOpportunity, OpportunityView, RelearnChances, SetChance},
    merge::{MergeOpportunities, TakeBackMerge},
};

async fn read(app: &TestApp, by: &Staff, id: OpportunityId) -> OpportunityView {
    crm::read_opportunity(by, &app.cx, id).await.unwrap()
}

async fn come_from(app: &TestApp, by: &Staff, id: OpportunityId, source: &str) {
    let view = read(app, by, id).await;
    let edit = EditOpportunity {
        id,
        version: view.version,
        title: view.title,
        party: None,
        contact_name: String::new(),
        email: view.email,
        phone: view.phone,
        expected: view.expected.value,
        recurring: Default::default(),
        expected_close: None,
        priority: 0,
        source: source.into(),
        owner: view.owner.map(|owner| owner.id),
    };
    crm::edit_opportunity(by, &app.cx, edit).await.unwrap();
}

async fn close(app: &TestApp, by: &Staff, id: OpportunityId, state: OpportunityState) {
    let version = read(app, by, id).await.version;
    let reason = if state == OpportunityState::Lost { "Hinta".into() } else { String::new() };
    crm::close_opportunity(by, &app.cx, CloseOpportunity { id, version, state, reason }).await.unwrap();
}

async fn to_stage(app: &TestApp, house: &House, by: &Staff, id: OpportunityId, stage: usize) {
    let version = read(app, by, id).await.version;
    crm::move_opportunity(by, &app.cx, MoveOpportunity { id, version, stage: house.stages[stage] }).await.unwrap();
}

async fn make(app: &TestApp, by: &Staff, title: &str) -> OpportunityId {
    crm::create_opportunity(by, &app.cx, opportunity(title)).await.unwrap()
}

/// Twelve won and three lost from a fair, one won and eight lost from the web.
async fn history(app: &TestApp, by: &Staff) {
    use OpportunityState::{Lost, Won};
    for (source, state, count) in [("Messut", Won, 12), ("Messut", Lost, 3), ("Verkko", Won, 1), ("Verkko", Lost, 8)] {
        for number in 0..count {
            let id = make(app, by, &format!("{source} {number}")).await;
            come_from(app, by, id, source).await;
            close(app, by, id, state).await;
        }
    }
}

/// The counts as they are kept, and as they come out when all cases are counted.
async fn counts(app: &TestApp) -> (Vec<String>, Vec<String>) {
    let kept = "SELECT team || ' ' || sign || ' ' || value || ' ' || won || ' ' || lost FROM chance_counts \
        WHERE won <> 0 OR lost <> 0";
    let mut kept = app.texts(kept).await;
    let mut tally = Tally::default();
    for case in app.texts("SELECT counted FROM chance_cases").await {
        tally.replace(None, Some(&serde_json::from_str::<Case>(&case).unwrap()));
    }
    let mut recount: Vec<String> = tally
        .added()
        .map(|((team, sign, value), (won, lost))| {
            let team = team.map(|team| team.to_string()).unwrap_or_default();
            format!("{team} {} {value} {won} {lost}", sign.code())
        })
        .collect();
    kept.sort();
    recount.sort();
    (kept, recount)
}

/// Cases there should not be, and ended ones without a case.
const ASTRAY: &str = "SELECT o.title FROM opportunities AS o LEFT JOIN chance_cases AS k ON k.opportunity_id = o.id \
    WHERE (o.state IN ('won', 'lost')) <> (k.opportunity_id IS NOT NULL)";

async fn relearn(app: &TestApp, by: &Staff) -> u32 {
    let (mut next, mut seen) = (Some(RelearnChances::default()), 0);
    while let Some(batch) = next {
        let done = crm::relearn_chances(by, &app.cx, batch).await.unwrap();
        (next, seen) = (done.next, seen + done.seen);
    }
    seen
}

#[test]
fn a_chance_is_learned_says_why_and_counts_in_every_sum() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let early = make(&app, &maija, "Varhain").await;
        let view = read(&app, &maija, early).await;
        let odds = view.odds.unwrap();
        assert_eq!((view.chance, odds.evidence, odds.ended, odds.needed), (25, None, 0, 20), "the stage's own");

        history(&app, &maija).await;
        let id = make(&app, &maija, "Katto").await;
        come_from(&app, &maija, id, "Messut").await;
        let fair = read(&app, &maija, id).await;
        let said = fair.odds.unwrap().evidence.unwrap();
        assert_eq!((fair.chance, said.won, said.all), (said.percent, 13, 24));
        let told = said.speaks_for.iter().find(|told| told.sign == Sign::Source).unwrap();
        assert_eq!((told.value.as_str(), told.won, told.all), ("Messut", 12, 15));
        come_from(&app, &maija, id, "Verkko").await;
        let web = read(&app, &maija, id).await;
        assert!(web.chance < fair.chance, "{} from the web, {} from the fair", web.chance, fair.chance);
        let said = web.odds.unwrap().evidence.unwrap();
        assert!(said.speaks_against.iter().any(|told| (told.value.as_str(), told.won, told.all) == ("Verkko", 1, 9)));

        // Further on it is likelier: all lost ones were lost in the first stage.
        to_stage(&app, &house, &maija, id, 1).await;
        let further = read(&app, &maija, id).await;
        assert!(further.chance > web.chance);
        let board = crm::board(&maija, &app.cx, BoardQuery::default()).await.unwrap();
        let weighted = figure("1000") * figure(&further.chance.to_string()) / figure("100");
        assert_eq!(board.lanes[1].stage.weighted, weighted);
    });
}

#[test]
fn a_chance_set_by_hand_stays_until_one_goes_back() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        history(&app, &maija).await;
        let id = make(&app, &maija, "Katto").await;
        let set = async |chance, version| crm::set_chance(&maija, &app.cx, SetChance { id, version, chance }).await;
        let computed = read(&app, &maija, id).await.chance;
        assert_eq!(set(Some(80), 1).await.unwrap(), 2);
        assert!(matches!(set(Some(70), 1).await, Err(Denied::Stale { current: 2 })));
        assert_eq!(set(Some(80), 2).await.unwrap(), 2, "set already");
        assert_eq!(
            refused_at(set(Some(101), 2).await),
            [("chance".to_owned(), Refusal::TooLarge { most: figure("100") })]
        );
        to_stage(&app, &house, &maija, id, 2).await;
        come_from(&app, &maija, id, "Messut").await;
        let view = read(&app, &maija, id).await;
        assert_eq!((view.chance, view.odds.as_ref().unwrap().by_hand), (80, Some(80)));
        let said = view.odds.unwrap().evidence.unwrap();
        close(&app, &maija, id, OpportunityState::Won).await;
        assert_eq!((read(&app, &maija, id).await.chance, read(&app, &maija, id).await.odds), (100, None));
        close(&app, &maija, id, OpportunityState::Open).await;
        let view = read(&app, &maija, id).await;
        assert_eq!(view.chance, 80, "opened again it is as it was");
        set(None, view.version).await.unwrap();
        let view = read(&app, &maija, id).await;
        assert_eq!((view.chance, view.odds.unwrap().by_hand), (said.percent, None));
        assert!(view.chance > computed, "it came further");
        let changes = &view.timeline[0].changes;
        assert_eq!((changes[0].field.as_str(), changes[0].old.as_str()), ("chance", "80 %"));

        let stranger = app.house("Toinen Oy").await.manager("Outi").await;
        let theirs = crm::set_chance(&stranger, &app.cx, SetChance { id, version: 1, chance: Some(1) }).await;
        assert!(matches!(theirs, Err(Denied::NotFound)));
    });
}

#[test]
fn after_any_acts_the_counts_are_those_of_a_recount() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let team = house.team("Pohjoinen").await;
        let maija = house.manager("Maija").await;
        let anna = house.person("Anna", Role::Seller, Some(team)).await;
        let mut deals = Vec::new();
        for number in 0..5 {
            let by = if number % 2 == 0 { &maija } else { &anna };
            deals.push(make(&app, by, &format!("Kauppa {number}")).await);
        }
        let mut seed = 28_u64;
        let mut roll = |of: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % of
        };
        for act in 0..80 {
            let view = read(&app, &maija, deals[roll(5) as usize]).await;
            match roll(8) {
                0 | 1 => close(&app, &maija, view.id, OpportunityState::Won).await,
                2 | 3 => close(&app, &maija, view.id, OpportunityState::Lost).await,
                4 => close(&app, &maija, view.id, OpportunityState::Open).await,
                5 => to_stage(&app, &house, &maija, view.id, roll(3) as usize).await,
                6 => come_from(&app, &maija, view.id, ["Messut", "Verkko", ""][roll(3) as usize]).await,
                _ => {
                    let other = read(&app, &maija, deals[roll(5) as usize]).await;
                    let won = |view: &OpportunityView| view.state == OpportunityState::Won;
                    if let Some(note) = view.merges.first() {
                        let back = TakeBackMerge { merge: note.id, version: view.version };
                        crm::take_back_merge(&maija, &app.cx, back).await.unwrap();
                    } else if other.id != view.id && !won(&view) && !won(&other) {
                        let merge = MergeOpportunities {
                            key: key(),
                            stays: view.id,
                            stays_version: view.version,
                            goes: other.id,
                            goes_version: other.version,
                            taken: vec!["source".into()],
                        };
                        crm::merge_opportunities(&maija, &app.cx, merge).await.unwrap();
                    }
                }
            }
            let (kept, recount) = counts(&app).await;
            assert_eq!(kept, recount, "after act {act}");
            assert_eq!(app.texts(ASTRAY).await, Vec::<String>::new(), "after act {act}");
        }
        let before = counts(&app).await;
        assert!(!before.0.is_empty());
        // Learning anew finds everything as it is, and finds it again where it was lost.
        let root = house.person("Root", Role::Administrator, None).await;
        relearn(&app, &root).await;
        assert_eq!(counts(&app).await, before);
        app.run("DELETE FROM chance_cases").await.unwrap();
        app.run("DELETE FROM chance_counts").await.unwrap();
        relearn(&app, &root).await;
        assert_eq!(counts(&app).await, before);
        let denied = crm::relearn_chances(&maija, &app.cx, RelearnChances::default()).await;
        assert!(matches!(denied, Err(Denied::NotAllowed)));
    });
}

#[test]
fn learning_anew_computes_every_open_one_but_those_set_by_hand() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let root = house.person("Root", Role::Administrator, None).await;
        let (free, kept) = (make(&app, &root, "Laskettu").await, make(&app, &root, "Käsin").await);
        crm::set_chance(&root, &app.cx, SetChance { id: kept, version: 1, chance: Some(64) }).await.unwrap();
        history(&app, &root).await;
        let before = read(&app, &root, free).await;
        assert_eq!(before.chance, 25, "what ends elsewhere does not move it by itself");
        assert_eq!(relearn(&app, &root).await, 26);
        let view = read(&app, &root, free).await;
        assert_eq!((view.chance, view.version), (view.odds.unwrap().evidence.unwrap().percent, before.version));
        assert_eq!(read(&app, &root, kept).await.chance, 64);
    });
}

#[test]
fn many_who_end_theirs_at_once_lose_no_count() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let mut deals = Vec::new();
        for number in 0..12 {
            deals.push(make(&app, &maija, &format!("Kauppa {number}")).await);
        }
        let end = async |(at, id): (usize, OpportunityId)| {
            let state = if at % 3 == 0 { OpportunityState::Lost } else { OpportunityState::Won };
            close(&app, &maija, id, state).await;
        };
        futures::future::join_all(deals.into_iter().enumerate().map(end)).await;
        let (kept, recount) = counts(&app).await;
        assert_eq!(kept, recount);
        assert!(kept.contains(&" email empty 8 4".to_owned()), "{kept:?}");
    });
}

#[test]
fn how_long_a_stage_usually_takes_is_kept_and_standing_longer_is_said() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let slow = make(&app, &maija, "Hidas").await;
        let mut deals = Vec::new();
        for number in 0..5 {
            deals.push(make(&app, &maija, &format!("Kauppa {number}")).await);
        }
        assert_eq!(read(&app, &maija, slow).await.concerns, [Concern::NoStep]);
        for (days, id) in (7..).zip(deals) {
            // A slip of the hand is no stay.
            to_stage(&app, &house, &maija, id, 2).await;
            to_stage(&app, &house, &maija, id, 0).await;
            app.later(if days == 7 { 7 * 86_400 + 60 } else { 86_400 });
            to_stage(&app, &house, &maija, id, 1).await;
        }
        let kept = "SELECT days || ' ' || stays FROM stage_stays ORDER BY days";
        let recount = "SELECT v.days || ' ' || COUNT(*) FROM (SELECT (left_at - entered_at + 500000) / 86400000000 AS days \
            FROM stage_visits WHERE left_at - entered_at >= 3600000000) AS v GROUP BY v.days ORDER BY v.days";
        let stays = app.texts(kept).await;
        assert_eq!(stays, app.texts(recount).await);
        assert_eq!(stays, ["1 4", "7 2", "8 1", "9 1", "10 1"]);
        let view = read(&app, &maija, slow).await;
        assert_eq!(view.concerns, [Concern::NoStep, Concern::Stuck { days: 11, usual: 7 }]);
        let board = crm::board(&maija, &app.cx, BoardQuery::default()).await.unwrap();
        assert_eq!(board.lanes[0].cards[0].concerns, view.concerns);
        close(&app, &maija, slow, OpportunityState::Lost).await;
        assert_eq!(read(&app, &maija, slow).await.concerns, []);
    });
}
