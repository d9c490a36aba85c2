//! One's own calendar feed: what stands in it, a new secret, and its end.
use crate::opportunities::opportunity;
use chrono::Days;
use domain::crm::activities::ActivityKind;
use testkit::{House, TestApp, key, on_both};
use usecases::{Denied, Staff, calendars, crm};
use wire::activities::{ActivityFields, EditActivity, EndActivity, Ending, ScheduleActivity};

async fn secret(app: &TestApp, by: &Staff) -> String {
    let address = calendars::make_calendar(by, &app.cx).await.unwrap().address;
    let file = address.rsplit_once("/calendar/").unwrap().1;
    file.strip_suffix(".ics").unwrap().to_owned()
}

fn call(house: &House, by: &Staff, summary: &str, days: u64) -> ActivityFields {
    ActivityFields {
        kind: ActivityKind::Call,
        type_id: None,
        summary: summary.into(),
        note: String::new(),
        due_on: Some(by.zone().day(house.cx.clock.now()) + Days::new(days)),
        user: None,
    }
}

#[test]
fn the_feed_shows_ones_open_activities_and_nobody_elses() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        assert_eq!(calendars::read_calendar(&anna, &app.cx).await.unwrap().made, None);
        let own = secret(&app, &anna).await;
        let others = secret(&app, &paavo).await;
        let id = crm::create_opportunity(&anna, &app.cx, opportunity("Katto, vaihe 1; itä")).await.unwrap();
        let fields = call(&house, &anna, "Soita, ja kysy", 3);
        let plan = ScheduleActivity { key: key(), opportunity: id, fields: fields.clone() };
        let activity = crm::schedule_activity(&anna, &app.cx, plan).await.unwrap();
        let first = calendars::feed(&app.cx, &own).await.unwrap();
        let day = fields.due_on.unwrap().format("%Y%m%d");
        for line in [
            format!("UID:{activity}"),
            "SEQUENCE:0".to_owned(),
            format!("DTSTART;VALUE=DATE:{day}"),
            format!("URL:{}/opportunities/{id}", app.cx.settings.public_url),
        ] {
            assert!(first.text.replace("\r\n ", "").contains(&format!("\r\n{line}\r\n")), "{line}\n{}", first.text);
        }
        assert!(first.text.contains(": Soita\\, ja kysy\r\n"), "{}", first.text);
        assert!(first.text.contains("DESCRIPTION:Katto\\, vaihe 1\\; itä\r\n"), "{}", first.text);
        assert_eq!(calendars::feed(&app.cx, &own).await.unwrap(), first, "the same as long as nothing changes");
        assert!(!calendars::feed(&app.cx, &others).await.unwrap().text.contains("BEGIN:VEVENT"));
        // Changed, it is the same event, later; done, it is gone.
        let moved = ActivityFields { due_on: fields.due_on.map(|day| day + Days::new(1)), ..fields };
        let edit = EditActivity { id: activity, version: 1, fields: moved };
        let version = crm::edit_activity(&anna, &app.cx, edit).await.unwrap();
        let second = calendars::feed(&app.cx, &own).await.unwrap();
        assert!(second.text.contains(&format!("UID:{activity}\r\n")) && second.text.contains("SEQUENCE:1\r\n"));
        assert_ne!(second.mark, first.mark);
        let end = EndActivity { id: activity, version, ending: Ending::Done, feedback: String::new() };
        crm::end_activity(&anna, &app.cx, end).await.unwrap();
        assert!(!calendars::feed(&app.cx, &own).await.unwrap().text.contains("BEGIN:VEVENT"));
    });
}

#[test]
fn a_new_address_ends_the_old_one_and_off_ends_both() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let old = secret(&app, &anna).await;
        let new = secret(&app, &anna).await;
        assert!(matches!(calendars::feed(&app.cx, &old).await, Err(Denied::NotFound)));
        calendars::feed(&app.cx, &new).await.unwrap();
        assert!(calendars::read_calendar(&anna, &app.cx).await.unwrap().made.is_some());
        for wrong in ["", "tc_", "tc_x", &new[1..], &new.replace("tc_", "ts_"), "../../etc/passwd", "' OR 1=1"] {
            assert!(matches!(calendars::feed(&app.cx, wrong).await, Err(Denied::NotFound)), "{wrong}");
        }
        // Somebody who may not sign in any more has no feed either.
        app.run("UPDATE users SET active = 0 WHERE name = 'Anna'").await.unwrap();
        assert!(matches!(calendars::feed(&app.cx, &new).await, Err(Denied::NotFound)));
        app.run("UPDATE users SET active = 1 WHERE name = 'Anna'").await.unwrap();
        calendars::feed(&app.cx, &new).await.unwrap();
        calendars::turn_calendar_off(&anna, &app.cx).await.unwrap();
        calendars::turn_calendar_off(&anna, &app.cx).await.unwrap();
        assert!(matches!(calendars::feed(&app.cx, &new).await, Err(Denied::NotFound)));
        // Kept is the hash alone.
        let snapshot = app.texts("SELECT data FROM events").await.join("\n");
        assert!(!snapshot.contains(&new) && !snapshot.contains(&old));
    });
}
