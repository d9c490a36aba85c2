//! Plans of activities: started by hand or by entering a stage, once; taken back; for whom.
use crate::{activity_types::all, opportunities::opportunity};
use chrono::{Days, NaiveDate};
use domain::{
    actors::Role,
    crm::{activities::ActivityKind, plans::Who},
    ids::{ActivityTypeId, OpportunityId, PlanId, StageId, UserId},
    refusal::Refusal,
};
use testkit::{House, TestApp, key, on_both, refused_at};
use usecases::{Denied, Staff, crm};
use wire::{
    activities::{ActivityFields, EditActivity, EndActivity, Ending},
    crm::{CreateOpportunity, MoveOpportunity, OpportunityView},
    meetings::{AttendeeFields, EditMeeting, MeetingFields},
    opportunities::{ChangeOne, ChangeOpportunities, ChangeTo, Which},
    plans::{LaunchPlan, PlanFields, SavePlan, StepFields, TakeBackLaunch},
};

fn step(type_id: ActivityTypeId, summary: &str, away: i32, who: Who) -> StepFields {
    StepFields { id: None, type_id, summary: summary.into(), note: String::new(), away, who, user: None }
}

/// A plan of a call two days before its day, a mail on it and a visit five days after.
pub async fn visit(house: &House, admin: &Staff) -> PlanFields {
    let types = all(house, admin).await;
    let steps = vec![
        step(types[0].id, "Sovi käynti", -2, Who::Owner),
        step(types[1].id, "", 0, Who::Launcher),
        step(types[2].id, "Käynti kohteessa", 5, Who::Owner),
    ];
    PlanFields { name: "Käynti".into(), steps, ..PlanFields::default() }
}

pub async fn kept(house: &House, admin: &Staff, fields: PlanFields) -> PlanId {
    let command = SavePlan { key: key(), id: None, version: 0, fields };
    crm::save_plan(admin, &house.cx, command).await.unwrap().id
}

fn launch(opportunity: OpportunityId, plan: PlanId, on: NaiveDate) -> LaunchPlan {
    LaunchPlan { key: key(), opportunity, plan, on: Some(on) }
}

pub async fn read(house: &House, by: &Staff, id: OpportunityId) -> OpportunityView {
    crm::read_opportunity(by, &house.cx, id).await.unwrap()
}

async fn moved(house: &House, by: &Staff, id: OpportunityId, stage: StageId) -> MoveOpportunity {
    let command = MoveOpportunity { id, version: read(house, by, id).await.version, stage };
    crm::move_opportunity(by, &house.cx, command.clone()).await.unwrap();
    command
}

fn summaries(view: &OpportunityView) -> Vec<&str> {
    view.activities.iter().map(|one| one.summary.as_str()).collect()
}

pub async fn done(app: &TestApp, by: &Staff, view: &OpportunityView, summary: &str) {
    let one = view.activities.iter().find(|one| one.summary == summary).unwrap();
    let end = EndActivity { id: one.id, version: one.version, ending: Ending::Done, feedback: String::new() };
    crm::end_activity(by, &app.cx, end).await.unwrap();
}

