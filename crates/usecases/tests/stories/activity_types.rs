//! Types of activities: those a company begins with, its own, and what follows what.
use crate::opportunities::{form, opportunity};
use chrono::Days;
use domain::{
    actors::Role,
    crm::{activities::ActivityKind, activity_types::Chain},
    ids::{ActivityTypeId, UserId},
    refusal::Refusal,
};
use testkit::{House, key, on_both, refused_at};
use usecases::{Denied, Staff, crm};
use wire::{
    activities::{ActivityFields, EditActivity, EndActivity, Ending, ScheduleActivity},
    activity_types::{SaveType, TypeFields, TypeForm},
    crm::EditOpportunity,
    opportunities::{LIST_ROWS, OpportunityFilter},
};

pub fn typed(name: &str) -> TypeFields {
    TypeFields {
        name: name.into(),
        kind: ActivityKind::Call,
        days: 3,
        from_due: false,
        summary: String::new(),
        note: String::new(),
        user: None,
        chain: Chain::None,
        next: Vec::new(),
        retired: false,
    }
}

pub fn made(fields: TypeFields) -> SaveType {
    SaveType { key: key(), id: None, version: 0, fields }
}

pub async fn all(house: &House, admin: &Staff) -> Vec<TypeForm> {
    crm::list_types(admin, &house.cx).await.unwrap().types
}

fn of_type(id: ActivityTypeId, due_on: chrono::NaiveDate) -> ActivityFields {
    ActivityFields {
        kind: ActivityKind::Todo,
        type_id: Some(id),
        summary: "Soita".into(),
        note: String::new(),
        due_on: Some(due_on),
        user: None,
    }
}

#[test]
fn a_company_begins_with_a_type_of_each_kind_and_names_its_own() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let anna = house.seller("Anna").await;
        let types = all(&house, &admin).await;
        let kinds: Vec<_> = types.iter().map(|of| of.fields.kind).collect();
        assert_eq!(kinds, ActivityKind::ALL);
        assert!(types.iter().all(|of| of.fields.name.is_empty() && of.fields.chain == Chain::Suggest));
        let call = &types[0];
        assert_eq!((call.fields.days, call.fields.next.as_slice()), (2, [types[1].id].as_slice()));

        let command = made(typed("Tarjouksen läpikäynti"));
        let saved = crm::save_type(&admin, &app.cx, command.clone()).await.unwrap();
        assert_eq!(crm::save_type(&admin, &app.cx, command).await.unwrap(), saved, "told twice it is one");
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let day = anna.zone().day(app.cx.clock.now());
        let plan = ScheduleActivity { key: key(), opportunity: deal, fields: of_type(saved.id, day) };
        let id = crm::schedule_activity(&anna, &app.cx, plan).await.unwrap();
        let view = crm::read_opportunity(&anna, &app.cx, deal).await.unwrap();
        let shown = &view.activities[0];
        assert_eq!((shown.kind, shown.type_name.as_str()), (ActivityKind::Call, "Tarjouksen läpikäynti"));
        assert_eq!(view.activity_types.len(), 6);

        // Out of use it stays where it stands, and is given to nothing new.
        let retired = TypeFields { retired: true, ..typed("Tarjouksen läpikäynti") };
        let save = SaveType { key: key(), id: Some(saved.id), version: 1, fields: retired };
        assert_eq!(crm::save_type(&admin, &app.cx, save.clone()).await.unwrap().version, 2);
        let again = SaveType { key: key(), version: 2, ..save.clone() };
        assert_eq!(crm::save_type(&admin, &app.cx, again).await.unwrap().version, 2, "nothing changed");
        let stale = SaveType { key: key(), ..save };
        assert!(matches!(crm::save_type(&admin, &app.cx, stale).await, Err(Denied::Stale { current: 2 })));
        let later = EditActivity { id, version: 1, fields: of_type(saved.id, day + Days::new(1)) };
        assert_eq!(crm::edit_activity(&anna, &app.cx, later).await.unwrap(), 2);
        let plan = ScheduleActivity { key: key(), opportunity: deal, fields: of_type(saved.id, day) };
        let refused = refused_at(crm::schedule_activity(&anna, &app.cx, plan).await);
        assert_eq!(refused, [("type".to_owned(), Refusal::NotAChoice)]);
        let matrix = crm::activity_matrix(&anna, &app.cx, OpportunityFilter::default(), None, LIST_ROWS).await.unwrap();
        assert_eq!((matrix.types.len(), matrix.cells[0].type_id), (6, saved.id), "a column as long as it has cells");
    });
}

