//! The next step is kept with its opportunity, whoever planned, moved, ended, merged or took apart what.
use crate::opportunities::opportunity;
use chrono::{Days, NaiveDate};
use domain::{
    crm::activities::{ActivityKind, Urgency},
    ids::{ActivityId, MergeId, OpportunityId},
};
use testkit::{TestApp, key, on_both};
use usecases::{Staff, crm};
use wire::{
    activities::{ActivityFields, EditActivity, EndActivity, Ending, ScheduleActivity},
    crm::{BoardQuery, StepCounts, StepFilter},
    merge::{MergeOpportunities, TakeBackMerge},
    opportunities::OpportunityFilter,
};

fn fields(summary: &str, due_on: NaiveDate) -> ActivityFields {
    ActivityFields {
        kind: ActivityKind::Call,
        type_id: None,
        summary: summary.into(),
        note: String::new(),
        due_on: Some(due_on),
        user: None,
    }
}

async fn plan(app: &TestApp, by: &Staff, of: OpportunityId, summary: &str, on: NaiveDate) -> ActivityId {
    let command = ScheduleActivity { key: key(), opportunity: of, fields: fields(summary, on) };
    crm::schedule_activity(by, &app.cx, command).await.unwrap()
}

/// Opportunities whose kept day is not that of their first open activity.
const ASTRAY: &str = "SELECT o.title || ': ' || COALESCE(o.next_due_on, 'none') FROM opportunities AS o \
    WHERE COALESCE(o.next_due_on, '') <> COALESCE((SELECT MIN(a.due_on) FROM activities AS a \
    WHERE a.opportunity_id = o.id AND a.state = 'open'), '')";

#[test]
fn cards_lanes_and_filters_say_how_the_next_steps_stand() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let day = anna.zone().day(app.cx.clock.now());
        let mut deals = Vec::new();
        for title in ["Myöhässä", "Tänään", "Huomenna", "Tyhjä"] {
            deals.push(crm::create_opportunity(&anna, &app.cx, opportunity(title)).await.unwrap());
        }
        plan(&app, &anna, deals[0], "Soita pian", day + Days::new(9)).await;
        plan(&app, &anna, deals[0], "Soita", day - Days::new(2)).await;
        plan(&app, &anna, deals[1], "Käy", day).await;
        let later = plan(&app, &anna, deals[2], "Kysy", day + Days::new(1)).await;
        let board = crm::board(&anna, &app.cx, BoardQuery::default()).await.unwrap();
        let lane = &board.lanes[0];
        assert_eq!(lane.stage.steps, StepCounts { late: 1, today: 1, planned: 1, none: 1 });
        let step = |id| lane.cards.iter().find(|card| card.id == id).unwrap().step.clone();
        let late = step(deals[0]).unwrap();
        assert_eq!((late.summary.as_str(), late.urgency), ("Soita", Urgency::Overdue), "the first due is the next");
        assert_eq!(step(deals[1]).unwrap().urgency, Urgency::Today);
        assert_eq!(step(deals[2]).unwrap().urgency, Urgency::Planned);
        assert_eq!(step(deals[3]), None);
        for (filter, title) in [(StepFilter::None, "Tyhjä"), (StepFilter::Late, "Myöhässä")] {
            let query =
                BoardQuery { step: Some(filter), mine: true, search: title.to_lowercase(), ..BoardQuery::default() };
            for query in [query, BoardQuery { step: Some(filter), ..BoardQuery::default() }] {
                let board = crm::board(&anna, &app.cx, query.clone()).await.unwrap();
                let titles: Vec<&str> = board.lanes[0].cards.iter().map(|card| card.title.as_str()).collect();
                assert_eq!((titles, board.lanes[0].stage.count), (vec![title], 1), "{query:?}");
            }
        }
        let none = OpportunityFilter { step: Some(StepFilter::None), ..OpportunityFilter::default() };
        let list = crm::list_opportunities(&anna, &app.cx, none, None, 10).await.unwrap();
        assert_eq!((list.rows.len(), list.rows[0].id, list.total), (1, deals[3], 1));
        let late = OpportunityFilter { step: Some(StepFilter::Late), ..OpportunityFilter::default() };
        let list = crm::list_opportunities(&anna, &app.cx, late, None, 10).await.unwrap();
        assert_eq!((list.rows.len(), list.rows[0].id, list.total), (1, deals[0], 1));

        // What is planned is no change of the opportunity: whoever has it open saves all the same.
        let version = crm::read_opportunity(&anna, &app.cx, deals[2]).await.unwrap().version;
        let done = EndActivity { id: later, version: 1, ending: Ending::Done, feedback: String::new() };
        crm::end_activity(&anna, &app.cx, done).await.unwrap();
        assert_eq!(crm::read_opportunity(&anna, &app.cx, deals[2]).await.unwrap().version, version);
        app.later(86_400);
        let board = crm::board(&anna, &app.cx, BoardQuery::default()).await.unwrap();
        assert_eq!(board.lanes[0].stage.steps, StepCounts { late: 2, today: 0, planned: 0, none: 2 });
    });
}