#[test]
fn a_plan_makes_just_what_was_shown_and_is_taken_back_as_far_as_it_waits() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let plan = kept(&house, &admin, visit(&house, &admin).await).await;
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        assert_eq!(crm::offered_plans(&maija, &app.cx, deal).await.unwrap()[0].name, "Käynti");
        // A Saturday: weekends are days like others.
        let on = NaiveDate::from_ymd_opt(2027, 1, 9).unwrap();
        let shown = crm::preview_plan(&maija, &app.cx, (deal, plan), Some(on)).await.unwrap();
        let days: Vec<_> = shown.iter().map(|one| (one.due_on - on).num_days()).collect();
        assert_eq!(days, [-2, 0, 5]);
        let people: Vec<_> = shown.iter().map(|one| one.user.id).collect();
        assert_eq!(people, [anna.user(), maija.user(), anna.user()]);
        assert!(!shown[1].summary.is_empty() && shown.iter().all(|one| !one.instead && !one.open));

        let command = launch(deal, plan, on);
        let launched = crm::launch_plan(&maija, &app.cx, command.clone()).await.unwrap();
        assert_eq!(crm::launch_plan(&maija, &app.cx, command).await.unwrap(), launched, "told twice it is one");
        let view = read(&house, &maija, deal).await;
        let made: Vec<_> = view.activities.iter().map(|one| (one.summary.clone(), one.due_on, one.user.id)).collect();
        let wanted: Vec<_> = shown.into_iter().map(|one| (one.summary, one.due_on, one.user.id)).collect();
        assert_eq!((launched.made, made), (3, wanted));
        assert_eq!(view.timeline[0].what, "plan.started");
        assert!(view.timeline[0].body.starts_with("Käynti: Sovi käynti; "));

        // Started again, nothing is doubled; and what was done stays when it is taken back.
        let again = crm::launch_plan(&anna, &app.cx, launch(deal, plan, on)).await.unwrap();
        assert_eq!((again.launch, again.made), (None, 0));
        done(&app, &anna, &view, "Sovi käynti").await;
        let back = TakeBackLaunch { key: key(), launch: launched.launch.unwrap() };
        for _ in 0..2 {
            assert_eq!(crm::take_back_launch(&anna, &app.cx, back.clone()).await.unwrap(), 2);
        }
        let late = TakeBackLaunch { key: key(), ..back.clone() };
        assert_eq!(crm::take_back_launch(&anna, &app.cx, late).await.unwrap(), 0, "nothing waits any more");
        let view = read(&house, &anna, deal).await;
        assert!(view.activities.is_empty());
        assert_eq!(view.timeline[0].what, "plan.taken_back");

        let paavo = house.seller("Paavo").await;
        for by in [&paavo, &app.house("Toinen Oy").await.manager("Outi").await] {
            let started = crm::launch_plan(by, &app.cx, launch(deal, plan, on)).await;
            assert!(matches!(started, Err(Denied::NotFound)));
            let back = TakeBackLaunch { key: key(), ..back.clone() };
            assert!(matches!(crm::take_back_launch(by, &app.cx, back).await, Err(Denied::NotFound)));
        }
    });
}

#[test]
fn entering_a_stage_starts_its_plan_once_and_coming_back_doubles_nothing() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let fields = PlanFields { stages: vec![house.stages[1]], ..visit(&house, &admin).await };
        kept(&house, &admin, fields).await;
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let command = moved(&house, &maija, deal, house.stages[1]).await;
        let view = read(&house, &anna, deal).await;
        assert_eq!(view.activities.len(), 3);
        let today = anna.zone().day(app.cx.clock.now());
        assert_eq!((view.activities[0].due_on, view.activities[0].user.id), (today - Days::new(2), anna.user()));
        assert_eq!(view.timeline[0].what, "plan.started_by_stage");
        assert!(matches!(crm::move_opportunity(&maija, &app.cx, command).await, Err(Denied::Stale { .. })));
        let stands = MoveOpportunity { id: deal, version: view.version, stage: house.stages[1] };
        crm::move_opportunity(&maija, &app.cx, stands).await.unwrap();
        assert_eq!(read(&house, &anna, deal).await.activities.len(), 3, "it stands there already");

        // Taken back within the hour is no entry, also where a step is done meanwhile.
        done(&app, &anna, &view, "Sovi käynti").await;
        moved(&house, &maija, deal, house.stages[0]).await;
        app.later(1_800);
        moved(&house, &maija, deal, house.stages[1]).await;
        assert_eq!(read(&house, &anna, deal).await.activities.len(), 2);
        // Days later it is one; what waits to be done is not made again.
        moved(&house, &maija, deal, house.stages[0]).await;
        app.later(2 * 86_400);
        moved(&house, &maija, deal, house.stages[1]).await;
        let view = read(&house, &anna, deal).await;
        let mut open = summaries(&view);
        open.sort_unstable();
        assert_eq!((open.len(), open.iter().filter(|one| **one == "Käynti kohteessa").count()), (3, 1));
    });
}