#[test]
fn a_type_that_triggers_plans_the_next_one_once_and_from_the_day_that_is_named() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let after = TypeFields {
            days: 7,
            from_due: true,
            summary: "Kysy, mitä päätettiin".into(),
            user: Some(maija.user()),
            ..typed("Seuranta")
        };
        let after = crm::save_type(&admin, &app.cx, made(after)).await.unwrap();
        let first = TypeFields { chain: Chain::Trigger, next: vec![after.id], ..typed("Esittely") };
        let first = crm::save_type(&admin, &app.cx, made(first)).await.unwrap();
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let due = anna.zone().day(app.cx.clock.now()) - Days::new(3);
        let plan = ScheduleActivity { key: key(), opportunity: deal, fields: of_type(first.id, due) };
        let id = crm::schedule_activity(&anna, &app.cx, plan).await.unwrap();
        let done = EndActivity { id, version: 1, ending: Ending::Done, feedback: String::new() };
        for _ in 0..2 {
            assert_eq!(crm::end_activity(&anna, &app.cx, done.clone()).await.unwrap(), 2);
        }
        let view = crm::read_opportunity(&anna, &app.cx, deal).await.unwrap();
        let next: Vec<_> = view.activities.iter().map(|one| (one.summary.as_str(), one.due_on, one.user.id)).collect();
        assert_eq!(next, [("Kysy, mitä päätettiin", due + Days::new(7), maija.user())], "told twice it follows once");
        let whats: Vec<&str> = view.timeline.iter().take(2).map(|entry| entry.what.as_str()).collect();
        assert_eq!(whats, ["activity.scheduled", "activity.done"]);

        // What is cancelled has nothing after it, nor what follows nothing.
        let next = view.activities[0].clone();
        let end = |ending| EndActivity { id: next.id, version: 1, ending, feedback: String::new() };
        crm::end_activity(&anna, &app.cx, end(Ending::Done)).await.unwrap();
        let plan = ScheduleActivity { key: key(), opportunity: deal, fields: of_type(first.id, due) };
        let id = crm::schedule_activity(&anna, &app.cx, plan).await.unwrap();
        let end = EndActivity { id, version: 1, ending: Ending::Cancelled, feedback: String::new() };
        crm::end_activity(&anna, &app.cx, end).await.unwrap();
        assert!(crm::read_opportunity(&anna, &app.cx, deal).await.unwrap().activities.is_empty());
    });
}

#[test]
fn the_next_one_is_for_whoever_acts_where_whoever_had_the_one_before_sees_it_no_more() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        let after = crm::save_type(&admin, &app.cx, made(typed("Seuranta"))).await.unwrap();
        let first = TypeFields { chain: Chain::Trigger, next: vec![after.id], ..typed("Esittely") };
        let first = crm::save_type(&admin, &app.cx, made(first)).await.unwrap();
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let day = anna.zone().day(app.cx.clock.now());
        let plan = ScheduleActivity { key: key(), opportunity: deal, fields: of_type(first.id, day) };
        let id = crm::schedule_activity(&anna, &app.cx, plan).await.unwrap();
        let view = crm::read_opportunity(&anna, &app.cx, deal).await.unwrap();
        let given = EditOpportunity { owner: Some(paavo.user()), ..form(&view) };
        crm::edit_opportunity(&anna, &app.cx, given).await.unwrap();
        let done = EndActivity { id, version: 1, ending: Ending::Done, feedback: String::new() };
        crm::end_activity(&paavo, &app.cx, done).await.unwrap();
        let next = crm::read_opportunity(&paavo, &app.cx, deal).await.unwrap().activities;
        assert_eq!(next.iter().map(|one| one.user.id).collect::<Vec<_>>(), [paavo.user()]);
    });
}

#[test]
fn bad_types_are_refused_at_their_fields_and_only_administrators_keep_them() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let maija = house.manager("Maija").await;
        let stranger = app.house("Toinen Oy").await.person("Outi", Role::Administrator, None).await;
        crm::save_type(&admin, &app.cx, made(typed("Seuranta"))).await.unwrap();
        let before = app.snapshot().await;
        assert!(matches!(crm::save_type(&maija, &app.cx, made(typed("Muu"))).await, Err(Denied::NotAllowed)));
        let foreign = all(&house, &admin).await[5].id;
        let theirs = SaveType { id: Some(foreign), version: 1, ..made(typed("Muu")) };
        assert!(matches!(crm::save_type(&stranger, &app.cx, theirs).await, Err(Denied::NotFound)));
        let nobody = Some(UserId(uuid::Uuid::now_v7()));
        let next = |chain, next| TypeFields { chain, next, ..typed("Muu") };
        let cases = [
            (typed("SEURANTA"), "name", Refusal::AlreadyTaken),
            // Called so in one language or another by the type that has no name of its own.
            (typed("Samtal"), "name", Refusal::AlreadyTaken),
            (typed(""), "name", Refusal::AlreadyTaken),
            (TypeFields { days: 367, ..typed("Muu") }, "days", Refusal::TooLarge { most: 366.into() }),
            (TypeFields { user: nobody, ..typed("Muu") }, "user", Refusal::NotAChoice),
            (TypeFields { user: Some(stranger.user()), ..typed("Muu") }, "user", Refusal::NotAChoice),
            (next(Chain::Trigger, Vec::new()), "next", Refusal::Required),
            (next(Chain::Suggest, vec![foreign, foreign]), "next", Refusal::NotAChoice),
            (next(Chain::Suggest, vec![ActivityTypeId(uuid::Uuid::now_v7())]), "next", Refusal::NotAChoice),
        ];
        for (fields, field, refusal) in cases {
            let name = fields.name.clone();
            let refused = refused_at(crm::save_type(&admin, &app.cx, made(fields)).await);
            assert_eq!(refused, [(field.to_owned(), refusal)], "{name}");
        }
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
    });
}
