//! Plans that start by a move or by giving: the way back takes along what nobody has touched, and says what stays.
use crate::{
    assignment::{post, shown, web_form},
    opportunities::opportunity,
    plans::{done, kept, read, visit},
    teams::{made, member, team},
};
use domain::{
    actors::Role,
    crm::assign::rule::Rule,
    ids::{OpportunityId, StageId},
};
use testkit::{House, key, on_both};
use usecases::{Denied, Staff, assignment, crm};
use wire::{
    activities::{ActivityFields, EditActivity},
    assignment::{AssignNow, TakeBackAssigned},
    crm::{LaneId, PlaceCard, Placed, PutBack},
    opportunities::{ChangeOne, ChangeOpportunities, ChangeTo, Changed, Group, Which},
    plans::PlanFields,
};

async fn place(house: &House, by: &Staff, id: OpportunityId, stage: StageId) -> Placed {
    let version = read(house, by, id).await.version;
    let command = PlaceCard { id, version, group: Group::Stage, lane: LaneId(stage.0), name: String::new() };
    crm::place_card(by, &house.cx, command).await.unwrap()
}

async fn change(house: &House, by: &Staff, rows: Vec<ChangeOne>) -> Changed {
    let command = ChangeOpportunities { key: key(), which: Which::Rows(rows) };
    let changed = crm::change_opportunities(by, &house.cx, command).await.unwrap();
    assert!(changed.verdicts.iter().all(|verdict| verdict.refused.is_none()), "{:?}", changed.verdicts);
    changed
}

/// A plan of three steps that the second stage starts.
async fn planned(house: &House, admin: &Staff) {
    let fields = PlanFields { stages: vec![house.stages[1]], ..visit(house, admin).await };
    kept(house, admin, fields).await;
}

#[test]
fn a_move_that_is_taken_back_takes_its_plan_along_and_the_next_entry_starts_it_again() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        planned(&house, &admin).await;
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let placed = place(&house, &maija, deal, house.stages[1]).await;
        assert_eq!(read(&house, &anna, deal).await.activities.len(), 3);

        let back = crm::put_back(&maija, &app.cx, placed.back.clone()).await.unwrap();
        let view = read(&house, &anna, deal).await;
        assert_eq!((back, view.stage), (PutBack { version: view.version, stayed: 0 }, house.stages[0]));
        assert!(view.activities.is_empty());
        assert_eq!(view.timeline[0].what, "plan.taken_back");
        assert!(matches!(crm::put_back(&maija, &app.cx, placed.back).await, Err(Denied::Stale { .. })));

        // Nothing of the slip is left: moved for good a minute later, the plan starts.
        app.later(60);
        place(&house, &maija, deal, house.stages[1]).await;
        assert_eq!(read(&house, &anna, deal).await.activities.len(), 3);
        assert!(usecases::verify::verify(&app.cx).await.unwrap().findings.is_empty());
    });
}

#[test]
fn a_move_that_is_taken_back_hours_later_starts_no_plan_of_the_stage_it_comes_back_to() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let other = crm::create_opportunity(&anna, &app.cx, opportunity("Ovi")).await.unwrap();
        // Both stages start it, since they stand in the first one.
        let fields = PlanFields { stages: vec![house.stages[0], house.stages[1]], ..visit(&house, &admin).await };
        kept(&house, &admin, fields).await;
        let placed = place(&house, &maija, deal, house.stages[1]).await;
        // This one starts nothing by its move.
        let moved = place(&house, &maija, other, house.stages[2]).await;
        app.later(5 * 3_600);
        for (id, back) in [(deal, placed.back), (other, moved.back)] {
            assert_eq!(crm::put_back(&maija, &app.cx, back).await.unwrap().stayed, 0);
            let view = read(&house, &anna, id).await;
            assert_eq!((view.stage, view.activities.len()), (house.stages[0], 0));
        }

        // Moved in a list, taken back hours later, moved after all: that starts the plan of where it goes.
        let version = read(&house, &maija, deal).await.version;
        let to = ChangeTo::Stage(house.stages[1]);
        let moved = change(&house, &maija, vec![ChangeOne { id: deal, version, to }]).await;
        assert_eq!(read(&house, &anna, deal).await.activities.len(), 3);
        app.later(5 * 3_600);
        let back = change(&house, &maija, moved.undo).await;
        assert_eq!((back.stayed, read(&house, &anna, deal).await.activities.len()), (0, 0));
        change(&house, &maija, back.undo).await;
        let view = read(&house, &anna, deal).await;
        assert_eq!((view.stage, view.activities.len()), (house.stages[1], 3));
    });
}

#[test]
fn what_somebody_did_or_changed_of_the_plan_stays_and_it_is_said() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        planned(&house, &admin).await;
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let placed = place(&house, &maija, deal, house.stages[1]).await;
        let view = read(&house, &anna, deal).await;
        done(&app, &anna, &view, "Sovi käynti").await;
        let one = view.activities.iter().find(|one| one.summary == "Käynti kohteessa").unwrap();
        let fields = ActivityFields {
            kind: one.kind,
            type_id: one.type_id,
            summary: one.summary.clone(),
            note: "Ota tikkaat".into(),
            due_on: Some(one.due_on),
            user: Some(one.user.id),
        };
        let edit = EditActivity { id: one.id, version: one.version, fields };
        crm::edit_activity(&anna, &app.cx, edit).await.unwrap();

        assert_eq!(crm::put_back(&maija, &app.cx, placed.back).await.unwrap().stayed, 2);
        let view = read(&house, &anna, deal).await;
        let left: Vec<&str> = view.activities.iter().map(|one| one.summary.as_str()).collect();
        assert_eq!((view.stage, left), (house.stages[0], vec!["Käynti kohteessa"]));
        assert_eq!(view.timeline[0].what, "plan.partly_taken_back");
    });
}