#[test]
fn whatever_brings_an_opportunity_into_the_stage_starts_the_plan() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let anna = house.seller("Anna").await;
        let stage = house.stages[1];
        let fields = PlanFields { stages: vec![stage], ..visit(&house, &admin).await };
        let plan = kept(&house, &admin, fields.clone()).await;
        let made = CreateOpportunity { stage: Some(stage), ..opportunity("Tehty") };
        let made = crm::create_opportunity(&anna, &app.cx, made).await.unwrap();
        assert_eq!(read(&house, &anna, made).await.activities.len(), 3);
        let mut rows = Vec::new();
        for title in ["Yksi", "Kaksi"] {
            let id = crm::create_opportunity(&anna, &app.cx, opportunity(title)).await.unwrap();
            rows.push(ChangeOne { id, version: 1, to: ChangeTo::Stage(stage) });
        }
        let many = ChangeOpportunities { key: key(), which: Which::Rows(rows.clone()) };
        for _ in 0..2 {
            crm::change_opportunities(&anna, &app.cx, many.clone()).await.unwrap();
        }
        for row in rows {
            assert_eq!(read(&house, &anna, row.id).await.activities.len(), 3, "told twice it enters once");
        }
        // Out of use it is started by nothing.
        let off = SavePlan { key: key(), id: Some(plan), version: 1, fields: PlanFields { retired: true, ..fields } };
        crm::save_plan(&admin, &app.cx, off).await.unwrap();
        let late = CreateOpportunity { stage: Some(stage), ..opportunity("Myöhässä") };
        let late = crm::create_opportunity(&anna, &app.cx, late).await.unwrap();
        assert!(read(&house, &anna, late).await.activities.is_empty());
        let refused = refused_at(crm::launch_plan(&anna, &app.cx, launch(late, plan, NaiveDate::default())).await);
        assert_eq!(refused, [("plan".to_owned(), Refusal::NotAChoice)]);
    });
}

#[test]
fn who_does_not_see_the_opportunity_is_stood_in_for_and_a_team_keeps_its_plans() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        let mut fields = visit(&house, &admin).await;
        fields.steps[0].who = Who::Fixed;
        fields.steps[0].user = Some(paavo.user());
        let plan = kept(&house, &admin, fields.clone()).await;
        let team = house.team("Pohjoinen").await;
        let theirs =
            kept(&house, &admin, PlanFields { name: "Vain pohjoisessa".into(), team: Some(team), ..fields }).await;
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let offered = crm::offered_plans(&anna, &app.cx, deal).await.unwrap();
        assert_eq!(offered.iter().map(|one| one.id).collect::<Vec<_>>(), [plan]);
        let on = NaiveDate::from_ymd_opt(2027, 1, 11).unwrap();
        let refused = refused_at(crm::launch_plan(&anna, &app.cx, launch(deal, theirs, on)).await);
        assert_eq!(refused, [("plan".to_owned(), Refusal::NotAChoice)]);
        let shown = crm::preview_plan(&anna, &app.cx, (deal, plan), Some(on)).await.unwrap();
        assert_eq!((shown[0].user.id, shown[0].instead), (anna.user(), true));
        crm::launch_plan(&anna, &app.cx, launch(deal, plan, on)).await.unwrap();
        assert!(read(&house, &anna, deal).await.activities.iter().all(|one| one.user.id == anna.user()));
    });
}

