//! Activities: planned, moved, done, cancelled; who sees which.
use crate::opportunities::opportunity;
use chrono::{Days, NaiveDate};
use domain::{
    crm::activities::ActivityKind,
    ids::{ActivityId, OpportunityId, UserId},
    refusal::Refusal,
};
use testkit::{key, on_both, refused_at};
use usecases::{Denied, crm, today};
use wire::activities::{ActivityFields, EditActivity, EndActivity, Ending, ScheduleActivity};

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

fn plan(opportunity: OpportunityId, fields: ActivityFields) -> ScheduleActivity {
    ScheduleActivity { key: key(), opportunity, fields }
}

fn end(id: ActivityId, version: i64, ending: Ending, feedback: &str) -> EndActivity {
    EndActivity { id, version, ending, feedback: feedback.into() }
}

#[test]
fn it_is_planned_moved_and_done_and_all_of_it_is_on_the_timeline() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let day = anna.zone().day(app.cx.clock.now());
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let command = plan(deal, fields("Soita Liisalle", day));
        let id = crm::schedule_activity(&anna, &app.cx, command.clone()).await.unwrap();
        assert_eq!(crm::schedule_activity(&anna, &app.cx, command).await.unwrap(), id, "told twice it is one");
        crm::schedule_activity(&anna, &app.cx, plan(deal, fields("Kysy", day - Days::new(2)))).await.unwrap();
        let view = crm::read_opportunity(&anna, &app.cx, deal).await.unwrap();
        let said: Vec<&str> = view.activities.iter().map(|one| one.summary.as_str()).collect();
        assert_eq!(said, ["Kysy", "Soita Liisalle"], "the first due first");
        let mine = today::read(&anna, &app.cx).await.unwrap().activities;
        assert_eq!((mine.len(), mine[0].title.as_str()), (2, "Katto"));

        let edit = EditActivity { id, version: 1, fields: fields("Soita Liisalle", day + Days::new(30)) };
        assert_eq!(crm::edit_activity(&anna, &app.cx, edit.clone()).await.unwrap(), 2);
        let stale = crm::edit_activity(&anna, &app.cx, edit.clone()).await;
        assert!(matches!(stale, Err(Denied::Stale { current: 2 })));
        let same = EditActivity { version: 2, ..edit };
        assert_eq!(crm::edit_activity(&anna, &app.cx, same.clone()).await.unwrap(), 2, "nothing changed");
        assert_eq!(today::read(&anna, &app.cx).await.unwrap().activities.len(), 1, "a month ahead is not this week");

        let done = end(id, 2, Ending::Done, "Sovittiin käynti");
        assert_eq!(crm::end_activity(&anna, &app.cx, done.clone()).await.unwrap(), 3);
        assert_eq!(crm::end_activity(&anna, &app.cx, done).await.unwrap(), 3, "told twice it is done once");
        let late = crm::end_activity(&anna, &app.cx, end(id, 3, Ending::Cancelled, "")).await;
        assert!(matches!(late, Err(Denied::NotFound)));
        let late = crm::edit_activity(&anna, &app.cx, EditActivity { version: 3, ..same }).await;
        assert!(matches!(late, Err(Denied::NotFound)));
        let view = crm::read_opportunity(&anna, &app.cx, deal).await.unwrap();
        assert_eq!(view.activities.len(), 1);
        let whats: Vec<&str> = view.timeline.iter().map(|entry| entry.what.as_str()).collect();
        let expected =
            ["activity.done", "activity.changed", "activity.scheduled", "activity.scheduled", "opportunity.created"];
        assert_eq!(whats, expected);
        assert_eq!(view.timeline[0].body, "Soita Liisalle: Sovittiin käynti");
        let other = view.activities[0].clone();
        crm::end_activity(&anna, &app.cx, end(other.id, other.version, Ending::Cancelled, "")).await.unwrap();
        assert!(today::read(&anna, &app.cx).await.unwrap().activities.is_empty());
    });
}

#[test]
fn bad_input_is_refused_at_its_field_and_writes_nothing() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        let day = anna.zone().day(app.cx.clock.now());
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let good = fields("Soita", day);
        let cases = [
            (ActivityFields { summary: "  ".into(), ..good.clone() }, ("summary", Refusal::Required)),
            (ActivityFields { due_on: None, ..good.clone() }, ("due_on", Refusal::Required)),
            (ActivityFields { due_on: Some(NaiveDate::MAX), ..good.clone() }, ("due_on", Refusal::NotADay)),
            (ActivityFields { due_on: Some(NaiveDate::MIN), ..good.clone() }, ("due_on", Refusal::NotADay)),
            (
                ActivityFields { user: Some(UserId(uuid::Uuid::now_v7())), ..good.clone() },
                ("user", Refusal::NotAChoice),
            ),
            (ActivityFields { user: Some(paavo.user()), ..good.clone() }, ("user", Refusal::NotAChoice)),
        ];
        let before = app.snapshot().await;
        for (given, (field, refusal)) in cases {
            let said = refused_at(crm::schedule_activity(&anna, &app.cx, plan(deal, given)).await);
            assert_eq!(said, [(field.to_owned(), refusal)]);
        }
        let long = ActivityFields { summary: "ä".repeat(201), note: "ö".repeat(2001), ..good.clone() };
        let said = refused_at(crm::schedule_activity(&anna, &app.cx, plan(deal, long)).await);
        assert_eq!(said.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["summary", "note"]);
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
        let hostile = ActivityFields { summary: "<script>'; DROP TABLE activities;--".into(), ..good };
        crm::schedule_activity(&anna, &app.cx, plan(deal, hostile)).await.unwrap();
        let view = crm::read_opportunity(&anna, &app.cx, deal).await.unwrap();
        assert_eq!(view.activities[0].summary, "<script>'; DROP TABLE activities;--");
    });
}

#[test]
fn nobody_touches_what_they_do_not_see_and_a_closed_opportunity_asks_for_nothing() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        let maija = house.manager("Maija").await;
        let day = anna.zone().day(app.cx.clock.now());
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let id = crm::schedule_activity(&anna, &app.cx, plan(deal, fields("Soita", day))).await.unwrap();
        let stranger = app.house("Toinen Oy").await.manager("Outi").await;
        for by in [&paavo, &stranger] {
            let planned = crm::schedule_activity(by, &app.cx, plan(deal, fields("Soita", day))).await;
            assert!(matches!(planned, Err(Denied::NotFound)));
            let edit = EditActivity { id, version: 1, fields: fields("Muu", day) };
            assert!(matches!(crm::edit_activity(by, &app.cx, edit).await, Err(Denied::NotFound)));
            let ended = crm::end_activity(by, &app.cx, end(id, 1, Ending::Done, "")).await;
            assert!(matches!(ended, Err(Denied::NotFound)));
        }
        let to_maija = ActivityFields { user: Some(maija.user()), ..fields("Soita", day) };
        crm::edit_activity(&anna, &app.cx, EditActivity { id, version: 1, fields: to_maija }).await.unwrap();
        assert!(today::read(&anna, &app.cx).await.unwrap().activities.is_empty());
        assert_eq!(today::read(&maija, &app.cx).await.unwrap().activities.len(), 1);
        let close = wire::crm::CloseOpportunity {
            id: deal,
            version: 1,
            state: domain::crm::OpportunityState::Won,
            reason: String::new(),
        };
        crm::close_opportunity(&anna, &app.cx, close).await.unwrap();
        assert!(today::read(&maija, &app.cx).await.unwrap().activities.is_empty());
    });
}