#[test]
fn many_moves_and_another_owner_are_taken_back_with_their_plans_and_no_other_plan_is_touched() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        planned(&house, &admin).await;
        let (one, other, third) = (
            crm::create_opportunity(&maija, &app.cx, opportunity("Yksi")).await.unwrap(),
            crm::create_opportunity(&maija, &app.cx, opportunity("Kaksi")).await.unwrap(),
            crm::create_opportunity(&maija, &app.cx, opportunity("Kolme")).await.unwrap(),
        );
        place(&house, &maija, third, house.stages[1]).await;
        let row = |id| ChangeOne { id, version: 1, to: ChangeTo::Stage(house.stages[1]) };
        let moved = change(&house, &maija, vec![row(one), row(other)]).await;
        assert_eq!(read(&house, &maija, one).await.activities.len(), 3);
        let launch = match &moved.undo[0].to {
            ChangeTo::Return { launch: Some(launch), .. } => *launch,
            to => panic!("{to:?}"),
        };
        // A way back that names another one's plan takes the move back and leaves the plan.
        let version = read(&house, &maija, third).await.version;
        let forged =
            ChangeOne { id: third, version, to: ChangeTo::Return { stage: house.stages[0], launch: Some(launch) } };
        change(&house, &maija, vec![forged]).await;
        assert_eq!(read(&house, &maija, third).await.activities.len(), 3);
        assert_eq!(read(&house, &maija, moved.undo[0].id).await.activities.len(), 3);

        assert_eq!(change(&house, &maija, moved.undo).await.stayed, 0);
        for id in [one, other] {
            let view = read(&house, &maija, id).await;
            assert_eq!((view.stage, view.activities.len()), (house.stages[0], 0));
        }

        // Given to somebody: what was nobody's has the plan of its stage, until that is taken back.
        let owned =
            |id, version, owner: Option<&Staff>| ChangeOne { id, version, to: ChangeTo::Owner(owner.map(Staff::user)) };
        let version = read(&house, &maija, one).await.version;
        change(&house, &maija, vec![owned(one, version, None)]).await;
        app.run("UPDATE stages SET plan_id = (SELECT id FROM activity_plans LIMIT 1) WHERE name = 'Vaihe 1'")
            .await
            .unwrap();
        app.later(2 * 3_600);
        let version = read(&house, &maija, one).await.version;
        let given = change(&house, &maija, vec![owned(one, version, Some(&anna))]).await;
        assert_eq!(read(&house, &maija, one).await.activities.len(), 3);
        change(&house, &maija, given.undo).await;
        let view = read(&house, &maija, one).await;
        assert_eq!((view.owner, view.activities.len()), (None, 0));
        let given = change(&house, &maija, vec![owned(one, view.version, Some(&anna))]).await;
        assert_eq!(
            (given.stayed, read(&house, &maija, one).await.activities.len()),
            (0, 3),
            "given again, started again"
        );
    });
}

#[test]
fn giving_what_waits_starts_the_plan_of_its_stage_for_whom_it_is_given_once() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let fields = PlanFields { stages: vec![house.stages[0]], ..visit(&house, &admin).await };
        kept(&house, &admin, fields).await;
        let form = web_form(&house, &admin, "Etusivu", None, None).await;
        post(&house, &form, "Pumppu").await;
        let id = crm::list_opportunities(&maija, &app.cx, Default::default(), None, 50).await.unwrap().rows[0].id;
        let view = read(&house, &maija, id).await;
        assert_eq!((view.owner, view.activities.len()), (None, 0), "nobody could do anything about it");

        made(&house, &admin, team("Tiimi", 0, Rule::default(), vec![member(anna.user(), 30)])).await;
        app.later(2 * 3_600);
        let plan = assignment::plan(&maija, &app.cx).await.unwrap();
        let command = AssignNow { key: key(), rows: shown(&plan) };
        let given = assignment::assign_now(&maija, &app.cx, command.clone()).await.unwrap();
        assert_eq!(assignment::assign_now(&maija, &app.cx, command).await.unwrap(), given, "the same key is one press");
        let view = read(&house, &anna, id).await;
        // Steps for whose it is are Anna's, those for whoever starts the plan are of who gave it.
        let people: Vec<_> = view.activities.iter().map(|one| one.user.id).collect();
        assert_eq!(people, [anna.user(), maija.user(), anna.user()]);
        let today = maija.zone().day(app.cx.clock.now());
        assert_eq!(view.activities[1].due_on, today, "from the day on which it is given");
        assert_eq!(view.timeline.iter().filter(|entry| entry.what == "plan.started_by_stage").count(), 1);

        // Taken back and given again it has not come into its stage anew.
        let batch = given.batch.unwrap();
        assert_eq!(assignment::take_back(&maija, &app.cx, TakeBackAssigned { batch }).await.unwrap().back, 1);
        let plan = assignment::plan(&maija, &app.cx).await.unwrap();
        let again = AssignNow { key: key(), rows: shown(&plan) };
        assert_eq!(assignment::assign_now(&maija, &app.cx, again).await.unwrap().given, 1);
        assert_eq!(read(&house, &anna, id).await.activities.len(), 3);
    });
}