#[test]
fn bad_plans_are_refused_at_their_fields_and_edits_keep_their_steps() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let maija = house.manager("Maija").await;
        let good = visit(&house, &admin).await;
        let plan = kept(&house, &admin, good.clone()).await;
        let save = |fields| SavePlan { key: key(), id: None, version: 0, fields };
        assert!(matches!(crm::save_plan(&maija, &app.cx, save(good.clone())).await, Err(Denied::NotAllowed)));
        let foreign = app.house("Toinen Oy").await.stages[0];
        let other = || PlanFields { name: "Muu".into(), ..good.clone() };
        let with = |change: fn(&mut StepFields)| {
            let mut fields = other();
            change(&mut fields.steps[1]);
            fields
        };
        let nobody = |step: &mut StepFields| (step.who, step.user) = (Who::Fixed, Some(UserId(uuid::Uuid::now_v7())));
        let most = Refusal::TooLarge { most: 366.into() };
        let cases = [
            (PlanFields { name: " ".into(), ..good.clone() }, "name", Refusal::Required),
            (PlanFields { name: "KÄYNTI".into(), ..good.clone() }, "name", Refusal::AlreadyTaken),
            (PlanFields { steps: Vec::new(), ..other() }, "steps", Refusal::Required),
            (PlanFields { stages: vec![foreign], ..other() }, "stages", Refusal::NotAChoice),
            (with(|step| step.away = i32::MIN), "steps.1.away", most.clone()),
            (with(|step| step.away = 367), "steps.1.away", most),
            (with(|step| step.who = Who::Fixed), "steps.1.user", Refusal::Required),
            (with(nobody), "steps.1.user", Refusal::NotAChoice),
            (with(|step| step.type_id = ActivityTypeId(uuid::Uuid::now_v7())), "steps.1.type", Refusal::NotAChoice),
        ];
        let before = app.snapshot().await;
        for (fields, field, refusal) in cases {
            let refused = refused_at(crm::save_plan(&admin, &app.cx, save(fields)).await);
            assert_eq!(refused, [(field.to_owned(), refusal)]);
        }
        let deal = crm::create_opportunity(&maija, &app.cx, opportunity("Katto")).await.unwrap();
        let without_day = LaunchPlan { on: None, ..launch(deal, plan, NaiveDate::default()) };
        let refused = refused_at(crm::launch_plan(&maija, &app.cx, without_day).await);
        assert_eq!(refused, [("on".to_owned(), Refusal::Required)]);
        let refused = refused_at(crm::launch_plan(&maija, &app.cx, launch(deal, plan, NaiveDate::MAX)).await);
        assert_eq!(refused, [("on".to_owned(), Refusal::NotADay)]);
        let changed = app.snapshot().await.changed(&before);
        assert!(changed.iter().all(|table| !table.contains("plan")), "{changed:?}");

        // A step that is renamed is the same step: what waits of it is not made again.
        let on = NaiveDate::from_ymd_opt(2027, 1, 11).unwrap();
        crm::launch_plan(&maija, &app.cx, launch(deal, plan, on)).await.unwrap();
        let view = crm::list_plans(&admin, &app.cx).await.unwrap();
        let mut fields = view.plans[0].fields.clone();
        fields.steps[0].summary = "Soita ja sovi".into();
        fields.steps.remove(1);
        let edit = SavePlan { key: key(), id: Some(plan), version: 1, fields };
        assert_eq!(crm::save_plan(&admin, &app.cx, edit.clone()).await.unwrap().version, 2);
        let same = SavePlan { key: key(), version: 2, ..edit.clone() };
        assert_eq!(crm::save_plan(&admin, &app.cx, same).await.unwrap().version, 2, "nothing changed");
        let stale = SavePlan { key: key(), ..edit };
        assert!(matches!(crm::save_plan(&admin, &app.cx, stale).await, Err(Denied::Stale { current: 2 })));
        let again = crm::launch_plan(&maija, &app.cx, launch(deal, plan, on)).await.unwrap();
        assert_eq!(again.made, 0);
        assert_eq!(read(&house, &maija, deal).await.activities.len(), 3);
    });
}