#[test]
fn after_any_acts_the_kept_day_is_that_of_a_recount() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let day = maija.zone().day(app.cx.clock.now());
        let mut deals = Vec::new();
        for number in 0..4 {
            deals.push(
                crm::create_opportunity(&maija, &app.cx, opportunity(&format!("Kauppa {number}"))).await.unwrap(),
            );
        }
        let mut merges: Vec<MergeId> = Vec::new();
        // The same every time, and in no order.
        let mut seed = 20_261_129_u64;
        let mut roll = |of: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % of
        };
        for act in 0..60 {
            let deal = deals[roll(4) as usize];
            let view = crm::read_opportunity(&maija, &app.cx, deal).await.unwrap();
            let first = view.activities.first();
            match (roll(6), first) {
                (0 | 1, _) => {
                    plan(&app, &maija, view.id, &format!("Teko {act}"), day + Days::new(roll(40))).await;
                }
                (2, Some(one)) => {
                    let fields = fields("Siirretty", day + Days::new(roll(40)));
                    let edit = EditActivity { id: one.id, version: one.version, fields };
                    crm::edit_activity(&maija, &app.cx, edit).await.unwrap();
                }
                (3, Some(one)) => {
                    let ending = if roll(2) == 0 { Ending::Done } else { Ending::Cancelled };
                    let end = EndActivity { id: one.id, version: one.version, ending, feedback: String::new() };
                    crm::end_activity(&maija, &app.cx, end).await.unwrap();
                }
                (4, _) => {
                    let other = crm::read_opportunity(&maija, &app.cx, deals[roll(4) as usize]).await.unwrap();
                    if other.id != view.id {
                        let merge = MergeOpportunities {
                            key: key(),
                            stays: view.id,
                            stays_version: view.version,
                            goes: other.id,
                            goes_version: other.version,
                            taken: Vec::new(),
                        };
                        merges.push(crm::merge_opportunities(&maija, &app.cx, merge).await.unwrap().merge);
                    }
                }
                (5, _) => {
                    if let Some(note) = view.merges.first() {
                        let back = TakeBackMerge { merge: note.id, version: view.version };
                        crm::take_back_merge(&maija, &app.cx, back).await.unwrap();
                    }
                }
                _ => {}
            }
            assert_eq!(app.texts(ASTRAY).await, Vec::<String>::new(), "after act {act}");
        }
        assert!(!merges.is_empty(), "something was merged");
    });
}

#[test]
fn two_who_plan_at_once_leave_the_earlier_day() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let day = maija.zone().day(app.cx.clock.now());
        let deal = crm::create_opportunity(&maija, &app.cx, opportunity("Katto")).await.unwrap();
        let one = |days| plan(&app, &maija, deal, "Soita", day + Days::new(days));
        futures::future::join_all((1..=8).rev().map(one)).await;
        assert_eq!(app.texts(ASTRAY).await, Vec::<String>::new());
        let board = crm::board(&maija, &app.cx, BoardQuery::default()).await.unwrap();
        assert_eq!(board.lanes[0].cards[0].step.as_ref().unwrap().due_on, day + Days::new(1));
    });
}