#[test]
fn another_owner_starts_the_plan_of_what_was_nobodys_once_and_of_the_stage_it_comes_into() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (roofs, pools) = (house.team("Katot").await, house.team("Altaat").await);
        let anna = house.person("Anna", Role::Manager, Some(roofs)).await;
        let mika = house.person("Mika", Role::Seller, Some(pools)).await;
        let give = async |id: OpportunityId, owner: Option<&Staff>| {
            let version = read(&house, &admin, id).await.version;
            let rows = vec![ChangeOne { id, version, to: ChangeTo::Owner(owner.map(Staff::user)) }];
            let many = ChangeOpportunities { key: key(), which: Which::Rows(rows) };
            let changed = crm::change_opportunities(&admin, &house.cx, many).await.unwrap();
            assert_eq!(changed.verdicts[0].refused, None);
            read(&house, &admin, id).await
        };
        let waits = crm::create_opportunity(&anna, &app.cx, opportunity("Kukaan ei vielä")).await.unwrap();
        let surveyed = crm::create_opportunity(&anna, &app.cx, opportunity("Kartoitettu")).await.unwrap();
        moved(&house, &anna, surveyed, house.stages[1]).await;
        give(waits, None).await;
        app.run("UPDATE stages SET team_id = (SELECT id FROM teams WHERE name = 'Katot') WHERE name = 'Vaihe 2'")
            .await
            .unwrap();
        app.later(2 * 3_600);
        let fields = PlanFields { stages: vec![house.stages[0]], ..visit(&house, &admin).await };
        kept(&house, &admin, fields).await;

        let view = give(waits, Some(&anna)).await;
        let people: Vec<_> = view.activities.iter().map(|one| one.user.id).collect();
        assert_eq!(people, [anna.user(), admin.user(), anna.user()]);
        assert_eq!(view.timeline[0].what, "plan.started_by_stage");
        // Nobody's again and somebody's again, it has not come into its stage anew.
        done(&app, &anna, &view, "Sovi käynti").await;
        give(waits, None).await;
        app.later(2 * 86_400);
        assert_eq!(give(waits, Some(&mika)).await.activities.len(), 2);

        let view = give(surveyed, Some(&mika)).await;
        assert_eq!((view.stage, view.activities.len()), (house.stages[0], 3), "its stage is not for that team");
    });
}

#[test]
fn a_meeting_of_a_plan_is_called_off_with_the_plan() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let anna = house.seller("Anna").await;
        let types = all(&house, &admin).await;
        let of = types.iter().find(|of| of.fields.kind == ActivityKind::Meeting).unwrap().id;
        let steps = vec![step(of, "Käynti kohteessa", 0, Who::Owner)];
        let plan = kept(&house, &admin, PlanFields { name: "Käynti".into(), steps, ..PlanFields::default() }).await;
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let on = NaiveDate::from_ymd_opt(2027, 1, 11).unwrap();
        let launched = crm::launch_plan(&anna, &app.cx, launch(deal, plan, on)).await.unwrap();
        let one = read(&house, &anna, deal).await.activities.remove(0);
        let fields = ActivityFields {
            kind: ActivityKind::Meeting,
            type_id: Some(of),
            summary: one.summary.clone(),
            note: String::new(),
            due_on: Some(on),
            user: None,
        };
        let guest = AttendeeFields { name: "Päivi".into(), email: "paivi@makela.example".into(), user: None };
        let meeting = MeetingFields {
            starts: on.and_hms_opt(14, 0, 0),
            ends: on.and_hms_opt(15, 0, 0),
            place: String::new(),
            agenda: String::new(),
            reminder_minutes: None,
            attendees: vec![guest],
            tell: true,
        };
        let activity = EditActivity { id: one.id, version: one.version, fields };
        crm::edit_meeting(&anna, &app.cx, EditMeeting { activity, meeting }).await.unwrap();
        let back = TakeBackLaunch { key: key(), launch: launched.launch.unwrap() };
        assert_eq!(crm::take_back_launch(&anna, &app.cx, back).await.unwrap(), 1);
        let sent = app.texts("SELECT body FROM outbox WHERE topic = 'mail' ORDER BY id").await;
        assert_eq!(sent.len(), 2);
        assert!(sent[1].contains("METHOD:CANCEL"), "{}", sent[1]);
    });
}
